// What a simulated WeChat is built from: the accounts it plays, where it listens, and every limit that it
// enforces. Nothing here changes after the start except through the control interface (control.hpp).
#pragma once

#include <chrono>
#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "lib/base/account.hpp"

namespace league::sim {

/// Format of pushes; a mini program chooses it in its console, an official account has XML only (wechat-api 1.1).
enum class PushFormat { xml, json };

/// A message template of one account, as its console would list it.
struct NoticeTemplate {
    std::string id;
    std::string title;
    std::vector<std::string> fields;                        ///< "thing1", "date2"; empty: any well-named field
    std::map<std::string, std::vector<std::string>> enums;  ///< allowed values of enum and const fields
    bool long_term = false;                                 ///< one acceptance, many sends (wechat-api 4.4)
    std::map<std::string, std::string> labels;              ///< what the page puts before a value, by field
};

/// Calls allowed to one interface; 0 is no limit.
struct Quota {
    long long daily = 0;
    long long per_minute = 0;
};

struct SimAccount {
    WechatAccount account;
    std::string callback_url;  ///< where pushes go; empty: nothing is pushed
    PushFormat format = PushFormat::xml;
    bool can_publish = true;  ///< false: freepublish calls answer 48001 (wechat-api 6.3)
    std::vector<NoticeTemplate> templates;
    std::vector<std::string> pages;        ///< published mini-program pages; empty: everything below "pages/"
    int publish_polls = 2;                 ///< a publication is finished at this many questions about it ...
    std::chrono::seconds publish_time{2};  ///< ... or after this time, whichever is first
};

/// The numbers of docs/wechat.md, under the section that names them.
struct SimLimits {
    std::chrono::seconds token_life{7200};       // 2.1
    std::chrono::seconds token_overlap{300};     // 2.1
    int force_refreshes_a_day = 20;              // 2.1
    std::chrono::seconds force_refresh_gap{30};  // 2.1
    int quota_clears_a_month = 10;               // 2.3
    std::chrono::seconds code_life{300};         // 3.1, 5.7
    long long logins_a_minute = 100;             // 3.1, for one person
    std::chrono::seconds visit_window{7200};     // 3.6
    std::size_t checked_text = 2500;             // 3.6, characters
    int custom_after_message = 5;                // 5.3
    std::chrono::seconds custom_message_window{48 * 3600};
    int custom_after_tap = 3;
    int custom_after_entering = 2;
    std::chrono::seconds custom_tap_window{60};
    std::size_t text_bytes = 2048;                      // 1.7 and 5.3
    std::chrono::seconds client_msg_id_window{600};     // 5.1
    std::size_t picture_bytes = 1024 * 1024;            // 6.1, under it
    std::size_t image_bytes = 10 * 1024 * 1024;         // 6.1
    std::size_t thumb_bytes = 64 * 1024;                // 6.1
    std::chrono::seconds media_life{3 * 86400};         // 6.1
    std::size_t articles = 8;                           // 6.2
    std::size_t title = 32;                             // 6.2, characters
    std::size_t author = 16;                            // 6.2, characters
    std::size_t digest = 128;                           // 6.2, characters
    std::size_t content = 20000;                        // 6.2, characters, under it
    std::size_t content_bytes = 1024 * 1024;            // 6.2, under it
    std::size_t source_url_bytes = 1024;                // 6.2
    int previews_a_day = 100;                           // 6.5
    int mass_to_all_a_day = 1;                          // 6.5
    int mass_a_month = 4;                               // 6.5, for one follower
    std::size_t robot_text_bytes = 2048;                // 7
    std::size_t robot_markdown_bytes = 4096;            // 7
    std::size_t robot_picture_bytes = 2 * 1024 * 1024;  // 7
    long long robot_a_minute = 20;                      // 7
    std::chrono::milliseconds push_time{5000};          // 1.4
    int push_tries = 3;                                 // 1.4

    /// By path; what is not named here is not limited.
    std::map<std::string, Quota> quotas = {
        {"/cgi-bin/token", {2000, 0}},
        {"/cgi-bin/stable_token", {500000, 10000}},
        {"/wxa/msg_sec_check", {2000000, 4000}},
        {"/wxa/media_check_async", {200000, 2000}},
        {"/wxa/getwxacodeunlimit", {0, 5000}},
        {"/cgi-bin/message/subscribe/send", {10000000, 0}},
        {"/cgi-bin/message/template/send", {100000, 0}},
        {"/cgi-bin/message/mass/sendall", {0, 60}},
        {"/cgi-bin/message/mass/send", {0, 60}},
    };
};

struct SimOptions {
    std::vector<SimAccount> accounts;
    std::vector<std::string> robots;  ///< keys of group robots (wechat-api 7); empty: any key is one
    std::string host = "127.0.0.1";
    int port = 0;                 ///< 0: any free one, see WechatSim::port()
    std::string public_url;       ///< how callers reach this program; empty: http://host:port
    std::string pages_folder;     ///< the page at "/"; empty: control and interfaces alone
    bool push_job_events = true;  ///< events about finished jobs and delivered notices
    SimLimits limits;
};

}  // namespace league::sim
