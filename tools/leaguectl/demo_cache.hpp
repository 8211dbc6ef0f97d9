// A cache that is away: making the demonstration needs no Redis, and says so when something asks for it.
#pragma once

#include "lib/base/cache.hpp"

namespace league::ctl {

class NoCache final : public Cache {
public:
    std::optional<std::string> get(std::string_view) override { away(); }
    std::optional<std::string> get_and_touch(std::string_view, Ttl) override { away(); }
    void set(std::string_view, std::string_view, Ttl) override { away(); }
    bool set_if_absent(std::string_view, std::string_view, Ttl) override { away(); }
    bool compare_and_set(std::string_view, std::string_view, std::string_view, Ttl) override { away(); }
    bool compare_and_erase(std::string_view, std::string_view) override { away(); }
    bool erase(std::string_view) override { away(); }
    long long increase(std::string_view, long long, Ttl) override { away(); }
    void add_to_set(std::string_view, std::string_view, Ttl) override { away(); }
    std::vector<std::string> members_of(std::string_view) override { away(); }
    void remove_from_set(std::string_view, std::string_view) override { away(); }
    void ping() override { away(); }

private:
    [[noreturn]] static void away() { throw CacheDown("this command works without a cache"); }
};

}  // namespace league::ctl
