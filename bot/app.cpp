#include "bot/app.hpp"

#include <atomic>
#include <filesystem>
#include <map>
#include <thread>
#include <utility>

#include "bot/lease.hpp"
#include "bot/schedule.hpp"
#include "lib/app/backup.hpp"
#include "lib/app/check_contents.hpp"
#include "lib/app/check_photos.hpp"
#include "lib/app/fill_unionids.hpp"
#include "lib/app/group_news.hpp"
#include "lib/app/move_unit.hpp"
#include "lib/app/outbox_sender.hpp"
#include "lib/app/plan_reminders.hpp"
#include "lib/app/publish_bulletin.hpp"
#include "lib/app/read_standing.hpp"
#include "lib/app/reseal.hpp"
#include "lib/app/settings.hpp"
#include "lib/app/supervise.hpp"
#include "lib/app/tidy_records.hpp"
#include "lib/app/watch_alarms.hpp"
#include "lib/base/ensure.hpp"
#include "lib/documents/pictures.hpp"
#include "lib/http/server.hpp"
#include "lib/platform/cache_redis.hpp"
#include "lib/platform/clock_system.hpp"
#include "lib/platform/crypto.hpp"
#include "lib/platform/log.hpp"
#include "lib/platform/metrics.hpp"
#include "lib/storage/blob_store.hpp"
#include "lib/storage/content_check_store.hpp"
#include "lib/storage/migrations.hpp"

namespace league {
namespace {

constexpr std::chrono::seconds kNewsPause{60};
/// After a change of the key: values of one night that are sealed with the new one.
constexpr long long kSealedANight = 200000;

http::ServerOptions health_options(const BotConfig& config) {
    http::ServerOptions options;
    options.host = config.host;
    options.port = config.port;
    options.workers = 4;
    return options;
}

}  // namespace

struct BotApp::Parts {
    const Config config;
    const Clock& clock;
    Random& random;
    Metrics metrics;
    Phrases phrases;
    TemplateFolder templates;
    ColumnWriter column;
    OpensslDigest digest;
    OpensslCipher cipher;
    Seals seals;
    RedisCache cache;
    Database database;
    BlobStore blobs;
    PictureMaker pictures;
    WechatAccounts accounts;
    PublishBulletin publish;
    PlanReminders remind;
    SettleMoves settle;
    TidyRecords tidy;
    Reseal reseal;
    BackUp backup;
    FreezeStanding freeze;
    ReadStanding standing;
    ProposeSupervisions supervise;
    FillUnionids fill;
    WatchAlarms alarms;
    GroupNews groups;
    std::optional<Instant> looked_at;  ///< when alarms and news were last looked for; of the schedule's thread
    PlanContentChecks contents;
    PlanPhotoChecks photos;
    Schedule schedule;
    OutboxSender sender;
    OutboxPump pump;
    Lease lease;
    std::unique_ptr<http::Server> health;

    std::atomic<bool> stopping{false};
    std::vector<std::unique_ptr<Waiter>> waiters;
    std::vector<std::thread> threads;

    Parts(const Config& given, const Clock& the_clock, Random& the_random)
        : config(given),
          clock(the_clock),
          random(the_random),
          phrases(config.paths.templates),
          templates(config.paths.templates),
          column(phrases, templates),
          digest(config.keys),
          cipher(config.keys, random),
          seals{cipher, digest},
          cache(config.redis),
          database(database_options(config.database), clock),
          blobs(config.photos.folder),
          pictures(picture_limits(config.photos)),
          accounts(config, cache, cipher, clock, random, observer()),
          publish(database, seals, random, phrases, column, bulletin_options(config)),
          remind(database, seals, random, reminder_settings(config)),
          settle(database, digest),
          tidy(database, seals),
          reseal(database, seals),
          backup(database, digest, clock, {config.photos.folder, config.database.backups}),
          freeze(database, random, activity_rules(config.activities).alive),
          standing(database, activity_rules(config.activities).alive),
          supervise(database, standing, seals, random, supervision_settings(config)),
          fill(database, seals, random, config.accounts, accounts),
          alarms(database, seals, random, config.alarms, config.calendar),
          groups(database, seals, random, config.robots),
          contents(database, seals, random, content_check_rules(config)),
          photos(database, seals, random, photo_check_rules(config)),
          schedule(database, config.calendar, scheduled_work()),
          sender(config, {database, seals, clock, random, accounts, phrases, column, blobs, pictures}),
          pump(sender.make_pump(pump_name("bot", random, clock.now()))),
          lease(cache, pump_name("bot", random, clock.now()), config.bot.lease) {
        if (!pending(database).empty()) throw Problem(ProblemCode::conflict, "schema_pending");
        watch_records();
        http::Router router;
        router.add("GET", "/healthz", [](const http::Request&) { return http::Response::text(200, "alive\n"); });
        router.add("GET", "/metrics", [this](const http::Request&) {
            return http::Response{.status = 200,
                                  .content_type = "text/plain; version=0.0.4; charset=utf-8",
                                  .headers = {},
                                  .body = metrics.render()};
        });
        health = std::make_unique<http::Server>(health_options(config.bot), std::move(router), http::plain_errors);
    }

