// Times a county's standing with ranking: 20 townships of 100 organisations, half of them new, with ten years of frozen
// days behind them. Prints the median and the slowest of many readings, live and of a frozen day, in milliseconds.
//
//     bench_standing FOLDER [READINGS]
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <vector>

#include "lib/app/manage_campaigns.hpp"
#include "lib/app/manage_targets.hpp"
#include "lib/app/read_standing.hpp"
#include "lib/domain/beijing_time.hpp"
#include "lib/platform/clock_system.hpp"
#include "lib/platform/crypto.hpp"
#include "lib/platform/random.hpp"
#include "lib/storage/database.hpp"
#include "lib/storage/migrations.hpp"
#include "lib/storage/org_record_store.hpp"
#include "lib/storage/org_store.hpp"
#include "tests/bench/bench_keys.hpp"
#include "tests/bench/time_reading.hpp"

namespace {

using namespace league;

constexpr int kTownships = 20;
constexpr int kOrganisations = 100;  // of each
constexpr int kFrozenDays = 3650;

class County {
public:
    County(Database& database, const Clock& clock) : database_(database), today_(beijing_date(clock.now())) {
        county_ = add("QH", OrgKind::county, nullptr);
        for (int i = 0; i < kTownships; ++i) {
            const OrgUnit township = add("T" + std::to_string(i), OrgKind::township, &county_);
            database_.write([&](Transaction& tx) {
                for (int n = 0; n < kOrganisations; ++n) add_organisation(tx, township, n);
            });
        }
    }

    void set_targets() {
        OpenCampaign::Input input;
        input.unit = "QH";
        input.campaign.code = "bench";
        input.campaign.name = "bench";
        input.campaign.from = add_days(today_, -60);
        input.campaign.deadline = add_days(today_, 60);
        input.campaign.source.title = "bench";
        OpenCampaign(database_, seals_.digest, random_).run(Actor::system(), input);
        for (int i = 0; i < kTownships; ++i) {
            SetTarget::Input target;
            target.unit = "T" + std::to_string(i);
            target.order.committee_members = 9 + i % 12;
            target.order.owner_title = "bench";
            target.order.owner_name = "bench";
            SetTarget(database_, seals_).run(Actor::system(), target);
        }
    }

    /// The same figures under each of ten years' days.
    void freeze_years() {
        const StandingView view = ReadStanding(database_).run(Actor::system(), {"QH", std::nullopt});
        for (int back = 1; back <= kFrozenDays; ++back) {
            database_.write([&](Transaction& tx) {
                FrozenStanding frozen;
                frozen.id = make_uuid_v7(random_, tx.now());
                frozen.county = county_.id;
                frozen.day = add_days(today_, -back);
                frozen.frozen_at = tx.now();
                frozen.total = view.unit;
                frozen.rows = view.rows;
                StandingWriter(tx).insert(frozen);
            });
        }
    }

    Date today() const { return today_; }

private:
    OrgUnit add(const std::string& code, OrgKind kind, const OrgUnit* parent) {
        return database_.write([&](Transaction& tx) { return insert(tx, code, kind, parent); });
    }

    OrgUnit insert(Transaction& tx, const std::string& code, OrgKind kind, const OrgUnit* parent) {
        OrgUnit unit;
        unit.id = OrgUnitId(make_uuid_v7(random_, tx.now()));
        unit.code = unit.name = unit.short_name = code;
        unit.kind = kind;
        unit.path = parent == nullptr ? OrgPath::root(code) : parent->path.child(code);
        if (parent != nullptr) unit.parent = parent->id;
        unit.opened_at = at_beijing(add_days(today_, -kFrozenDays));
        OrgWriter(tx).insert(unit);
        return unit;
    }

    void add_organisation(Transaction& tx, const OrgUnit& township, int n) {
        const OrgUnit unit = insert(tx, township.code + "-" + std::to_string(n), OrgKind::branch, &township);
        OrgRecord record = OrgRecordStore(tx).find(unit.id).value();
        record.is_new = n % 2 == 0;
        if (record.is_new) record.founded_at = at_beijing(add_days(today_, -(n % 50)));
        record.nms_claimed_at = record.founded_at;
        OrgRecordWriter records(tx);
        records.save(record);
        if (n % 3 != 0) records.begin_counting(unit.id, at_beijing(add_days(today_, -(n % 40))));
        if (n % 15 == 1) {  // lost, and found again
            records.end_counting(unit.id, at_beijing(add_days(today_, -(n % 40) + 1)));
            records.begin_counting(unit.id, at_beijing(today_));
        }
    }

    Database& database_;
    Date today_;
    SystemRandom random_;
    OpensslDigest digest_{bench::bench_keys()};
    OpensslCipher cipher_{bench::bench_keys(), random_};
    Seals seals_{cipher_, digest_};
    OrgUnit county_;
};

}  // namespace

int main(int argc, char** argv) {
    if (argc < 2 || argc > 3) {
        std::fprintf(stderr, "usage: bench_standing FOLDER [READINGS]\n");
        return 2;
    }
    const int readings = argc == 3 ? std::max(1, std::atoi(argv[2])) : 200;
    DatabaseOptions options;
    options.path = std::string(argv[1]) + "/standing.db";
    options.durable = false;  // an invented file that nobody keeps
    for (const char* ending : {"", "-wal", "-shm"}) std::filesystem::remove(options.path + ending);
    const SystemClock clock;
    Database database(options, clock);
    migrate(database);
    County county(database, clock);
    county.set_targets();
    county.freeze_years();
    const auto is_whole = [&](std::optional<Date> day) {
        return ReadStanding(database).run(Actor::system(), {"QH", day}).rows.size() == kTownships;
    };
    bench::time_reading("standing of a county, live, 2,000 organisations", readings,
                        [&] { return is_whole(std::nullopt); });
    bench::time_reading("standing of a county, frozen, ten years of days", readings,
                        [&] { return is_whole(add_days(county.today(), -1800)); });
    return 0;
}
