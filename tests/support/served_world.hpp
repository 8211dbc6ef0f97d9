// The whole service over the World's county: ServerApp on a free port, a redis-server and a simulated WeChat, all real
// and in this process. What a phone does is one line:
//
//     ServedWorld served;
//     auto answer = served.as(served.world.cg01_secretary, "GET", "/api/v1/duties");
//     CHECK(answer.status == 200);
//
// Accounts are "oa" and "mp"; limits are so wide that no test meets them unless it asks for narrow ones.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "lib/http/client.hpp"
#include "lib/platform/config.hpp"
#include "server/app.hpp"
#include "tests/support/redis_server.hpp"
#include "tests/support/world.hpp"

namespace league::sim {
class WechatSim;
}

namespace league::test {

struct Served {
    int status = 0;
    http::Headers headers;
    std::string body;

    /// null when the body is no JSON.
    nlohmann::json json() const { return nlohmann::json::parse(body, nullptr, /*allow_exceptions=*/false); }
    std::string header(std::string_view name) const { return http::find_header(headers, name).value_or(""); }
    /// The `code` of a problem, "" otherwise.
    std::string code() const;
    /// The message of a problem about this field, "" when it has none.
    std::string message(const std::string& field) const;
};

class ServedWorld {
public:
    /// `adjust` changes the configuration before the service is built.
    explicit ServedWorld(std::function<void(Config&)> adjust = {});
    ~ServedWorld();

    World world;
    RedisServer redis;

    ServerApp& app() { return *app_; }
    sim::WechatSim& wechat() { return *sim_; }
    const Config& config() const { return config_; }
    /// As kill and start: sessions and records stay, everything in memory goes.
    void restart();

    /// `path` may end in a query. `body` is sent as it is.
    Served ask(const std::string& method, const std::string& path, const std::string& body = "",
               const http::Headers& headers = {}, const std::string& content_type = "application/json");
    /// The same by somebody of the cast, who is signed in for it when needed.
    Served as(const CastMember& member, const std::string& method, const std::string& path,
              const nlohmann::json& body = nullptr);
    /// With raw bytes.
    Served as(const CastMember& member, const std::string& method, const std::string& path, const std::string& bytes,
              const std::string& content_type);

    /// A code as wx.login gives it to this openid in this account.
    std::string login_code(const std::string& account, const OpenId& openid);
    /// A new session.
    std::string sign_in(const CastMember& member, const std::string& account = "oa");
    /// The session that as() uses.
    const std::string& token(const CastMember& member);
    void forget_tokens() { tokens_.clear(); }

    /// A log's body for PUT, right in all fields, of yesterday evening.
    static nlohmann::json log_body(const std::string& org);
    std::string new_id();

private:
    Config config_;
    std::unique_ptr<sim::WechatSim> sim_;
    std::unique_ptr<ServerApp> app_;
    std::unique_ptr<http::HttpClient> client_;
    std::unique_ptr<http::HttpClient> sim_client_;
    std::map<std::string, std::string> tokens_;
};

}  // namespace league::test
