// Runs what the fuzzers start from, and what they once found, in every ordinary test run.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "tests/fuzz/entries.hpp"
#include "tests/support/places.hpp"

namespace {

std::size_t run_folder(const std::string& name, void (*entry)(std::string_view)) {
    std::size_t count = 0;
    const std::filesystem::path folder = league::test::source_dir() + "/tests/fuzz/corpus/" + name;
    for (const auto& file : std::filesystem::directory_iterator(folder)) {
        std::ifstream in(file.path(), std::ios::binary);
        const std::string bytes{std::istreambuf_iterator<char>(in), {}};
        INFO(file.path());
        // Every cut of a good input is an input that breaks off.
        const std::size_t step = bytes.size() / 64 + 1;
        for (std::size_t length = 0; length <= bytes.size(); length += step) entry({bytes.data(), length});
        entry(bytes);
        ++count;
    }
    return count;
}

}  // namespace

TEST_CASE("no reader of strangers' bytes stumbles over its corpus") {
    CHECK(run_folder("push_xml", league::fuzz::push_xml) >= 5);
    CHECK(run_folder("push_json", league::fuzz::push_json) >= 5);
    CHECK(run_folder("decrypt", league::fuzz::decrypt) >= 3);
    CHECK(run_folder("query_signature", league::fuzz::query_signature) >= 3);
    CHECK(run_folder("org_table", league::fuzz::org_table) >= 5);
    CHECK(run_folder("chat_answer", league::fuzz::chat_answer) >= 5);
    CHECK(run_folder("pasted_form", league::fuzz::pasted_form) >= 5);
    CHECK(run_folder("table_files", league::fuzz::table_files) >= 5);
}