    /// None tonight while an operator makes one by hand.
    int prune_backups() const {
        try {
            return backup.keep_newest(config.database.backups_kept);
        } catch (const Problem& problem) {
            log::warning("old backups stay for another night", {{"why", problem.key()}});
            return 0;
        }
    }

    /// What this bot does of the planned work; code of the unit whose column it keeps.
    std::vector<ScheduledWork> scheduled_work() {
        const WechatAccount* account = config.account(config.column.account);
        const std::string unit = account == nullptr ? "" : account->unit_code;
        std::map<std::string, DoWork, std::less<>> known;
        known.emplace(kMovesWork,
                      [this](const std::string&, Instant) { return "moved " + std::to_string(settle.run()); });
        known.emplace(kColumnWork, [this, unit](const std::string& period, Instant) {
            const auto half = HalfMonth::parse(period);
            ensure(half.has_value());
            const auto output = publish.run(Actor::system(), {unit, Period(*half)});
            return "issue " + std::to_string(output.bulletin.issue);
        });
        known.emplace(kMeetingWork, [this, unit](const std::string& period, Instant) {
            const auto month = Month::parse(period);
            ensure(month.has_value());
            PublishBulletin::Input input;
            input.unit = unit;
            input.kind = BulletinKind::meeting;
            input.period = *month;
            return "issue " + std::to_string(publish.run(Actor::system(), input).bulletin.issue);
        });
        known.emplace(kReminderWork, [this, unit](const std::string&, Instant at) {
            const auto topics = topics_on(beijing_date(at), reminder_rules(config), config.calendar);
            const auto output = remind.run(Actor::system(), {unit, topics});
            groups.remind(topics);
            return "planned " + std::to_string(output.planned);
        });
        known.emplace(kTidyWork, [this](const std::string&, Instant) {
            const long long sealed_anew = reseal.run(kSealedANight);
            const long long erased = tidy.run(clock.now());
            // Neither what was erased nor what another key can open is to stay in the log.
            if (!database.empty_log()) log::warning("the log of the records was in use and was not emptied");
            return "erased " + std::to_string(erased) + ", sealed anew " + std::to_string(sealed_anew);
        });
        known.emplace(kBackupWork, [this](const std::string&, Instant) {
            // Its fault is told by the alarm about an old backup; tonight's is not tried again and again.
            try {
                // There may be more than are kept, and no space for one more.
                const int removed = prune_backups();
                const BackUp::Output made = backup.run_and_prove();
                for (const std::string& photo : made.damaged) log::error("a photo is damaged", {{"photo", photo}});
                return "files " + std::to_string(made.files) + ", removed " + std::to_string(removed + prune_backups());
            } catch (const std::exception& error) {
                log::error("backup failed", {{"why", error.what()}});
                return std::string("failed");
            }
        });
        known.emplace(kStandingWork, [this](const std::string&, Instant at) {
            return "counties " + std::to_string(freeze.run_daily(beijing_date(at)));
        });
        known.emplace(kSupervisionWork, [this](const std::string&, Instant) {
            return "proposed " + std::to_string(supervise.run_daily());
        });
        std::vector<ScheduledWork> all;
        for (PlannedWork& plan : planned_work(config)) {
            if (const auto found = known.find(plan.name); found != known.end()) {
                all.push_back({std::move(plan), found->second});
            }
        }
        return all;
    }

    void look_for_news() {
        const Instant now = clock.now();
        if (looked_at && now < *looked_at + kNewsPause) return;
        looked_at = now;
        const WatchAlarms::Output output = alarms.run(look_around(config));
        groups.gather();
        if (output.raised + output.ended + output.told == 0) return;
        log::warning("alarms changed", {{"raised", output.raised}, {"ended", output.ended}, {"told", output.told}});
    }

    wechat::CallObserver observer() {
        return [this](const wechat::CallRecord& call) {
            metrics
                .counter("league_wechat_calls_total", "Calls to WeChat by outcome and errcode",
                         {{"account", call.account},
                          {"path", call.path},
                          {"outcome", std::string(call.outcome)},
                          {"errcode", std::to_string(call.errcode)}})
                .add();
        };
    }

