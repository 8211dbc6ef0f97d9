#include "tools/leaguectl/desk.hpp"

#include "lib/storage/migrations.hpp"

namespace league::ctl {

const Config& Desk::config() {
    if (!config_) config_ = load_config(config_file_);
    return *config_;
}

Database& Desk::database() {
    if (database_) return *database_;
    DatabaseOptions options;
    options.path = config().database.path;
    options.create = false;
    options.busy_wait = config().database.busy_wait;
    if (!std::filesystem::exists(options.path)) {
        throw Problem(ProblemCode::not_found, "database_missing", {{"path", options.path}});
    }
    database_ = std::make_unique<Database>(options, clock_);
    return *database_;
}

Database& Desk::ready_database() {
    if (!pending(database()).empty()) throw Problem(ProblemCode::conflict, "schema_pending");
    return database();
}

Seals& Desk::seals() {
    if (!seals_) {
        digest_ = std::make_unique<OpensslDigest>(config().keys);
        cipher_ = std::make_unique<OpensslCipher>(config().keys, random_);
        seals_.emplace(Seals{*cipher_, *digest_});
    }
    return *seals_;
}

RedisCache& Desk::cache() {
    if (!cache_) cache_ = std::make_unique<RedisCache>(config().redis);
    return *cache_;
}

}  // namespace league::ctl
