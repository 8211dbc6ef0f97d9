#include <algorithm>
#include <utility>

#include "lib/app/top_unit.hpp"
#include "lib/base/ensure.hpp"
#include "lib/domain/beijing_time.hpp"
#include "lib/platform/config.hpp"
#include "lib/wechat/client.hpp"
#include "server/resources/query_input.hpp"
#include "server/resources/routes.hpp"
#include "server/resources/shapes.hpp"

namespace league {
namespace {

using nlohmann::json;

const char* to_word(AccountKind kind) {
    switch (kind) {
        case AccountKind::official_account: return "official_account";
        case AccountKind::mini_program: return "mini_program";
    }
    stop("unknown AccountKind");
}

json shown_accounts(const std::vector<WechatAccount>& accounts) {
    json shown = json::array();
    for (const WechatAccount& account : accounts) {
        shown.push_back({{"name", account.name}, {"kind", to_word(account.kind)}});
    }
    return shown;
}

/// Made by the phone, which compares it with what comes back: a page that somebody else's link opened signs nobody in.
bool is_state(std::string_view text) {
    constexpr std::string_view allowed = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    return text.size() >= 8 && text.size() <= 64 && text.find_first_not_of(allowed) == std::string_view::npos;
}

/// The appid of an official account by its name; notes on "account" why there is none.
std::string official_appid(QueryInput& query, const std::vector<WechatAccount>& accounts) {
    const std::string name = query.text("account");
    if (name.empty()) return {};
    const auto found = std::find_if(accounts.begin(), accounts.end(),
                                    [&](const WechatAccount& account) { return account.name == name; });
    if (found == accounts.end()) {
        query.wrong("account", "people.account_unknown");
    } else if (found->kind != AccountKind::official_account) {
        query.wrong("account", "people.account_not_official");
    } else {
        return found->appid;
    }
    return {};
}

}  // namespace

void add_client_routes(ApiRoutes& routes, Database& database, const Clock& clock, const Phrases& phrases,
                       const OfficeConfig& office, const std::vector<WechatAccount>& accounts) {
    routes.open("GET", "/api/v1/client",
                [&database, &clock, &phrases, office, accounts = shown_accounts(accounts)](const ApiCall&) {
                    const auto top = database.read([](ReadTransaction& tx) { return top_unit(tx); });
                    json body{{"server_time", to_rfc3339(clock.now())},
                              {"county", nullptr},
                              {"office",
                               {{"name", office_name(phrases, office, top)},
                                {"phone", office.phone},
                                {"filing_number", office.filing_number}}},
                              {"accounts", accounts},
                              {"version", LEAGUE_VERSION}};
                    if (top) body["county"] = {{"code", top->code}, {"name", top->name}};
                    return std::move(shapes::answer(200, body).with_header("Cache-Control", "public, max-age=60"));
                });
}

void add_web_sign_in_route(ApiRoutes& routes, const std::vector<WechatAccount>& accounts, std::string open_base,
                           std::string public_url) {
    routes.open(
        "GET", "/api/v1/sign-in",
        [accounts, open_base = std::move(open_base), page = std::move(public_url) + "/m/"](const ApiCall& call) {
            QueryInput query(call.request);
            const std::string appid = official_appid(query, accounts);
            const std::string state = query.text("state");
            if (!state.empty() && !is_state(state)) query.wrong("state", "people.state_malformed");
            query.finish();
            return http::Response::redirect(302, wechat::authorize_url(open_base, appid, page, state));
        });
}

}  // namespace league
