// A year of the bot on a manual clock, hour by hour, over a simulated WeChat: branches log when they like or not at
// all, people agree to notices and talk to the account by chance, and the bot is left alone. Afterwards each message
// that somebody received is held against a ledger that this file keeps for itself. LEAGUE_SEED repeats a run.
#include <catch2/catch.hpp>
#include <cstdlib>
#include <iostream>
#include <map>
#include <random>

#include "lib/app/read_columns.hpp"
#include "lib/app/read_reports.hpp"
#include "lib/app/read_standing.hpp"
#include "lib/app/send_report.hpp"
#include "lib/app/settings.hpp"
#include "lib/app/submit_activity.hpp"
#include "lib/storage/consent_store.hpp"
#include "tests/bot/bot_world.hpp"
#include "tests/support/year_ledger.hpp"

using namespace league;
using namespace league::test;

namespace {

constexpr const char* kTemplate = "T-mp";

Instant at(const char* rfc3339) {
    return instant_from_rfc3339(rfc3339).value();
}

unsigned seed() {
    const char* text = std::getenv("LEAGUE_SEED");
    return text == nullptr ? 20261201U : static_cast<unsigned>(std::strtoul(text, nullptr, 10));
}

/// Days off of the year as a county has them; the notice is this test's own.
WorkCalendar days_off() {
    std::map<int, HolidayNotice> notices;
    for (const auto& [first, last] : {std::pair("2027-01-01", "2027-01-03"), std::pair("2027-02-05", "2027-02-12"),
                                      std::pair("2027-05-01", "2027-05-05"), std::pair("2027-10-01", "2027-10-07")}) {
        for (Date day = *date_from_iso(first); day <= *date_from_iso(last); day = add_days(day, 1)) {
            notices[2027].days_off.insert(day);
        }
    }
    return WorkCalendar(std::move(notices));
}

/// One who is to do something, with what he can be reached by.
struct Secretary {
    LedgerPerson* kept = nullptr;
    CastMember official;
    CastMember mini;
    int diligence = 0;  ///< percent of months in which he logs, or of reports that he sends
};

class Year {
public:
    Year() : bot([](Config& config) { configure(config); }), chance_(seed()) {
        bot.world.clock().set(begin());
        for (const char* town : {"QH-CG", "QH-LS", "QH-HT", "QH-SQ", "QH-FL"}) {
            add_township(town);
            for (int i = 1; i <= 6; ++i) add_branch(std::string(town) + "-0" + std::to_string(i), town);
        }
        bot.bot().run_due();
    }

    static Instant begin() { return at("2026-12-01T00:00:00+08:00"); }
    static Instant end() { return at("2027-12-01T00:00:00+08:00"); }

    void live() {
        for (Instant hour = begin(); hour < end(); hour += std::chrono::hours(1)) {
            bot.world.clock().set(hour);
            if (beijing_minute_of_day(hour) == 0) begin_day();
            do_things();
            bot.bot().run_due();
            while (bot.bot().pump_once().claimed > 0) {
            }
            if (beijing_minute_of_day(hour) == 23 * 60) read_inbox();
        }
        read_inbox();
    }

    BotWorld bot;
    YearLedger ledger;

private:
    static void configure(Config& config) {
        config.column.release = ColumnRelease::publish;
        config.calendar = days_off();
    }

    int percent() { return std::uniform_int_distribution<int>(0, 99)(chance_); }

    Secretary secretary(const std::string& name, Role role, const std::string& unit, const std::string& town) {
        Secretary one;
        one.official = bot.world.appoint(name, role, unit);
        one.mini = bot.in_mini_program(one.official, 0, 0);
        bot.sim_post("/sim/follower", {{"account", "oa"}, {"openid", one.official.openid.str()}});
        one.kept = &ledger.add(unit, town, {one.official.openid.str(), one.mini.openid.str()});
        one.diligence = 20 + percent() * 4 / 5;
        return one;
    }

    void add_township(const std::string& code) {
        if (code != "QH-CG" && code != "QH-LS") bot.world.found(code, code + "镇", OrgKind::township, "QH");
        townships_.push_back(secretary("书记" + code, Role::township_secretary, code, code));
    }

    void add_branch(const std::string& code, const std::string& town) {
        const bool is_there = (town == "QH-CG" || town == "QH-LS") && (code.ends_with("-01") || code.ends_with("-02"));
        if (!is_there) bot.world.found(code, code + "村团支部", OrgKind::branch, town);
        branches_.push_back(secretary("支书" + code, Role::branch_secretary, code, town));
    }

