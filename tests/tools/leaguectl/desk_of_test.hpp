// The real leaguectl on a folder of its own: configuration, secrets, records. No Redis, no WeChat.
#pragma once

#include <sys/wait.h>

#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>

#include "tests/support/places.hpp"
#include "tests/support/temp_folder.hpp"

namespace league::test {

struct Said {
    int status = -1;
    std::string out;
    std::string err;

    nlohmann::json json() const { return nlohmann::json::parse(out); }
};

inline std::string text_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

class TestDesk {
public:
    TestDesk() {
        std::filesystem::create_directory(folder_.path() / "config");
        std::string config = text_of(league::test::source_dir() + "/config/league.toml");
        const std::string templates = "templates = \"templates\"";
        const auto at = config.find(templates);
        REQUIRE(at != std::string::npos);
        config.replace(at, templates.size(), "templates = \"" + league::test::source_dir() + "/templates\"");
        write("config/league.toml", config);
    }

    std::string file(const std::string& name) const { return (folder_.path() / name).string(); }
    void write(const std::string& name, const std::string& text) const {
        std::ofstream(file(name), std::ios::binary) << text;
    }

    /// As typed into a shell after `leaguectl --config FILE`.
    Said run(const std::string& words) const {
        const std::string command = league::test::bin_dir() + "/leaguectl --config " + file("config/league.toml") +
                                    " " + words + " >" + file("out") + " 2>" + file("err");
        const int ended = std::system(command.c_str());
        return {WIFEXITED(ended) ? WEXITSTATUS(ended) : -1, text_of(file("out")), text_of(file("err"))};
    }
    /// The same, which must succeed.
    Said ok(const std::string& words) const {
        Said said = run(words);
        INFO(words << "\n" << said.out << said.err);
        REQUIRE(said.status == 0);
        return said;
    }

private:
    TempFolder folder_;
};

}  // namespace league::test
