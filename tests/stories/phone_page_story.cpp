// The phone page in a browser, on the real service (tests/browser/phone): first minute, logging, an hour without
// network, a server that dies between two photos, a network that wants a login, ended sessions, two phones, a returned
// log, a hand-over. Needs the page that `make programs` builds; screenshots are left in build/screenshots.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <future>

#include "tests/stories/support/stage.hpp"
#include "tests/stories/support/wait.hpp"
#include "tests/support/places.hpp"

using namespace league::test;
using nlohmann::json;

namespace {

namespace fs = std::filesystem;

/// The first of the demonstration's people in that role who has logged this month or has no need to.
json somebody(const Stage& stage, const std::string& role) {
    for (const json& person : stage.card().at("to_try")) {
        if (person.at("role") == role) return person;
    }
    throw std::runtime_error("the demonstration has no " + role);
}

void follow(Stage& stage, const std::string& openid) {
    stage.order("say", {{"account", "oa"}, {"openid", openid}, {"type", "event"}, {"event", "subscribe"}});
}

/// Grants what a browser's story cannot do itself, until the browser has ended.
Finished grant_wishes(Stage& stage, std::future<Finished> judged) {
    const fs::path wish = stage.folder().path() / "wish";
    wait_until(
        "the browser's stories end",
        [&] {
            if (fs::exists(wish)) {
                const std::string what = read_file(wish.string());
                fs::remove(wish);
                if (what == "kill-server") {
                    stage.kill_server();
                    stage.start_server();
                }
                std::ofstream(stage.folder().path() / "granted") << what;
            }
            return judged.wait_for(std::chrono::seconds(0)) == std::future_status::ready;
        },
        std::chrono::minutes(8));
    return judged.get();
}

/// The service with the phone page on it, and who holds the phones.
struct Phones {
    Phones() : stage(options()) {
        const json secretary = somebody(stage, "branch_secretary");
        const std::string branch = secretary.at("unit");
        cast = {{"secretary", secretary.at("oa_openid")},
                {"branch", branch},
                {"reviewer", "demo-oa-" + branch.substr(0, branch.rfind('-'))},
                {"officer", somebody(stage, "county_officer").at("oa_openid")},
                {"leader", "demo-oa-leader"},
                {"county", branch.substr(0, branch.find('-'))},
                {"newcomer", "story-newcomer"},
                {"successor", "story-successor"}};
        for (const char* who : {"secretary", "reviewer", "officer", "leader", "newcomer", "successor"}) {
            follow(stage, cast.at(who));
        }
        invite =
            stage.ctl_json({"invite", "create", "--org", stage.free_branch(), "--role", "branch_secretary"})["code"];
    }

    static StageOptions options() {
        StageOptions options;
        // The stories ask at every turn what has arrived; a person does not.
        options.settings["rates.per_person_per_minute"] = "100000";
        // Townships are asked for the report of the running half month, and for no earlier one.
        options.settings["reports.ask_days"] = "14";
        options.settings["reports.grace_days"] = "0";
        options.settings["reports.lock_days"] = "0";
        options.settings["server.phone_page"] = "\"" + (fs::path(source_dir()) / "build/phone/h5").string() + "\"";
        return options;
    }

    /// Runs a script of tests/browser/phone to its end.
    Finished judged_by(const std::string& script) {
        const fs::path pictures = fs::path(bin_dir()).parent_path() / "screenshots";
        fs::create_directories(pictures);
        return grant_wishes(stage, std::async(std::launch::async, [&, pictures] {
                                return run_program(
                                    {"node", source_dir() + "/tests/browser/phone/" + script},
                                    stage.folder().path().string(),
                                    {"SIM_URL=" + stage.sim_url(), "SERVER_URL=" + stage.server_url(),
                                     "INVITE=" + invite, "CAST=" + cast.dump(), "MONTH=" + stage.month(),
                                     "SCREENSHOTS=" + pictures.string(), "FOLDER=" + stage.folder().path().string()});
                            }));
    }

    Stage stage;
    json cast;
    std::string invite;
};

}  // namespace

SCENARIO("people hold the phone page in their hands, and nothing they wrote is lost") {
    Phones phones;
    const Finished judged = phones.judged_by("stories.mjs");
    INFO(judged.out << judged.err);
    CHECK(judged.status == 0);
    CHECK(phones.stage.ctl({"verify"}).status == 0);
}

SCENARIO("every page of the phone fits narrow screens, large text and the dark, and axe finds nothing serious") {
    Phones phones;
    const Finished judged = phones.judged_by("looks.mjs");
    INFO(judged.out << judged.err);
    CHECK(judged.status == 0);
}
