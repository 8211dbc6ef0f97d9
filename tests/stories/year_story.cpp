// The bot left alone by the programs' own clock: server, bot, simulator and Redis under a faked time that jumps through
// the days of a year while branches log and townships report by chat, or do not. Messages and columns are held against
// a ledger kept here. LEAGUE_YEAR_DAYS says how many days are lived, LEAGUE_SEED repeats a run.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <iostream>
#include <random>

#include "lib/domain/beijing_time.hpp"
#include "lib/domain/period.hpp"
#include "tests/stories/support/faked_time.hpp"
#include "tests/stories/support/stage.hpp"
#include "tests/stories/support/wait.hpp"
#include "tests/support/year_ledger.hpp"

using namespace league;
using namespace league::test;
using nlohmann::json;

namespace {

constexpr const char* kNotice = "LogDueNoticeOfTheMiniProgramForLeagueDesk01";
constexpr int kBranches = 8;  // of each township
/// Shortly after midnight; before work begins; after the hours of the column and of reminders; in the afternoon; at
/// night. People do things before the bot can have news for them, or when it has none.
constexpr std::chrono::minutes kMoments[] = {std::chrono::minutes(20),         std::chrono::minutes(7 * 60 + 30),
                                             std::chrono::minutes(9 * 60 + 5), std::chrono::minutes(10 * 60 + 5),
                                             std::chrono::minutes(15 * 60),    std::chrono::minutes(21 * 60 + 30)};
constexpr std::size_t kActing[] = {1, 4, 5};

unsigned number_from(const char* variable, unsigned otherwise) {
    const char* text = std::getenv(variable);
    return text == nullptr ? otherwise : static_cast<unsigned>(std::strtoul(text, nullptr, 10));
}

const Instant kBegin = instant_from_rfc3339("2026-12-01T00:05:00+08:00").value();

struct Secretary {
    LedgerPerson* kept = nullptr;
    std::string official;
    std::string mini;
    int diligence = 0;  ///< percent
};

class LivedYear {
public:
    explicit LivedYear(unsigned seed)
        : time_(kBegin),
          stage({.settings = {{"column.enabled", "true"},
                              {"column.release", "\"publish\""},
                              {"reminders.enabled", "true"},
                              {"reminders.quiet_from", "\"21:00\""},
                              {"reminders.quiet_until", "\"08:00\""},
                              {"paths.holidays", "\"config/weekends.toml\""}},
                 .branches_per_township = kBranches,
                 .months = 1,
                 .files = {{"config/weekends.toml", ""}},
                 .environment = time_.environment()}),
          chance_(seed) {
        for (const char* town : {"CG", "LS", "QS", "BT", "SQ", "FL", "YL", "SH", "TY", "LQ", "DP", "JS"}) {
            const std::string township = std::string("QH-") + town;
            people_.push_back(secretary(township, township));
            for (int i = 1; i <= kBranches; ++i) {
                const std::string branch = township + "-0" + std::to_string(i);
                if (branch != stage.free_branch()) people_.push_back(secretary(branch, township));
            }
        }
    }

    void live(int days) {
        for (int day = 0; day < days; ++day) {
            const Instant midnight = at_beijing(add_days(beijing_date(kBegin), day));
            for (std::size_t i = 0; i < std::size(kMoments); ++i) {
                time_.set(midnight + kMoments[i]);
                if (std::find(std::begin(kActing), std::end(kActing), i) != std::end(kActing)) act();
                wait_for_bot();
            }
            ledger.read_inbox(stage.see("inbox"));
        }
    }

private:
    FakedTime time_;  // before all that it is to hold for

public:
    Stage stage;
    YearLedger ledger;

private:
    int percent() { return std::uniform_int_distribution<int>(0, 99)(chance_); }

    Secretary secretary(const std::string& unit, const std::string& township) {
        Secretary one{nullptr, "demo-oa-" + unit, "demo-mp-" + unit, 20 + percent() * 4 / 5};
        one.kept = &ledger.add(unit, township, {one.official, one.mini});
        return one;
    }

