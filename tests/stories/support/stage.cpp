#include "tests/stories/support/stage.hpp"

#include <fstream>
#include <sstream>
#include <stdexcept>

#include "lib/domain/beijing_time.hpp"
#include "lib/domain/period.hpp"
#include "tests/stories/support/wait.hpp"
#include "tests/support/places.hpp"

namespace league::test {
namespace {

using nlohmann::json;

std::string quoted(const std::string& text) {
    return "\"" + text + "\"";
}

/// The committed configuration with some values changed. Throws when one of them is not in it: a renamed key must not
/// go unnoticed.
std::string changed(const std::string& toml, std::map<std::string, std::string> settings) {
    std::istringstream lines(toml);
    std::string out;
    std::string table;
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with("[")) table = line.substr(1, line.find(']') - 1);
        const auto equals = line.find(" = ");
        if (equals != std::string::npos && !line.starts_with("#")) {
            const auto found = settings.find(table + "." + line.substr(0, equals));
            if (found != settings.end()) {
                line = line.substr(0, equals) + " = " + found->second;
                settings.erase(found);
            }
        }
        out += line + "\n";
    }
    if (!settings.empty()) throw std::runtime_error("no such setting: " + settings.begin()->first);
    return out;
}

/// A notice of days off that has every day around now worked: a story may run on a Sunday.
std::string every_day_worked() {
    std::map<int, std::string> days;
    const Date today = beijing_date(SystemClock().now());
    for (int offset = -40; offset <= 40; ++offset) {
        const Date day = add_days(today, offset);
        const unsigned weekday = std::chrono::weekday(std::chrono::sys_days(day)).iso_encoding();
        if (weekday >= 6) days[static_cast<int>(day.year())] += quoted(to_iso(day)) + ", ";
    }
    std::string toml;
    for (const auto& [year, worked] : days) {
        toml += "[" + std::to_string(year) + "]\nsource = \"a story\"\ndays_off = []\nworked = [" + worked + "]\n";
    }
    return toml;
}

}  // namespace

Stage::Stage(StageOptions options) : environment_(options.environment) {
    for (std::size_t copy = 0; copy < options.copies; ++copy) {
        servers_.emplace_back();
        bots_.emplace_back();
    }
    if (options.copies > 1) front_ = std::make_unique<Front>();
    for (const char* part : {"log", "var"}) std::filesystem::create_directories(folder_.path() / part);
    if (options.prepare) options.prepare(folder_.path().string());
    write_config(options);
    for (const auto& [name, content] : options.files) std::ofstream(folder_.file(name)) << content;
    for (const auto& arguments :
         {std::vector<std::string>{"init"},
          std::vector<std::string>{"demo", "--branches-per-township", std::to_string(options.branches_per_township),
                                   "--months", std::to_string(options.months)}}) {
        const Finished done = ctl(arguments);
        if (done.status != 0) throw std::runtime_error("leaguectl " + arguments.front() + ": " + done.out + done.err);
    }
    card_ = json::parse(read_file(folder_.file("var/demo.json")));

    sim_client_ = std::make_unique<http::HttpClient>(http::ClientOptions{
        .base_url = sim_url(), .read_timeout = std::chrono::seconds(60), .total_timeout = std::chrono::seconds(90)});
    server_client_ = std::make_unique<http::HttpClient>(http::ClientOptions{.base_url = server_url()});
    sim_ = std::make_unique<Process>(std::vector<std::string>{program("wechat-sim"), "--config", config_file_},
                                     folder_.file("log/wechat-sim.log"), environment_);
    wait_for_answer("wechat-sim", *sim_, sim_url() + "/sim/state");
    for (std::size_t copy = 0; copy < options.copies; ++copy) start_server(copy);
    if (front_) {
        std::vector<int> ports;
        for (const Copy& server : servers_) ports.push_back(server.port.number());
        front_->start(folder_.file("front"), ports, options.front_fails);
        wait_until("nginx answers", [&] { return ask("GET", "/healthz").status == 200; });
    }
    for (std::size_t copy = 0; options.with_bot && copy < options.copies; ++copy) start_bot(copy);
}

Stage::~Stage() = default;

void Stage::write_config(const StageOptions& options) {
    const std::string source = league::test::source_dir();
    const std::string sim = quoted(sim_url());
    std::map<std::string, std::string> settings = {
        {"server.public_url", quoted(server_url())},
        {"redis.socket", quoted(redis.socket())},
        {"wechat.api_base", sim},
        {"wechat.mp_base", sim},
        {"wechat.open_base", sim},
        {"wechat.qyapi_base", sim},
        {"wechat.publish_poll_s", "1"},
        // What is due by the calendar would come in between; a story orders what it wants to see.
        {"column.enabled", "false"},
        {"reminders.enabled", "false"},
        // A story may run at night and on a Sunday.
        {"reminders.quiet_from", quoted("00:00")},
        {"reminders.quiet_until", quoted("00:00")},
        {"bot.poll_ms", "100"},
        {"paths.templates", quoted(source + "/templates")},
        {"paths.holidays", quoted("config/worked.toml")},
        {"simulator.port", std::to_string(sim_port_.number())},
        {"simulator.callback_base", quoted(server_url())},
        {"simulator.pages", quoted(source + "/tools/wechat_sim/pages")},
    };
    for (const auto& [key, value] : options.settings) settings[key] = value;
    std::filesystem::create_directories(folder_.path() / "config");
    std::ofstream(folder_.file("config/worked.toml")) << every_day_worked();
    for (std::size_t copy = 0; copy < options.copies; ++copy) {
        settings["server.port"] = std::to_string(servers_[copy].port.number());
        settings["bot.port"] = std::to_string(bots_[copy].port.number());
        const std::string file =
            folder_.file("config/league" + (copy == 0 ? "" : "-" + std::to_string(copy)) + ".toml");
        std::ofstream(file) << changed(read_file(source + "/config/league.toml"), settings);
        servers_[copy].config_file = bots_[copy].config_file = file;
    }
    config_file_ = servers_.front().config_file;
}

