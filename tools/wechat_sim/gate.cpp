#include "tools/wechat_sim/gate.hpp"

#include <chrono>
#include <exception>
#include <utility>

#include "lib/base/ensure.hpp"
#include "lib/base/text.hpp"

namespace league::sim {
namespace {

constexpr std::size_t kKeptCalls = 2000;
constexpr std::size_t kLoggedBody = 2048;

/// The account of the token in the query, or the refusal that WeChat gives (wechat-api 2.2).
AccountState& account_of_token(Stage& stage, const Call& call) {
    const std::string text = call.value("access_token");
    if (text.empty()) throw Refusal(41001);
    const Instant now = stage.clock.now();
    for (auto& [name, account] : stage.state.accounts) {
        for (const Token& token : account.tokens) {
            if (token.text != text) continue;
            if (now >= token.expires) throw Refusal(42001);
            if (now >= token.good_until) throw Refusal(40001);
            return account;
        }
    }
    // Tokens made here begin with two digits and "_"; anything else was never a token.
    const bool well_formed = text.size() > 100 && text[2] == '_';
    throw Refusal(well_formed ? 40001 : 40014);
}

void check_side(const Endpoint& endpoint, const AccountState& account) {
    if (endpoint.side == Side::both) return;
    if ((endpoint.side == Side::mini) != account.is_mini_program()) throw Refusal(48001);
}

void count(Stage& stage, AccountState& account, const std::string& path) {
    const auto quota = account.quotas.find(path);
    bool daily = false;
    if (stage.spend(account.used[path], quota == account.quotas.end() ? Quota{} : quota->second, daily)) return;
    // 5000 codes a minute are refused with the daily number (wechat-api 3.4).
    throw Refusal(daily || path == "/wxa/getwxacodeunlimit" ? 45009 : 45011);
}

Json parse_body(const std::string& body) {
    if (body.empty()) throw Refusal(44002);
    Json json = Json::parse(body, nullptr, /*allow_exceptions=*/false);
    if (json.is_discarded() || !json.is_object()) throw Refusal(47001);
    return json;
}

/// A body fit for the log page: no secrets, no megabytes.
std::string shown(const Call& call) {
    if (!call.files.empty()) {
        return call.files.front().filename + " (" + std::to_string(call.files.front().bytes.size()) + " bytes)";
    }
    Json json = Json::parse(call.body, nullptr, /*allow_exceptions=*/false);
    if (json.is_object()) {
        for (const char* name : {"secret", "appsecret"}) {
            if (json.contains(name)) json[name] = "***";
        }
        return text::cut_bytes(dump(json), kLoggedBody);
    }
    return text::is_valid_utf8(call.body) ? text::cut_bytes(call.body, kLoggedBody) : std::string();
}

}  // namespace

std::string text_of(const Json& object, const char* name) {
    const auto found = object.find(name);
    if (found == object.end() || found->is_null()) return "";
    if (found->is_string()) return found->get<std::string>();
    if (found->is_number()) return found->dump();
    throw Refusal(47001);
}

long long integer_of(const Json& object, const char* name, long long otherwise) {
    const auto found = object.find(name);
    if (found == object.end() || found->is_null()) return otherwise;
    if (found->is_number_integer()) return found->get<long long>();
    throw Refusal(47001);
}

bool flag_of(const Json& object, const char* name, bool otherwise) {
    const auto found = object.find(name);
    if (found == object.end() || found->is_null()) return otherwise;
    if (found->is_boolean()) return found->get<bool>();
    if (found->is_number_integer() && (*found == 0 || *found == 1)) return *found == 1;
    throw Refusal(47001);
}

std::string Context::text(const char* name) const {
    return text_of(body, name);
}
long long Context::integer(const char* name, long long otherwise) const {
    return integer_of(body, name, otherwise);
}

Answer done(Json more) {
    Json json = {{"errcode", 0}, {"errmsg", "ok"}};
    json.update(more);
    return json_answer(json);
}

Gate::Gate(Stage& stage) : stage_(stage) {
    for (const auto& table : {token_interfaces(), login_interfaces(), people_interfaces(), security_interfaces(),
                              notice_interfaces(), custom_interfaces(), menu_interfaces(), media_interfaces(),
                              draft_interfaces(), publish_interfaces(), mass_interfaces(), robot_interfaces()}) {
        for (const Endpoint& endpoint : table) ensure(endpoints_.emplace(endpoint.path, endpoint).second);
    }
}

std::vector<std::string> Gate::paths() const {
    std::vector<std::string> all;
    for (const auto& [path, endpoint] : endpoints_) all.emplace_back(path);
    return all;
}

Answer Gate::answer(const Call& call) {
    const auto begun = std::chrono::steady_clock::now();
    LoggedCall log;
    Answer answer;
    Fault fault;
    {
        const std::lock_guard lock(stage_.mutex);
        log.at = stage_.clock.now();
        log.method = call.method;
        log.path = call.path;
        log.rid = stage_.id(8) + "-" + stage_.id(8) + "-" + stage_.id(8);
        log.request = shown(call);
        log.fault = take_fault(call.path, fault);
        const bool misbehaves_instead = log.fault && (fault.errcode || fault.status || fault.hang_up);
        if (!misbehaves_instead || fault.after_effect) answer = pass(call, log);
        if (fault.errcode) answer = refuse(Refusal(*fault.errcode), log);
        if (fault.status) {
            answer = Answer{};
            answer.status = *fault.status;
            answer.type = "text/plain";
        }
        if (fault.hang_up) answer.hang_up = true;
    }
    if (fault.delay_ms > 0) wait(fault.delay_ms);

    const std::lock_guard lock(stage_.mutex);
    log.status = answer.hang_up ? 0 : answer.status;
    log.duration_ms =
        std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begun).count();
    stage_.state.calls.push_back(std::move(log));
    if (stage_.state.calls.size() > kKeptCalls) stage_.state.calls.pop_front();
    return answer;
}

