// Times the lists over a county's organisations: 20 townships of 100, each with a secretary, a record and ten years of
// an activity a month. Prints the median and the slowest of many readings in milliseconds.
//
//     bench_organisations FOLDER [READINGS]
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <vector>

#include "lib/app/keep_org_activity.hpp"
#include "lib/app/read_alive.hpp"
#include "lib/app/read_due.hpp"
#include "lib/domain/beijing_time.hpp"
#include "lib/platform/clock_system.hpp"
#include "lib/platform/crypto.hpp"
#include "lib/platform/random.hpp"
#include "lib/storage/activity_store.hpp"
#include "lib/storage/database.hpp"
#include "lib/storage/identity_store.hpp"
#include "lib/storage/migrations.hpp"
#include "lib/storage/org_record_store.hpp"
#include "lib/storage/org_store.hpp"
#include "lib/storage/person_store.hpp"
#include "lib/storage/role_store.hpp"
#include "tests/bench/bench_keys.hpp"
#include "tests/bench/time_reading.hpp"

namespace {

using namespace league;

constexpr int kTownships = 20;
constexpr int kOrganisations = 100;  // of each
constexpr int kYears = 10;
constexpr const char* kKinds[] = {"theme_day", "branch_meeting", "committee_meeting", "league_class", "volunteering"};

class County {
public:
    County(Database& database, const Clock& clock) : database_(database), today_(beijing_date(clock.now())) {
        const OrgUnit county =
            database_.write([&](Transaction& tx) { return insert(tx, "QH", OrgKind::county, nullptr); });
        for (int i = 0; i < kTownships; ++i) {
            const OrgUnit township = database_.write(
                [&](Transaction& tx) { return insert(tx, "T" + std::to_string(i), OrgKind::township, &county); });
            for (int n = 0; n < kOrganisations; ++n) {
                database_.write([&](Transaction& tx) { add_organisation(tx, township, n); });
            }
        }
        keep_org_activity(database_);
    }

private:
    OrgUnit insert(Transaction& tx, const std::string& code, OrgKind kind, const OrgUnit* parent) {
        OrgUnit unit;
        unit.id = OrgUnitId(make_uuid_v7(random_, tx.now()));
        unit.code = unit.name = unit.short_name = code;
        unit.kind = kind;
        unit.path = parent == nullptr ? OrgPath::root(code) : parent->path.child(code);
        if (parent != nullptr) unit.parent = parent->id;
        unit.opened_at = at_beijing(add_days(today_, -366 * kYears));
        OrgWriter(tx).insert(unit);
        return unit;
    }

    void add_organisation(Transaction& tx, const OrgUnit& township, int n) {
        const OrgUnit unit = insert(tx, township.code + "-" + std::to_string(n), OrgKind::branch, &township);
        OrgRecord record = OrgRecordStore(tx).find(unit.id).value();
        record.term_ends_at = at_beijing(add_days(today_, n * 5 - 100));
        OrgRecordWriter(tx).save(record);
        OrgRecordWriter(tx).add_headcount(unit.id, {n % 12, 30, at_beijing(today_)}, HeadcountSource::typed, {});
        const PersonId person(make_uuid_v7(random_, tx.now()));
        PersonWriter(tx, seals_).insert({person, unit.code, std::nullopt, tx.now(), std::nullopt});
        const IdentityId id(make_uuid_v7(random_, tx.now()));
        IdentityWriter(tx, seals_).upsert(id, "oa", OpenId("o-" + unit.code));
        IdentityWriter(tx, seals_).set_person(id, person);
        RoleWriter(tx).grant(RoleGrantId(make_uuid_v7(random_, tx.now())), person, Role::branch_secretary, unit.id);
        for (int month = 0; month < 12 * kYears; ++month) add_log(tx, unit.id, n, month);
    }

    void add_log(Transaction& tx, const OrgUnitId& unit, int n, int month) {
        if ((month + n) % 7 == 0) return;
        Activity activity;
        activity.id = ActivityId(make_uuid_v7(random_, tx.now()));
        activity.content.org = unit;
        activity.content.kind = kKinds[(month + n) % 5];
        activity.content.title = "bench";
        activity.content.started_at = at_beijing(add_days(today_, -30 * month - 1), 600);
        activity.content.expected = 10;
        activity.content.present = (month + n) % 11;
        activity.submitted_at = activity.changed_at = activity.content.started_at;
        ActivityWriter(tx).insert(activity);
    }

    Database& database_;
    Date today_;
    SystemRandom random_;
    OpensslDigest digest_{bench::bench_keys()};
    OpensslCipher cipher_{bench::bench_keys(), random_};
    Seals seals_{cipher_, digest_};
};

}  // namespace

int main(int argc, char** argv) {
    if (argc < 2 || argc > 3) {
        std::fprintf(stderr, "usage: bench_organisations FOLDER [READINGS]\n");
        return 2;
    }
    const int readings = argc == 3 ? std::max(1, std::atoi(argv[2])) : 200;
    DatabaseOptions options;
    options.path = std::string(argv[1]) + "/organisations.db";
    options.durable = false;  // an invented file that nobody keeps
    for (const char* ending : {"", "-wal", "-shm"}) std::filesystem::remove(options.path + ending);
    const SystemClock clock;
    Database database(options, clock);
    migrate(database);
    const County county(database, clock);
    ReadAlive alive(database, {});
    ReadDue due(database);
    constexpr long long all = kTownships * kOrganisations;
    bench::time_reading("alive of a county, 2,000 organisations", readings, [&] {
        return alive.run(Actor::system(), {"QH", {}, 200, 0}).totals.organisations == all;
    });
    bench::time_reading("alive of a township, 100 organisations", readings, [&] {
        return alive.run(Actor::system(), {"T3", {}, 200, 0}).totals.organisations == kOrganisations;
    });
    bench::time_reading("due list of a county, 2,000 organisations", readings, [&] {
        return due.run(Actor::system(), {"QH", {}, {}, {}, 200, 0}).rules.front().asked == all;
    });
    return 0;
}