    void act() {
        for (Secretary& one : people_) {
            // As many chances as make a month, or a half month, of this diligence likely.
            if (one.kept->leads_township()) {
                if (percent() * 6 < one.diligence) report(one);
            } else if (percent() * 45 < one.diligence) {
                log(one);
            }
            if (percent() < 2) agree(one);
            if (percent() < 1) stage.say(one.official, "帮助");
        }
    }

    void log(Secretary& one) {
        const std::string reply = stage.say(one.official, "类型：志愿服务\n名称：" + std::to_string(++logs_) +
                                                              "次清扫\n时间：今天\n应到：10 实到：9\n内容：清扫村道。");
        INFO(reply);
        REQUIRE(reply.find("记好了") != std::string::npos);
        one.kept->logs.push_back(time_.now());
    }

    void agree(Secretary& one) {
        const json answer =
            stage.order("consent", {{"account", "mp"}, {"openid", one.mini}, {"template_id", kNotice}, {"count", 1}});
        REQUIRE(answer.at("delivered") == 1);
        ++one.kept->agreed;
    }

    /// Sends the half month that is over, or is over today, unless it was sent or is too late.
    void report(Secretary& one) {
        const Instant now = time_.now();
        HalfMonth half = HalfMonth::of(now);
        if (beijing_date(now) != half.last_day()) half = half.previous();
        if (one.kept->reports.contains(half.str())) return;
        const std::string reply = stage.say(one.official, "确认半月报");
        if (reply.find("半月报已报送") != std::string::npos) one.kept->reports.emplace(half.str(), time_.now());
    }

    double gauge(const std::string& metrics, const std::string& series) const {
        const auto at = metrics.find("\n" + series + " ");
        return at == std::string::npos ? -1 : std::strtod(metrics.c_str() + at + series.size() + 2, nullptr);
    }

    /// Until the schedule was done for this moment and nothing that is due is left in the outbox.
    void wait_for_bot() {
        const double moment = std::chrono::duration<double>(time_.now().time_since_epoch()).count();
        wait_until("the bot has done what is due", [&] {
            const std::string metrics = stage.bot_metrics();
            return gauge(metrics, "league_schedule_looked_at_seconds") >= moment &&
                   gauge(metrics, "league_outbox_oldest_due_seconds") == 0 &&
                   gauge(metrics, "league_outbox_rows{state=\"sending\"}") == 0;
        });
    }

    std::mt19937 chance_;
    std::vector<Secretary> people_;
    int logs_ = 0;
};

}  // namespace

SCENARIO("programs whose clock runs through a year publish each column once and write to nobody who did his part") {
    const unsigned seed = number_from("LEAGUE_SEED", 20261201U);
    const int days = static_cast<int>(number_from("LEAGUE_YEAR_DAYS", 20));
    CAPTURE(seed, days);
    LivedYear year(seed);
    year.live(days);

    // Each half month that was over in time has its article, and no other.
    const Date end = add_days(beijing_date(kBegin), days - 1);
    std::vector<std::string> expected;
    for (HalfMonth half = HalfMonth::of(kBegin).previous(); half.last_day() < end; half = half.next()) {
        expected.push_back(half.str());
    }
    const json articles = year.stage.see("articles").at("articles");
    CHECK(articles.size() == expected.size());
    for (const std::string& half : expected) {
        CAPTURE(half);
        CHECK(year.stage.ctl_json({"column", "show", "--period", half}).at("state") == "published");
    }

    std::map<int, HolidayNotice> no_notice;
    year.ledger.check_messages(WorkCalendar(std::move(no_notice)));
    CHECK(year.ledger.messages().size() > 10);
    const Finished verified = year.stage.ctl({"verify"});
    INFO(verified.out << verified.err);
    CHECK(verified.status == 0);
    std::cout << articles.size() << " articles\n";
    for (const auto& [what, count] : year.ledger.counts()) std::cout << what << ": " << count << '\n';
}
