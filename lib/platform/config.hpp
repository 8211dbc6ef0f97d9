// Everything that can be set from outside: config/league.toml as values. Read once, in a main; nothing
// changes afterwards. Each part of the program gets its own small struct, never the whole.
//
// The members are described where they are read (config_fields.cpp): the reader, the table in the docs and
// the printed example all come from that one list. Durations carry their unit in the key's name.
#pragma once

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "lib/base/account.hpp"
#include "lib/base/problem.hpp"
#include "lib/base/random.hpp"
#include "lib/base/wechat_limits.hpp"
#include "lib/domain/schedule_rule.hpp"
#include "lib/domain/work_calendar.hpp"

namespace league {

struct ServerConfig {
    std::string host = "127.0.0.1";
    int port = 8080;
    std::string public_url = "http://127.0.0.1:8080";  ///< as WeChat and people reach it
    std::size_t workers = 64;
    std::size_t keep_alive_requests = 1000;
    std::chrono::milliseconds keep_alive_idle{5000};
    std::chrono::milliseconds read_timeout{5000};
    std::chrono::milliseconds write_timeout{5000};
    std::chrono::milliseconds request_time{120000};
    std::size_t max_body_bytes = 262144;
    std::vector<std::string> trusted_proxies;
    std::string phone_page;    ///< folder served at /m/
    std::string console_page;  ///< folder served at /console/
    std::string verification;  ///< folder of MP_verify_*.txt, served at the root
};

/// Whom people turn to: shown by the phone client and in the privacy notice.
struct OfficeConfig {
    std::string name;           ///< empty: the name of the unit at the top of the tree
    std::string phone;          ///< empty: none is shown
    std::string filing_number;  ///< 备案号 of the site; empty: none is shown
};

struct DatabaseConfig {
    std::string path = "var/league.db";
    std::size_t readers = 4;
    std::chrono::milliseconds busy_wait{3000};
    std::size_t batch_jobs = 256;
    std::string backups = "var/backup";
    int backups_kept = 14;  ///< of those that the bot makes; 0: it makes none
};

struct RedisConfig {
    std::string socket = "var/redis.sock";  ///< wins over host and port when not empty
    std::string host = "127.0.0.1";
    int port = 6379;
    std::string prefix = "league:";
    std::size_t connections = 32;
    std::chrono::milliseconds connect_timeout{300};
    std::chrono::milliseconds command_timeout{500};
    std::chrono::milliseconds retry_pause{200};
};

struct WechatConfig {
    std::string api_base = "https://api.weixin.qq.com";
    std::string mp_base = "https://mp.weixin.qq.com";
    std::string open_base = "https://open.weixin.qq.com";
    std::string qyapi_base = "https://qyapi.weixin.qq.com";
    std::chrono::milliseconds connect_timeout{3000};
    std::chrono::milliseconds read_timeout{10000};
    std::chrono::milliseconds upload_timeout{30000};
    std::chrono::milliseconds sign_in_timeout{4000};
    std::string notice_state = "formal";  ///< miniprogram_state of notices
    std::string notice_language = "zh_CN";
    std::chrono::seconds publish_poll{10};
    std::chrono::minutes publish_patience{60};
    WechatLimits limits;
};

struct RateConfig {
    int per_person_per_minute = 120;
    int sign_in_per_address_per_minute = 600;
    int invites_per_address_per_hour = 300;
    int invites_per_person_per_hour = 10;
};

struct SessionConfig {
    int days = 30;
    int invite_days = 14;
    std::chrono::minutes link_code{10};
    int link_code_attempts = 5;
};

struct ChatConfig {
    std::chrono::minutes dialog{120};
    std::chrono::minutes pictures{30};
    std::chrono::milliseconds answer_within{3500};
};

enum class ColumnRelease { draft, publish, mass_send };

struct ColumnConfig {
    ColumnRelease release = ColumnRelease::draft;
    bool enabled = true;
    std::string account = "oa";
    std::string author;
    ScheduleRule when = ScheduleRule::of("半月截止后1天 09:00");
    int late_days = 7;
    bool approval = false;
    std::optional<ScheduleRule> meeting_when;  ///< of the monthly meeting bulletin; nothing: by hand alone
};

struct ReminderConfig {
    bool enabled = true;
    std::vector<ScheduleRule> log = {
        ScheduleRule::of("每月20日 10:00 遇休息日顺延"), ScheduleRule::of("每月截止前3天 10:00 遇休息日提前"),
        ScheduleRule::of("每月截止当天 10:00 遇休息日提前"), ScheduleRule::of("每月截止后2天 10:00 遇休息日顺延")};
    std::vector<ScheduleRule> report = {ScheduleRule::of("半月截止前2天 10:00 遇休息日提前"),
                                        ScheduleRule::of("半月截止当天 10:00 遇休息日提前"),
                                        ScheduleRule::of("半月截止后1天 10:00 遇休息日顺延")};
    std::chrono::minutes quiet_from{21 * 60};
    std::chrono::minutes quiet_until{8 * 60};
    int per_week = 2;
    int late_hours = 24;
    std::string notice = "log_due";  ///< the [[notice]] used
};

/// Who hears of what stays undone, so many days after it was due; 0 leaves a step out.
struct EscalationConfig {
    int township_days = 2;
    int leader_days = 5;
    int supervise_days = 10;
};

/// What officers hear from the bot itself.
struct AlarmConfig {
    bool enabled = true;
    std::string notice = "alarm";  ///< the [[notice]] used
    int repeat_days = 3;
};

/// How fast and how much leaves for WeChat, of all accounts and counted from the records.
struct SendingConfig {
    int notices_per_minute = 120;
    int notices_per_day = 3000;
    int texts_per_minute = 120;
    int texts_per_day = 3000;
    int articles_per_day = 30;
    int mass_sends_per_day = 1;
    int previews_per_day = 50;
};

/// What others will see is checked by WeChat first.
struct ContentConfig {
    bool check = true;
    std::string account = "mp";  ///< the mini program whose right is used
    std::chrono::minutes media_wait{45};
};

/// When an organisation is called alive, and when a log is late (domain 9.3, R64).
struct ActivityConfig {
    int timely_days = 7;
    int alive_members = 3;
    int alive_months = 2;
    int alive_attendance_percent = 50;
    int weak_from = 3;
};

/// A message template that an account owns and the program may fill.
struct NoticeConfig {
    std::string name;     ///< ours: "log_due"
    std::string account;  ///< "mp" sends subscribe/send, "oa" bizsend
    std::string template_id;
    bool long_term = false;
    std::string page;
    std::map<std::string, std::string> fields;  ///< key of the template ("thing1") -> our value's name ("unit")
};

/// A robot of a WeCom group (wechat-api 7).
struct RobotConfig {
    std::string name;
    std::string unit;  ///< code of the unit that it speaks to; empty is the top of the tree
    std::vector<std::string> tells = {"column", "due"};  ///< column, due, alarm
    Secret key;
};

struct BotConfig {
    std::chrono::seconds lease{30};
    std::chrono::milliseconds poll{1000};
    std::string host = "127.0.0.1";
    int port = 8081;
    std::size_t senders = 4;
    std::chrono::seconds claim{60};
    int max_attempts = 8;
};

struct PhotoConfig {
    std::string folder = "var/photos";
    std::size_t max_bytes = 10485760;
    std::size_t max_pixels = 50000000;
    int stored_edge = 1600;
    int thumbnail_edge = 320;
    std::chrono::milliseconds work_time{10000};
    std::size_t work_memory_mb = 768;
};

enum class ElectionQuorum { over_two_thirds, four_fifths };

/// Numbers of founding an organisation, that counties set differently.
struct OrganisationConfig {
    int branch_members = 3;
    int general_branch_members = 30;
    int most_members = 50;
    int committee_members = 100;
    int committee_from = 7;
    int recruit_youth = 15;
    int temporary_months = 6;
    ElectionQuorum quorum = ElectionQuorum::over_two_thirds;
};

/// When half-month reports are late and when they close; days count from the due day.
struct ReportConfig {
    int grace_days = 2;
    int lock_days = 10;
    int ask_days = 3;
};

/// When the rules propose to supervise a township.
struct SupervisionConfig {
    bool propose = true;
    int line_percent = 60;
    int line_periods = 2;
    int missing_reports = 1;
    int hollow_percent = 30;
    int silent_percent = 20;
};

struct ImportConfig {
    std::size_t max_bytes = 16777216;
    std::size_t max_files = 2000;
    std::size_t max_rows = 100000;
};

struct LogConfig {
    std::string level = "info";
    std::string format = "json";
};

struct PathConfig {
    std::string templates = "templates";
    std::string secrets = "var/secrets.toml";
    std::string holidays = "config/holidays.toml";
};

struct SimulatorConfig {
    std::string host = "127.0.0.1";
    int port = 8090;
    std::string callback_base = "http://127.0.0.1:8080";  ///< pushes go to callback_base/wechat/{account}
    std::string pages = "tools/wechat_sim/pages";
    std::string mini_program_format = "json";
    bool can_publish = true;
};

/// The keys that personal data is sealed with. Only in the secrets file or the environment.
struct KeysConfig {
    std::string active;                        ///< id of the key that seals; the others still open
    std::map<std::string, Secret> encryption;  ///< id -> 64 hex digits
    Secret lookup;                             ///< 64 hex digits, of the hashes that personal data is found by
};

struct Config {
    std::filesystem::path file;  ///< as given
    std::filesystem::path root;  ///< the folder above the file's; relative paths were resolved against it

