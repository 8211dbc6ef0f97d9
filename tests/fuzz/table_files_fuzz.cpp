#include <cstddef>
#include <cstdint>

#include "tests/fuzz/entries.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    league::fuzz::table_files({reinterpret_cast<const char*>(data), size});
    return 0;
}
