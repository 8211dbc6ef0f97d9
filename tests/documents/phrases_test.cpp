#include "lib/documents/phrases.hpp"

#include <atomic>
#include <catch2/catch.hpp>
#include <fstream>
#include <functional>
#include <thread>

#include "tests/support/places.hpp"
#include "tests/support/temp_folder.hpp"

namespace league {
namespace {

void write(const std::filesystem::path& path, const std::string& text) {
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << text;
}

std::string details_of(const std::function<void()>& act) {
    try {
        act();
    } catch (const Problem& problem) {
        CHECK(problem.code() == ProblemCode::internal);
        return problem.details();
    }
    FAIL("nothing was thrown");
    return {};
}

}  // namespace

TEST_CASE("a sentence is found by its file and its key, tables joined by dots") {
    const test::TempFolder folder;
    write(folder.path() / "problems.toml", "busy = \"忙\"\n[field]\nrequired = \"这一项要填。\"\n");
    write(folder.path() / "replies" / "log.toml", "saved = \"已记录:{{title}}\"\nwords = [\"记录\", \"记活动\"]\n");
    const Phrases phrases(folder.path());

    CHECK(phrases.text("problems", "field.required") == "这一项要填。");
    CHECK(phrases.text("replies/log", "saved", {{"title", "学习"}, {"unused", "x"}}) == "已记录:学习");
    CHECK(phrases.list("replies/log", "words") == std::vector<std::string>{"记录", "记活动"});
    CHECK(phrases.keys("problems") == std::vector<std::string>{"busy", "field.required"});
}

TEST_CASE("quotes and angle brackets reach a chat as they were written") {
    const test::TempFolder folder;
    write(folder.path() / "a.toml", "k = \"<{{title}}>\"\n");
    CHECK(Phrases(folder.path()).text("a", "k", {{"title", "\"篮球\" & <跑步>"}}) == "<\"篮球\" & <跑步>>");
}

TEST_CASE("a part of a sentence appears only when its value is not empty") {
    const test::TempFolder folder;
    write(folder.path() / "a.toml", "k = \"好{{#note}}({{note}}){{/note}}\"\n");
    const Phrases phrases(folder.path());
    CHECK(phrases.text("a", "k", {{"note", "甲"}}) == "好(甲)");
    CHECK(phrases.text("a", "k", {{"note", ""}}) == "好");
}

TEST_CASE("a missing key or name stops with its full name instead of leaving a hole") {
    const test::TempFolder folder;
    write(folder.path() / "a.toml", "k = \"{{name}}好\"\n");
    const Phrases phrases(folder.path());
    CHECK(details_of([&] { phrases.text("a", "absent"); }) == "a#absent");
    CHECK(details_of([&] { phrases.text("b", "k"); }) == "b#k");
    CHECK(details_of([&] { phrases.text("a", "k"); }) == "a#k: nothing is called 'name'");
    CHECK(details_of([&] { phrases.check({{"a", "k"}, {"a", "x"}, {"c", "y"}}); }) == "a#x, c#y");
}

TEST_CASE("a file that does not parse stops the start and says where") {
    const test::TempFolder folder;
    SECTION("broken TOML names the line") {
        write(folder.path() / "a.toml", "k = \"x\"\nbroken =\n");
        CHECK(details_of([&] { Phrases{folder.path()}; }).find("a.toml, line 2") != std::string::npos);
    }
    SECTION("a broken tag names the key") {
        write(folder.path() / "a.toml", "k = \"{{#open}}x\"\n");
        CHECK(details_of([&] { Phrases{folder.path()}; }).starts_with("a#k"));
    }
    SECTION("a number is not a sentence") {
        write(folder.path() / "a.toml", "k = 3\n");
        CHECK(details_of([&] { Phrases{folder.path()}; }).starts_with("a#k"));
    }
}

TEST_CASE("a refusal is explained by its key, else by its code") {
    const test::TempFolder folder;
    write(folder.path() / "problems.toml",
          "conflict = \"有冲突\"\ntaken = \"{{code}}已被使用\"\n[field]\nlong = \"最多{{limit}}字\"\n");
    const Phrases phrases(folder.path());
    CHECK(phrases.explain(Problem(ProblemCode::conflict, "taken", {{"code", "A1"}})) == "A1已被使用");
    CHECK(phrases.explain(Problem(ProblemCode::conflict, "taken")) == "有冲突");
    CHECK(phrases.explain(Problem(ProblemCode::conflict, "never_written")) == "有冲突");
    CHECK(phrases.explain(FieldError{"title", "long", {{"limit", "30"}}}) == "最多30字");
}

TEST_CASE("a wrong field is called by its Chinese name") {
    const test::TempFolder folder;
    write(folder.path() / "problems.toml",
          "field.missing = \"{{name}}还没有填\"\nfield_name.photos = \"照片\"\nfield_name.unnamed = \"这一项\"\n");
    const Phrases phrases(folder.path());
    CHECK(phrases.explain(FieldError{"photos", "missing", {}}) == "照片还没有填");
    CHECK(phrases.explain(FieldError{"photos.2", "missing", {}}) == "照片还没有填");
    CHECK(phrases.explain(FieldError{"details.hours", "missing", {{"name", "课时"}}}) == "课时还没有填");
    CHECK(phrases.explain(FieldError{"never_named", "missing", {}}) == "这一项还没有填");
}

TEST_CASE("threads may fill the same sentence at the same time") {
    const test::TempFolder folder;
    write(folder.path() / "a.toml", "k = \"{{#n}}{{n}}{{/n}}号\"\n");
    const Phrases phrases(folder.path());
    std::atomic<int> wrong{0};
    std::vector<std::jthread> threads;
    for (int t = 0; t < 4; ++t)
        threads.emplace_back([&, t] {
            for (int i = 0; i < 500; ++i)
                if (phrases.text("a", "k", {{"n", std::to_string(t)}}) != std::to_string(t) + "号") ++wrong;
        });
    threads.clear();
    CHECK(wrong == 0);
}

TEST_CASE("the project's own sentences all parse") {
    const Phrases phrases(std::filesystem::path(league::test::source_dir()) / "templates");
    for (const auto code : {"invalid_input", "not_signed_in", "not_allowed", "not_found", "internal"})
        CHECK(phrases.has("problems", code));
}

}  // namespace league
