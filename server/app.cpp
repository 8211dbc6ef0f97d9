#include "server/app.hpp"
#include "server/bulletins.hpp"

#include <filesystem>
#include <utility>

#include "lib/app/amend_activity.hpp"
#include "lib/app/bind_by_invite.hpp"
#include "lib/app/branch_codes.hpp"
#include "lib/app/building_modes.hpp"
#include "lib/app/chat_pictures.hpp"
#include "lib/app/check_photos.hpp"
#include "lib/app/column_words.hpp"
#include "lib/app/consents.hpp"
#include "lib/app/create_invite.hpp"
#include "lib/app/decide_import.hpp"
#include "lib/app/feedback.hpp"
#include "lib/app/finish_import.hpp"
#include "lib/app/handover.hpp"
#include "lib/app/judge_content.hpp"
#include "lib/app/link_accounts.hpp"
#include "lib/app/list_activities.hpp"
#include "lib/app/list_claims.hpp"
#include "lib/app/list_readers.hpp"
#include "lib/app/manage_batches.hpp"
#include "lib/app/manage_cadence.hpp"
#include "lib/app/manage_campaigns.hpp"
#include "lib/app/manage_kinds.hpp"
#include "lib/app/manage_outbox.hpp"
#include "lib/app/manage_roles.hpp"
#include "lib/app/manage_targets.hpp"
#include "lib/app/meet_identity.hpp"
#include "lib/app/merge_people.hpp"
#include "lib/app/my_duties.hpp"
#include "lib/app/photos.hpp"
#include "lib/app/publication_finished.hpp"
#include "lib/app/read_alive.hpp"
#include "lib/app/read_columns.hpp"
#include "lib/app/read_due.hpp"
#include "lib/app/read_health.hpp"
#include "lib/app/read_imports.hpp"
#include "lib/app/read_kinds.hpp"
#include "lib/app/read_months.hpp"
#include "lib/app/read_org_tree.hpp"
#include "lib/app/read_progress.hpp"
#include "lib/app/read_projects.hpp"
#include "lib/app/read_reports.hpp"
#include "lib/app/read_standing.hpp"
#include "lib/app/read_timeliness.hpp"
#include "lib/app/record_contact.hpp"
#include "lib/app/record_step.hpp"
#include "lib/app/review_activity.hpp"
#include "lib/app/save_project.hpp"
#include "lib/app/send_report.hpp"
#include "lib/app/sending_rates.hpp"
#include "lib/app/settings.hpp"
#include "lib/app/show_activity.hpp"
#include "lib/app/sign_in.hpp"
#include "lib/app/stage_import.hpp"
#include "lib/app/submit_activity.hpp"
#include "lib/app/watch_alarms.hpp"
#include "lib/app/wechat_accounts.hpp"
#include "lib/app/withdraw_activity.hpp"
#include "lib/documents/column_article.hpp"
#include "lib/documents/guide.hpp"
#include "lib/documents/phrases.hpp"
#include "lib/http/server.hpp"
#include "lib/http/static_files.hpp"
#include "lib/platform/cache_redis.hpp"
#include "lib/platform/crypto.hpp"
#include "lib/platform/log.hpp"
#include "lib/platform/metrics.hpp"
#include "lib/storage/blob_store.hpp"
#include "lib/storage/migrations.hpp"
#include "server/callback/callbacks.hpp"
#include "server/health.hpp"
#include "server/org_life.hpp"
#include "server/reminders.hpp"
#include "server/resources/page_headers.hpp"
#include "server/resources/routes.hpp"
#include "server/respond.hpp"
#include "server/supervision.hpp"
#include "server/talk/talks.hpp"
#include "server/watch.hpp"

