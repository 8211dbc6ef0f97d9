// A simulated WeChat with an official account "oa" and a mini program "mp", on a free port and a clock that
// stands still; and a callback of our own that answers as a test says.
#pragma once

#include <functional>
#include <future>
#include <mutex>
#include <nlohmann/json.hpp>
#include <random>
#include <string>
#include <vector>

#include "lib/http/client.hpp"
#include "lib/http/server.hpp"
#include "tests/support/manual_clock.hpp"
#include "tools/wechat_sim/wechat_sim.hpp"

namespace league::test {

using Json = nlohmann::ordered_json;

/// The same numbers in every run.
class SeededRandom final : public Random {
public:
    void fill(std::span<std::uint8_t> bytes) override {
        const std::lock_guard lock(mutex_);
        for (auto& byte : bytes) byte = static_cast<std::uint8_t>(engine_());
    }

private:
    std::mutex mutex_;
    std::mt19937_64 engine_{20261123};
};

/// A callback address. Without `answer` it says success.
class Callback {
public:
    using Answer = std::function<http::Response(const http::Request&)>;

    Callback() : server_({}, routes(), http::plain_errors) { server_.start(); }

    std::string url() const { return server_.base_url() + "/wechat/oa"; }
    void answer_with(Answer answer) {
        const std::lock_guard lock(mutex_);
        answer_ = std::move(answer);
    }
    std::vector<http::Request> received() const {
        const std::lock_guard lock(mutex_);
        return received_;
    }

private:
    http::Router routes() {
        http::Router router;
        for (const char* method : {"GET", "POST"}) {
            router.add(method, "/wechat/oa", [this](const http::Request& request) {
                Answer answer;
                {
                    const std::lock_guard lock(mutex_);
                    received_.push_back(request);
                    answer = answer_;
                }
                return answer ? answer(request) : http::Response::text(200, "success");
            });
        }
        return router;
    }

    mutable std::mutex mutex_;
    Answer answer_;
    std::vector<http::Request> received_;
    http::Server server_;
};

inline sim::SimOptions sim_options() {
    sim::SimOptions options;
    sim::SimAccount oa;
    oa.account.name = "oa";
    oa.account.appid = "wx00000000000000aa";
    oa.account.secret = Secret("secret-of-oa");
    oa.account.token = Secret("AAAAA");
    oa.account.aes_key = Secret("abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG");
    oa.account.original_id = "gh_0000000000aa";
    oa.templates = {{"T-oa", "活动提醒", {"thing1", "date2"}, {}, false, {}}};
    options.accounts.push_back(oa);
    sim::SimAccount mp = oa;
    mp.account.name = "mp";
    mp.account.kind = AccountKind::mini_program;
    mp.account.appid = "wx00000000000000bb";
    mp.account.secret = Secret("secret-of-mp");
    mp.account.original_id = "gh_0000000000bb";
    mp.format = sim::PushFormat::json;
    mp.templates = {{"T1", "活动提醒", {"thing1", "date2"}, {}, false, {}},
                    {"T3", "长期提醒", {"thing1"}, {}, true, {}},
                    {"T4", "状态", {"enum1"}, {{"enum1", {"待办", "已办"}}}, false, {}}};
    options.accounts.push_back(mp);
    return options;
}

class SimWorld {
public:
    explicit SimWorld(sim::SimOptions options = sim_options())
        : sim(std::move(options), clock, random), client((sim.start(), client_options(sim.url()))) {}

    Json get(const std::string& path, http::Query query = {}) { return read(client.get(path, query)); }
    Json post(const std::string& path, const Json& body, http::Query query = {}) {
        return read(client.post(path, query, body.dump(), "application/json"));
    }
    /// With the account's token.
    Json call(const std::string& account, const std::string& path, const Json& body) {
        return post(path, body, {{"access_token", token(account)}});
    }
    Json ask(const std::string& account, const std::string& path, http::Query query = {}) {
        query.emplace_back("access_token", token(account));
        return get(path, query);
    }
    std::string token(const std::string& account) {
        return post("/cgi-bin/stable_token", {{"grant_type", "client_credential"},
                                              {"appid", account == "oa" ? "wx00000000000000aa" : "wx00000000000000bb"},
                                              {"secret", "secret-of-" + account}})
            .at("access_token");
    }
    Json upload(const std::string& account, const std::string& path, const std::string& filename,
                const std::string& bytes, http::Query query = {}) {
        query.emplace_back("access_token", token(account));
        return read(client.post_form(path, query, {{"media", filename, "image/png", bytes}}));
    }

    ManualClock clock{from_millis(1'790'000'000'000)};
    SeededRandom random;
    sim::WechatSim sim;
    http::HttpClient client;

private:
    static http::ClientOptions client_options(const std::string& url) {
        http::ClientOptions options;
        options.base_url = url;
        return options;
    }
    static Json read(const http::HttpResult& result) {
        if (!result) return {{"failure", result.error().reason}};
        Json json = Json::parse(result->body, nullptr, false);
        if (json.is_discarded()) json = Json{{"raw", result->body}};
        if (result->status != 200) json["status"] = result->status;
        return json;
    }
};

/// The number of a refusal, 0 when there is none.
inline int code_of(const Json& answer) {
    return answer.value("errcode", 0);
}

/// The smallest bytes that pass for a PNG and a JPEG to whoever looks at the beginning only.
inline std::string png(std::size_t size = 100) {
    return "\x89PNG\r\n\x1a\n" + std::string(size - 8, 'x');
}
inline std::string jpeg(std::size_t size = 100) {
    return "\xff\xd8\xff" + std::string(size - 3, 'x');
}

}  // namespace league::test
