// 待审, 通过 3 5, 全部通过, 退回 3 缺人数: a township reviews the logs of its branches by answering with the numbers of
// a list. A log that was changed after it was shown is shown again instead of being accepted.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lib/app/list_activities.hpp"
#include "lib/app/review_activity.hpp"
#include "lib/app/show_activity.hpp"
#include "lib/documents/phrases.hpp"
#include "lib/storage/database.hpp"
#include "server/talk/effects.hpp"
#include "server/talk/review_list.hpp"

namespace league::talk {

class ReviewTalk {
public:
    struct Parts {
        Database& database;
        Effects& effects;
        ReviewListStore& lists;
        ListActivities& activities;
        const ShowActivity& show;
        const ReviewActivity& review;
        const Words& words;
        const Phrases& phrases;
    };
    explicit ReviewTalk(const Parts& parts) : parts_(parts) {}

    /// The list; with a number behind the word that log in full.
    std::string show(const Turn& turn, std::string_view asked);
    std::string accept(const Turn& turn, std::string_view numbers);
    std::string ask_all(const Turn& turn);
    std::string confirm_all(const Turn& turn);
    std::string give_back(const Turn& turn, std::string_view number_and_reason);

private:
    struct Order {
        ReviewVerdict verdict = ReviewVerdict::accept;
        std::string reason;
        bool all = false;  ///< what was decided by others meanwhile is passed over
    };
    /// What an order came to, told in this order.
    struct Told {
        std::vector<std::string> done;
        std::vector<std::string> lines;
    };

    std::vector<OrgUnit> units(ReadTransaction& tx, const Actor& actor) const;
    long long waiting(ReadTransaction& tx, const Actor& actor) const;
    std::vector<ActivityRow> oldest(const Turn& turn);
    std::string list(const Turn& turn);
    /// Recorded as the answer to this message: its repeat must not act by numbers that nobody was shown before it.
    std::string list_instead(const Turn& turn, const std::string& why);
    std::string told(const Turn& turn, ReviewList& list, const std::vector<int>& numbers, const Order& order);
    std::string decide(Transaction& tx, const Turn& turn, ReviewList& list, const std::vector<int>& numbers,
                       const Order& order) const;
    void decide_one(Transaction& tx, const Actor& actor, int number, ReviewList::Entry& entry, const Order& order,
                    Told& told) const;
    std::string line(int number, const ActivityRow& row, Instant now) const;
    std::string text(std::string_view key, const Values& values = {}) const;

    Parts parts_;
};

}  // namespace league::talk
