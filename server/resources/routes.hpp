// The resources of the API, each in its own file: what it needs comes in, its routes go onto the list. Handlers make
// three moves: read JSON into an Input, run the use case, show the Output. What is passed outlives the routes.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "server/api.hpp"

namespace league {

class AddCadence;
class AddKind;
class AmendActivity;
class AnswerFeedback;
class ApproveBatch;
class ApproveBulletin;
class BindByInvite;
class BlobStore;
class CancelHandover;
class ChangeKind;
class CheckTargets;
class CloseCampaign;
class ColumnWriter;
class CommitImport;
class ComposeBulletin;
class ConfirmPublished;
class ConsentBalance;
class CorrectProject;
class CreateBatch;
class CreateHandover;
class CreateInvite;
class DecideImport;
class DecideMerge;
class DiscardImport;
class EditBulletin;
class EndCadence;
class Digest;
class EndRole;
class FoundBatch;
class Guide;
class IssueLinkCode;
class LeaveBatch;
class ListActivities;
class ListAlarms;
class ListAreaNotes;
class ListBatches;
class ListBuildingModes;
class ListHandovers;
class ListCadence;
class ListCampaigns;
class ListClaims;
class ListMergeProposals;
class ListOwnFeedback;
class ListPapers;
class ListPartners;
class ListPauses;
class ListProjects;
class ListReaders;
class ListRoles;
class ListTargets;
class ListToPhone;
class MarkPhoned;
class ManageOutbox;
class MoveDeadline;
class MyAreas;
class MyDuties;
class OpenCampaign;
class OpenReport;
class OpenSupervision;
class PauseReminders;
class FetchForCheck;
class JudgeContent;
class JudgePhoto;
class ListContentChecks;
class ListPhotoChecks;
class Phrases;
class PreviewBulletin;
class ProposeSupervisions;
class ReadAlive;
class ReadBulletins;
struct OrgLife;
class ReadColumns;
class ReadFeedbackInbox;
class ReadDue;
class ReadHealth;
class ReadKinds;
class ReadMonths;
class ReadImports;
class ReadKinds;
class ReadNmsDifferences;
class ReadOrgTree;
class ReadProgress;
class ReadReports;
class ReadSupervisions;
class ReadTimeliness;
class ReadStanding;
class RecordConsent;
class RecordStep;
class RedeemLinkCode;
class ReleaseBulletin;
class ResumeReminders;
class RetireKind;
class ReviewActivities;
class ReviewActivity;
class SaveBuildingMode;
class SaveProject;
class SendReport;
class SendFeedback;
class SettleByPhone;
class Sessions;
class SetTarget;
class ShowActivity;
class ShowBranchCode;
class ShowPhoto;
class ShowProject;
class SignIn;
class SignOutEverywhere;
class StageImport;
class StorePhoto;
class SubmitActivity;
class TakeBackStep;
class TakeSupervisionStep;
class TemplateFolder;
class UndoImport;
class WithdrawActivity;
class WithdrawBulletin;
class WriteAreaNote;
struct OfficeConfig;
struct OrgUnit;
struct Seals;
struct WechatAccount;

/// sessions, me
void add_session_routes(ApiRoutes& routes, Database& database, const Seals& seals, SignIn& sign_in, Sessions& sessions,
                        SignOutEverywhere& sign_out_everywhere);
/// bindings, link-codes
void add_binding_routes(ApiRoutes& routes, BindByInvite& bind, IssueLinkCode& issue, RedeemLinkCode& redeem);
/// invites, roles, merge-proposals; an invite lives for `invite_days` unless the caller says otherwise
void add_people_routes(ApiRoutes& routes, CreateInvite& invite, int invite_days, ListRoles& list_roles,
                       EndRole& end_role, ListMergeProposals& list_merges, DecideMerge& decide_merge);
/// handovers of a secretary's role; a code lives for `days`
void add_handover_routes(ApiRoutes& routes, CreateHandover& create, int days, ListHandovers& list,
                         CancelHandover& cancel);
/// readers: who can see what is written for a unit
void add_reader_routes(ApiRoutes& routes, ListReaders& list);
/// feedback to the office, its inbox and its answers
void add_alarm_routes(ApiRoutes& routes, ListAlarms& alarms, const Phrases& phrases);
void add_outbox_routes(ApiRoutes& routes, ManageOutbox& outbox, const Phrases& phrases);
void add_feedback_routes(ApiRoutes& routes, SendFeedback& send, ListOwnFeedback& own, ReadFeedbackInbox& inbox,
                         AnswerFeedback& answer);
/// activity-kinds: read, and for the office add, change, retire
void add_kind_routes(ApiRoutes& routes, ReadKinds& kinds, AddKind& add_kind, ChangeKind& change_kind,
                     RetireKind& retire_kind);
/// cadence-rules
void add_cadence_routes(ApiRoutes& routes, ListCadence& list_cadence, AddCadence& add_cadence, EndCadence& end_cadence);
/// organisations/{unit}/health, alive, due, timeliness
void add_health_of_organisations(ApiRoutes& routes, ReadHealth& read_health, ReadAlive& read_alive, ReadDue& read_due,
                                 ReadTimeliness& read_timeliness);
/// activities: create and repeat, read, amend, withdraw
void add_activity_routes(ApiRoutes& routes, const Phrases& phrases, SubmitActivity& submit, AmendActivity& amend,
                         WithdrawActivity& withdraw, ListActivities& list, ShowActivity& show);
/// content-checks, photo-checks: what WeChat's check left to an officer
void add_content_routes(ApiRoutes& routes, const Phrases& phrases, ListContentChecks& list_checks,
                        JudgeContent& judge_content);
void add_photo_check_routes(ApiRoutes& routes, ListPhotoChecks& list_checks, JudgePhoto& judge_photo);
/// GET /check-photos/{ticket}: where WeChat fetches a picture that it is asked about, and nobody else finds anything.
void add_photo_check_address(http::Router& router, FetchForCheck& fetch);
/// reviews of activities, one and many
void add_review_routes(ApiRoutes& routes, ReviewActivity& review, ReviewActivities& review_many);
/// photos; `max_bytes` bounds an upload
void add_photo_routes(ApiRoutes& routes, StorePhoto& store, ShowPhoto& show, std::size_t max_bytes);
/// units, duties, progress. `process_mark` makes ETags of two processes differ.
void add_unit_routes(ApiRoutes& routes, ReadOrgTree& tree);
void add_duty_routes(ApiRoutes& routes, MyDuties& duties);
void add_progress_routes(ApiRoutes& routes, Database& database, ReadProgress& progress, const Clock& clock,
                         std::string process_mark);
/// months
void add_month_routes(ApiRoutes& routes, ReadMonths& months);
/// campaigns and their targets
void add_campaign_routes(ApiRoutes& routes, OpenCampaign& open, MoveDeadline& move, CloseCampaign& close,
                         ListCampaigns& list);
void add_target_routes(ApiRoutes& routes, SetTarget& set, ListTargets& list, CheckTargets& check);
/// standing against the target, claimed against counted
void add_standing_routes(ApiRoutes& routes, ReadStanding& read, ListClaims& claims);
/// organisations: what is known of them, heads, term, tags, claim, moves and ends; terms that end soon
void add_organisation_routes(ApiRoutes& routes, OrgLife& uses);
/// leading-groups, contacts
void add_area_routes(ApiRoutes& routes, OrgLife& uses);
/// reports: the half-month reports of townships, sent, corrected, opened again
void add_report_routes(ApiRoutes& routes, ReadReports& read, SendReport& send, OpenReport& open);
/// supervisions and their steps
void add_supervision_routes(ApiRoutes& routes, ReadSupervisions& read, ProposeSupervisions& propose,
                            OpenSupervision& open, TakeSupervisionStep& step);
/// area-notes, my-areas: visits, advice, replies; what a leader or instructor looks after
void add_area_note_routes(ApiRoutes& routes, WriteAreaNote& write_note, ListAreaNotes& notes, MyAreas& areas);
/// consents: what a phone reports about WeChat's popup, and how many notices are still allowed
void add_consent_routes(ApiRoutes& routes, RecordConsent& record, ConsentBalance& balance);
/// call-list: whom no message reached; reminder-pauses
struct ReminderCases {
    ListToPhone& calls;
    MarkPhoned& mark;
    SettleByPhone& settle;
    PauseReminders& pause;
    ResumeReminders& resume;
    ListPauses& pauses;
};
void add_reminder_routes(ApiRoutes& routes, const Phrases& phrases, ReminderCases cases);
/// bulletins: of every kind and state, for officers
struct BulletinCases {
    ReadBulletins& read;
    ComposeBulletin& compose;
    EditBulletin& edit;
    ApproveBulletin& approve;
    ReleaseBulletin& release;
    PreviewBulletin& preview;
    WithdrawBulletin& withdraw;
    ConfirmPublished& confirm;
};
void add_bulletin_routes(ApiRoutes& routes, const Phrases& phrases, BulletinCases cases);
/// columns: published issues
void add_column_routes(ApiRoutes& routes, ReadColumns& columns);
/// client: what the phone client is told before anybody is signed in
void add_client_routes(ApiRoutes& routes, Database& database, const Clock& clock, const Phrases& phrases,
                       const OfficeConfig& office, const std::vector<WechatAccount>& accounts);
/// sign-in: sends a page inside an official account to WeChat, which sends it back to /m/ with a code for sessions
/// (wechat-api 5.7)
void add_web_sign_in_route(ApiRoutes& routes, const std::vector<WechatAccount>& accounts, std::string open_base,
                           std::string public_url);
/// guide, privacy: papers that everybody may read. Throws Problem internal when a sentence is missing.
void add_reading_routes(ApiRoutes& routes, Database& database, const Phrases& phrases, const Guide& guide,
                        const OfficeConfig& office);
/// As configured, else the name of the top unit, else a general word.
std::string office_name(const Phrases& phrases, const OfficeConfig& office, const std::optional<OrgUnit>& top);
/// imports of the national member system's exports, nms-differences; `max_bytes` bounds an upload
struct ImportCases {
    StageImport& stage;
    ReadImports& read;
    DecideImport& decide;
    CommitImport& commit;
    UndoImport& undo;
    DiscardImport& discard;
    ReadNmsDifferences& differences;
};
void add_import_routes(ApiRoutes& routes, ImportCases cases, const Phrases& phrases, std::size_t max_bytes);
/// org-projects and their steps
void add_project_routes(ApiRoutes& routes, const Phrases& phrases, SaveProject& save, CorrectProject& correct_project,
                        ListProjects& list_projects, ShowProject& show, RecordStep& record,
                        TakeBackStep& take_back_step);
/// batches, papers
void add_batch_routes(ApiRoutes& routes, CreateBatch& create, ApproveBatch& approve, FoundBatch& found,
                      LeaveBatch& leave, ListBatches& batches, ListPapers& papers);
/// building-modes, partners
void add_mode_routes(ApiRoutes& routes, ListBuildingModes& modes, SaveBuildingMode& save, ListPartners& partners);
/// units/{id}/codes/{account}
void add_code_routes(ApiRoutes& routes, ShowBranchCode& show);
/// openapi.json
void add_document_routes(ApiRoutes& routes);

/// GET /MP_verify_*.txt: the files by which WeChat sees that the domain is the account's own, out of a folder of which
/// nothing else is served.
void add_verification_files(http::Router& router, const std::filesystem::path& folder);

/// The phone page under /m/, unless `folder` is empty; while it is not built, a page that says so.
void add_phone_page(http::Router& router, const std::string& folder, const TemplateFolder& templates,
                    const Digest& digest);
/// The public pages /column, /column/{issue} and /column/{kind}/{issue}, for everybody and without scripts. The newest
/// issue is shown with the figures of this moment.
void add_column_pages(http::Router& router, Database& database, ReadColumns& columns, const Phrases& phrases,
                      const ColumnWriter& writer, const Digest& digest);

}  // namespace league
