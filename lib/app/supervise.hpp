// Supervision of townships that lag (R59): rules propose, the county decides, goes there and closes, the township
// explains and answers.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "lib/app/read_standing.hpp"
#include "lib/app/supervision_rules.hpp"
#include "lib/base/random.hpp"
#include "lib/domain/permission.hpp"
#include "lib/storage/supervision_store.hpp"

namespace league {

/// A supervision in full.
struct SupervisionView {
    Supervision supervision;
    OrgUnit unit;
    Instant as_of;
    std::map<PersonId, std::string> names;  ///< of who did the steps, as far as the actor may see people
};

class ReadSupervisions {
public:
    struct Output {
        OrgUnit unit;
        Instant as_of;
        std::vector<SupervisionRow> rows;  ///< the newest first
    };

    ReadSupervisions(Database& database, const Seals& seals) : database_(database), seals_(seals) {}

    /// At and below a unit. Throws Problem: not_found, not_allowed.
    Output list(const Actor& actor, const std::string& unit, bool open_only);
    /// Throws Problem: not_found ("supervision.not_found"), not_allowed.
    SupervisionView show(const Actor& actor, const SupervisionId& id);
    SupervisionView show_in(ReadTransaction& tx, const Actor& actor, const SupervisionId& id) const;

private:
    Database& database_;
    const Seals& seals_;
};

/// Lets the rules look at every township of a county and keeps what they propose that was not proposed before.
class ProposeSupervisions {
public:
    ProposeSupervisions(Database& database, const ReadStanding& standing, const Seals& seals, Random& random,
                        SupervisionSettings settings)
        : database_(database), standing_(standing), seals_(seals), random_(random), settings_(settings) {}

    /// The new ones. Throws Problem: not_found, not_allowed, invalid_input ("supervision.only_counties").
    std::vector<SupervisionRow> run(const Actor& actor, const std::string& county);
    /// In every open county; how many are new.
    int run_daily();

private:
    struct Found {
        OrgUnit township;
        SupervisionProposal proposal;
    };

    /// What the rules say of a county's townships and nobody has proposed yet.
    std::vector<Found> find_in(ReadTransaction& tx, const OrgUnit& county) const;
    std::vector<PeriodStanding> past_of(ReadTransaction& tx, const OrgUnit& county, const OrgUnit& township,
                                        const std::vector<std::pair<HalfMonth, StandingView>>& standings) const;

    Database& database_;
    const ReadStanding& standing_;
    const Seals& seals_;
    Random& random_;
    SupervisionSettings settings_;
};

/// The county proposes one by itself, with its reason.
class OpenSupervision {
public:
    struct Input {
        SupervisionId id;  ///< made where the thing is made
        std::string unit;  ///< of a committee directly below the county
        std::string reason;
    };
    struct Output {
        bool created = false;  ///< false: it was there under this id
        SupervisionView view;
    };

    OpenSupervision(Database& database, const ReadSupervisions& read, const Seals& seals)
        : database_(database), read_(read), seals_(seals) {}

    /// Throws Problem: not_found, not_allowed; invalid_input; conflict ("supervision.other_under_id").
    Output run(const Actor& actor, const Input& input);

private:
    Database& database_;
    const ReadSupervisions& read_;
    const Seals& seals_;
};

class TakeSupervisionStep {
public:
    struct Input {
        SupervisionId id;
        int base_revision = 0;  ///< that the actor saw
        SupervisionStep step;
    };
    struct Output {
        bool created = false;  ///< false: this step was taken already
        SupervisionView view;
    };

    TakeSupervisionStep(Database& database, const ReadSupervisions& read, const Seals& seals)
        : database_(database), read_(read), seals_(seals) {}

    /// Throws Problem: not_found, not_allowed; invalid_input with every wrong field; conflict
    /// ("supervision.base_is_old", "supervision.not_now.STAGE", "supervision.answer_not_due").
    Output run(const Actor& actor, const Input& input);

private:
    Database& database_;
    const ReadSupervisions& read_;
    const Seals& seals_;
};

}  // namespace league
