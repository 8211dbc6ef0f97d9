// The bot over the World's county: BotApp, a redis-server and a simulated WeChat, all real and in this process, moved
// by the World's clock. Nothing runs by itself: a test calls run_due() and pump().
#pragma once

#include <functional>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "bot/app.hpp"
#include "lib/app/publish_bulletin.hpp"
#include "lib/documents/phrases.hpp"
#include "lib/http/client.hpp"
#include "lib/http/server.hpp"
#include "tests/support/redis_server.hpp"
#include "tests/support/world.hpp"
#include "tools/wechat_sim/wechat_sim.hpp"

namespace league::test {

using Json = nlohmann::json;

class BotWorld {
public:
    explicit BotWorld(std::function<void(Config&)> adjust = {});

    World world;
    RedisServer redis;

    BotApp& bot() { return *bot_; }
    const Config& config() const { return config_; }
    /// A bot beside the first, as another process has one.
    std::unique_ptr<BotApp> another_bot();
    void restart();
    /// The operator changes the configuration and starts the bot again.
    void mend(const std::function<void(Config&)>& change);

    /// Sends what is due, letting `step` pass between the rounds so that polls and later tries come up.
    OutboxPump::Round pump(int rounds = 12, std::chrono::seconds step = std::chrono::seconds(11));

    /// A counted log of the branch on a day of November 2026.
    void log(const std::string& branch, unsigned day, int present = 20);
    /// A campaign of QH from 2026-10-10 to 2026-12-10 in which QH-CG has a target of 20.
    void open_campaign();
    /// The target of QH-CG after its revision `base`.
    void set_target(int amount, int base);
    PublishBulletin::Output publish(const HalfMonth& half, std::optional<Release> release = {},
                                    const std::string& correction = "");
    /// The article of an issue as the bot writes it.
    std::string article_of(const Bulletin& bulletin) const;
    Bulletin bulletin(const BulletinId& id);
    std::vector<OutboxRow> rows(const std::string& kind);
    /// That was planned on the day of November 2026.
    OutboxRow reminder_of(const CastMember& member, unsigned day = 20);
    /// An identity of the member in the mini program with this many consents, in our records and in WeChat's.
    CastMember in_mini_program(const CastMember& member, int ours, int theirs);
    long long consents_of(const CastMember& mini_program_identity);
    /// The member writes to the official account now.
    void speak(const CastMember& member);

    Json sim_get(const std::string& path);
    Json sim_post(const std::string& path, const Json& order);
    int calls(const std::string& path);
    int inbox_size();

    static HalfMonth half(const char* text) { return *HalfMonth::parse(text); }
    static Instant at(unsigned day, int hour, int minute = 0);

private:
    Config config_;
    std::unique_ptr<http::Server> callback_;  ///< says success, as our server would
    std::unique_ptr<sim::WechatSim> sim_;
    std::unique_ptr<http::HttpClient> sim_client_;
    Phrases phrases_;
    TemplateFolder templates_;
    ColumnWriter writer_;
    std::unique_ptr<BotApp> bot_;
};

}  // namespace league::test
