// The routes under /api/v1: each one line of method, path, who may come in and function. What must not be forgotten
// is done here for all of them: identity, rate limits, request number, answers that no cache keeps.
#pragma once

#include <functional>
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
/// of phones behind one address).
enum class RateClass { person, sign_in, invite, none };

/// A request together with who sent it.
struct ApiCall {
    const http::Request& request;
    Actor actor;
    std::string token;  ///< as sent; empty on open routes
};

struct ApiRoute {
    std::string method;
    std::string pattern;
    Access access = Access::signed_in;
    std::function<http::Response(const ApiCall&)> handle;
    RateClass rate = RateClass::person;
    std::size_t max_body = 256 * 1024;  ///< bytes
};

/// Collects the routes of all resources, then opens them on a router.
class ApiRoutes {
public:
    void add(ApiRoute route) { routes_.push_back(std::move(route)); }
    const std::vector<ApiRoute>& list() const { return routes_; }

private:
    std::vector<ApiRoute> routes_;
};

}  // namespace league
