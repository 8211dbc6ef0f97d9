// bulletin: from words in a file to papers, without WeChat.
#include "tests/tools/leaguectl/records_of_test.hpp"

using namespace league::test;
using nlohmann::json;

namespace {

std::string words_file(const TestDesk& desk, const json& words) {
    desk.write("words.json", words.dump());
    return desk.file("words.json");
}

}  // namespace

TEST_CASE("a newsletter is composed from a file, changed, and taken back") {
    const TestDesk desk;
    desk.ok("init --county QH --name 青禾县");
    const json words = {{"title", "推进会召开"}, {"body", "两个镇的做法值得借鉴。\n下半月继续。"}};
    const json made = desk.ok("--json bulletin compose --kind newsletter --words " + words_file(desk, words)).json();
    CHECK(made.at("created") == true);
    CHECK(made.at("state") == "composed");
    CHECK(made.at("title") == "推进会召开");
    const std::string id = made.at("id").get<std::string>();
    CHECK(desk.ok("bulletin list").out.find("推进会召开") != std::string::npos);
    CHECK(desk.ok("bulletin list --kind meeting").out == "no bulletin yet\n");
    CHECK(desk.ok("bulletin copy --id " + id).out.find("<p") != std::string::npos);
    CHECK(desk.ok("bulletin internal --id " + id).out.find("不对外发布") != std::string::npos);

    json changed = words;
    changed["opening"] = "11月20日";
    const std::string edit = "bulletin edit --id " + id + " --revision 1 --words " + words_file(desk, changed);
    CHECK(desk.ok("--json " + edit).json().at("revision") == 2);
    changed["opening"] = "11月21日";
    words_file(desk, changed);
    const Said stale = desk.run(edit);
    CHECK(stale.status == 1);
    CHECK(stale.err.find("刚被别人改过") != std::string::npos);

    const Said warned = desk.run("bulletin withdraw --id " + id + " --reason 有误");
    CHECK(warned.status == 1);
    CHECK(warned.err.find("不能恢复") != std::string::npos);
    CHECK(desk.ok("--json bulletin withdraw --id " + id + " --reason 有误 --understood").json().at("state") ==
          "withdrawn");
}

TEST_CASE("the address of an article is listed until the bulletin is withdrawn") {
    const TestDesk desk;
    desk.ok("init --county QH --name 青禾县");
    desk.ok("bulletin compose --kind newsletter --words " +
            words_file(desk, {{"title", "推进会召开"}, {"body", "已召开"}}));
    change_records(desk, "UPDATE bulletins SET state = 'published', article_url = 'https://example.com/s/1'");
    CHECK(desk.ok("bulletin list").out.find("https://example.com/s/1") != std::string::npos);
    change_records(desk, "UPDATE bulletins SET state = 'withdrawn'");
    CHECK(desk.ok("bulletin list").out.find("https://example.com/s/1") == std::string::npos);
    CHECK(desk.ok("bulletin list").out.find("推进会召开") != std::string::npos);
}

TEST_CASE("what is wrong in the words of a bulletin is named") {
    const TestDesk desk;
    desk.ok("init --county QH --name 青禾县");
    const Said unknown =
        desk.run("bulletin compose --kind newsletter --words " + words_file(desk, {{"subtitle", "x"}}));
    CHECK(unknown.status == 1);
    CHECK(unknown.err.find("article.subtitle") != std::string::npos);
    const Said missing = desk.run("bulletin compose --kind newsletter --words " + words_file(desk, {{"title", "x"}}));
    CHECK(missing.err.find("正文还没有填") != std::string::npos);
    CHECK(desk.run("bulletin compose --kind newsletter --words nowhere.json").status == 2);
    const Said of_no_kind = desk.run("bulletin compose --kind circular");
    CHECK(of_no_kind.status == 1);
    CHECK(of_no_kind.err.find("没有“circular”这种通报") != std::string::npos);
    CHECK(desk.run("bulletin list --kind circular").status == 2);
    CHECK(desk.run("bulletin compose --kind meeting --period 2026-13").status == 1);
    CHECK(desk.run("bulletin show --id x").status == 1);
    CHECK(desk.run("bulletin approve --id x --revision 1").status == 2);
}
