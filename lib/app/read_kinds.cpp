#include "lib/app/read_kinds.hpp"

#include "lib/storage/database.hpp"
#include "lib/storage/kind_store.hpp"

namespace league {

std::vector<ActivityKind> ReadKinds::run() {
    return database_.read([](ReadTransaction& tx) { return KindStore(tx).list(); });
}

std::vector<ActivityKind> ReadKinds::run_all() {
    return database_.read([](ReadTransaction& tx) { return KindStore(tx).list_all(); });
}

}  // namespace league