    ServerConfig server;
    OfficeConfig office;
    DatabaseConfig database;
    RedisConfig redis;
    WechatConfig wechat;
    RateConfig rates;
    SessionConfig sessions;
    ChatConfig chat;
    ColumnConfig column;
    ReminderConfig reminders;
    EscalationConfig escalation;
    AlarmConfig alarms;
    SendingConfig sending;
    ContentConfig content;
    ActivityConfig activities;
    ReportConfig reports;
    SupervisionConfig supervision;
    BotConfig bot;
    PhotoConfig photos;
    OrganisationConfig organisations;
    ImportConfig imports;
    LogConfig logs;
    PathConfig paths;
    SimulatorConfig simulator;
    std::vector<WechatAccount> accounts;
    std::vector<NoticeConfig> notices;
    std::vector<RobotConfig> robots;
    KeysConfig keys;
    WorkCalendar calendar;  ///< out of paths.holidays; weekends alone when there is no such file

    /// Null when there is none of that name.
    const WechatAccount* account(std::string_view name) const;
    const NoticeConfig* notice(std::string_view name, std::string_view account) const;
};

/// All that is wrong with the files at once; each line names file, line and key. Its details are the lines joined.
class BadConfig : public Problem {
public:
    explicit BadConfig(std::vector<std::string> lines);
    const std::vector<std::string>& lines() const { return lines_; }

private:
    std::vector<std::string> lines_;
};

enum class SecretsPolicy {
    required,  ///< a missing key or account secret is a fault
    optional,  ///< for what runs before they exist (leaguectl init, --help)
};

/// Reads the file, the secrets file it names (0600, refused when group or others can read it) and the
/// environment (see environment_name()), each over the one before. Throws BadConfig.
Config load_config(const std::filesystem::path& file, SecretsPolicy policy = SecretsPolicy::required);

/// Writes a secrets file (0600) with fresh keys and made-up account secrets, for use with wechat-sim or to be edited.
/// False, with nothing changed, when the file is there already. Throws Problem internal ("secrets_not_written").
bool generate_secrets(const std::filesystem::path& file, const std::vector<std::string>& accounts, Random& random);

/// The environment variable of an account's or robot's secret: ("oa", "aes_key") -> "LEAGUE_SECRET_OA_AES_KEY",
/// ("robot_north", "key") -> "LEAGUE_SECRET_ROBOT_NORTH_KEY". The keys are
/// LEAGUE_SECRET_KEYS_LOOKUP, LEAGUE_SECRET_KEYS_ACTIVE and LEAGUE_SECRET_KEYS_ENCRYPTION ("k2:<hex>,k1:<hex>").
std::string environment_name(std::string_view account, std::string_view key);

/// All keys with type, default and effect, as Markdown tables.
std::string describe_config();
/// A complete file of all keys with their defaults and comments.
std::string example_config();

}  // namespace league
