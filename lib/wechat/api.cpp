#include "lib/wechat/api.hpp"

#include <algorithm>

namespace league::wechat {
namespace {

// Lists of drafts carry whole articles.
constexpr TreeLimits kAnswerLimits{16 * 1024 * 1024, 32, 200000};

bool contains(std::string_view text, std::string_view part) {
    return text.find(part) != std::string_view::npos;
}

/// Types are not to be relied on: JSON comes as text/plain too.
bool is_json(const http::HttpAnswer& answer) {
    const std::string type = answer.content_type();
    if (contains(type, "json")) return true;
    if (contains(type, "image/") || contains(type, "audio/") || contains(type, "video/")) return false;
    return detect_format(answer.body) == WireFormat::json;
}

/// Some refusals quote the query, and with it the token.
std::string without(std::string text, const Secret* token) {
    if (token == nullptr || token->empty()) return text;
    const std::string& hidden = token->reveal();
    for (std::size_t at = text.find(hidden); at != std::string::npos; at = text.find(hidden)) {
        text.replace(at, hidden.size(), "***");
    }
    return text;
}

Outcome<ApiAnswer> read_answer(const ApiCall& call, const http::HttpAnswer& answer, const Secret* token) {
    // WeChat refuses with status 200. Anything else comes from a machine in between, which may have passed
    // the request on.
    if (answer.status != 200) return Unknown{"http " + std::to_string(answer.status)};
    if (!is_json(answer)) {
        if (!call.bytes_wanted || answer.body.empty()) return Unknown{"answer is no JSON"};
        return ApiAnswer{0, {}, answer.body, answer.content_type()};
    }
    auto tree = read_tree(answer.body, kAnswerLimits);
    if (!tree) return Unknown{"answer unreadable: " + std::string(to_string(tree.error()))};
    long long errcode = 0;
    if (tree->find("errcode") != nullptr) {
        const auto number = tree->number_of("errcode");
        if (!number) return Unknown{"errcode is no number"};
        errcode = *number;
    }
    if (errcode == 0 || std::find(call.also_done.begin(), call.also_done.end(), errcode) != call.also_done.end()) {
        return ApiAnswer{errcode, std::move(tree).value(), "", answer.content_type()};
    }
    const std::string errmsg = without(tree->text_of("errmsg"), token);
    const std::string rid = rid_of(errmsg);
    // Busy is said of a request that came in: it may have been carried out all the same.
    if (errcode == -1 && call.repeat == Repeat::never) return Unknown{"busy rid " + rid};
    return Refused{errcode, errmsg, rid, classify(errcode, errmsg)};
}

bool says_bad_token(const Outcome<ApiAnswer>& outcome) {
    return outcome.refused() != nullptr && outcome.refused()->kind == RefusalKind::token;
}

}  // namespace

Api::Api(const WechatAccount& account, http::HttpClient& http, TokenSource& tokens, CallObserver observer)
    : account_(account), http_(http), tokens_(&tokens), observer_(std::move(observer)) {}

Api::Api(std::string name, http::HttpClient& http, CallObserver observer)
    : http_(http), observer_(std::move(observer)) {
    account_.name = std::move(name);
}

Outcome<ApiAnswer> Api::call(const ApiCall& call) {
    const auto begin = std::chrono::steady_clock::now();
    const auto outcome =
        call.with_token ? call_with_token(call) : attempt(call, call.key.empty() ? nullptr : &call.key);
    if (observer_) {
        CallRecord record{account_.name, call.path, outcome.word(), 0, "", "", {}};
        if (outcome) record.errcode = outcome->errcode;
        if (const Refused* refused = outcome.refused()) {
            record.errcode = refused->errcode;
            record.rid = refused->rid;
        }
        if (const Unknown* unknown = outcome.unknown()) record.why = unknown->why;
        if (const NotSent* not_sent = outcome.not_sent()) record.why = not_sent->why;
        record.elapsed =
            std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - begin);
        observer_(record);
    }
    return outcome;
}

Outcome<ApiAnswer> Api::call_with_token(const ApiCall& call) {
    ensure(tokens_ != nullptr);
    const auto with = [&](const Secret& token) { return attempt(call, &token); };
    const auto token = tokens_->get();
    auto first = token.then<ApiAnswer>(with);
    if (!token || !says_bad_token(first)) return first;
    // A refused token means that nothing was done: repeating is safe for every call. Once, never in a loop.
    tokens_->drop(*token);
    return tokens_->get().then<ApiAnswer>(with);
}

Outcome<ApiAnswer> Api::attempt(const ApiCall& call, const Secret* token) {
    const auto result = send(call, token);
    if (result) return read_answer(call, *result, token);
    const http::HttpFailure& failure = result.error();
    if (failure.delivery == http::Delivery::not_sent) return NotSent{failure.reason};
    return Unknown{failure.reason};
}

http::HttpResult Api::send(const ApiCall& call, const Secret* token) {
    http::Query query;
    if (token != nullptr) query.emplace_back(call.key.empty() ? "access_token" : "key", token->reveal());
    query.insert(query.end(), call.query.begin(), call.query.end());
    if (!call.parts.empty()) return http_.post_form(call.path, query, call.parts);
    if (call.json) return http_.post(call.path, query, *call.json, "application/json; charset=utf-8");
    return call.repeat == Repeat::never ? http_.get_once(call.path, query) : http_.get(call.path, query);
}

}  // namespace league::wechat
