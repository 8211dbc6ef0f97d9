// What is kept of an organisation's counted logs (lib/domain/org_activity.hpp): changed in the transaction of the log
// that moves it, recomputed and compared by verify.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "lib/domain/org_activity.hpp"

namespace league {

class ReadTransaction;
class Transaction;

/// Everything kept, of every organisation, for comparing. Organisations without a counted log are in neither.
struct AllOrgActivity {
    std::map<std::pair<std::string, int>, ActivityYear> years;  ///< by unit and year
    std::map<std::string, OrgPulse> pulses;                     ///< by unit
};

/// How often a kind was logged by one organisation, and when last.
struct KindTimes {
    std::string kind;
    long long times = 0;
    Instant last_at;
};

/// Counted logs, and those of them that came in time (R64).
struct Timeliness {
    long long logs = 0;
    long long timely = 0;

    bool operator==(const Timeliness&) const = default;
};

class OrgActivityStore {
public:
    explicit OrgActivityStore(ReadTransaction& tx) : tx_(tx) {}

    /// Empty without a counted log.
    ActivityYear year(const OrgUnitId& unit, int year);
    OrgPulse pulse(const OrgUnitId& unit);
    /// Of the whole life of the unit itself, read from its logs.
    std::vector<KindTimes> kinds_of(const OrgUnitId& unit);
    /// Of logs begun in the span, which lies in one month, by the unit and those that stood below it then; read from
    /// the logs. `days` as for is_timely.
    Timeliness timeliness(const OrgPath& under, const Span& started, int days);

    /// Units with counted logs of which nothing is kept yet: records from before this was kept.
    std::vector<OrgUnitId> units_not_kept();
    AllOrgActivity kept();
    /// What it should say, counted from every log. Reads everything.
    AllOrgActivity recomputed();

private:
    ReadTransaction& tx_;
};

class OrgActivityWriter {
public:
    explicit OrgActivityWriter(Transaction& tx) : tx_(tx) {}

    /// One counted log more; its row is there already.
    void add(const Activity& activity);
    /// Counts the unit's year anew, and its pulse: after a log was changed, left the figures or came back.
    void recount(const OrgUnitId& unit, int year);
    /// Counts every year of the unit anew.
    void recount_all(const OrgUnitId& unit);

private:
    void count_year(const OrgUnitId& unit, int year);
    void count_pulse(const OrgUnitId& unit);
    void save_year(const OrgUnitId& unit, int year, const ActivityYear& kinds);
    void save_pulse(const OrgUnitId& unit, const OrgPulse& pulse);

    Transaction& tx_;
};

}  // namespace league
