#include "tests/bot/bot_world.hpp"

#include <stdexcept>

#include "lib/app/column_words.hpp"
#include "lib/app/manage_campaigns.hpp"
#include "lib/app/manage_targets.hpp"
#include "lib/app/plan_reminders.hpp"
#include "lib/app/record_contact.hpp"
#include "lib/app/submit_activity.hpp"
#include "lib/domain/beijing_time.hpp"
#include "lib/storage/bulletin_store.hpp"
#include "lib/storage/consent_store.hpp"
#include "lib/storage/identity_store.hpp"
#include "lib/storage/outbox_store.hpp"
#include "tests/support/places.hpp"

namespace league::test {
namespace {

const std::string kTemplates = league::test::source_dir() + "/templates";

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

Config config_of(World& world, const RedisServer& redis) {
    Config config;
    config.server.public_url = "https://league.example";
    config.database.path = world.folder().file("league.db");
    config.redis.socket = redis.socket();
    config.redis.retry_pause = std::chrono::milliseconds(0);
    config.photos.folder = world.folder().file("photos");
    config.database.backups = world.folder().file("backup");
    config.database.backups_kept = 0;
    config.paths.templates = kTemplates;
    config.bot.port = 0;
    config.alarms.enabled = false;  // what the machine under the test lacks is told to nobody
    config.wechat.read_timeout = std::chrono::milliseconds(2000);
    config.accounts = {account("oa", AccountKind::official_account), account("mp", AccountKind::mini_program)};
    NoticeConfig notice;
    notice.name = "log_due";
    notice.account = "mp";
    notice.template_id = "T-mp";
    notice.page = "pages/log/index";
    notice.fields = {{"thing1", "unit"}, {"thing2", "item"}, {"date3", "deadline"}, {"thing4", "note"}};
    config.notices.push_back(notice);
    config.keys.active = "k1";  // the keys of World
    config.keys.encryption["k1"] = Secret(std::string(64, '1'));
    config.keys.lookup = Secret(std::string(64, 'a'));
    return config;
}

sim::SimOptions sim_options(const Config& config) {
    sim::SimOptions options;
    for (const WechatAccount& one : config.accounts) {
        sim::SimAccount played;
        played.account = one;
        sim::NoticeTemplate notice;
        notice.id = "T-" + one.name;
        notice.title = "log due";
        notice.fields = {"thing1", "thing2", "date3", "thing4"};
        played.templates.push_back(notice);
        options.accounts.push_back(std::move(played));
    }
    return options;
}

}  // namespace

BotWorld::BotWorld(std::function<void(Config&)> adjust)
    : config_(config_of(world, redis)), phrases_(kTemplates), templates_(kTemplates), writer_(phrases_, templates_) {
    sim_ = std::make_unique<sim::WechatSim>(sim_options(config_), world.clock(), world.random());
    sim_->start();
    http::Router router;
    router.add("POST", "/wechat/oa", [](const http::Request&) { return http::Response::text(200, "success"); });
    callback_ = std::make_unique<http::Server>(http::ServerOptions{}, std::move(router), http::plain_errors);
    callback_->start();
    sim_->set_callback("oa", callback_->base_url() + "/wechat/oa");
    http::ClientOptions options;
    options.base_url = sim_->url();
    sim_client_ = std::make_unique<http::HttpClient>(options);
    config_.wechat.api_base = sim_->url();
    config_.wechat.qyapi_base = sim_->url();
    if (adjust) adjust(config_);
    restart();
}

std::unique_ptr<BotApp> BotWorld::another_bot() {
    return std::make_unique<BotApp>(config_, world.clock(), world.random());
}

void BotWorld::restart() {
    bot_.reset();
    bot_ = another_bot();
}

void BotWorld::mend(const std::function<void(Config&)>& change) {
    change(config_);
    restart();
}

OutboxPump::Round BotWorld::pump(int rounds, std::chrono::seconds step) {
    OutboxPump::Round all;
    for (int i = 0; i < rounds; ++i) {
        while (true) {
            const OutboxPump::Round round = bot_->pump_once();
            all += round;
            if (round.claimed == 0) break;
        }
        world.clock().advance(step);
    }
    return all;
}

void BotWorld::log(const std::string& branch, unsigned day, int present) {
    SubmitActivity::Input input;
    input.id = ActivityId(make_uuid_v7(world.random(), world.clock().now()));
    input.content.org = OrgUnitId(branch);
    input.content.kind = "theme_day";
    input.content.title = "学雷锋志愿服务";
    input.content.started_at = at(day, 8);
    input.content.place = "敬老院";
    input.content.expected = present;
    input.content.present = present;
    input.content.content = "打扫卫生。";
    input.content.details = {{"theme", "学雷锋"}};
    SubmitActivity(world.database(), world.seals()).run(Actor::system(), input);
}

void BotWorld::open_campaign() {
    OpenCampaign::Input input;
    input.unit = "QH";
    input.campaign.code = "2026";
    input.campaign.name = "集中行动";
    input.campaign.from = *date_from_iso("2026-10-10");
    input.campaign.deadline = *date_from_iso("2026-12-10");
    input.campaign.source.title = "通知";
    OpenCampaign(world.database(), world.digest(), world.random()).run(Actor::system(), input);
    set_target(20, 0);
}

void BotWorld::set_target(int amount, int base) {
    SetTarget::Input input;
    input.unit = "QH-CG";
    input.order.formula = TargetFormula::fixed;
    input.order.amount = amount;
    input.order.owner_title = "团委书记";
    input.order.owner_name = "王城关";
    input.base_revision = base;
    SetTarget(world.database(), world.seals()).run(Actor::system(), input);
}

PublishBulletin::Output BotWorld::publish(const HalfMonth& half, std::optional<Release> release,
                                          const std::string& correction) {
    PublishBulletin publish(world.database(), world.seals(), world.random(), phrases_, writer_, {});
    return publish.run(world.actor(world.officer), {"QH", half, release, correction});
}

std::string BotWorld::article_of(const Bulletin& bulletin) const {
    return writer_.compose(to_column(phrases_, bulletin), to_column(bulletin.pictures)).content;
}

Bulletin BotWorld::bulletin(const BulletinId& id) {
    return world.database().read([&](ReadTransaction& tx) { return BulletinStore(tx).find(id).value(); });
}

std::vector<OutboxRow> BotWorld::rows(const std::string& kind) {
    OutboxFilter filter;
    filter.kind = kind;
    return world.database().read([&](ReadTransaction& tx) { return OutboxStore(tx, world.seals()).list(filter); });
}

OutboxRow BotWorld::reminder_of(const CastMember& member, unsigned day) {
    return world.database().read([&](ReadTransaction& tx) {
        return OutboxStore(tx, world.seals())
            .find_by_key(reminder_key(beijing_date(at(day, 0)), *member.person))
            .value();
    });
}

CastMember BotWorld::in_mini_program(const CastMember& member, int ours, int theirs) {
    CastMember second = world.newcomer("mp", "mp-" + member.openid.str());
    second.person = member.person;
    world.database().write([&](Transaction& tx) {
        IdentityWriter(tx, world.seals()).set_person(second.identity, *member.person);
        if (ours > 0) ConsentWriter(tx).add(second.identity, "T-mp", ours);
    });
    sim_post("/sim/follower", {{"account", "mp"}, {"openid", second.openid.str()}});
    if (theirs > 0) {
        sim_post("/sim/consent",
                 {{"account", "mp"}, {"openid", second.openid.str()}, {"template_id", "T-mp"}, {"count", theirs}});
    }
    return second;
}

long long BotWorld::consents_of(const CastMember& identity) {
    return world.database().read(
        [&](ReadTransaction& tx) { return ConsentStore(tx).balance(identity.identity, "T-mp"); });
}

void BotWorld::speak(const CastMember& member) {
    sim_post("/sim/say", {{"account", "oa"}, {"openid", member.openid.str()}, {"type", "text"}, {"content", "进度"}});
    RecordContact contact(world.database(), world.seals());
    contact.note(member.identity, world.clock().now());
    contact.flush();
}

Json BotWorld::sim_get(const std::string& path) {
    const auto answer = sim_client_->get(path, {});
    if (!answer || answer->status != 200) throw std::runtime_error("the simulator does not answer " + path);
    return Json::parse(answer->body);
}

Json BotWorld::sim_post(const std::string& path, const Json& order) {
    const auto answer = sim_client_->post(path, {}, order.dump(), "application/json");
    if (!answer || answer->status != 200) {
        throw std::runtime_error("the simulator refuses " + path + (answer ? answer->body : std::string()));
    }
    return Json::parse(answer->body);
}

int BotWorld::calls(const std::string& path) {
    int count = 0;
    const Json answer = sim_get("/sim/calls");
    for (const Json& call : answer.is_array() ? answer : answer.at("calls")) {
        if (call.at("path") == path) ++count;
    }
    return count;
}

int BotWorld::inbox_size() {
    const Json answer = sim_get("/sim/inbox");
    return static_cast<int>((answer.is_array() ? answer : answer.at("inbox")).size());
}

Instant BotWorld::at(unsigned day, int hour, int minute) {
    return at_beijing({std::chrono::year(2026), std::chrono::month(11), std::chrono::day(day)}, hour * 60 + minute);
}

}  // namespace league::test
