// Where a unit and its children stand in a period, out of kept figures: three statements, however many logs there are.
#pragma once

#include <cstdint>
#include <string>

#include "lib/domain/permission.hpp"
#include "lib/domain/progress.hpp"

namespace league {

class Database;
class ReadTransaction;

class ReadProgress {
public:
    struct Input {
        std::string unit;  ///< id or code
        Period period;
    };

    explicit ReadProgress(Database& database) : database_(database) {}

    /// Throws Problem: not_found, not_allowed.
    Progress run(const Actor& actor, const Input& input);
    Progress run_in(ReadTransaction& tx, const Actor& actor, const Input& input) const;

    /// Differs from an earlier answer when anything was written since, by any process. Ask before run() and keep the
    /// answer under it. Not comparable between processes or after a restart: mix something of the process into an ETag.
    std::uint64_t version() const;

private:
    Database& database_;
};

}  // namespace league
