// Whatever founding refuses is a sentence that names things as people do.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>

#include "lib/app/founding_parts.hpp"
#include "lib/domain/founding_step.hpp"
#include "tests/support/places.hpp"

using namespace league;
using namespace league::test;

namespace {

const Phrases& phrases() {
    static const Phrases loaded(source_dir() + "/templates");
    return loaded;
}

void check_sentence(const FieldError& error) {
    INFO(error.field << " " << error.key);
    const std::string sentence = phrases().explain(error);
    CHECK(sentence.find("{{") == std::string::npos);
    CHECK(sentence.find(error.field) == std::string::npos);
}

}  // namespace

TEST_CASE("every key of founding in the code has a sentence") {
    static const std::regex kKey(R"~("((?:founding|election|paper|notice)\.[a-z_.]*[a-z]))~");
    std::set<std::string> keys;
    for (const char* folder : {"/lib/domain", "/lib/app"}) {
        for (const auto& entry : std::filesystem::directory_iterator(source_dir() + folder)) {
            if (entry.path().extension() != ".cpp") continue;
            std::ifstream file(entry.path());
            const std::string text{std::istreambuf_iterator<char>(file), {}};
            for (std::sregex_iterator at(text.begin(), text.end(), kKey), end; at != end; ++at) keys.insert((*at)[1]);
        }
    }
    CHECK(keys.size() > 70);
    const std::set<std::string> fields = {
        "paper.title",           "paper.series",           "paper.number",     "paper.mark",
        "paper.signatory",       "election.entitled",      "election.present", "election.ballots_out",
        "election.ballots_back", "election.ballots_valid", "election.seats",   "election.candidates"};
    for (const std::string& key : keys) {
        if (key == "founding.now" || key == "founding.partners") continue;  // spelled out below
        INFO(key);
        CHECK((phrases().has("problems", key) || phrases().has("problems", "field." + key) ||
               (fields.contains(key) && phrases().has("problems", "field_name." + key))));
    }
    for (const char* stage : {"surveyed", "prepared", "requested", "founding_approved", "elected", "appointed",
                              "result_reported", "result_approved", "filed", "dropped"}) {
        CHECK(phrases().has("problems", "founding.now." + std::string(stage)));
    }
    for (const char* kind : {"village", "community", "office", "party_org", "firm", "cooperative", "association",
                             "hobby_group", "area", "school", "other"}) {
        CHECK(phrases().has("problems", "field.founding.partners." + std::string(kind)));
    }
    CHECK_NOTHROW(check_founding_words(phrases()));
}

TEST_CASE("sentences about a project, an election and a paper fill in what they name") {
    const Date today = *date_from_iso("2026-11-10");
    ProjectContent content;
    content.kind = OrgKind::county;
    content.members = 60;
    content.youth = 5;
    content.counted_on = *date_from_iso("2026-12-01");
    content.tags = {"", "甲", "甲"};
    content.partners = {{PartnerKind::firm, "", "x", false, -1}, {PartnerKind::firm, "乙", "", true, 70}};
    content.lasts_until = today;
    for (const FieldError& error : check_project(content, nullptr, today)) check_sentence(error);
    BuildingMode mode{"M", "方式", "", 0, true, {{PartnerKind::village, 2, 3, true}, {PartnerKind::firm, 3, 0, true}}};
    for (const OrgKind kind : {OrgKind::branch, OrgKind::joint_branch, OrgKind::temporary_branch}) {
        content.kind = kind;
        for (const FieldError& error : what_is_missing(content, mode, FoundingRules())) check_sentence(error);
        for (const FieldError& error : notices_of(content, FoundingRules())) check_sentence(error);
    }
    OrgProject project;
    project.content = content;
    project.stage_on = *date_from_iso("2026-11-09");
    StepInput input;
    for (const Stage stage :
         {Stage::prepared, Stage::requested, Stage::elected, Stage::result_reported, Stage::filed}) {
        input.stage = stage;
        input.on = *date_from_iso("2026-11-08");
        input.election = Election{90, 100, 1, 101, 102, 103, 9, {{"", 1}, {"甲", 1}, {"甲", 999}}};
        input.posts = {{"甲", Post::officer}};
        input.paper = PaperInput{"", "", 0, "x", ""};
        for (const FieldError& error : check_step(project, input, {"乙"}, FoundingRules(), today))
            check_sentence(error);
    }
    mode.partners.push_back(mode.partners.front());
    mode.partners[1].max = 1;
    for (const FieldError& error : check_mode(mode)) check_sentence(error);
    CHECK(phrases().explain(FieldError{"paper.signatory", "missing", {}}) == "签发人还没有填。");
}
