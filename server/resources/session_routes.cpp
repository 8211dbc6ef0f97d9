#include "lib/app/sign_in.hpp"
#include "lib/domain/beijing_time.hpp"
#include "server/json_input.hpp"
#include "server/resources/routes.hpp"
#include "server/resources/shapes.hpp"

namespace league {
namespace {

using nlohmann::json;

json shown_user(const std::optional<UserView>& user) {
    return user ? shapes::user(*user) : json(nullptr);
}

}  // namespace

void add_session_routes(ApiRoutes& routes, Database& database, const Seals& seals, SignIn& sign_in, Sessions& sessions,
                        SignOutEverywhere& sign_out_everywhere) {
    routes.open(
        "POST", "/api/v1/sessions",
        [&sign_in](const ApiCall& call) {
            JsonInput body(call.request.body);
            SignIn::Input input;
            input.account = body.text("account");
            input.code = body.text("code");
            body.finish();
            const SignIn::Output output = sign_in.run(input);
            return shapes::answer(201, {{"token", output.token},
                                        {"expires_at", to_rfc3339(output.expires_at)},
                                        {"user", shown_user(output.user)}});
        },
        RateClass::sign_in, Pace::slow);

    routes.signed_in("DELETE", "/api/v1/sessions/current", [&sessions](const ApiCall& call) {
        sessions.end(call.token);
        return http::Response::no_content();
    });

    routes.signed_in("DELETE", "/api/v1/sessions", [&sign_out_everywhere, &sessions](const ApiCall& call) {
        sign_out_everywhere.run(call.actor);
        sessions.end(call.token);
        return http::Response::no_content();
    });

    routes.signed_in("GET", "/api/v1/me", [&database, &seals](const ApiCall& call) {
        const auto user = database.read([&](ReadTransaction& tx) { return load_user(tx, seals, call.actor); });
        return shapes::answer(200, {{"user", shown_user(user)}});
    });
}

}  // namespace league
