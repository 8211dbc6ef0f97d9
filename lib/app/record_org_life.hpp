// What an office writes down about an organisation that stands: heads, term, tags, that the township entered it into
// 智慧团建 (domain 5.2; R55). Each order may be sent again: it writes the same once more.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lib/base/digest.hpp"
#include "lib/domain/org_life.hpp"
#include "lib/domain/permission.hpp"

namespace league {

class Database;

class RecordHeads {
public:
    struct Input {
        std::string unit;  ///< id or code
        int members = 0;
        std::optional<int> youth;
        Date counted_on;
    };

    RecordHeads(Database& database, const Digest& digest) : database_(database), digest_(digest) {}
    /// Keeps the heads of that day; the record shows the newest day. Throws Problem: not_found, not_allowed, closed
    /// ("unit_closed"), invalid_input.
    OrgRecord run(const Actor& actor, const Input& input);

private:
    Database& database_;
    const Digest& digest_;
};

class RecordTerm {
public:
    struct Input {
        std::string unit;
        Term term;  ///< without `unit`
    };
    struct Output {
        OrgUnit unit;
        Term term;
        Date ends;
    };

    RecordTerm(Database& database, const Digest& digest) : database_(database), digest_(digest) {}
    /// Throws Problem: not_found, not_allowed, closed, invalid_input.
    Output run(const Actor& actor, const Input& input);

private:
    Database& database_;
    const Digest& digest_;
};

/// A term that was written down by mistake, such as under a wrong day, is taken back.
class RemoveTerm {
public:
    struct Input {
        std::string unit;
        Date began;
    };

    RemoveTerm(Database& database, const Digest& digest) : database_(database), digest_(digest) {}
    /// Throws Problem: not_found ("unit_not_found", "term.not_found"), not_allowed, closed.
    void run(const Actor& actor, const Input& input);

private:
    Database& database_;
    const Digest& digest_;
};

class RecordTags {
public:
    struct Input {
        std::string unit;
        std::vector<std::string> tags;
    };

    RecordTags(Database& database, const Digest& digest) : database_(database), digest_(digest) {}
    /// These and no others. Throws Problem: not_found, not_allowed, closed, invalid_input.
    std::vector<std::string> run(const Actor& actor, const Input& input);

private:
    Database& database_;
    const Digest& digest_;
};

/// The township says that it entered the organisation into 智慧团建, or takes that back. What counts is set by imports
/// alone (R55).
class ClaimEntry {
public:
    struct Input {
        std::string unit;
        std::optional<Date> claimed_on;  ///< nothing takes it back
    };

    ClaimEntry(Database& database, const Digest& digest) : database_(database), digest_(digest) {}
    /// Throws Problem: not_found, not_allowed, closed, invalid_input.
    OrgRecord run(const Actor& actor, const Input& input);

private:
    Database& database_;
    const Digest& digest_;
};

}  // namespace league