    /// What the people of the day will do, and when.
    void begin_day() {
        plan_.clear();
        const auto at_some_hour = [&](std::function<void()> act) {
            plan_.emplace(std::uniform_int_distribution<int>(6, 22)(chance_), std::move(act));
        };
        for (Secretary& one : branches_) {
            // As many days as make a month of this diligence likely.
            if (percent() * 30 < one.diligence * 2) at_some_hour([&] { log(one); });
            if (percent() < 3) at_some_hour([&] { agree(one); });
            if (percent() < 3) at_some_hour([&] { bot.speak(one.official); });
        }
        for (Secretary& one : townships_) {
            if (percent() < 5) at_some_hour([&] { agree(one); });
            if (percent() < one.diligence / 2) at_some_hour([&] { report(one); });
        }
    }

    void do_things() {
        const int hour = beijing_minute_of_day(bot.world.clock().now()) / 60;
        for (auto [one, last] = plan_.equal_range(hour); one != last; ++one) one->second();
    }

    void log(Secretary& one) {
        SubmitActivity::Input input;
        const Instant now = bot.world.clock().now();
        input.id = ActivityId(make_uuid_v7(bot.world.random(), now));
        input.content.org = OrgUnitId(one.kept->unit);
        input.content.kind = "theme_day";
        input.content.title = "学雷锋志愿服务";
        input.content.started_at = now;
        input.content.place = "村委会";
        input.content.expected = 12;
        input.content.present = 10;
        input.content.content = "打扫卫生。";
        input.content.details = {{"theme", "学雷锋"}};
        SubmitActivity(bot.world.database(), bot.world.seals()).run(bot.world.actor(one.official), input);
        one.kept->logs.push_back(now);
    }

    void agree(Secretary& one) {
        bot.sim_post("/sim/consent",
                     {{"account", "mp"}, {"openid", one.mini.openid.str()}, {"template_id", kTemplate}, {"count", 1}});
        bot.world.database().write([&](Transaction& tx) { ConsentWriter(tx).add(one.mini.identity, kTemplate, 1); });
        ++one.kept->agreed;
    }

    /// Sends the half month that is over, or is over today, unless it was sent.
    void report(Secretary& one) {
        const Instant now = bot.world.clock().now();
        HalfMonth half = HalfMonth::of(now);
        if (beijing_date(now) != half.last_day()) half = half.previous();
        if (one.kept->reports.contains(half.str())) return;
        const ReportSettings settings = report_settings(bot.config());
        const ReadStanding standing(bot.world.database());
        const ReadReports reports(bot.world.database(), standing, bot.world.seals(), settings);
        SendReport send(bot.world.database(), reports, bot.world.seals());
        try {
            SendReport::Input input{one.kept->unit, half};
            send.run(bot.world.actor(one.official), input);
        } catch (const Problem&) {
            return;  // its last day is over
        }
        one.kept->reports.emplace(half.str(), now);
    }

    void read_inbox() { ledger.read_inbox(bot.sim_get("/sim/inbox")); }

    std::mt19937 chance_;
    std::multimap<int, std::function<void()>> plan_;
    std::vector<Secretary> branches_;
    std::vector<Secretary> townships_;
};

}  // namespace

TEST_CASE("in a year alone the bot publishes each column once and writes to nobody who did his part") {
    CAPTURE(seed());
    Year year;
    year.live();

    // 24 half months are over; each has its issue, in the order of time, and its article.
    const std::vector<Bulletin> issues = ReadColumns(year.bot.world.database()).all(Actor::system(), "QH", 100);
    REQUIRE(issues.size() == 24);
    for (std::size_t i = 0; i < issues.size(); ++i) {
        CHECK(issues[i].issue == static_cast<int>(issues.size() - i));
        CHECK(issues[i].state == BulletinState::published);
    }
    CHECK(issues.back().period == "2026-11-H2");
    CHECK(issues.front().period == "2027-11-H1");
    CHECK(year.bot.sim_get("/sim/articles").at("articles").size() == 24);

    year.ledger.check_messages(days_off());
    CHECK(year.ledger.messages().size() > 50);
    for (const auto& [what, count] : year.ledger.counts()) std::cout << what << ": " << count << '\n';
}