namespace league {
namespace {

http::ServerOptions server_options(const ServerConfig& config, std::string mark, const Clock& clock) {
    http::ServerOptions options;
    options.host = config.host;
    options.port = config.port;
    options.workers = config.workers;
    options.keep_alive_requests = config.keep_alive_requests;
    options.keep_alive_idle = config.keep_alive_idle;
    options.read_timeout = config.read_timeout;
    options.write_timeout = config.write_timeout;
    options.request_time = config.request_time;
    options.max_body = config.max_body_bytes;
    options.trusted_proxies = config.trusted_proxies;
    options.request_id_prefix = std::move(mark);
    options.clock = &clock;
    return options;
}

RateLimitOptions rate_options(const RateConfig& config) {
    RateLimitOptions options;
    options.calls_per_minute = config.per_person_per_minute;
    options.sign_ins_per_minute = config.sign_in_per_address_per_minute;
    options.invite_attempts_per_hour = config.invites_per_person_per_hour;
    options.invite_attempts_per_address = config.invites_per_address_per_hour;
    return options;
}

LinkOptions link_options(const SessionConfig& config) {
    LinkOptions options;
    options.lifetime = config.link_code;
    options.attempts = config.link_code_attempts;
    return options;
}

WishPicture::Options wish_options(const Config& config) {
    WishPicture::Options options;
    options.window = config.chat.pictures;
    return options;
}

callback::CallbackOptions callback_options(const Config& config) {
    callback::CallbackOptions options;
    options.push_bytes = config.wechat.limits.push_bytes;
    options.reply_text_bytes = config.wechat.limits.reply_text_bytes;
    options.answer_within = config.chat.answer_within;
    return options;
}

}  // namespace

struct ServerApp::Parts {
    const std::string mark;  ///< of this start: request numbers and ETags of two starts differ
    Metrics metrics;
    Phrases phrases;
    TemplateFolder templates;
    ColumnWriter column_writer;
    OpensslDigest digest;
    OpensslCipher cipher;
    Seals seals;
    RedisCache cache;
    Database database;
    BlobStore blobs;
    PictureMaker pictures;
    Watch watch;
    WechatAccounts accounts;

    RateLimits limits;
    Sessions sessions;
    SignIn sign_in;
    SignOutEverywhere sign_out_everywhere;
    BindByInvite bind;
    IssueLinkCode issue_link_code;
    RedeemLinkCode redeem_link_code;
    CreateInvite create_invite;
    CreateHandover create_handover;
    ListHandovers list_handovers;
    CancelHandover cancel_handover;
    ListRoles list_roles;
    ListReaders list_readers;
    EndRole end_role;
    ListMergeProposals list_merges;
    DecideMerge decide_merge;
    ReadKinds kinds;
    AddKind add_kind;
    ChangeKind change_kind;
    RetireKind retire_kind;
    ListCadence list_cadence;
    AddCadence add_cadence;
    EndCadence end_cadence;
    ReadHealth health;
    ReadAlive alive;
    ReadDue due;
    ReadTimeliness timeliness;
    SubmitActivity submit;
    AmendActivity amend;
    WithdrawActivity withdraw;
    ReviewActivity review;
    ReviewActivities review_many;
    ListActivities list;
    ShowActivity show;
    StorePhoto store_photo;
    ShowPhoto show_photo;
    ReadOrgTree tree;
    ReadProgress progress;
    ReadMonths months;
    OpenCampaign open_campaign;
    MoveDeadline move_deadline;
    CloseCampaign close_campaign;
    ListCampaigns list_campaigns;
    SetTarget set_target;
    ListTargets list_targets;
    CheckTargets check_targets;
    ReadStanding standing;
    ListClaims claims;
    ReadReports reports;
    SendReport send_report;
    OpenReport open_report;
    SupervisionUses supervision;
    ReminderUses reminders;
    BulletinUses bulletins;
    MyDuties duties;
    OrgLife org_life;
    RecordContact contacts;
    RecordConsent record_consent;
    ConsentBalance consent_balance;
    ReadColumns columns;
    SendFeedback send_feedback;
    ListOwnFeedback own_feedback;
    ReadFeedbackInbox feedback_inbox;
    AnswerFeedback answer_feedback;
    ManageOutbox outbox;
    ListAlarms alarms;
    ListContentChecks content_checks;
    ListPhotoChecks photo_checks;
    JudgePhoto judge_photo;
    FetchForCheck fetch_for_check;
    JudgeContent judge_content;
    StageImport stage_import;
    ReadImports read_imports;
    DecideImport decide_import;
    CommitImport commit_import;
    UndoImport undo_import;
    DiscardImport discard_import;
    ReadNmsDifferences nms_differences;

