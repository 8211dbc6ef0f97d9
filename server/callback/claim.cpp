#include "server/callback/claim.hpp"

#include "lib/platform/clock_system.hpp"
#include "lib/platform/log.hpp"

namespace league::callback {
namespace {

constexpr std::chrono::milliseconds kLookEvery{25};

}  // namespace

Claim::Claim(Cache& cache, Random& random, const std::string& message)
    : cache_(cache), key_("push:" + message), mark_(make_code(random, 12)) {}

Claim::~Claim() {
    if (!taken_) return;
    try {
        cache_.compare_and_erase(key_, mark_);
    } catch (const std::exception&) {
        // It ends by itself.
    }
}

Claim::Outcome Claim::take(std::chrono::milliseconds patience) {
    const auto give_up = std::chrono::steady_clock::now() + patience;
    Waiter pause;
    for (bool waited = false;; waited = true) {
        try {
            taken_ = cache_.set_if_absent(key_, mark_, kLifetime);
        } catch (const CacheDown&) {
            log::debug("a push is not claimed while Redis is away");
            return waited ? Outcome::ended : Outcome::mine;
        }
        if (taken_) return waited ? Outcome::ended : Outcome::mine;
        if (std::chrono::steady_clock::now() >= give_up) return Outcome::late;
        pause.wait_for(kLookEvery);
    }
}

}  // namespace league::callback
