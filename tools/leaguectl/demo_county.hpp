// An invented county out of templates/demo.toml: its units, its people, half a year of logs. The same seed makes the
// same county; everything goes through the use cases that phones and officers use, so the figures are earned.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "lib/base/digest.hpp"
#include "lib/base/random.hpp"
#include "lib/documents/phrases.hpp"
#include "lib/storage/database.hpp"
#include "lib/storage/seals.hpp"
#include "tools/leaguectl/demo_clock.hpp"

namespace league::ctl {

struct DemoOptions {
    std::uint32_t seed = 20190702;
    int months = 6;
    int branches_per_township = 17;  ///< more makes a larger county, for measuring
};

/// Somebody the demonstration has bound already: say something as this openid in the simulator and be known.
struct DemoPerson {
    std::string role;
    std::string unit_code;
    std::string unit_name;
    std::string oa_openid;
    std::string mp_openid;
    bool logged_this_month = true;
};

struct DemoResult {
    long long units = 0;
    long long people = 0;
    long long activities = 0;
    std::vector<DemoPerson> people_to_try;  ///< the officer, a township secretary, some branch secretaries
    std::string free_branch;                ///< code of a branch without secretary and without a log this month
};

class DemoCounty {
public:
    /// `database` runs on `clock`, which stands at the present when this is made.
    DemoCounty(Database& database, DemoClock& clock, const Seals& seals, Random& random, const Phrases& words,
               DemoOptions options = {});
    DemoResult make();

private:
    struct Maker;
    Database& database_;
    DemoClock& clock_;
    const Seals& seals_;
    Random& random_;
    const Phrases& words_;
    DemoOptions options_;
};

}  // namespace league::ctl
