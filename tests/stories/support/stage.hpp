// The whole product as an office runs it: redis-server, wechat-sim, league-server and league-bot as processes of their
// own, with config/league.toml as committed but for addresses and folders, over an invented county in a temporary
// folder. Programs can be killed and started again at any moment.
//
//     Stage stage;
//     CHECK(stage.say("demo-oa-QH-CG-02", "我的").find("...") != npos);
//     CHECK(stage.ctl({"verify"}).status == 0);
//
// LEAGUE_KEEP_TESTS=1 keeps the folder with the records and every program's log for a look.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "lib/http/client.hpp"
#include "lib/platform/clock_system.hpp"
#include "lib/platform/random.hpp"
#include "tests/stories/support/front.hpp"
#include "tests/stories/support/ports.hpp"
#include "tests/stories/support/process.hpp"
#include "tests/support/redis_server.hpp"
#include "tests/support/temp_folder.hpp"

namespace league::test {

struct StageOptions {
    /// "table.key" to its value as it stands in TOML, over those of config/league.toml.
    std::map<std::string, std::string> settings;
    int branches_per_township = 8;  ///< of 12 townships
    int months = 2;                 ///< of history
    bool with_bot = true;
    std::map<std::string, std::string> files = {};  ///< path in the stage's folder to content
    std::vector<std::string> environment = {};      ///< "NAME=value" of all programs but redis-server
    /// Of league-server and league-bot; of more than one server, nginx stands in front (support/front.hpp).
    std::size_t copies = 1;
    int front_fails = 1;  ///< failures within a second after which nginx passes a server over
    std::function<void(const std::string& folder)> prepare = {};  ///< runs before anything is written to var/
};

class Stage {
public:
    explicit Stage(StageOptions options = {});
    ~Stage();

    RedisServer redis;
    const TempFolder& folder() const { return folder_; }
    const std::string& config_file() const { return config_file_; }
    std::string sim_url() const { return url(sim_port_); }
    /// How people and WeChat reach the service.
    std::string server_url() const { return url(front_ ? front_->port() : servers_.front().port); }
    /// One of several servers, past nginx.
    std::string server_url(std::size_t copy) const { return url(servers_.at(copy).port); }
    /// What `leaguectl demo` left behind: who is who.
    const nlohmann::json& card() const { return card_; }
    /// Code of a branch without secretary.
    std::string free_branch() const { return card_.at("branch").get<std::string>(); }

    // Each start comes back when the program answers. The first two may be called from one long-lived thread.
    void start_server(std::size_t copy = 0);
    void start_bot(std::size_t copy = 0);
    void kill_server(std::size_t copy = 0) { server(copy).kill9(); }
    void kill_bot(std::size_t copy = 0) { bot(copy).kill9(); }
    Process& server(std::size_t copy = 0) { return *servers_.at(copy).process; }
    Process& bot(std::size_t copy = 0) { return *bots_.at(copy).process; }
    Process& simulator() { return *sim_; }

    /// leaguectl with this stage's configuration.
    Finished ctl(std::vector<std::string> arguments) const;
    /// The same with --json; throws with its words unless it was done.
    nlohmann::json ctl_json(std::vector<std::string> arguments) const;

    /// What the bot tells of itself, as Prometheus reads it; "" when it is silent.
    std::string bot_metrics(std::size_t copy = 0) const;

    // The simulator's control interface; throws when it refuses. Any thread.
    nlohmann::json see(const std::string& what, const http::Query& query = {});
    nlohmann::json order(const std::string& what, const nlohmann::json& body);
    /// A follower of "oa" says it; the text of the reply, "" when there was none.
    std::string say(const std::string& openid, const std::string& content);
    /// A page or picture that the simulator serves, by full address or path.
    http::HttpAnswer fetch_from_sim(const std::string& address);

    // The service itself. Any thread.
    struct Answer {
        int status = 0;  ///< 0: no answer
        http::Headers headers;
        std::string body;
        nlohmann::json json() const { return nlohmann::json::parse(body, nullptr, /*allow_exceptions=*/false); }
    };
    Answer ask(const std::string& method, const std::string& path, const std::string& token = "",
               const nlohmann::json& body = nullptr);
    /// A new session of this openid in the mini program; "" when the service could not give one.
    std::string sign_in(const std::string& openid);

    /// A fresh id as a phone makes it.
    std::string new_id();
    /// Body of a PUT for a log of an hour ago.
    nlohmann::json log_body(const std::string& org, const std::string& title) const;
    /// The current month in Beijing, "2026-11".
    std::string month() const;
    /// The last half month that is over, "2026-11-H1".
    std::string finished_half_month() const;

private:
    struct Copy {
        HeldPort port;
        std::string config_file;
        std::unique_ptr<Process> process;
    };
    static std::string url(const HeldPort& port) { return "http://127.0.0.1:" + std::to_string(port.number()); }
    void write_config(const StageOptions& options);
    void start(const char* name, Copy& copy, const std::string& log);
    std::string program(const char* name) const;
    void wait_for_answer(const char* name, Process& process, const std::string& address) const;

    TempFolder folder_;
    HeldPort sim_port_;
    std::deque<Copy> servers_;
    std::deque<Copy> bots_;
    std::unique_ptr<Front> front_;
    std::string config_file_;
    std::vector<std::string> environment_;
    SystemClock clock_;
    std::mutex random_lock_;
    SystemRandom random_;
    nlohmann::json card_;
    std::unique_ptr<Process> sim_;
    std::unique_ptr<http::HttpClient> sim_client_;
    std::unique_ptr<http::HttpClient> server_client_;
};

}  // namespace league::test
