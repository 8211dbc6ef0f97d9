// A browser as judge (tests/browser): the simulator's page as a person uses it, an article and the public column on a
// phone. Screenshots are left in build/screenshots for a look.
#include <catch2/catch.hpp>
#include <filesystem>

#include "tests/stories/support/stage.hpp"
#include "tests/support/places.hpp"

using namespace league::test;

SCENARIO("in a browser a follower binds, logs, asks for the progress and reads the column") {
    Stage stage;
    const Finished published = stage.ctl({"column", "publish", "--period", stage.finished_half_month(), "--wait"});
    INFO(published.out << published.err);
    REQUIRE(published.status == 0);
    const std::string invite =
        stage.ctl_json({"invite", "create", "--org", stage.free_branch(), "--role", "branch_secretary"})["code"];
    const std::filesystem::path pictures = std::filesystem::path(league::test::bin_dir()).parent_path() / "screenshots";
    std::filesystem::create_directories(pictures);

    const Finished judged =
        run_program({"node", league::test::source_dir() + "/tests/browser/pages.mjs"}, stage.folder().path().string(),
                    {"SIM_URL=" + stage.sim_url(), "SERVER_URL=" + stage.server_url(), "INVITE=" + invite,
                     "SCREENSHOTS=" + pictures.string()});
    INFO(judged.out << judged.err);
    CHECK(judged.status == 0);
}
