// Runs what the fuzzers start from, and what they once found, in every ordinary test run.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

#include "tests/fuzz/entries.hpp"
#include "tests/support/places.hpp"

namespace {

namespace fs = std::filesystem;

fs::path corpus() {
    return league::test::source_dir() + "/tests/fuzz/corpus";
}

int run_folder(const league::fuzz::Target& target) {
    int count = 0;
    for (const auto& file : fs::directory_iterator(corpus() / target.name)) {
        std::ifstream in(file.path(), std::ios::binary);
        const std::string bytes{std::istreambuf_iterator<char>(in), {}};
        INFO(file.path());
        // Every cut of a good input is an input that breaks off.
        const std::size_t step = bytes.size() / 64 + 1;
        for (std::size_t length = 0; length <= bytes.size(); length += step) target.run({bytes.data(), length});
        target.run(bytes);
        ++count;
    }
    return count;
}

}  // namespace

TEST_CASE("no reader of strangers' bytes stumbles over its corpus") {
    for (const league::fuzz::Target& target : league::fuzz::targets()) {
        INFO(target.name);
        CHECK(run_folder(target) >= 3);
    }
}

TEST_CASE("every corpus has a reader that it is made for") {
    std::set<std::string> names;
    for (const league::fuzz::Target& target : league::fuzz::targets()) names.emplace(target.name);
    std::set<std::string> folders;
    for (const auto& folder : fs::directory_iterator(corpus())) folders.insert(folder.path().filename());
    CHECK(folders == names);
}
