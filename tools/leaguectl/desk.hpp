// What the commands work with, made when first asked for: a command that needs no Redis runs without Redis.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "lib/base/random.hpp"
#include "lib/platform/cache_redis.hpp"
#include "lib/platform/clock_system.hpp"
#include "lib/platform/config.hpp"
#include "lib/platform/crypto.hpp"
#include "lib/platform/random.hpp"
#include "lib/storage/database.hpp"
#include "lib/storage/seals.hpp"

namespace league::ctl {

class Desk {
public:
    explicit Desk(std::filesystem::path config_file) : config_file_(std::move(config_file)) {}

    /// With secrets; throws BadConfig when they are missing.
    const Config& config();
    /// Without, for what runs before they exist.
    Config config_without_secrets() const { return load_config(config_file_, SecretsPolicy::optional); }

    /// The records; throws Problem not_found ("database_missing") before `init`. Migrations may be pending.
    Database& database();
    /// The same, refusing (conflict, "schema_pending") while migrations are pending.
    Database& ready_database();
    /// Lets go of the file, for what puts another in its place.
    void close_database() { database_.reset(); }
    Seals& seals();
    RedisCache& cache();
    const Clock& clock() const { return clock_; }
    Random& random() { return random_; }

private:
    std::filesystem::path config_file_;
    SystemClock clock_;
    SystemRandom random_;
    std::optional<Config> config_;
    std::unique_ptr<OpensslDigest> digest_;
    std::unique_ptr<OpensslCipher> cipher_;
    std::optional<Seals> seals_;
    std::unique_ptr<RedisCache> cache_;
    std::unique_ptr<Database> database_;
};

}  // namespace league::ctl
