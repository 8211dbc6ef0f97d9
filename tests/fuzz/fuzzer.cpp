// One fuzzer of the kind that LEAGUE_FUZZ_TARGET names.
#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "lib/base/ensure.hpp"
#include "tests/fuzz/entries.hpp"

namespace {

const league::fuzz::Target& chosen() {
    const auto all = league::fuzz::targets();
    const auto it =
        std::find_if(all.begin(), all.end(), [](const auto& one) { return one.name == LEAGUE_FUZZ_TARGET; });
    league::ensure(it != all.end());
    return *it;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const league::fuzz::Target& target = chosen();
    target.run({reinterpret_cast<const char*>(data), size});
    return 0;
}
