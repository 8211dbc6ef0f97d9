#include "lib/app/verify.hpp"

namespace league {

std::vector<CheckResult> run_verification(Database& database, const Digest& digest) {
    return {verify_audit_chain(database, digest),
            verify_roles(database),
            verify_unit_branches(database),
            verify_unit_places(database),
            verify_figures(database),
            verify_org_activity(database),
            verify_reports(database, digest),
            verify_supervisions(database),
            verify_projects(database),
            verify_contents(database)};
}

}  // namespace league
