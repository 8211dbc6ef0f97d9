// Every key of config/league.toml, in the order of the file: see config_fields.hpp.
#include "lib/platform/config_fields.hpp"

namespace league::config {

namespace {

constexpr long long kMs = 600'000;  // ten minutes, the longest time-out that makes sense anywhere here

void add_server(Fields& f, ServerConfig& c) {
    f.section("server", "league-server: the HTTP service.");
    f.text("host", c.host, TextRule::not_empty, "Address to listen on");
    f.number("port", c.port, 0, 65535, "Port to listen on; 0 takes a free one");
    f.text("public_url", c.public_url, TextRule::url, "How WeChat and people reach this server, without a final slash");
    f.number("workers", c.workers, 1, 1024, "Connections served at once; as many as the proxy keeps open");
    f.number("keep_alive_requests", c.keep_alive_requests, 1, 10'000'000,
             "Requests on one connection before it is closed");
    f.span("keep_alive_idle_ms", c.keep_alive_idle, 100, kMs, "An idle connection is closed after this time");
    f.span("read_timeout_ms", c.read_timeout, 100, kMs, "Longest silence inside a request");
    f.span("write_timeout_ms", c.write_timeout, 100, kMs, "Longest silence of a client that takes an answer");
    f.span("request_time_ms", c.request_time, 1000, kMs,
           "Longest time from a request's first byte to its last, and as long again for the answer");
    f.number("max_body_bytes", c.max_body_bytes, 1024, 64 << 20,
             "Largest body, where the route has no limit of its own");
    f.list("trusted_proxies", c.trusted_proxies,
           "Addresses or networks (\"127.0.0.1\", \"10.0.0.0/8\") of proxies whose X-Forwarded-For is believed");
    f.text("phone_page", c.phone_page, TextRule::any, "Folder of the phone page, served at /m/; empty serves none");
    f.text("console_page", c.console_page, TextRule::any,
           "Folder of the console, served at /console/; empty serves none");
    f.text("verification", c.verification, TextRule::any,
           "Folder of the files (MP_verify_....txt) by which WeChat sees that the domain is yours; empty serves none");
}

void add_office(Fields& f, OfficeConfig& c) {
    f.section("office", "Whom people turn to: shown by the phone client and in the privacy notice.");
    f.text("name", c.name, TextRule::any, "Name of the office; empty takes the unit at the top of the tree");
    f.text("phone", c.phone, TextRule::any, "Its phone number for questions; empty shows none");
    f.text("filing_number", c.filing_number, TextRule::any,
           "Filing number of the site (备案号), shown below the privacy notice of the web page; empty shows none");
}

void add_database(Fields& f, DatabaseConfig& c) {
    f.section("database", "The records.");
    f.text("path", c.path, TextRule::path, "The SQLite file");
    f.number("readers", c.readers, 1, 64, "Read connections of one process, at most");
    f.span("busy_wait_ms", c.busy_wait, 100, 60'000,
           "Longest wait for a turn to write; then the caller is told to try again");
    f.number("batch_jobs", c.batch_jobs, 1, 4096, "Writes that share one commit, at most");
    f.text("backups", c.backups, TextRule::path, "Folder that backups are written to");
    f.number("backups_kept", c.backups_kept, 0, 1000,
             "The bot makes and proves a backup each night and keeps so many; 0: it makes none");
}

void add_redis(Fields& f, RedisConfig& c) {
    f.section("redis", "Sessions, dialogs, tokens, rate limits: nothing that must survive.");
    f.text("socket", c.socket, TextRule::any, "Unix socket of the server; empty uses host and port");
    f.text("host", c.host, TextRule::not_empty, "Address, when there is no socket");
    f.number("port", c.port, 1, 65535, "Port, when there is no socket");
    f.text("prefix", c.prefix, TextRule::any, "Put before every key; keep it different per installation on one Redis");
    f.number("connections", c.connections, 1, 1024, "Connections of one process, at most");
    f.span("connect_timeout_ms", c.connect_timeout, 10, kMs, "Longest wait for a connection");
    f.span("command_timeout_ms", c.command_timeout, 10, kMs, "Longest wait for an answer");
    f.span("retry_pause_ms", c.retry_pause, 0, kMs, "After a failed connection others fail at once for this time");
}

void add_wechat(Fields& f, WechatConfig& c) {
    f.section("wechat", "Where WeChat is, and how long it may take.");
    f.text("api_base", c.api_base, TextRule::url, "Host of the interfaces");
    f.text("mp_base", c.mp_base, TextRule::url, "Host of QR code pictures");
    f.text("open_base", c.open_base, TextRule::url, "Host of web authorization");
    f.text("qyapi_base", c.qyapi_base, TextRule::url, "Host of group robots");
    f.span("connect_timeout_ms", c.connect_timeout, 10, kMs, "Longest wait for a connection");
    f.span("read_timeout_ms", c.read_timeout, 10, kMs, "Longest silence of an interface");
    f.span("upload_timeout_ms", c.upload_timeout, 10, kMs, "The same for uploads and downloads of pictures");
    f.span("sign_in_timeout_ms", c.sign_in_timeout, 10, kMs, "The same while a person waits to be signed in");
    f.choice("notice_state", c.notice_state, {"formal", "trial", "developer"},
             "Version of the mini program that a notice opens");
    f.choice("notice_language", c.notice_language, {"zh_CN", "zh_HK", "zh_TW", "en_US"},
             "Language of a notice's frame");
    f.span("publish_poll_s", c.publish_poll, 1, 3600, "How often a publication is asked about");
    f.span("publish_patience_min", c.publish_patience, 1, 1440,
           "After this time a publication without a result is an alarm");
    add_wechat_limits(f, c.limits);
}

void add_people(Fields& f, Config& c) {
    f.section("rates", "How often is too often (answer 429).");
    f.number("per_person_per_minute", c.rates.per_person_per_minute, 1, 100'000'000,
             "Calls of one signed-in person; each server beyond the first may let a tenth more through");
    f.number("sign_in_per_address_per_minute", c.rates.sign_in_per_address_per_minute, 1, 1'000'000,
             "Sign-ins from one address; carriers put thousands of phones behind one");
    f.number("invites_per_address_per_hour", c.rates.invites_per_address_per_hour, 1, 1'000'000,
             "Wrong invite codes from one address");
    f.number("invites_per_person_per_hour", c.rates.invites_per_person_per_hour, 1, 100'000,
             "Wrong invite codes of one openid");

    f.section("sessions", "Signing in and joining.");
    f.number("days", c.sessions.days, 1, 365, "A session ends this many days after its last use");
    f.number("invite_days", c.sessions.invite_days, 1, 90, "An invite is good for this many days");
    f.span("link_code_min", c.sessions.link_code, 1, 60,
           "A code that links two accounts of one person is good this long");
    f.number("link_code_attempts", c.sessions.link_code_attempts, 1, 20, "Wrong tries before such a code is void");

    f.section("chat", "Conversations in the official account.");
    f.span("dialog_min", c.chat.dialog, 5, 1440, "An unfinished dialog is forgotten after this time");
    f.span("pictures_min", c.chat.pictures, 1, 1440, "Pictures sent this long after a log are added to it");
    f.span("answer_within_ms", c.chat.answer_within, 500, 4800,
           "A push is answered within this time, whatever happens");
}

void add_sending(Fields& f, Config& c) {
    f.section("column", "The progress column and the other bulletins.");
    f.flag("enabled", c.column.enabled, "Compose the column each half month");
    f.options<ColumnRelease>(
        "release", c.column.release,
        {{"draft", ColumnRelease::draft}, {"publish", ColumnRelease::publish}, {"mass_send", ColumnRelease::mass_send}},
        "draft: a person presses the button in WeChat; publish: the program does, followers are not notified; "
        "mass_send: sent to all followers, who get 4 a month at most");
    f.text("account", c.column.account, TextRule::not_empty, "The official account that publishes");
    f.text("author", c.column.author, TextRule::any, "Author shown under the title");
    f.rule("when", c.column.when, "When the column of a half month is composed");
    f.number("late_days", c.column.late_days, 1, 60,
             "What could not be composed, published or sent for so many days is left to a person");
    f.flag("approval", c.column.approval, "Nothing is published or sent before an officer has approved it");
    f.rule("meeting_when", c.column.meeting_when,
           "When the bulletin of the monthly meeting is composed; empty: by hand alone");

    f.section("reminders",
              "Reminders of what is due, to those alone who have not done it; one message a person and day.");
    f.flag("enabled", c.reminders.enabled, "Send reminders");
    f.rules("log", c.reminders.log, "When branches without a log of the month are reminded");
    f.rules("report", c.reminders.report, "When townships without a half-month report are reminded");
    f.time_of_day("quiet_from", c.reminders.quiet_from, "Nothing is sent to a person between this time");
    f.time_of_day("quiet_until", c.reminders.quiet_until, "and this time of the next morning");
    f.number("per_week", c.reminders.per_week, 1, 7, "Reminders of one person in seven days, at most");
    f.number("late_hours", c.reminders.late_hours, 1, 240,
             "A reminder that could not be planned for so long is left out and reported");
    f.text("notice", c.reminders.notice, TextRule::not_empty, "Name of the [[notice]] that is sent");

    f.section("escalation", "Who hears of what stays undone, so many days after it was due. 0 leaves a step out.");
    f.number("township_days", c.escalation.township_days, 0, 28, "The township's secretaries");
    f.number("leader_days", c.escalation.leader_days, 0, 28, "The county leader in charge of the area");
    f.number("supervise_days", c.escalation.supervise_days, 0, 28,
             "A supervision of the township is proposed to the county");

    f.section("alarms", "What the bot tells the county's officers when something needs a person.");
    f.flag("enabled", c.alarms.enabled, "Tell them");
    f.text("notice", c.alarms.notice, TextRule::not_empty, "Name of the [[notice]] that is sent");
    f.number("repeat_days", c.alarms.repeat_days, 1, 30, "What lasts is told again after so many days");

    f.section("sending", "How fast and how much leaves for WeChat, for each account, counted from the records.");
    f.number("notices_per_minute", c.sending.notices_per_minute, 1, 100'000, "Notices");
    f.number("notices_per_day", c.sending.notices_per_day, 1, 30'000'000, "Notices; the rest waits for the next day");
    f.number("texts_per_minute", c.sending.texts_per_minute, 1, 100'000, "Customer-service messages");
    f.number("texts_per_day", c.sending.texts_per_day, 1, 30'000'000, "Customer-service messages");
    f.number("articles_per_day", c.sending.articles_per_day, 1, 1000, "Publications");
    f.number("mass_sends_per_day", c.sending.mass_sends_per_day, 1, 100, "Mass sends");
    f.number("previews_per_day", c.sending.previews_per_day, 1, 1000, "Previews of an article to one person");

    f.section("content", "Words that others will read are checked by WeChat after they are saved.");
    f.flag("check", c.content.check, "Ask WeChat about the words of logs");
    f.text("account", c.content.account, TextRule::not_empty, "The mini program that asks");
    f.span("media_wait_min", c.content.media_wait, 1, 1440,
           "A picture without WeChat's verdict after this time goes to a person");
}

void add_bot(Fields& f, Config& c) {
    add_sending(f, c);

    f.section("activities", "When an organisation is called alive, and when a log of its activity is late.");
    f.number("timely_days", c.activities.timely_days, 0, 60,
             "A log is in time that comes at most so many days after the day of the activity");
    f.number("alive_members", c.activities.alive_members, 1, 50, "Alive: at least so many members");
    f.number("alive_months", c.activities.alive_months, 1, 12, "Alive: an activity in each of the last so many months");
    f.number("alive_attendance_percent", c.activities.alive_attendance_percent, 1, 100,
             "Alive: at least this share of those expected came to the newest activity");
    f.number("weak_from", c.activities.weak_from, 1, 4,
             "Conditions met, of five, from which an organisation is weak; below it is hollow");

    f.section("reports", "The half-month reports of townships, due on the 15th and on the last day of the month.");
    f.number("grace_days", c.reports.grace_days, 0, 10, "So many days after the due day a report is not yet late");
    f.number("lock_days", c.reports.lock_days, 0, 60,
             "So many days after the due day one can be sent or corrected; then only by an exception");
    f.number("ask_days", c.reports.ask_days, 0, 14, "So many days before the due day a township is asked for it");

    f.section("supervision", "When the rules propose to the county to supervise a township.");
    f.flag("propose", c.supervision.propose, "Let the rules look at every township each morning");
    f.number("line_percent", c.supervision.line_percent, 1, 100,
             "The line: this share of what the days of the campaign that are over ask for");
    f.number("line_periods", c.supervision.line_periods, 1, 6, "Half months in a row below the line");
    f.number("missing_reports", c.supervision.missing_reports, 1, 6, "Half months in a row without a report");
    f.number("hollow_percent", c.supervision.hollow_percent, 0, 100,
             "More than this share of a township's organisations are hollow");
    f.number("silent_percent", c.supervision.silent_percent, 0, 100,
             "More than this share of a township's branches did nothing in a month");

    f.section("bot", "league-bot: the scheduler and sender.");
    f.span("lease_s", c.bot.lease, 5, 600, "The bot that holds the lease works; another takes over after this time");
    f.span("poll_ms", c.bot.poll, 50, 60'000, "How often due work is looked for");
    f.text("host", c.bot.host, TextRule::not_empty, "Address of its /healthz and /metrics");
    f.number("port", c.bot.port, 0, 65535, "Port of its /healthz and /metrics; 0 takes a free one");
    f.number("senders", c.bot.senders, 1, 64, "Messages sent at once");
    f.span("claim_s", c.bot.claim, 10, 3600, "A message whose sender has not reported by then counts as unknown");
    f.number("max_attempts", c.bot.max_attempts, 1, 100, "Tries of a message that was surely not sent");
}

void add_house(Fields& f, Config& c) {
    f.section("photos", "Pictures of activities.");
    f.text("folder", c.photos.folder, TextRule::path, "Where they are kept");
    f.number("max_bytes", c.photos.max_bytes, 1024, 64 << 20, "Largest upload, in bytes");
    f.number("max_pixels", c.photos.max_pixels, 10'000, 1'000'000'000, "Largest picture, width times height");
    f.number("stored_edge", c.photos.stored_edge, 320, 8192, "Longer edge of the stored picture, in pixels");
    f.number("thumbnail_edge", c.photos.thumbnail_edge, 32, 1024, "Longer edge of the thumbnail, in pixels");
    f.span("work_time_ms", c.photos.work_time, 500, kMs, "Longest work on one picture");
    f.number("work_memory_mb", c.photos.work_memory_mb, 256, 16'384,
             "Most address space of the program that works on it");

    f.section("organisations",
              "Founding an organisation; the numbers of older constitution texts, as counties quote them.");
    f.number("branch_members", c.organisations.branch_members, 1, 100, "Members that a branch needs");
    f.number("general_branch_members", c.organisations.general_branch_members, 1, 1000,
             "Members that a general branch needs");
    f.number("most_members", c.organisations.most_members, 1, 10'000,
             "Members of one branch without leave of the superior, at most");
    f.number("committee_members", c.organisations.committee_members, 1, 10'000,
             "Members from which on a grass-roots committee is suggested");
    f.number("committee_from", c.organisations.committee_from, 2, 100,
             "Members from which on a branch elects a committee; below a secretary and at most a deputy");
    f.number("recruit_youth", c.organisations.recruit_youth, 1, 1000,
             "Youth from which on admitting members is advised where they are too few");
    f.number("temporary_months", c.organisations.temporary_months, 0, 60,
             "A temporary branch belongs to a project longer than this");
    f.options<ElectionQuorum>(
        "quorum", c.organisations.quorum,
        {{"over_two_thirds", ElectionQuorum::over_two_thirds}, {"four_fifths", ElectionQuorum::four_fifths}},
        "How many of those entitled must be present at an election");

    f.section("imports", "Tables that are handed in: exports of the national member system.");
    f.number("max_bytes", c.imports.max_bytes, 1024, 64 << 20, "Largest upload, in bytes: a zip of many, or one table");
    f.number("max_files", c.imports.max_files, 1, 4096, "Tables of one import");
    f.number("max_rows", c.imports.max_rows, 100, 1'048'576, "Rows of one sheet, empty ones too");

    f.section("logs", "What the programs write to their standard output.");
    f.choice("level", c.logs.level, {"debug", "info", "warning", "error"}, "The least that is written");
    f.choice("format", c.logs.format, {"json", "text"}, "json: one object a line; text: for eyes");

    f.section("paths", "Folders and files; relative ones count from the folder above this file's.");
    f.text("templates", c.paths.templates, TextRule::path, "Every sentence that a person reads");
    f.text("secrets", c.paths.secrets, TextRule::path, "The secrets file, mode 0600");
    f.text("holidays", c.paths.holidays, TextRule::path, "Days off and days worked instead, by year");

    f.section("simulator", "wechat-sim, which plays WeChat for development and demonstrations.");
    f.text("host", c.simulator.host, TextRule::not_empty, "Address to listen on");
    f.number("port", c.simulator.port, 0, 65535, "Port to listen on; 0 takes a free one");
    f.text("callback_base", c.simulator.callback_base, TextRule::url, "Pushes go to this address + /wechat/{account}");
    f.text("pages", c.simulator.pages, TextRule::path, "Folder of its web page");
    f.choice("mini_program_format", c.simulator.mini_program_format, {"json", "xml"},
             "Format of a mini program's pushes");
    f.flag("can_publish", c.simulator.can_publish, "false plays accounts that lost the publishing interface");
}

}  // namespace

Fields fields_of(Config& config) {
    Fields f;
    add_server(f, config.server);
    add_office(f, config.office);
    add_database(f, config.database);
    add_redis(f, config.redis);
    add_wechat(f, config.wechat);
    add_people(f, config);
    add_bot(f, config);
    add_house(f, config);
    return f;
}

Fields fields_of(WechatAccount& account) {
    Fields f;
    f.section("account", "A WeChat account this installation speaks for; one [[account]] each.");
    f.text("name", account.name, TextRule::not_empty, "Last part of its callback address /wechat/{name}");
    f.must_be_given();
    f.options<AccountKind>(
        "kind", account.kind,
        {{"official_account", AccountKind::official_account}, {"mini_program", AccountKind::mini_program}},
        "What it is");
    f.must_be_given();
    f.text("appid", account.appid, TextRule::not_empty, "Its AppID");
    f.must_be_given();
    f.text("original_id", account.original_id, TextRule::any, "Its original id, gh_...");
    f.options<PushMode>("mode", account.mode,
                        {{"plain", PushMode::plain}, {"compatible", PushMode::compatible}, {"safe", PushMode::safe}},
                        "Encryption of pushes, as set in its console");
    f.text("unit", account.unit_code, TextRule::any,
           "Code of the unit that it belongs to; empty is the top of the tree");
    f.secret("secret", account.secret, "Its AppSecret; better in the secrets file or the environment");
    f.secret("token", account.token, "Signs pushes; better in the secrets file or the environment");
    f.secret("aes_key", account.aes_key, "EncodingAESKey; better in the secrets file or the environment");
    return f;
}

Fields fields_of(RobotConfig& robot) {
    Fields f;
    f.section("robot", "A robot of a WeCom group that is told things too; one [[robot]] each.");
    f.text("name", robot.name, TextRule::not_empty, "What the program calls it; a-z, 0-9, - and _");
    f.must_be_given();
    f.text("unit", robot.unit, TextRule::any,
           "Code of the township or county whose group it is; empty is the top of the tree");
    f.list("tells", robot.tells,
           "What it is told: column (a new issue), due (what is not done yet), alarm (what needs a person)");
    f.secret("key", robot.key, "The key of its webhook; better in the secrets file or the environment");
    return f;
}

Fields fields_of(NoticeConfig& notice) {
    Fields f;
    f.section("notice", "A message template that an account owns and the program fills; one [[notice]] each.");
    f.text("name", notice.name, TextRule::not_empty, "What the program calls it");
    f.must_be_given();
    f.text("account", notice.account, TextRule::not_empty, "Name of the account that sends it");
    f.must_be_given();
    f.text("template_id", notice.template_id, TextRule::not_empty, "Id of the template in that account's console");
    f.must_be_given();
    f.flag("long_term", notice.long_term, "One acceptance allows many sends");
    f.text("page", notice.page, TextRule::any, "Mini-program page that it opens");
    f.table("fields", notice.fields, "Key of the template (\"thing1\") and the value that goes there (\"unit\")");
    f.must_be_given();
    return f;
}

}  // namespace league::config
