#include "server/api.hpp"

#include <algorithm>
#include <memory>
#include <optional>
#include <semaphore>
#include <utility>

#include "lib/app/actor_memory.hpp"
#include "lib/base/ensure.hpp"
#include "lib/base/problem.hpp"

namespace league {
namespace {

constexpr std::string_view kBearer = "Bearer ";

/// The token of the Authorization header; nothing when there is none of that shape.
std::string bearer_of(const http::Request& request) {
    const auto header = request.header("Authorization");
    if (!header || !header->starts_with(kBearer)) return {};
    return header->substr(kBearer.size());
}

IdentityId identity_of(Sessions& sessions, const std::string& token) {
    const auto identity = token.empty() ? std::nullopt : sessions.find(token);
    if (!identity) throw Problem(ProblemCode::not_signed_in, "not_signed_in");
    return *identity;
}

/// One of the turns that slow routes share; refused at once when all are taken, since whoever waits holds a worker too.
class SlowTurn {
public:
    SlowTurn(std::counting_semaphore<>& turns, Pace pace) : turns_(pace == Pace::slow ? &turns : nullptr) {
        if (turns_ != nullptr && !turns_->try_acquire()) {
            throw Problem(ProblemCode::busy, "server_busy");
        }
    }
    ~SlowTurn() {
        if (turns_ != nullptr) turns_->release();
    }
    SlowTurn(const SlowTurn&) = delete;
    SlowTurn& operator=(const SlowTurn&) = delete;

private:
    std::counting_semaphore<>* turns_;
};

/// No cache keeps an answer unless its handler says so, and no browser takes one for something else than it is.
http::Response guarded(http::Response response) {
    if (!http::find_header(response.headers, "Cache-Control")) response.with_header("Cache-Control", "no-store");
    return std::move(response.with_header("X-Content-Type-Options", "nosniff"));
}

}  // namespace

const IdentityId& ApiCall::identity() const {
    ensure(actor.identity.has_value());
    return *actor.identity;
}

void ApiRoutes::signed_in(std::string method, std::string pattern, ApiHandler handle, std::size_t max_body, Pace pace,
                          ApiAdmit admit) {
    routes_.push_back({std::move(method), std::move(pattern), Access::signed_in, std::move(handle), RateClass::person,
                       max_body, pace, std::move(admit)});
}

void ApiRoutes::open(std::string method, std::string pattern, ApiHandler handle, RateClass rate, Pace pace) {
    routes_.push_back(
        {std::move(method), std::move(pattern), Access::open, std::move(handle), rate, kJsonBody, pace, {}});
}

void ApiRoutes::install(http::Router& router, Sessions& sessions, RateLimits& limits, Database& database,
                        std::size_t workers) const {
    const auto turns = static_cast<std::ptrdiff_t>(std::max<std::size_t>(1, workers / 2));
    const auto slow = std::make_shared<std::counting_semaphore<>>(turns);
    const auto actors = std::make_shared<ActorMemory>(database);
    for (const ApiRoute& route : routes_) {
        auto enter = [&sessions, &limits, actors, slow, access = route.access, rate = route.rate, pace = route.pace,
                      handle = route.handle](const http::Request& request) {
            if (rate == RateClass::sign_in) limits.check_sign_in(request.remote_address);
            const SlowTurn turn(*slow, pace);
            if (access == Access::open) return guarded(handle(ApiCall{request, Actor(), {}}));

            const std::string token = bearer_of(request);
            const IdentityId identity = identity_of(sessions, token);
            if (rate == RateClass::person) limits.check_call(identity);
            return guarded(handle(ApiCall{request, actors->of(identity), token}));
        };
        http::Admit admit;
        if (route.admit) {
            admit = [&sessions, actors, ask = route.admit](const http::Request& head) {
                const IdentityId identity = identity_of(sessions, bearer_of(head));
                return ask(actors->of(identity));
            };
        }
        router.add(route.method, route.pattern, std::move(enter),
                   {.max_body = route.max_body, .admit = std::move(admit)});
    }
}

}  // namespace league
