// The routes under /api/v1: each one line of method, path, who may come in and function. What must not be forgotten
// is done here for all of them: identity, rate limits, answers that no cache keeps.
//
// Roles are read from the records for every request, so that a removed role ends at once. When Redis is away,
// signed-in calls answer 503 (CacheDown), nothing else changes.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "lib/app/rate_limits.hpp"
#include "lib/app/sessions.hpp"
#include "lib/domain/permission.hpp"
#include "lib/http/router.hpp"
#include "lib/storage/database.hpp"

namespace league {

/// Who may come in: anybody, or whoever shows a session's token. What a signed-in person may then do is the use
/// case's first question.
enum class Access { open, signed_in };

/// Which limit counts a call (design: per address only where nobody is signed in yet, since carriers put thousands
/// of phones behind one address). Invite attempts are counted by the use case, which knows the identity.
enum class RateClass { person, sign_in, none };

/// Whether an answer may wait for seconds: for WeChat, or for a picture to be worked on. Slow routes may take half of
/// the workers between them and no more, so that callbacks and everything else are answered beside them.
enum class Pace { quick, slow };

/// A request together with who sent it.
struct ApiCall {
    const http::Request& request;
    Actor actor;
    std::string token;  ///< as sent; empty on open routes

    /// For signed-in routes, where it is always there.
    const IdentityId& identity() const;
};

using ApiHandler = std::function<http::Response(const ApiCall&)>;
/// For routes with large bodies: asked about the sender before the body is read (lib/http/router.hpp, Admit).
using ApiAdmit = std::function<std::shared_ptr<void>(const Actor&)>;

inline constexpr std::size_t kJsonBody = 256 * 1024;

struct ApiRoute {
    std::string method;
    std::string pattern;
    Access access;
    ApiHandler handle;
    RateClass rate = RateClass::person;
    std::size_t max_body = kJsonBody;  ///< bytes
    Pace pace = Pace::quick;
    ApiAdmit admit = {};
};

/// Collects the routes of all resources, then opens them on a router.
class ApiRoutes {
public:
    void signed_in(std::string method, std::string pattern, ApiHandler handle, std::size_t max_body = kJsonBody,
                   Pace pace = Pace::quick, ApiAdmit admit = {});
    void open(std::string method, std::string pattern, ApiHandler handle, RateClass rate = RateClass::none,
              Pace pace = Pace::quick);

    const std::vector<ApiRoute>& list() const { return routes_; }

    /// The three references outlive the router. `workers` is how many requests are served at once.
    void install(http::Router& router, Sessions& sessions, RateLimits& limits, Database& database,
                 std::size_t workers) const;

private:
    std::vector<ApiRoute> routes_;
};

}  // namespace league
