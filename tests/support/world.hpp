// Everything a test of use cases needs, real, in one line: a migrated SQLite file in a temporary folder, a clock that
// stands still, keys, and on demand a redis-server. An invented county with a fixed cast of fixed rights.
//
//     World world;
//     SubmitActivity submit(world.database(), ...);
//     submit.run(world.actor(world.cg01_secretary), input);
//
// The clock starts at Tuesday 2026-11-10 09:00 in Beijing. A new route is tried with the stranger first.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "lib/base/cache.hpp"
#include "lib/base/random.hpp"
#include "lib/domain/people.hpp"
#include "lib/storage/database.hpp"
#include "lib/storage/seals.hpp"
#include "tests/support/manual_clock.hpp"
#include "tests/support/temp_folder.hpp"

namespace league::test {

/// Somebody of the cast: an identity in the official account "oa", and the person it is bound to.
struct CastMember {
    std::string name;
    OpenId openid;
    IdentityId identity;
    std::optional<PersonId> person;
};

class World {
public:
    World();
    ~World();
    World(const World&) = delete;
    World& operator=(const World&) = delete;

    Database& database();
    ManualClock& clock();
    Random& random();
    const Digest& digest();
    const Cipher& cipher();
    const Seals& seals();
    /// Starts a redis-server of this world when first asked for.
    Cache& cache();
    /// From now on the cache is away, or back and empty.
    void stop_cache();
    void start_cache();
    const TempFolder& folder() const;
    /// Closes the database and opens it again, as a restart does.
    void reopen();

    /// The rights the person has now.
    Actor actor(const CastMember& member);
    /// The unit as stored now, by code.
    OrgUnit unit(const std::string& code);
    /// A further identity of nobody, in any account.
    CastMember newcomer(const std::string& account, const std::string& openid);
    /// A further person in a role, with an identity in "oa".
    CastMember appoint(const std::string& name, Role role, const std::string& unit_code);
    /// A further unit below `parent_code`, opened long ago.
    OrgUnit found(const std::string& code, const std::string& name, OrgKind kind, const std::string& parent_code);

    // 清河县 QH
    OrgUnit county;
    OrgUnit cg, cg01, cg02;  ///< 城关镇 QH-CG with QH-CG-01 and QH-CG-02
    OrgUnit ls, ls01, ls02;  ///< 柳树镇 QH-LS with QH-LS-01 and QH-LS-02

    CastMember officer;         ///< county_officer of QH
    CastMember leader;          ///< county_leader with QH-CG as area
    CastMember cg_secretary;    ///< township_secretary of QH-CG
    CastMember ls_secretary;    ///< township_secretary of QH-LS
    CastMember cg01_secretary;  ///< branch_secretary of QH-CG-01
    CastMember ls01_secretary;  ///< branch_secretary of QH-LS-01
    CastMember stranger;        ///< follows the account, bound to nobody

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace league::test
