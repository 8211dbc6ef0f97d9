// The Cache over a Redis server. Connections are kept and made again when the server comes back, without a
// restart of the program; while it is away calls fail at once instead of each waiting for a time-out.
#pragma once

#include <cstdint>
#include <memory>

#include "lib/base/cache.hpp"
#include "lib/platform/config.hpp"

namespace league {

class RedisCache final : public Cache {
public:
    /// Does not connect yet: a program starts without Redis and says so in /readyz.
    explicit RedisCache(RedisConfig config);
    ~RedisCache() override;

    std::optional<std::string> get(std::string_view key) override;
    std::optional<std::string> get_and_touch(std::string_view key, Ttl ttl) override;
    void set(std::string_view key, std::string_view value, Ttl ttl) override;
    bool set_if_absent(std::string_view key, std::string_view value, Ttl ttl) override;
    bool compare_and_set(std::string_view key, std::string_view expected, std::string_view value, Ttl ttl) override;
    bool compare_and_erase(std::string_view key, std::string_view expected) override;
    bool erase(std::string_view key) override;
    long long increase(std::string_view key, long long amount, Ttl ttl) override;
    /// Every addition prolongs the whole set.
    void add_to_set(std::string_view key, std::string_view member, Ttl ttl) override;
    std::vector<std::string> members_of(std::string_view key) override;
    void remove_from_set(std::string_view key, std::string_view member) override;
    void ping() override;

    struct Stats {
        std::uint64_t calls = 0;
        std::uint64_t failures = 0;  ///< calls that threw CacheDown
        std::uint64_t connects = 0;  ///< connections made since the start
        std::size_t open = 0;        ///< connections now
    };
    Stats stats() const;

private:
    class Pool;
    std::unique_ptr<Pool> pool_;
};

}  // namespace league
