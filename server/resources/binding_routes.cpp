#include "lib/app/bind_by_invite.hpp"
#include "lib/app/link_accounts.hpp"
#include "lib/domain/beijing_time.hpp"
#include "server/json_input.hpp"
#include "server/resources/routes.hpp"
#include "server/resources/shapes.hpp"

namespace league {

void add_binding_routes(ApiRoutes& routes, BindByInvite& bind, IssueLinkCode& issue, RedeemLinkCode& redeem) {
    routes.signed_in("POST", "/api/v1/bindings", [&bind](const ApiCall& call) {
        JsonInput body(call.request.body);
        BindByInvite::Input input{call.identity(), body.text("invite"), call.request.remote_address};
        body.finish();
        const BindByInvite::Output output = bind.run(input);
        return shapes::answer(output.repeated ? 200 : 201, {{"user", shapes::user(output.user)},
                                                            {"role", to_string(output.role)},
                                                            {"unit", shapes::unit_line(output.unit)}});
    });

    routes.signed_in("POST", "/api/v1/link-codes", [&issue](const ApiCall& call) {
        const IssueLinkCode::Output output = issue.run(call.actor);
        return shapes::answer(201, {{"code", output.code}, {"expires_at", to_rfc3339(output.expires_at)}});
    });

    routes.signed_in("POST", "/api/v1/links", [&redeem](const ApiCall& call) {
        JsonInput body(call.request.body);
        RedeemLinkCode::Input input{call.identity(), body.text("code")};
        body.finish();
        return shapes::answer(201, {{"user", shapes::user(redeem.run(input))}});
    });
}

}  // namespace league
