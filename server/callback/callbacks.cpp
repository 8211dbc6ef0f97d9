#include "server/callback/callbacks.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "lib/app/check_photos.hpp"
#include "lib/base/ensure.hpp"
#include "lib/base/text.hpp"
#include "lib/platform/log.hpp"
#include "server/callback/claim.hpp"
#include "server/callback/reply.hpp"

namespace league::callback {

using talk::Turn;
using wechat::Push;

/// One configured account: how its pushes are read and its replies written.
struct Callbacks::Line {
    Line(const WechatAccount& of, const CallbackParts& parts)
        : account(of), reader(of), writer(reader.crypto(), parts.clock, parts.random, parts.options.reply_text_bytes) {}

    WechatAccount account;
    wechat::PushReader reader;
    wechat::ReplyWriter writer;
};

/// What became of a push: its answer (empty: `success`) and a word for the metrics.
struct Callbacks::Told {
    std::string words;
    const char* outcome = "answered";
};

/// A row of the table of kinds.
struct Callbacks::Kind {
    std::string_view name;  ///< for metrics
    Handler handle;
    enum class From {
        person,   ///< somebody's message: opens the customer-service window, may be answered
        gesture,  ///< somebody tapped, followed, scanned: may be answered
        system,   ///< about jobs and settings: no answer reaches anybody
    } from;
};

Callbacks::Callbacks(const CallbackParts& parts)
    : parts_(parts), limit_(parts.options.threads, parts.options.answer_within) {
    for (const WechatAccount& account : parts_.accounts) lines_.push_back(std::make_unique<Line>(account, parts_));
    parts_.phrases.check({{"replies/problem", "send_again"},
                          {"replies/problem", "help"},
                          {"replies/problem", "look"},
                          {"replies/problem", "none"}});
}

Callbacks::~Callbacks() = default;

const Callbacks::Kind& Callbacks::kind_of(const Push& push) {
    using From = Kind::From;
    // In the order of wechat::PushBody.
    static constexpr std::array<Kind, std::variant_size_v<wechat::PushBody>> kKinds{{
        {"unknown", &Callbacks::ignore, From::system},
        {"text", &Callbacks::text, From::person},
        {"image", &Callbacks::image, From::person},
        {"voice", &Callbacks::voice, From::person},
        {"video", &Callbacks::other_message, From::person},
        {"location", &Callbacks::other_message, From::person},
        {"link", &Callbacks::other_message, From::person},
        {"subscribe", &Callbacks::subscribe, From::gesture},
        {"unsubscribe", &Callbacks::ignore, From::gesture},
        {"SCAN", &Callbacks::scan, From::gesture},
        {"LOCATION", &Callbacks::ignore, From::system},  // where somebody is, is none of our business
        {"CLICK", &Callbacks::click, From::gesture},
        {"VIEW", &Callbacks::ignore, From::system},
        {"view_miniprogram", &Callbacks::ignore, From::system},
        {"scancode", &Callbacks::scan_by_menu, From::gesture},
        {"pictures", &Callbacks::ignore, From::system},  // the pictures themselves come as messages
        {"location_select", &Callbacks::ignore, From::system},
        {"TEMPLATESENDJOBFINISH", &Callbacks::report, From::system},
        {"MASSSENDJOBFINISH", &Callbacks::mass_send, From::system},
        {"PUBLISHJOBFINISH", &Callbacks::publication, From::system},
        {"subscribe_msg_choice", &Callbacks::consent, From::gesture},
        {"subscribe_msg_sent_event", &Callbacks::notices_sent, From::system},
        {"wxa_media_check", &Callbacks::photo_checked, From::system},
    }};
    return kKinds[push.body.index()];
}

void Callbacks::add_routes(http::Router& router) {
    router.add("GET", "/wechat/{account}", [this](const http::Request& request) { return verify(request); });
    router.add("POST", "/wechat/{account}", [this](const http::Request& request) { return receive(request); },
               {.max_body = parts_.options.push_bytes});
}

namespace {

wechat::PushQuery query_of(const http::Request& request) {
    const auto value = [&](const char* name) { return request.query_value(name).value_or(""); };
    return {value("signature"), value("timestamp"), value("nonce"), value("msg_signature"), value("echostr")};
}

/// What WeChat's recognition heard, without the full stop that it puts behind everything.
std::string heard_words(const Phrases& phrases, const wechat::VoiceMessage& voice) {
    std::string words = text::trim(voice.recognition);
    const std::string stop = phrases.text("replies/talk", "voice_stop");
    if (!stop.empty() && words.ends_with(stop)) words.resize(words.size() - stop.size());
    return text::trim(words);
}

}  // namespace

const Callbacks::Line& Callbacks::line_of(const http::Request& request) const {
    const auto found = std::find_if(lines_.begin(), lines_.end(), [&](const auto& line) {
        return line->account.name == request.parameter("account");
    });
    if (found == lines_.end()) throw Problem(ProblemCode::not_found, "not_found");
    return **found;
}

http::Response Callbacks::verify(const http::Request& request) const {
    const auto echo = line_of(request).reader.verify_address(query_of(request));
    return echo ? http::Response::text(200, *echo) : http::Response::text(403, "");
}

http::Response Callbacks::receive(const http::Request& request) {
    const Line& line = line_of(request);
    const auto push = line.reader.read(query_of(request), request.body);
    if (push) return respond(line, *push, request.request_id);

    const wechat::PushFailure why = push.error();
    parts_.count(line.account.name, "unreadable", std::string(wechat::to_string(why)));
    log::warning("a push is not read",
                 {{"request_id", request.request_id}, {"account", line.account.name}, {"why", wechat::to_string(why)}});
    const bool is_forged = why == wechat::PushFailure::bad_signature || why == wechat::PushFailure::wrong_appid;
    return is_forged ? http::Response::text(403, "") : http::Response::text(200, std::string(wechat::kNoReply));
}

http::Response Callbacks::respond(const Line& line, const Push& push, const std::string& request_id) {
    const Kind& kind = kind_of(push);
    Told told;
    try {
        // What only reads is quick and needs no thread of its own.
        if (only_reads(push, kind)) {
            told = answer(line, push, kind);
        } else {
            const auto in_time = limit_.run([this, &line, push, &kind] { return answer(line, push, kind); },
                                            [this, &line, &kind, request_id](std::exception_ptr fault) {
                                                fails_late(line, kind, fault, request_id);
                                            });
            told = in_time.value_or(Told{"", "late"});
        }
    } catch (...) {
        told = {polite_line(parts_.phrases, std::current_exception(), request_id), "refused"};
    }
    parts_.count(line.account.name, std::string(kind.name), told.outcome);
    // A passive reply of a mini program can only hand over to the customer-service desk (wechat-api 1.7); it talks by
    // its pages.
    const bool may_speak = kind.from != Kind::From::system && line.account.kind == AccountKind::official_account;
    if (told.words.empty() || !may_speak) return http::Response::text(200, std::string(wechat::kNoReply));
    const auto reply = line.writer.write(push, wechat::TextReply{told.words});
    http::Response response = http::Response::text(200, reply.body);
    response.content_type = std::string(reply.content_type);
    return response;
}

void Callbacks::fails_late(const Line& line, const Kind& kind, std::exception_ptr fault,
                           const std::string& request_id) const {
    log_fault(fault, request_id);
    log::warning("a push failed after its answer was due",
                 {{"request_id", request_id}, {"account", line.account.name}, {"kind", kind.name}});
    parts_.count(line.account.name, std::string(kind.name), "late_failed");
}

Callbacks::Told Callbacks::answer(const Line& line, const Push& push, const Kind& kind) {
    Turn turn;
    turn.account = line.account.name;
    turn.unit_code = line.account.unit_code;
    turn.openid = push.from;
    turn.message = push.dedupe;
    turn.msg_id = push.msg_id;
    turn.at = parts_.clock.now();
    if (kind.from == Kind::From::system) return answer_once(kind, push, turn);

    if (push.from.empty()) return {"", "nameless"};
    std::optional<bool> follows;
    if (line.account.kind == AccountKind::official_account) {
        follows = !std::holds_alternative<wechat::UnsubscribeEvent>(push.body);
    }
    const auto met = parts_.meet.run({turn.account, turn.openid, follows});
    turn.identity = met.identity;
    turn.actor = met.actor;
    if (kind.from == Kind::From::person) parts_.contacts.note(met.identity, turn.at);
    const bool is_silent = line.account.kind == AccountKind::mini_program && kind.handle != &Callbacks::consent;
    return is_silent ? Told{"", "ignored"} : answer_once(kind, push, turn);
}

bool Callbacks::only_reads(const Push& push, const Kind& kind) const {
    if (kind.handle == &Callbacks::ignore) return true;
    if (const auto* text = std::get_if<wechat::TextMessage>(&push.body)) return parts_.talks.only_reads(text->content);
    const auto* voice = std::get_if<wechat::VoiceMessage>(&push.body);
    return voice != nullptr && parts_.talks.only_reads(heard_words(parts_.phrases, *voice));
}

Callbacks::Told Callbacks::answer_once(const Kind& kind, const Push& push, Turn& turn) {
    if (only_reads(push, kind)) return (this->*kind.handle)(push, turn);

    talk::Effects& effects = parts_.talks.effects();
    if (auto told = effects.find(turn.account, turn.message)) return {*std::move(told), "repeated"};
    Claim claim(parts_.cache, parts_.random, turn.message);
    switch (claim.take(parts_.options.answer_within)) {
        case Claim::Outcome::mine: break;
        case Claim::Outcome::ended:
            if (auto told = effects.find(turn.account, turn.message)) return {*std::move(told), "repeated"};
            break;
        case Claim::Outcome::late: return {"", "late"};
    }
    return (this->*kind.handle)(push, turn);
}

Callbacks::Told Callbacks::ignore(const Push& push, Turn&) {
    return {"", std::holds_alternative<wechat::UnknownPush>(push.body) ? "unknown" : "ignored"};
}

Callbacks::Told Callbacks::text(const Push& push, Turn& turn) {
    return {parts_.talks.text(turn, std::get<wechat::TextMessage>(push.body).content)};
}

Callbacks::Told Callbacks::image(const Push& push, Turn& turn) {
    const auto& image = std::get<wechat::ImageMessage>(push.body);
    if (image.media_id.empty()) return {parts_.talks.other(turn)};
    return {parts_.talks.picture(turn, image.media_id)};
}

Callbacks::Told Callbacks::voice(const Push& push, Turn& turn) {
    const std::string words = heard_words(parts_.phrases, std::get<wechat::VoiceMessage>(push.body));
    return {words.empty() ? parts_.talks.unheard(turn) : parts_.talks.text(turn, words)};
}

Callbacks::Told Callbacks::other_message(const Push&, Turn& turn) {
    return {parts_.talks.other(turn)};
}

Callbacks::Told Callbacks::subscribe(const Push& push, Turn& turn) {
    return {parts_.talks.followed(turn, std::get<wechat::SubscribeEvent>(push.body).scene)};
}

Callbacks::Told Callbacks::scan(const Push& push, Turn& turn) {
    return {parts_.talks.scanned(turn, std::get<wechat::ScanEvent>(push.body).scene)};
}

Callbacks::Told Callbacks::click(const Push& push, Turn& turn) {
    return {parts_.talks.tapped(turn, std::get<wechat::ClickEvent>(push.body).key)};
}

Callbacks::Told Callbacks::scan_by_menu(const Push& push, Turn& turn) {
    const auto& scan = std::get<wechat::ScanCodeEvent>(push.body);
    if (!scan.waits) return {"", "ignored"};
    return {parts_.talks.scanned(turn, scan.scan_result)};
}

Callbacks::Told Callbacks::consent(const Push& push, Turn& turn) {
    const auto& choice = std::get<wechat::SubscribeChoiceEvent>(push.body);
    parts_.talks.effects().once(turn, [&](Transaction& tx) {
        for (const auto& entry : choice.entries) {
            RecordConsent::Input input;
            input.template_id = entry.template_id;
            input.accepted = entry.accepted;
            input.source = ConsentSource::event;
            input.in_settings = choice.kind == wechat::SubscribeChoiceEvent::Kind::change;
            parts_.consent.run_in(tx, turn.identity, input);
        }
        return std::string();
    });
    return {"", "recorded"};
}

Callbacks::Told Callbacks::publication(const Push& push, Turn& turn) {
    const auto& event = std::get<wechat::PublishFinishedEvent>(push.body);
    PublicationFinished::Input input;
    input.account = turn.account;
    input.publish_id = event.publish_id;
    input.status = event.status;
    input.article_id = event.article_id;
    if (!event.articles.empty()) input.article_url = event.articles.front().url;
    parts_.talks.effects().once(turn, [&](Transaction& tx) {
        parts_.publication.run_in(tx, input);
        return std::string();
    });
    return {"", "recorded"};
}

Callbacks::Told Callbacks::mass_send(const Push& push, Turn& turn) {
    // Some publications end under the name of a mass send.
    if (std::holds_alternative<wechat::PublishFinishedEvent>(push.body)) return publication(push, turn);
    const auto& event = std::get<wechat::MassSentEvent>(push.body);
    MassResult result;
    result.account = turn.account;
    result.mass_id = event.message_id;
    result.succeeded = event.succeeded;
    result.error = event.error;
    if (!event.articles.empty()) result.article_url = event.articles.front().url;
    parts_.talks.effects().once(turn, [&](Transaction& tx) {
        parts_.mass.tell(tx, result);
        return std::string();
    });
    log::info("a mass send has finished", {{"account", turn.account},
                                           {"status", text::cut_bytes(event.status, 60)},
                                           {"total", event.total},
                                           {"sent", event.sent},
                                           {"failed", event.failed}});
    return {"", event.succeeded ? "delivered" : "undelivered"};
}

/// WeChat takes a notice and tells of its delivery later: what did not arrive goes on to the next channel.
Callbacks::Told Callbacks::notices_sent(const Push& push, Turn& turn) {
    const auto& event = std::get<wechat::SubscribeSentEvent>(push.body);
    bool all_arrived = true;
    parts_.talks.effects().once(turn, [&](Transaction& tx) {
        for (const auto& entry : event.entries) {
            const std::int64_t errcode = entry.error_code.value_or(0);
            if (errcode == 0) continue;
            all_arrived = false;
            parts_.undelivered.run_in(tx, {turn.account, push.from, entry.template_id, entry.message_id, errcode});
        }
        return std::string();
    });
    return {"", all_arrived ? "delivered" : "undelivered"};
}

/// A picture that WeChat could not fetch or judge goes to a person, whatever else the event says.
Callbacks::Told Callbacks::photo_checked(const Push& push, Turn& turn) {
    constexpr std::int64_t kNotFetched = 4294966288;  // -1008, as version 1 writes it
    const auto& event = std::get<wechat::MediaCheckEvent>(push.body);
    PhotoAnswer input;
    input.account = turn.account;
    input.trace_id = event.trace_id;
    input.label = event.label.value_or(0);
    const bool is_risky = event.suggest == "risky" || event.is_risky.value_or(0) == 1;
    const bool passed = event.suggest == "pass" || (event.suggest.empty() && event.is_risky == 0);
    input.state = is_risky ? ContentState::risky : passed ? ContentState::passed : ContentState::review;
    const std::int64_t status = event.status_code.value_or(0);
    input.was_seen = event.errcode == 0 && status != kNotFetched && status >= 0;
    parts_.talks.effects().once(turn, [&](Transaction& tx) {
        PhotoChecked::run_in(tx, input);
        return std::string();
    });
    if (!input.was_seen) return {"", "unseen"};
    return {"", is_risky ? "risky" : passed ? "harmless" : "doubtful"};
}

/// What is only for operators to see.
Callbacks::Told Callbacks::report(const Push& push, Turn& /*turn*/) {
    const char* outcome = "reported";
    if (const auto* sent = std::get_if<wechat::TemplateSentEvent>(&push.body)) {
        outcome = sent->delivered ? "delivered" : "undelivered";
    }
    return {"", outcome};
}

}  // namespace league::callback
