#include "lib/wechat/token.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "lib/wechat/message_tree.hpp"

namespace league::wechat {
namespace {

constexpr std::string_view kSealContext = "wechat.token";
constexpr std::chrono::milliseconds kLookAgain{50};

using Json = nlohmann::json;

std::chrono::milliseconds time_left(Instant until, Instant now) {
    return std::chrono::duration_cast<std::chrono::milliseconds>(until - now);
}

}  // namespace

TokenSource::TokenSource(const WechatAccount& account, http::HttpClient& http, Cache& cache, const Cipher& cipher,
                         const Clock& clock, Random& random, TokenOptions options)
    : account_(account),
      http_(http),
      cache_(cache),
      cipher_(cipher),
      clock_(clock),
      random_(random),
      options_(options),
      token_key_("wechat:token:" + account.appid),
      lock_key_("wechat:token-lock:" + account.appid) {}

Outcome<Secret> TokenSource::get() {
    const Shared seen = look();
    if (seen.held) return seen.held->token;
    if (!seen.reachable) {
        if (const auto held = memory()) return held->token;
    }
    return refresh(seen);
}

void TokenSource::drop(const Secret& token) {
    std::string sealed;
    {
        const std::lock_guard lock(state_);
        if (!held_ || held_->token != token) return;
        sealed = held_->sealed;
        held_.reset();
    }
    if (sealed.empty()) return;
    try {
        // Compare and erase: another process may have put a newer one there meanwhile.
        cache_.compare_and_erase(token_key_, sealed);
    } catch (const CacheDown&) {
        // The others meet the dead token themselves and drop it once the cache is back.
    }
}

/// The cache is the truth where it answers; the memory saves opening the seal again.
TokenSource::Shared TokenSource::look() {
    Shared shared;
    std::optional<std::string> sealed;
    try {
        sealed = cache_.get(token_key_);
        shared.reachable = true;
    } catch (const CacheDown&) {
        return shared;
    }
    if (!sealed) return shared;
    shared.sealed = *sealed;
    auto held = memory();
    if (!held || held->sealed != *sealed) held = unseal(*sealed);
    if (!held || held->good_until <= clock_.now()) return shared;
    remember(held);
    shared.held = std::move(held);
    return shared;
}

std::optional<TokenSource::Held> TokenSource::memory() {
    const std::lock_guard lock(state_);
    if (!held_ || held_->good_until <= clock_.now()) return std::nullopt;
    return held_;
}

void TokenSource::remember(std::optional<Held> held) {
    const std::lock_guard lock(state_);
    held_ = std::move(held);
}

std::optional<TokenSource::Held> TokenSource::unseal(const std::string& sealed) const {
    try {
        const Json json = Json::parse(cipher_.open(kSealContext, sealed), nullptr, false);
        if (!json.is_object() || !json.contains("token") || !json.contains("good_until")) return std::nullopt;
        return Held{Secret(json["token"].get<std::string>()), from_millis(json["good_until"].get<long long>()), sealed};
    } catch (const Problem&) {
        // Sealed with a key that is gone, or damaged: a new token replaces it.
        return std::nullopt;
    } catch (const Json::exception&) {
        return std::nullopt;
    }
}

Outcome<Secret> TokenSource::refresh(Shared seen) {
    const std::lock_guard one_asker(refreshing_);
    if (seen.reachable) seen = look();
    // While we waited for our turn the thread before us may have done it.
    if (seen.held) return seen.held->token;
    if (!seen.reachable) {
        if (const auto held = memory()) return held->token;
    }
    {
        const std::lock_guard lock(state_);
        // The second half ends the wait when the clock was set back.
        const Instant now = clock_.now();
        if (refusal_ && now < refused_until_ && refused_until_ - now <= options_.refusal_hold) return *refusal_;
    }
    if (!seen.reachable) return ask(seen);

    const std::string me = make_token(random_);
    try {
        if (!cache_.set_if_absent(lock_key_, me, options_.lock_life)) {
            if (const auto held = wait_for_other()) return held->token;
            // Whoever holds the lock is slow or dead. Asking without it is harmless: WeChat gives the same token.
            return ask(look());
        }
        seen = look();
    } catch (const CacheDown&) {
        return ask({});
    }
    const Outcome<Secret> outcome = seen.held ? Outcome<Secret>(seen.held->token) : ask(seen);
    try {
        cache_.compare_and_erase(lock_key_, me);
    } catch (const CacheDown&) {
        // It ends by its time to live.
    }
    return outcome;
}

std::optional<TokenSource::Held> TokenSource::wait_for_other() {
    const auto give_up = std::chrono::steady_clock::now() + options_.lock_wait;
    std::mutex nobody;
    std::condition_variable never;
    while (std::chrono::steady_clock::now() < give_up) {
        std::unique_lock lock(nobody);
        never.wait_for(lock, kLookAgain);
        Shared seen = look();
        if (seen.held) return seen.held;
        if (!seen.reachable) return std::nullopt;
    }
    return std::nullopt;
}

Outcome<Secret> TokenSource::ask(const Shared& seen) {
    const Outcome<Held> answer = call_stable_token();
    if (const Refused* refused = answer.refused(); refused != nullptr && refused->kind != RefusalKind::retry_later) {
        const std::lock_guard lock(state_);
        refusal_ = *refused;
        refused_until_ = clock_.now() + options_.refusal_hold;
    }
    return answer.then<Secret>([&](const Held& held) { return keep(held, seen); });
}

Outcome<TokenSource::Held> TokenSource::call_stable_token() const {
    const Json body{
        {"grant_type", "client_credential"}, {"appid", account_.appid}, {"secret", account_.secret.reveal()}};
    const auto answer = http_.post("/cgi-bin/stable_token", {},
                                   body.dump(-1, ' ', false, Json::error_handler_t::replace), "application/json");
    if (!answer) {
        // No token, no call: for whoever wanted one, nothing was sent.
        return NotSent{"token: " + answer.error().reason};
    }
    const auto tree = answer->status == 200 ? read_tree(answer->body) : Unexpected{TreeFailure::malformed};
    if (!tree) return NotSent{"token: http " + std::to_string(answer->status)};
    const long long errcode = tree->number_of("errcode").value_or(0);
    if (errcode != 0) {
        const std::string errmsg = tree->text_of("errmsg");
        RefusalKind kind = classify(errcode, errmsg);
        // Here 40001 speaks of the secret.
        if (kind == RefusalKind::token) kind = RefusalKind::config;
        return Refused{errcode, errmsg, rid_of(errmsg), kind};
    }
    const std::string token = tree->text_of("access_token");
    const long long seconds = tree->number_of("expires_in").value_or(0);
    if (token.empty() || seconds <= 0) return NotSent{"token: unreadable answer"};
    const std::chrono::seconds life(std::min<long long>(seconds, 24 * 3600));
    // stable_token gives out a token with as little as 300 s left. Kept by the margin alone it would be asked
    // for on every call until WeChat makes a new one.
    const auto use = std::max(life - options_.margin, std::min(life, options_.ask_interval));
    return Held{Secret(token), clock_.now() + use, ""};
}

Secret TokenSource::keep(Held held, const Shared& seen) {
    const auto life = time_left(held.good_until, clock_.now());
    const Json value{{"token", held.token.reveal()}, {"good_until", to_millis(held.good_until)}};
    const std::string sealed = cipher_.seal(kSealContext, value.dump());
    try {
        if (seen.reachable && life > std::chrono::milliseconds::zero()) {
            const bool stored = seen.sealed.empty() ? cache_.set_if_absent(token_key_, sealed, life)
                                                    : cache_.compare_and_set(token_key_, seen.sealed, sealed, life) ||
                                                          cache_.set_if_absent(token_key_, sealed, life);
            if (stored) held.sealed = sealed;
        }
    } catch (const CacheDown&) {
        // Kept in memory; the next process asks for itself.
    }
    const std::lock_guard lock(state_);
    held_ = held;
    refusal_.reset();
    return held.token;
}

}  // namespace league::wechat