std::string Stage::program(const char* name) const {
    return league::test::bin_dir() + "/" + name;
}

void Stage::wait_for_answer(const char* name, Process& process, const std::string& address) const {
    const auto slash = address.find('/', std::string_view("http://").size());
    http::HttpClient client({.base_url = address.substr(0, slash)});
    wait_until(std::string(name) + " answers", [&] {
        if (!process.alive()) {
            throw std::runtime_error(std::string(name) +
                                     " ended at once: " + read_file(folder_.file("log/" + std::string(name) + ".log")));
        }
        const auto answer = client.get(address.substr(slash));
        return answer && answer->status == 200;
    });
}

void Stage::start(const char* name, Copy& copy, const std::string& log) {
    copy.process = std::make_unique<Process>(std::vector<std::string>{program(name), "--config", copy.config_file},
                                             folder_.file(log), environment_);
    wait_for_answer(name, *copy.process, url(copy.port) + "/healthz");
}

void Stage::start_server(std::size_t copy) {
    start("league-server", servers_.at(copy), "log/league-server.log");
}

void Stage::start_bot(std::size_t copy) {
    start("league-bot", bots_.at(copy), "log/league-bot.log");
}

std::string Stage::bot_metrics(std::size_t copy) const {
    const auto answer = http::HttpClient({.base_url = url(bots_.at(copy).port)}).get("/metrics");
    return answer && answer->status == 200 ? answer->body : "";
}

Finished Stage::ctl(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), {program("leaguectl"), "--config", config_file_});
    return run_program(arguments, folder_.path().string(), environment_);
}

json Stage::ctl_json(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), "--json");
    const Finished done = ctl(arguments);
    if (done.status != 0) {
        throw std::runtime_error("leaguectl " + arguments[1] + " ended with " + std::to_string(done.status) + ": " +
                                 done.out + done.err);
    }
    return json::parse(done.out);
}

json Stage::see(const std::string& what, const http::Query& query) {
    const auto answer = sim_client_->get("/sim/" + what, query);
    if (!answer) throw std::runtime_error("the simulator is silent: " + answer.error().reason);
    if (answer->status != 200) throw std::runtime_error("/sim/" + what + ": " + answer->body);
    return json::parse(answer->body);
}

json Stage::order(const std::string& what, const json& body) {
    const auto answer = sim_client_->post("/sim/" + what, {}, body.dump(), "application/json");
    if (!answer) throw std::runtime_error("the simulator is silent: " + answer.error().reason);
    if (answer->status != 200) throw std::runtime_error("/sim/" + what + ": " + answer->body);
    return json::parse(answer->body);
}

std::string Stage::say(const std::string& openid, const std::string& content) {
    const json answer = order("say", {{"account", "oa"}, {"openid", openid}, {"type", "text"}, {"content", content}});
    if (answer.contains("why")) throw std::runtime_error("no answer to a push: " + answer["why"].get<std::string>());
    return answer["reply"].is_null() ? "" : answer["reply"].value("content", "");
}

http::HttpAnswer Stage::fetch_from_sim(const std::string& address) {
    const std::string base = sim_url();
    const auto answer = sim_client_->get(address.starts_with(base) ? address.substr(base.size()) : address);
    if (!answer) throw std::runtime_error("the simulator is silent: " + answer.error().reason);
    return *answer;
}

Stage::Answer Stage::ask(const std::string& method, const std::string& path, const std::string& token,
                         const json& body) {
    http::Headers headers;
    if (!token.empty()) headers.emplace_back("Authorization", "Bearer " + token);
    const auto answer = server_client_->send(method, path, {}, body.is_null() ? "" : body.dump(),
                                             body.is_null() ? "" : "application/json", headers);
    if (!answer) return {};
    return {answer->status, answer->headers, answer->body};
}

std::string Stage::sign_in(const std::string& openid) {
    const json login = order("login", {{"account", "mp"}, {"openid", openid}});
    const Answer answer = ask("POST", "/api/v1/sessions", "", {{"account", "mp"}, {"code", login["code"]}});
    return answer.status == 201 ? answer.json()["token"].get<std::string>() : "";
}

std::string Stage::new_id() {
    const std::lock_guard lock(random_lock_);
    return make_uuid_v7(random_, clock_.now());
}

json Stage::log_body(const std::string& org, const std::string& title) const {
    const std::string started = to_rfc3339(clock_.now() - std::chrono::hours(1));
    return {{"org_id", org},           {"kind", "theme_day"},     {"title", title},
            {"started_at", started},   {"place", "活动室"},       {"expected", 20},
            {"present", 18},           {"content", "学习与讨论"}, {"details", json::object()},
            {"photos", json::array()}, {"made_at", started}};
}

std::string Stage::month() const {
    return Month::of(clock_.now()).str();
}

std::string Stage::finished_half_month() const {
    return HalfMonth::of(clock_.now()).previous().str();
}

}  // namespace league::test
