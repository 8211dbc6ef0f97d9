// Shorthand of these tests: a move, what the figures and the checks say afterwards.
#pragma once

#include "lib/app/move_unit.hpp"
#include "lib/storage/figures_store.hpp"
#include "tests/app/activities/logs.hpp"

namespace league::test {

inline MoveUnit::Output move(World& world, const std::string& unit, const std::string& to, const std::string& from) {
    return MoveUnit(world.database(), world.digest(), world.random())
        .run(Actor::system(), {unit, to, *Month::parse(from), "区划调整", "县团发〔2026〕8号"});
}

inline long long settle(World& world) {
    return SettleMoves(world.database(), world.digest()).run();
}

inline void set_day(World& world, Date date, int hour = 9) {
    world.clock().set(at_beijing(date, hour * 60));
}

/// "branches/active/activities/present" of a unit in a period.
inline std::string whole(World& world, const std::string& code, const std::string& period) {
    return std::to_string(figures(world, code, period).branches) + "/" + shown(world, code, period);
}

/// Codes of the rows below a unit, with their branches: "QH-CG:2 QH-LS:2".
inline std::string rows(World& world, const std::string& code, const std::string& period) {
    std::string all;
    for (const ProgressRow& row :
         ReadProgress(world.database()).run(Actor::system(), {code, *parse_period(period)}).rows) {
        all += (all.empty() ? "" : " ") + row.unit.code + ":" + std::to_string(row.figures.branches);
    }
    return all;
}

inline std::string without_log(World& world, const std::string& code, const std::string& period) {
    const OrgPath under = world.unit(code).path;
    return world.database().read([&](ReadTransaction& tx) {
        std::string all;
        for (const OrgUnit& unit : FiguresStore(tx).branches_without_log(under, *parse_period(period))) {
            all += (all.empty() ? "" : " ") + unit.code;
        }
        return all;
    });
}

/// What the checks of `leaguectl verify` find wrong in what is kept; empty when nothing is. Roles are left to the tests
/// of endings: a unit that a test closes by itself still has its secretary.
inline std::string faults(World& world) {
    std::string all;
    for (const CheckResult& check : run_verification(world.database(), world.digest())) {
        if (check.name == "roles") continue;
        for (const std::string& detail : check.details) all += check.name + ": " + detail + "\n";
        if (!check.ok && check.details.empty()) all += check.name + "\n";
    }
    return all;
}

}  // namespace league::test
