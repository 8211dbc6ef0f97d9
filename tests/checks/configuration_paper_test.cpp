// docs/configuration.md is printed from the definitions that read the file, so the two cannot differ.
// LEAGUE_WRITE_PAPERS=1 writes it anew.
#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>

#include "lib/platform/config.hpp"
#include "tests/checks/source_tree.hpp"

using namespace league::checks;

TEST_CASE("docs/configuration.md is what the program says of its keys") {
    const std::string wanted =
        "# Configuration\n\n"
        "Printed from the definitions that read `config/league.toml`; the checks of the test suite compare the two "
        "and\n"
        "write this paper anew when LEAGUE_WRITE_PAPERS=1 is set.\n" +
        league::describe_config();
    const auto path = project_root() / "docs/configuration.md";
    if (std::getenv("LEAGUE_WRITE_PAPERS") != nullptr) std::ofstream(path, std::ios::binary) << wanted;
    const auto papers = files_in({"docs/configuration.md"});
    REQUIRE(papers.size() == 1);
    CHECK(papers.front().text == wanted);
}