Answer Gate::pass(const Call& call, LoggedCall& log) {
    try {
        const auto found = endpoints_.find(call.path);
        if (found == endpoints_.end()) throw Refusal(40066);
        const Endpoint& endpoint = found->second;
        Context context{stage_, call, nullptr, Json::object()};
        // msg_sec_check has a number of its own for this (wechat-api 3.6).
        if (endpoint.method == Method::post && call.method != "POST") {
            throw Refusal(call.path == "/wxa/msg_sec_check" ? 43302 : 43002);
        }
        if (endpoint.method == Method::get && call.method != "GET") throw Refusal(43001);
        if (endpoint.access == Access::token) {
            context.account = &account_of_token(stage_, call);
            log.account = context.account->setup.account.name;
            check_side(endpoint, *context.account);
            count(stage_, *context.account, call.path);
        }
        if (endpoint.json_body) context.body = parse_body(call.body);
        Answer answer = endpoint.run(context);
        if (context.account != nullptr) log.account = context.account->setup.account.name;
        return answer;
    } catch (const Refusal& refusal) {
        return refuse(refusal, log);
    } catch (const Json::exception&) {
        // A member of another kind than documented, where no interface says it better.
        return refuse(Refusal(47001), log);
    }
}

Answer Gate::refuse(const Refusal& refusal, LoggedCall& log) {
    log.errcode = refusal.code();
    log.errmsg = refusal.text();
    return json_answer({{"errcode", refusal.code()}, {"errmsg", refusal.text() + " rid: " + log.rid}});
}

bool Gate::take_fault(const std::string& path, Fault& out) {
    auto& faults = stage_.state.faults;
    for (auto fault = faults.begin(); fault != faults.end(); ++fault) {
        const bool beginning = fault->path.ends_with('*');
        const std::string_view wanted(fault->path.data(), fault->path.size() - (beginning ? 1 : 0));
        if (beginning ? !path.starts_with(wanted) : path != wanted) continue;
        out = *fault;
        if (--fault->times <= 0) faults.erase(fault);
        return true;
    }
    return false;
}

void Gate::wait(long long millis) {
    std::unique_lock lock(stage_.mutex);
    const auto until = std::chrono::steady_clock::now() + std::chrono::milliseconds(millis);
    while (!stage_.stopping && std::chrono::steady_clock::now() < until) stage_.wake.wait_until(lock, until);
}

}  // namespace league::sim