    FoundingParts founding;
    SaveProject save_project;
    CorrectProject correct_project;
    ListProjects list_projects;
    ShowProject show_project;
    RecordStep record_step;
    TakeBackStep take_back_step;
    CreateBatch create_batch;
    ApproveBatch approve_batch;
    FoundBatch found_batch;
    LeaveBatch leave_batch;
    ListBatches list_batches;
    ListPapers list_papers;
    ListBuildingModes list_modes;
    SaveBuildingMode save_mode;
    ListPartners list_partners;
    ShowBranchCode show_code;

    Guide guide;
    MeetIdentity meet;
    WishPicture wish_picture;
    PublicationFinished publication_finished;
    MassSendFinished mass_send_finished;
    NoticeUndelivered notice_undelivered;
    talk::Talks talks;
    callback::Callbacks callbacks;

    Responder responder;
    ApiRoutes api;
    std::vector<std::pair<std::string, std::string>> routes;
    std::unique_ptr<http::Server> server;

    Parts(const Config& config, const Clock& clock, Random& random)
        : mark(make_code(random, 6)),
          phrases(config.paths.templates),
          templates(config.paths.templates),
          column_writer(phrases, templates),
          digest(config.keys),
          cipher(config.keys, random),
          seals{cipher, digest},
          cache(config.redis),
          database(database_options(config.database), clock),
          blobs(config.photos.folder),
          pictures(picture_limits(config.photos)),
          watch(metrics, database, cache),
          accounts(config, cache, cipher, clock, random, watch.wechat_observer()),
          limits(cache, clock, rate_options(config.rates)),
          sessions(cache, digest, random, clock, {.lifetime = std::chrono::hours(24 * config.sessions.days)}),
          sign_in(database, seals, random, sessions, accounts.login_exchange()),
          sign_out_everywhere(database, seals, sessions),
          bind(database, seals, random, limits),
          issue_link_code(database, seals, random, link_options(config.sessions)),
          redeem_link_code(database, seals, random, link_options(config.sessions)),
          create_invite(database, seals, random),
          create_handover(database, seals, random),
          list_handovers(database, seals),
          cancel_handover(database, seals),
          list_roles(database, seals, random),
          list_readers(database),
          end_role(database, digest),
          list_merges(database, seals),
          decide_merge(database, seals),
          kinds(database),
          add_kind(database, digest),
          change_kind(database, digest),
          retire_kind(database, digest),
          list_cadence(database),
          add_cadence(database, digest),
          end_cadence(database, digest),
          health(database, activity_rules(config.activities)),
          alive(database, activity_rules(config.activities)),
          due(database),
          timeliness(database, activity_rules(config.activities)),
          submit(database, seals),
          amend(database, digest),
          withdraw(database, digest),
          review(database, digest),
          review_many(database, digest),
          list(database),
          show(database, seals),
          store_photo(database, digest, blobs, pictures),
          show_photo(database, blobs),
          tree(database, seals),
          progress(database),
          months(database),
          open_campaign(database, digest, random),
          move_deadline(database, digest),
          close_campaign(database, digest),
          list_campaigns(database),
          set_target(database, seals),
          list_targets(database, seals),
          check_targets(database, seals),
          standing(database, activity_rules(config.activities).alive),
          claims(database),
          reports(database, standing, seals, report_settings(config)),
          send_report(database, reports, seals),
          open_report(database, digest, report_settings(config).rules),
          supervision(database, standing, seals, random, supervision_settings(config)),
          reminders(database, seals, random, report_settings(config).rules),
          bulletins(database, seals, random, phrases, column_writer, bulletin_options(config)),
          duties(database, report_settings(config).rules),
          org_life(database, seals, random),
          contacts(database, seals),
          record_consent(database, random, config.notices),
          consent_balance(database, seals, config.notices),
          columns(database),
          send_feedback(database, seals, config.accounts),
          own_feedback(database, seals),
          feedback_inbox(database, seals),
          answer_feedback(database, seals),
          outbox(database, seals, sending_rates(config)),
          alarms(database),
          content_checks(database),
          photo_checks(database),
          judge_photo(database, digest),
          fetch_for_check(database, digest, blobs, config.content.media_wait),
          judge_content(database, digest),
          stage_import(database, seals, random, clock, phrases, sheet_limits(config.imports)),
          read_imports(database, seals),
          decide_import(database, seals),
          commit_import(database, seals),
          undo_import(database, seals),
          discard_import(database, seals),
          nms_differences(database, seals),
          founding{database, seals, random, phrases, founding_rules(config.organisations)},
          save_project(founding),
          correct_project(founding),
          list_projects(founding),
          show_project(founding),
          record_step(founding),
          take_back_step(founding),
          create_batch(founding),
          approve_batch(founding),
          found_batch(founding),
          leave_batch(founding),
          list_batches(database),
          list_papers(database, seals),
          list_modes(database),
          save_mode(database, digest),
          list_partners(database),
          show_code(database, blobs, config.accounts),
          guide(phrases),
          meet(database, seals, random),
          wish_picture(seals, random, wish_options(config)),
          publication_finished(database, seals),
          mass_send_finished(seals),
          notice_undelivered(seals),
          talks({database,
                 seals,
                 cache,
                 random,
                 phrases,
                 guide,
                 submit,
                 withdraw,
                 show,
                 review,
                 wish_picture,
                 progress,
                 standing,
                 duties,
                 list,
                 health,
                 alive,
                 list_projects,
                 reports,
                 send_report,
                 supervision.read,
                 supervision.write_note,
                 bind,
                 issue_link_code,
                 redeem_link_code,
                 limits,
                 config.chat.dialog,
                 config.chat.pictures}),
          callbacks({config.accounts, cache, clock, random, phrases,
                     [this](const auto& account, const auto& kind, const auto& outcome) {
                         watch.count_push(account, kind, outcome);
                     },
                     talks, contacts, meet, record_consent, publication_finished, mass_send_finished,
                     notice_undelivered, callback_options(config)}),
          responder(phrases) {
        if (!pending(database).empty()) throw Problem(ProblemCode::conflict, "schema_pending");
        check_column_words(phrases);
        check_founding_words(phrases);
        open_routes(config, clock);
    }

