#include "lib/app/actor_memory.hpp"

#include "lib/app/load_actor.hpp"

namespace league {

Actor ActorMemory::of(const IdentityId& identity) {
    const std::uint64_t version = database_.data_version();
    if (const auto kept = memory_.find(version, identity)) return *kept;
    return *memory_.keep(version, identity,
                         database_.read([&](ReadTransaction& tx) { return load_actor(tx, identity); }));
}

}  // namespace league
