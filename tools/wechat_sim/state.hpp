// Everything the simulator remembers: accounts with their people, tokens, media, drafts and publications, and
// what happened (inbox, chats, calls). Plain data; guarded by Stage::mutex, see stage.hpp.
#pragma once

#include <deque>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "lib/base/clock.hpp"
#include "tools/wechat_sim/call.hpp"
#include "tools/wechat_sim/options.hpp"

namespace league::sim {

struct Token {
    std::string text;
    bool stable = false;
    Instant made;
    Instant expires;     ///< as promised by expires_in
    Instant good_until;  ///< earlier than `expires` once another token has replaced it
};

enum class CodeUse { mini_program_login, web_authorization, phone_number };

struct Code {
    CodeUse use = CodeUse::mini_program_login;
    std::string openid;
    std::string scope;
    Instant made;
    bool used = false;
};

/// How many customer-service messages one deed of a person allows (wechat-api 5.3).
struct Allowance {
    std::string deed;  ///< "message" is renewed by the next one, every tap counts for itself
    int left = 0;
    Instant ends;
};

struct ChatLine {
    bool from_person = false;
    std::string type;
    Json content;
    Instant at;
};

struct Person {
    std::string openid;
    std::string unionid;
    bool following = true;
    Instant followed_at;
    std::optional<Instant> visited;  ///< the last login in the mini program
    std::string session_key;
    std::string phone;
    std::string remark;
    std::string scene;
    std::vector<int> tags;
    std::vector<Allowance> allowances;
    std::map<std::string, long long> consents;  ///< by template id
    long long last_created = 0;                 ///< CreateTime of the last push, to keep events apart
    std::deque<ChatLine> chat;
    std::map<long long, int> mass_by_month;
};

struct Media {
    std::string id;
    std::string type;  ///< image, thumb, voice, video, or "picture" of uploadimg
    std::string content_type;
    std::string bytes;
    bool permanent = false;
    Instant made;
};

struct Draft {
    Json articles = Json::array();
    Instant updated;
};

struct Publication {
    std::string publish_id;
    std::string msg_data_id;
    std::string article_id;
    std::string media_id;  ///< the draft that was spent
    Json articles = Json::array();
    std::string via = "publish";  ///< publish, console or mass
    Instant submitted;
    Instant finished;
    int polls = 0;
    int status = 1;  ///< publish_status (wechat-api 6.4)
};

struct MassSend {
    std::string client_msg_id;
    std::string msg_id;
    std::string msg_data_id;
    Instant at;
    std::string status = "SEND_SUCCESS";  ///< msg_status (wechat-api 6.5)
};

struct Used {
    long long day = 0;
    long long of_day = 0;
    long long minute = 0;
    long long of_minute = 0;
};

struct AccountState {
    SimAccount setup;
    std::map<std::string, Person> people;  ///< by openid
    std::vector<Token> tokens;
    std::optional<Instant> forced_at;
    std::map<std::string, Code> codes;
    std::map<std::string, Media> media;
    std::map<std::string, Draft> drafts;
    std::deque<Publication> publications;
    std::vector<MassSend> mass;
    Json menu;
    std::map<std::string, Json> scenes;  ///< QR codes by ticket
    std::map<int, std::string> tags;
    int next_tag = 100;
    std::string jsapi_ticket;
    Instant jsapi_ends;
    std::map<std::string, Used> used;  ///< by path, or by another name for other counts
    std::map<std::string, std::pair<std::string, Instant>> client_msg_ids;  ///< openid and id -> msgid
    std::map<std::string, Quota> quotas;
    int publish_outcome = 0;  ///< publish_status that the next publication ends in
    /// Status of the next mass send's event: "err(40001)", "send fail"; "sending" never ends. Empty: it succeeds.
    std::string mass_outcome;
    int mass_quota = 0;  ///< mass sends to all in a day, and to one follower in a month; 0: WeChat's own numbers

    bool is_mini_program() const { return setup.account.kind == AccountKind::mini_program; }
};

struct InboxEntry {
    std::string kind;  ///< notice, template, custom, mass, preview
    std::string account;
    std::string openid;
    std::string template_id;
    std::string title;
    std::string text;
    std::string page;
    Json data;
    std::string msgid;
    Instant at;
};

struct LoggedCall {
    Instant at;
    std::string method;
    std::string path;
    std::string account;
    int status = 200;
    int errcode = 0;
    std::string errmsg;
    std::string rid;
    long long duration_ms = 0;
    std::string request;  ///< the body, cut short, tokens and secrets left out
    bool fault = false;
};

struct Fault {
    std::string path;  ///< exact, or a beginning that ends in "*"
    std::optional<int> errcode;
    std::optional<int> status;
    long long delay_ms = 0;
    bool hang_up = false;
    bool after_effect = false;  ///< do the work first, then misbehave: the caller cannot know
    int times = 1;
};

/// One push to a callback, all its tries together.
struct LoggedPush {
    Instant at;
    std::string account;
    std::string openid;
    std::string what;  ///< "text", "event CLICK"
    int tries = 0;
    bool answered = false;
    std::string why;  ///< of the last failure
};

struct RobotMessage {
    std::string key;
    Json message;
    Instant at;
};

struct State {
    std::map<std::string, AccountState> accounts;  ///< by name
    std::deque<InboxEntry> inbox;
    std::deque<LoggedCall> calls;
    std::deque<LoggedPush> pushed;
    std::vector<Fault> faults;
    std::deque<RobotMessage> robot_messages;
    std::map<std::string, Used> robots;
    long long next_number = 1;
};

}  // namespace league::sim