    void open_routes(const Config& config, const Clock& clock) {
        add_session_routes(api, database, seals, sign_in, sessions, sign_out_everywhere);
        add_binding_routes(api, bind, issue_link_code, redeem_link_code);
        add_people_routes(api, create_invite, config.sessions.invite_days, list_roles, end_role, list_merges,
                          decide_merge);
        add_handover_routes(api, create_handover, config.sessions.invite_days, list_handovers, cancel_handover);
        add_reader_routes(api, list_readers);
        add_feedback_routes(api, send_feedback, own_feedback, feedback_inbox, answer_feedback);
        add_outbox_routes(api, outbox, phrases);
        add_alarm_routes(api, alarms, phrases);
        add_kind_routes(api, kinds, add_kind, change_kind, retire_kind);
        add_cadence_routes(api, list_cadence, add_cadence, end_cadence);
        add_health_of_organisations(api, health, alive, due, timeliness);
        add_activity_routes(api, phrases, submit, amend, withdraw, list, show);
        add_content_routes(api, phrases, content_checks, judge_content);
        add_photo_check_routes(api, photo_checks, judge_photo);
        add_review_routes(api, review, review_many);
        add_photo_routes(api, store_photo, show_photo, config.photos.max_bytes);
        add_unit_routes(api, tree);
        add_duty_routes(api, duties);
        add_progress_routes(api, database, progress, clock, mark);
        add_month_routes(api, months);
        add_campaign_routes(api, open_campaign, move_deadline, close_campaign, list_campaigns);
        add_target_routes(api, set_target, list_targets, check_targets);
        add_standing_routes(api, standing, claims);
        add_organisation_routes(api, org_life);
        add_area_routes(api, org_life);
        add_report_routes(api, reports, send_report, open_report);
        add_supervision_routes(api, supervision.read, supervision.propose, supervision.open, supervision.step);
        add_area_note_routes(api, supervision.write_note, supervision.notes, supervision.areas);
        add_reminder_routes(api, phrases, reminders.cases());
        add_consent_routes(api, record_consent, consent_balance);
        add_bulletin_routes(api, phrases, bulletins.cases());
        add_column_routes(api, columns);
        add_client_routes(api, database, clock, phrases, config.office, config.accounts);
        add_web_sign_in_route(api, config.accounts, config.wechat.open_base, config.server.public_url);
        add_reading_routes(api, database, phrases, guide, config.office);
        add_project_routes(api, phrases, save_project, correct_project, list_projects, show_project, record_step,
                           take_back_step);
        add_batch_routes(api, create_batch, approve_batch, found_batch, leave_batch, list_batches, list_papers);
        add_mode_routes(api, list_modes, save_mode, list_partners);
        add_import_routes(
            api,
            {stage_import, read_imports, decide_import, commit_import, undo_import, discard_import, nms_differences},
            phrases, config.imports.max_bytes);
        add_code_routes(api, show_code);
        add_document_routes(api);

        http::Router router;
        api.install(router, sessions, limits, database, config.server.workers);
        add_phone_page(router, config.server.phone_page, templates, digest);
        add_photo_check_address(router, fetch_for_check);
        add_verification_files(router, config.server.verification);
        if (const auto& folder = config.server.console_page; !folder.empty()) {
            http::mount(router, {.prefix = "/console/", .folder = folder, .headers = client_page_headers()});
        }
        add_column_pages(router, database, columns, phrases, column_writer, digest);
        callbacks.add_routes(router);
        add_health_routes(router, database, cache, metrics,
                          {.data = std::filesystem::path(config.database.path).parent_path(),
                           .backups = config.database.backups,
                           .makes_backups = config.database.backups_kept > 0});
        routes = router.routes();
        server = std::make_unique<http::Server>(
            server_options(config.server, mark, clock), std::move(router),
            [this](const http::Request& request, std::exception_ptr error) {
                return responder.translate(request, std::move(error));
            },
            watch.served_hook());
    }
};

ServerApp::ServerApp(const Config& config, const Clock& clock, Random& random)
    : parts_(std::make_unique<Parts>(config, clock, random)) {}

ServerApp::~ServerApp() = default;

void ServerApp::start() {
    parts_->server->start();
}

void ServerApp::stop() {
    parts_->server->stop();
    flush_contacts();
}

int ServerApp::port() const {
    return parts_->server->port();
}

std::string ServerApp::base_url() const {
    return parts_->server->base_url();
}

void ServerApp::flush_contacts() {
    try {
        parts_->contacts.flush();
    } catch (const Problem& problem) {
        // They wait in memory for the next time; losing them closes a window early and nothing else.
        log::warning("contacts wait", {{"problem", problem.what()}});
    }
}

const std::vector<std::pair<std::string, std::string>>& ServerApp::routes() const {
    return parts_->routes;
}

const std::vector<ApiRoute>& ServerApp::api_routes() const {
    return parts_->api.list();
}

}  // namespace league
