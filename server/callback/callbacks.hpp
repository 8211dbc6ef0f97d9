// GET and POST /wechat/{account}: WeChat verifies the address, and pushes messages and events (wechat-api 1).
//
// An unsigned request is 403; everything signed is answered with HTTP 200 within the time limit, by one reply or by
// `success`. A repeat of a push gets the answer of the first try and has no further effect, also after a restart.
#pragma once

#include <chrono>
#include <exception>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "lib/app/consents.hpp"
#include "lib/app/mass_send_finished.hpp"
#include "lib/app/meet_identity.hpp"
#include "lib/app/notice_undelivered.hpp"
#include "lib/app/publication_finished.hpp"
#include "lib/app/record_contact.hpp"
#include "lib/base/account.hpp"
#include "lib/base/cache.hpp"
#include "lib/base/clock.hpp"
#include "lib/base/random.hpp"
#include "lib/http/router.hpp"
#include "lib/wechat/push.hpp"
#include "lib/wechat/reply.hpp"
#include "server/callback/time_limit.hpp"
#include "server/talk/talks.hpp"

namespace league::callback {

struct CallbackOptions {
    std::size_t push_bytes = 512 * 1024;            ///< largest body of a push
    std::size_t reply_text_bytes = 2048;            ///< longest text of a reply
    std::chrono::milliseconds answer_within{3500};  ///< then `success`; WeChat's own limit is 5 s
    std::size_t threads = 32;                       ///< pushes that change something, at work at once
};

/// Called for each push: account, kind (a name out of the table), what became of it.
using PushCounter = std::function<void(const std::string&, const std::string&, const std::string&)>;

/// What the callbacks are made of; all of it outlives them.
struct CallbackParts {
    const std::vector<WechatAccount>& accounts;
    Cache& cache;
    const Clock& clock;
    Random& random;
    const Phrases& phrases;
    PushCounter count;
    talk::Talks& talks;
    RecordContact& contacts;
    MeetIdentity& meet;
    const RecordConsent& consent;
    const PublicationFinished& publication;
    const MassSendFinished& mass;
    const NoticeUndelivered& undelivered;
    CallbackOptions options;
};

class Callbacks {
public:
    explicit Callbacks(const CallbackParts& parts);
    ~Callbacks();

    /// This object outlives the router.
    void add_routes(http::Router& router);

private:
    struct Line;
    struct Kind;
    struct Told;
    using Handler = Told (Callbacks::*)(const wechat::Push& push, talk::Turn& turn);

    const Line& line_of(const http::Request& request) const;
    http::Response verify(const http::Request& request) const;
    http::Response receive(const http::Request& request);
    /// What goes back for a push that was read: a reply's body, or `success`.
    http::Response respond(const Line& line, const wechat::Push& push, const std::string& request_id);
    /// What nobody waits for any more is at least written down and counted.
    void fails_late(const Line& line, const Kind& kind, std::exception_ptr fault, const std::string& request_id) const;
    Told answer(const Line& line, const wechat::Push& push, const Kind& kind);
    /// Whether answering it changes nothing.
    bool only_reads(const wechat::Push& push, const Kind& kind) const;
    Told answer_once(const Kind& kind, const wechat::Push& push, talk::Turn& turn);

    static const Kind& kind_of(const wechat::Push& push);
    Told ignore(const wechat::Push& push, talk::Turn& turn);
    Told text(const wechat::Push& push, talk::Turn& turn);
    Told image(const wechat::Push& push, talk::Turn& turn);
    Told voice(const wechat::Push& push, talk::Turn& turn);
    Told other_message(const wechat::Push& push, talk::Turn& turn);
    Told subscribe(const wechat::Push& push, talk::Turn& turn);
    Told scan(const wechat::Push& push, talk::Turn& turn);
    Told click(const wechat::Push& push, talk::Turn& turn);
    Told scan_by_menu(const wechat::Push& push, talk::Turn& turn);
    Told consent(const wechat::Push& push, talk::Turn& turn);
    Told publication(const wechat::Push& push, talk::Turn& turn);
    Told mass_send(const wechat::Push& push, talk::Turn& turn);
    Told notices_sent(const wechat::Push& push, talk::Turn& turn);
    Told photo_checked(const wechat::Push& push, talk::Turn& turn);
    Told report(const wechat::Push& push, talk::Turn& turn);

    CallbackParts parts_;
    std::vector<std::unique_ptr<Line>> lines_;
    TimeLimit limit_;  ///< last: its work ends before what it uses
};

}  // namespace league::callback
