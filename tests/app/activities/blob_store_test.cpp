#include "lib/storage/blob_store.hpp"

#include <catch2/catch.hpp>
#include <filesystem>
#include <thread>
#include <vector>

#include "lib/base/problem.hpp"
#include "tests/support/temp_folder.hpp"

using namespace league;

namespace {

const std::string kKey(64, 'a');
const std::string kOther = std::string(63, 'a') + "b";

int files_in(const std::filesystem::path& folder) {
    int count = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) count += entry.is_regular_file();
    return count;
}

}  // namespace

TEST_CASE("what was put comes back, also from another store over the same folder") {
    const test::TempFolder folder;
    const std::string bytes = std::string("\0\xff jpeg", 7) + std::string(100000, 'x');
    BlobStore blobs(folder.path() / "media");
    CHECK_FALSE(blobs.get(kKey));
    blobs.put(kKey, bytes);
    CHECK(blobs.get(kKey) == bytes);
    CHECK(BlobStore(folder.path() / "media").get(kKey) == bytes);
    CHECK(std::filesystem::exists(folder.path() / "media" / "aa" / "aa" / kKey));
    CHECK_FALSE(blobs.has(kOther));
    blobs.put(kOther, "");
    CHECK(blobs.get(kOther) == "");
    CHECK(blobs.remove(kKey));
    CHECK_FALSE(blobs.remove(kKey));
    CHECK_FALSE(blobs.has(kKey));
    CHECK(blobs.has(kOther));
}

TEST_CASE("many threads may put the same and leave one file") {
    const test::TempFolder folder;
    BlobStore blobs(folder.path());
    const std::string bytes(200000, 'y');
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < 8; ++i) threads.emplace_back([&] { blobs.put(kKey, bytes); });
    }
    CHECK(blobs.get(kKey) == bytes);
    CHECK(files_in(folder.path()) == 1);
}

TEST_CASE("a folder that cannot be written refuses as busy, not as saved") {
    const test::TempFolder folder;
    BlobStore blobs(folder.path() / "media");
    std::filesystem::remove(folder.path() / "media");
    CHECK_THROWS_AS(blobs.put(kKey, "x"), Problem);
    CHECK_FALSE(blobs.has(kKey));
}
