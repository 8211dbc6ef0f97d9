// Who did what to whom, in the transaction of the deed, each row's hash taken over the row before it (design
// rule 8). Rows hold ids and field names, never personal values.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/digest.hpp"
#include "lib/domain/permission.hpp"
#include "lib/storage/transaction.hpp"

namespace league {

struct AuditEntry {
    std::string verb;     ///< "create_activity": lower case, one word per idea
    std::string subject;  ///< "activity": what subject_id is an id of
    std::string subject_id;
    std::vector<std::string> fields;  ///< names of what was written, never values
};

struct AuditRow {
    std::int64_t seq = 0;
    Instant at;
    std::optional<PersonId> person;
    std::string actor;  ///< "person", "operator" or "identity:<id>" of somebody unbound
    std::string verb;
    std::string subject;
    std::string subject_id;
    std::string fields;  ///< comma between names
    std::string hash;
};

class AuditStore {
public:
    AuditStore(ReadTransaction& tx, const Digest& digest) : tx_(tx), digest_(digest) {}

    std::vector<AuditRow> list_for(std::string_view subject, std::string_view subject_id) const;

    /// Where a walk along the chain stands. Starts empty; ends when `rows` did not grow.
    struct Walk {
        std::int64_t rows = 0;
        std::int64_t seq = 0;
        std::string hash;
        std::optional<std::int64_t> broken_at;  ///< first row whose hash or number does not follow
    };
    /// Checks the next rows after `walk`, `limit` at most.
    Walk check(Walk walk, int limit) const;

private:
    ReadTransaction& tx_;
    const Digest& digest_;
};

class AuditWriter {
public:
    AuditWriter(Transaction& tx, const Digest& digest) : tx_(tx), digest_(digest) {}

    void append(const Actor& actor, const AuditEntry& entry);

private:
    Transaction& tx_;
    const Digest& digest_;
};

}  // namespace league