    void watch_records() {
        metrics.before_render([this] {
            database.read([&](ReadTransaction& tx) {
                const OutboxStore store(tx, seals);
                auto counts = store.count_by_state();
                for (const OutboxState state : {OutboxState::due, OutboxState::sending, OutboxState::sent,
                                                OutboxState::refused, OutboxState::unknown, OutboxState::cancelled}) {
                    metrics
                        .gauge("league_outbox_rows", "Rows of the outbox by state",
                               {{"state", std::string(to_string(state))}})
                        .set(static_cast<double>(counts[state]));
                }
                const std::optional<Instant> oldest = store.oldest_due();
                const double waited =
                    oldest ? std::chrono::duration<double>(std::max(tx.now() - *oldest, {})).count() : 0.0;
                std::map<AlarmCause, int> open;
                for (const Alarm& alarm : AlarmStore(tx).open()) ++open[alarm.fact.cause];
                for (const AlarmCause cause : alarm_causes()) {
                    metrics
                        .gauge("league_alarms_open", "What needs a person, by cause",
                               {{"cause", std::string(to_string(cause))}})
                        .set(open[cause]);
                }
                metrics.gauge("league_outbox_oldest_due_seconds", "How long the oldest due row has been due")
                    .set(waited);
                metrics.gauge("league_content_checks_open", "Logs whose words wait for an officer")
                    .set(static_cast<double>(ContentCheckStore(tx).count_open()));
                metrics.gauge("league_photo_checks_open", "Pictures that wait for an officer")
                    .set(static_cast<double>(PhotoCheckStore(tx).count_open()));
            });
        });
    }

    /// Calls `step` until stop; `step` answers whether there may be more to do at once. Nothing ends the loop but stop:
    /// a full disk or a locked file passes.
    void loop(Waiter& waiter, std::chrono::milliseconds poll, const std::function<bool()>& step) {
        while (!stopping) {
            bool more = false;
            try {
                more = step();
            } catch (const std::exception& error) {
                log::error("bot step failed", {{"why", error.what()}});
            }
            if (!more && waiter.wait_for(poll)) return;
        }
    }

    void start_loop(std::chrono::milliseconds poll, std::function<bool()> step) {
        waiters.push_back(std::make_unique<Waiter>());
        threads.emplace_back(
            [this, &waiter = *waiters.back(), poll, step = std::move(step)] { loop(waiter, poll, step); });
    }
};

BotApp::BotApp(const Config& config, const Clock& clock, Random& random)
    : parts_(std::make_unique<Parts>(config, clock, random)) {}

BotApp::~BotApp() {
    stop();
}

std::vector<std::string> BotApp::run_due() {
    if (!parts_->lease.try_hold()) return {};
    parts_->pump.expire_claims();
    const Instant now = parts_->clock.now();
    std::vector<std::string> ran = parts_->schedule.run_due(now);
    parts_->contents.run();
    parts_->photos.run();
    parts_->look_for_news();
    parts_->metrics
        .gauge("league_schedule_looked_at_seconds", "Unix time for which the schedule was last done to its end")
        .set(std::chrono::duration<double>(now.time_since_epoch()).count());
    return ran;
}

int BotApp::fill_unionids() {
    return parts_->lease.try_hold() ? parts_->fill.run().asked : 0;
}

OutboxPump::Round BotApp::pump_once() {
    return parts_->pump.run_once();
}

void BotApp::start() {
    Parts& parts = *parts_;
    parts.health->start();
    parts.waiters.reserve(parts.config.bot.senders + 2);
    // Nothing of the schedule is needed to the second.
    parts.start_loop(2 * parts.config.bot.poll, [this] {
        run_due();
        return false;
    });
    // A batch a minute: a county's followers are known within hours, and nobody else's calls wait for them.
    parts.start_loop(std::chrono::minutes(1), [this] {
        fill_unionids();
        return false;
    });
    for (std::size_t i = 0; i < parts.config.bot.senders; ++i) {
        auto pump =
            std::make_shared<OutboxPump>(parts.sender.make_pump(pump_name("bot", parts.random, parts.clock.now())));
        parts.start_loop(parts.config.bot.poll, [pump] { return pump->run_once().claimed > 0; });
    }
}

void BotApp::stop() {
    Parts& parts = *parts_;
    parts.stopping = true;
    for (const auto& waiter : parts.waiters) waiter->wake();
    for (std::thread& thread : parts.threads) thread.join();
    parts.threads.clear();
    if (parts.health) parts.health->stop();
    parts.lease.give_back();
}

int BotApp::port() const {
    return parts_->health->port();
}

}  // namespace league
