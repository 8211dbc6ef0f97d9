// Who asks, for callers that come many times between two commits.
#pragma once

#include "lib/domain/permission.hpp"
#include "lib/storage/database.hpp"
#include "lib/storage/version_memory.hpp"

namespace league {

/// May be used from any thread.
class ActorMemory {
public:
    explicit ActorMemory(Database& database) : database_(database) {}

    /// As load_actor() reads it now: a role that ended is ended here too, at the same moment. Throws Problem
    /// not_signed_in.
    Actor of(const IdentityId& identity);

private:
    static constexpr std::size_t kMost = 4096;

    Database& database_;
    VersionMemory<IdentityId, Actor> memory_{kMost};
};

}  // namespace league
