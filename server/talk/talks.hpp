// Every conversation of the official account: which of them a message belongs to. Words that start a talk always do;
// what is none of them is an answer in an open dialog, a pasted form, an invite code, six digits to link accounts, or
// something nobody understands, which gets a helpful answer.
//
// Without Redis there are no dialogs: an answer that can only belong to one is kept in the records and the person is
// asked to send it again; everything else works.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "lib/documents/guide.hpp"
#include "server/talk/bind_talk.hpp"
#include "server/talk/branch_talk.hpp"
#include "server/talk/due_talk.hpp"
#include "server/talk/form_talk.hpp"
#include "server/talk/founding_talk.hpp"
#include "server/talk/link_talk.hpp"
#include "server/talk/mine_talk.hpp"
#include "server/talk/picture_talk.hpp"
#include "server/talk/progress_talk.hpp"
#include "server/talk/record_talk.hpp"
#include "server/talk/report_talk.hpp"
#include "server/talk/review_talk.hpp"
#include "server/talk/supervision_talk.hpp"
#include "server/talk/visit_talk.hpp"
#include "server/talk/withdraw_talk.hpp"
#include "server/talk/words.hpp"

namespace league::talk {

/// What the talks are made of; all of it outlives them.
struct TalkParts {
    Database& database;
    const Seals& seals;
    Cache& cache;
    Random& random;
    const Phrases& phrases;
    const Guide& guide;
    const SubmitActivity& submit;
    const WithdrawActivity& withdraw;
    const ShowActivity& show;
    const ReviewActivity& review;
    const WishPicture& wish_picture;
    const ReadProgress& progress;
    const ReadStanding& standing;
    MyDuties& duties;
    ListActivities& activities;
    ReadHealth& health;
    ReadAlive& alive;
    ListProjects& projects;
    const ReadReports& reports;
    const SendReport& send_report;
    ReadSupervisions& supervisions;
    const WriteAreaNote& write_note;
    BindByInvite& bind;
    IssueLinkCode& issue_link_code;
    RedeemLinkCode& redeem_link_code;
    RateLimits& limits;
    std::chrono::minutes dialog{30};    ///< an open dialog is forgotten after this long without an answer
    std::chrono::minutes pictures{30};  ///< after a log in which pictures are added to it
    std::chrono::hours reviews{6};      ///< so long the numbers of 待审 mean what was shown
};

/// Every call may throw Problem; from any thread.
class Talks {
public:
    /// Throws Problem internal ("phrase_missing") naming every sentence that templates/replies lacks.
    explicit Talks(const TalkParts& parts);

    std::string text(Turn turn, std::string_view said);
    std::string picture(const Turn& turn, const std::string& media_id);
    /// Video, place, link: nothing that can be read.
    std::string other(const Turn& turn) const;
    /// A voice message whose words nobody heard for us.
    std::string unheard(const Turn& turn) const;
    std::string followed(const Turn& turn, const std::string& scene);
    std::string scanned(const Turn& turn, const std::string& scene);
    /// A menu button.
    std::string tapped(const Turn& turn, const std::string& key);

    /// Whether answering it changes nothing anywhere, so that repeats need no care.
    bool only_reads(std::string_view said) const;
    Effects& effects() { return effects_; }

private:
    std::string run(const Turn& turn, const Words::Heard& heard);
    std::string converse(Turn& turn, std::string_view said);
    std::string without_dialog(const Turn& turn, std::string_view said);
    void add_preface(Turn& turn) const;
    std::string hold(const Turn& turn, std::string_view said);
    std::string help(const Turn& turn) const;
    std::string guide(std::string_view asked) const;
    std::string unknown(const Turn& turn, std::string_view said) const;
    std::string say(std::string_view key, const Values& values = {}) const;

    Database& database_;
    const Seals& seals_;
    Random& random_;
    const Phrases& phrases_;
    const Guide& guide_;
    Words words_;
    Effects effects_;
    DialogStore dialogs_;
    RecordSteps steps_;
    SaveLog save_;
    RecordTalk record_;
    FormTalk form_;
    WithdrawTalk withdraw_;
    PictureTalk picture_;
    MineTalk mine_;
    ProgressTalk progress_;
    FoundingTalk founding_;
    ReportTalk report_;
    SupervisionTalk supervision_;
    ReviewListStore review_lists_;
    ReviewTalk review_;
    DueTalk due_;
    BranchTalk branch_;
    VisitTalk visit_;
    BindTalk bind_;
    LinkTalk link_;
};

}  // namespace league::talk
