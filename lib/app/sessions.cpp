#include "lib/app/sessions.hpp"

#include <algorithm>

namespace league {
namespace {

constexpr std::size_t kTokenCharacters = 43;  // 32 bytes in base64url

bool looks_like_token(const std::string& token) {
    return token.size() == kTokenCharacters && std::all_of(token.begin(), token.end(), [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
                      c == '_';
           });
}

std::string set_of(const IdentityId& identity) {
    return "sessions-of:" + identity.str();
}

/// What a session holds: whose it is, and the day on which it was last listed under its identity.
std::string written(const IdentityId& identity, Instant now) {
    const auto day = std::chrono::floor<std::chrono::days>(now).time_since_epoch().count();
    return identity.str() + " " + std::to_string(day);
}

IdentityId identity_in(const std::string& held) {
    return IdentityId(held.substr(0, held.find(' ')));
}

}  // namespace

Sessions::Sessions(Cache& cache, const Digest& digest, Random& random, const Clock& clock, SessionOptions options)
    : cache_(cache), digest_(digest), random_(random), clock_(clock), options_(options) {}

Sessions::Opened Sessions::create(const IdentityId& identity) {
    make_room(identity);
    const Instant now = clock_.now();
    const std::string token = make_token(random_);
    const std::string key = key_of(token);
    // Listed first: a session that cannot be ended everywhere must not exist.
    cache_.add_to_set(set_of(identity), key, 2 * options_.lifetime);
    cache_.set(key, written(identity, now), options_.lifetime);
    // And again: who signs out everywhere in between takes it off the list and finds no session yet.
    cache_.add_to_set(set_of(identity), key, 2 * options_.lifetime);
    return {token, now + options_.lifetime};
}

std::optional<IdentityId> Sessions::find(const std::string& token) {
    if (!looks_like_token(token)) return std::nullopt;
    const std::string key = key_of(token);
    const std::optional<std::string> held = cache_.get_and_touch(key, options_.lifetime);
    if (!held) return std::nullopt;
    const IdentityId identity = identity_in(*held);
    // Once a day the list of the identity's sessions is prolonged too, or it would end before a session in daily use.
    const std::string today = written(identity, clock_.now());
    if (*held != today && cache_.compare_and_set(key, *held, today, options_.lifetime)) {
        cache_.add_to_set(set_of(identity), key, 2 * options_.lifetime);
    }
    return identity;
}

void Sessions::make_room(const IdentityId& identity) {
    const std::string list = set_of(identity);
    const std::vector<std::string> keys = cache_.members_of(list);
    if (keys.size() < options_.most) return;
    std::vector<std::pair<std::string, std::string>> alive;  // by the day of the last use, which ends what is held
    for (const std::string& key : keys) {
        if (auto held = cache_.get(key)) {
            alive.emplace_back(*std::move(held), key);
        } else {
            cache_.remove_from_set(list, key);
        }
    }
    std::sort(alive.begin(), alive.end());
    for (std::size_t i = 0; i + options_.most <= alive.size(); ++i) {
        cache_.erase(alive[i].second);
        cache_.remove_from_set(list, alive[i].second);
    }
}

void Sessions::end(const std::string& token) {
    if (!looks_like_token(token)) return;
    const std::string key = key_of(token);
    const std::optional<std::string> held = cache_.get(key);
    cache_.erase(key);
    if (held) cache_.remove_from_set(set_of(identity_in(*held)), key);
}

void Sessions::end_all(const std::vector<IdentityId>& identities) {
    for (const IdentityId& identity : identities) {
        for (const std::string& key : cache_.members_of(set_of(identity))) {
            cache_.erase(key);
            // Not the whole list: a session that begins at this moment is on it. One that began since the line above
            // goes with the line below.
            cache_.remove_from_set(set_of(identity), key);
            cache_.erase(key);
        }
    }
}

std::string Sessions::key_of(const std::string& token) const {
    return "session:" + digest_.sha256(token);
}

}  // namespace league
