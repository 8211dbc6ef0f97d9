// When phone numbers were shown in full to somebody who sees them masked, to whom and why: for those who manage people.
#pragma once

#include <string>
#include <vector>

#include "lib/domain/permission.hpp"
#include "lib/storage/database.hpp"
#include "lib/storage/disclosure_store.hpp"

namespace league {

class ListDisclosures {
public:
    ListDisclosures(Database& database, const Seals& seals) : database_(database), seals_(seals) {}
    /// The newest hundred at and below the unit, newest first; `org`: id or code. Throws Problem: not_found,
    /// not_allowed.
    std::vector<Disclosure> run(const Actor& actor, const std::string& org);

private:
    Database& database_;
    const Seals& seals_;
};

}  // namespace league
