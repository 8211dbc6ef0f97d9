#include "bot/lease.hpp"

namespace league {
namespace {

constexpr std::string_view kKey = "lease:bot";

}  // namespace

bool Lease::try_hold() {
    try {
        return cache_.compare_and_set(kKey, holder_, holder_, life_) || cache_.set_if_absent(kKey, holder_, life_);
    } catch (const CacheDown&) {
        return true;
    }
}

void Lease::give_back() {
    try {
        cache_.compare_and_erase(kKey, holder_);
    } catch (const CacheDown&) {
        // It ends by itself.
    }
}

}  // namespace league
