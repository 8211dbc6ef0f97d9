// The files by which WeChat sees that a domain belongs to an account.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "tests/server/api/scene.hpp"

using namespace league;
using namespace league::test;
namespace fs = std::filesystem;

TEST_CASE("WeChat's verification files are served from the root, and nothing else of their folder") {
    const TempFolder folder;
    const auto write = [&](const std::string& name, const std::string& text) {
        std::ofstream(folder.path() / name) << text;
    };
    write("MP_verify_Ab12.txt", "Ab12");
    write("MP_verify_.txt", "empty");
    write("MP_verify_a-b.txt", "dash");
    write("MP_verify_Ab12.txt.bak", "old");
    write("secrets.toml", "secret");
    write("MP_verify_large.txt", std::string(5000, 'x'));
    fs::create_symlink(folder.path() / "secrets.toml", folder.path() / "MP_verify_link.txt");
    Scene scene([&](Config& config) { config.server.verification = folder.path().string(); });
    for (const char* path :
         {"/secrets.toml", "/MP_verify_.txt", "/MP_verify_a-b.txt", "/MP_verify_Ab12.txt.bak", "/MP_verify_link.txt",
          "/MP_verify_large.txt", "/MP_verify_none.txt", "/MP_verify_..%2Fsecrets.txt", "/x/MP_verify_Ab12.txt"}) {
        INFO(path);
        CHECK(scene.ask("GET", path).status == 404);
    }
    const Served answer = scene.ask("GET", "/MP_verify_Ab12.txt");
    CHECK(answer.status == 200);
    CHECK(answer.body == "Ab12");
    CHECK(answer.header("Content-Type").starts_with("text/plain"));
    // A file that is put there later needs no restart.
    write("MP_verify_Later9.txt", "Later9");
    CHECK(scene.ask("GET", "/MP_verify_Later9.txt").body == "Later9");
}

TEST_CASE("without a folder no verification file is served") {
    Scene scene;
    CHECK(scene.ask("GET", "/MP_verify_Ab12.txt").status == 404);
}
