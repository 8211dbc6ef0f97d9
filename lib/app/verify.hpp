// Do the records still say what they should? Recomputes what is kept and walks the audit chain, in reads that disturb
// nobody. Repairs nothing.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "lib/base/digest.hpp"
#include "lib/storage/database.hpp"

namespace league {

struct CheckResult {
    std::string name;  ///< "audit_chain": key of its sentence under [check] of the command line's templates
    bool ok = true;
    long long examined = 0;            ///< rows looked at
    std::vector<std::string> details;  ///< what is wrong, codes and ids only; the first 50
};

/// All checks, each run even when an earlier one failed.
std::vector<CheckResult> run_verification(Database& database, const Digest& digest);

/// verify_people.cpp
CheckResult verify_audit_chain(Database& database, const Digest& digest);
CheckResult verify_roles(Database& database);
CheckResult verify_unit_branches(Database& database);
/// That every unit stands somewhere in every month, and in this one where the tree has it.
CheckResult verify_unit_places(Database& database);
/// verify_figures.cpp
CheckResult verify_figures(Database& database);
/// verify_org_activity.cpp
CheckResult verify_org_activity(Database& database);
/// verify_projects.cpp: that each project stands where its steps led it, and its organisation exists once founded.
CheckResult verify_projects(Database& database);
/// verify_reports.cpp
CheckResult verify_reports(Database& database, const Digest& digest);
/// verify_supervisions.cpp
CheckResult verify_supervisions(Database& database);
/// verify_contents.cpp: that each content check is of words that its log had, and was judged only where that was left
/// to a person.
CheckResult verify_contents(Database& database);

}  // namespace league
