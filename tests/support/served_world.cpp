#include "tests/support/served_world.hpp"

#include <stdexcept>

#include "lib/http/url.hpp"
#include "tests/support/places.hpp"
#include "tools/wechat_sim/wechat_sim.hpp"

namespace league::test {
namespace {

using nlohmann::json;

WechatAccount account(const std::string& name, AccountKind kind) {
    WechatAccount one;
    one.name = name;
    one.kind = kind;
    one.appid = "wx00000000000000" + name;
    one.secret = Secret("secret-of-" + name);
    one.token = Secret("tokenof" + name);
    one.aes_key = Secret("abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG");
    one.original_id = "gh_0000000000" + name;
    one.unit_code = "QH";
    return one;
}

sim::SimOptions sim_options(const Config& config) {
    sim::SimOptions options;
    for (const WechatAccount& one : config.accounts) {
        sim::SimAccount played;
        played.account = one;
        if (one.kind == AccountKind::mini_program) played.format = sim::PushFormat::json;
        played.templates = {{"T-" + one.name, "log due", {"thing1", "date2"}, {}, false, {}}};
        options.accounts.push_back(std::move(played));
    }
    options.limits.logins_a_minute = 100000;
    return options;
}

Config config_of(World& world, const RedisServer& redis) {
    Config config;
    config.root = league::test::source_dir();
    config.server.port = 0;
    config.server.workers = 16;
    config.database.path = world.folder().file("league.db");
    config.redis.socket = redis.socket();
    config.redis.retry_pause = std::chrono::milliseconds(0);
    config.rates = {1000000, 1000000, 1000000, 1000000};
    config.photos.folder = world.folder().file("photos");
    config.database.backups = world.folder().file("backup");
    config.paths.templates = league::test::source_dir() + "/templates";
    config.accounts = {account("oa", AccountKind::official_account), account("mp", AccountKind::mini_program)};
    for (const char* name : {"oa", "mp"}) {
        NoticeConfig notice;
        notice.name = "log_due";
        notice.account = name;
        notice.template_id = "T-" + std::string(name);
        config.notices.push_back(notice);
    }
    config.keys.active = "k1";  // the keys of World
    config.keys.encryption["k1"] = Secret(std::string(64, '1'));
    config.keys.lookup = Secret(std::string(64, 'a'));
    return config;
}

std::unique_ptr<http::HttpClient> client_of(const std::string& base_url) {
    http::ClientOptions options;
    options.base_url = base_url;
    options.max_idle = 16;
    return std::make_unique<http::HttpClient>(options);
}

}  // namespace

std::string Served::code() const {
    const nlohmann::json problem = json();
    return problem.is_object() ? problem.value("code", "") : "";
}

std::string Served::message(const std::string& field) const {
    const nlohmann::json problem = json();
    if (!problem.is_object() || !problem.contains("errors")) return "";
    for (const auto& error : problem["errors"]) {
        if (error.value("field", "") == field) return error.value("message", "");
    }
    return "";
}

ServedWorld::ServedWorld(std::function<void(Config&)> adjust) : config_(config_of(world, redis)) {
    sim_ = std::make_unique<sim::WechatSim>(sim_options(config_), world.clock(), world.random());
    sim_->start();
    sim_client_ = client_of(sim_->url());
    config_.wechat.api_base = sim_->url();
    config_.wechat.mp_base = sim_->url();
    if (adjust) adjust(config_);
    restart();
}

ServedWorld::~ServedWorld() {
    if (app_) app_->stop();
}

void ServedWorld::restart() {
    client_.reset();
    if (app_) app_->stop();
    app_.reset();
    app_ = std::make_unique<ServerApp>(config_, world.clock(), world.random());
    app_->start();
    client_ = client_of(app_->base_url());
}

Served ServedWorld::ask(const std::string& method, const std::string& path, const std::string& body,
                        const http::Headers& headers, const std::string& content_type) {
    const auto question = path.find('?');
    const std::string bare = path.substr(0, question);
    const http::Query query =
        question == std::string::npos ? http::Query{} : http::parse_query(path.substr(question + 1));
    const auto answer = method == "GET" ? client_->get(bare, query, headers)
                                        : client_->send(method, bare, query, body, content_type, headers);
    if (!answer) throw std::runtime_error(method + " " + path + " has no answer: " + answer.error().reason);
    return {answer->status, answer->headers, answer->body};
}

Served ServedWorld::as(const CastMember& member, const std::string& method, const std::string& path,
                       const nlohmann::json& body) {
    return ask(method, path, body.is_null() ? "" : body.dump(), {{"Authorization", "Bearer " + token(member)}});
}

Served ServedWorld::as(const CastMember& member, const std::string& method, const std::string& path,
                       const std::string& bytes, const std::string& content_type) {
    return ask(method, path, bytes, {{"Authorization", "Bearer " + token(member)}}, content_type);
}

std::string ServedWorld::login_code(const std::string& account, const OpenId& openid) {
    const json order = {{"account", account}, {"openid", openid.str()}};
    const auto answer = sim_client_->post("/sim/login", {}, order.dump(), "application/json");
    if (!answer || answer->status != 200) throw std::runtime_error("the simulator gives no login code");
    return json::parse(answer->body).at("code").get<std::string>();
}

std::string ServedWorld::sign_in(const CastMember& member, const std::string& account) {
    const json order = {{"account", account}, {"code", login_code(account, member.openid)}};
    const Served answer = ask("POST", "/api/v1/sessions", order.dump());
    if (answer.status != 201) throw std::runtime_error("cannot sign in: " + answer.body);
    return answer.json().at("token").get<std::string>();
}

const std::string& ServedWorld::token(const CastMember& member) {
    std::string& known = tokens_[member.identity.str()];
    if (known.empty()) known = sign_in(member);
    return known;
}

nlohmann::json ServedWorld::log_body(const std::string& org) {
    return {{"org_id", org},
            {"kind", "theme_day"},
            {"title", "学习先进事迹"},
            {"started_at", "2026-11-09T19:00:00+08:00"},
            {"ended_at", "2026-11-09T20:30:00+08:00"},
            {"place", "活动室"},
            {"expected", 20},
            {"present", 17},
            {"content", "大家轮流讲了一个身边的榜样。"},
            {"details", {{"theme", "身边的榜样"}}},
            {"photos", json::array()},
            {"made_at", "2026-11-09T21:00:00+08:00"}};
}

std::string ServedWorld::new_id() {
    return make_uuid_v7(world.random(), world.clock().now());
}

}  // namespace league::test
