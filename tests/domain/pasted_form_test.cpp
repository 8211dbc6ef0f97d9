#include "lib/domain/pasted_form.hpp"

#include <catch2/catch.hpp>
#include <string>

using namespace league;
using namespace std::chrono;

namespace {

constexpr Date kToday = year(2026) / 11 / 23;

std::vector<ActivityKind> kinds() {
    std::vector<ActivityKind> made;
    for (const auto& [code, label] : {std::pair{"theme_day", "主题团日"},
                                      {"branch_meeting", "支部大会"},
                                      {"league_class", "团课"},
                                      {"volunteering", "志愿服务"},
                                      {"culture_sport", "文体活动"},
                                      {"recommend_to_party", "推优入党"}}) {
        ActivityKind kind;
        kind.code = code;
        kind.label = label;
        made.push_back(kind);
    }
    return made;
}

std::optional<PastedForm> read(std::string_view text) {
    return read_pasted_form(text, kToday, kinds());
}

}  // namespace

TEST_CASE("a complete form is read in any order") {
    for (const char* text : {
             "记录\n活动名称:学雷锋志愿服务\n时间:11月5日下午3点\n地点:敬老院\n应到:30\n实到:28\n内容:打扫卫生,"
             "陪老人聊天。",
             "【活动名称】学雷锋志愿服务\n【时间】11月5日下午3点\n【地点】敬老院\n应到30人 "
             "实到28人\n【内容】打扫卫生,陪老人聊天。",
             "内容:打扫卫生,陪老人聊天。\n实到人数:28 应到人数:30\n地点:敬老院 "
             "时间:11月5日下午3点\n主题:学雷锋志愿服务",
             "📌活动名称：学雷锋志愿服务🎉\n⏰时间：2026年11月5日 "
             "15:00\n📍地点：敬老院\n👥应到：30人，实到：28人\n📝内容：打扫卫生,陪老人聊天。",
             "1、活动名称:学雷锋志愿服务;2、时间:11月5日下午3点;3、地点:敬老院;4、应到:30;实到:28;5、内容:打扫卫生,"
             "陪老人聊天。",
         }) {
        INFO(text);
        const auto form = read(text);
        REQUIRE(form);
        CHECK(form->title == "学雷锋志愿服务");
        CHECK(form->date == year(2026) / 11 / 5);
        CHECK(form->minute == 15 * 60);
        CHECK(form->place == "敬老院");
        CHECK(form->heads == Heads{30, 28});
        CHECK(form->content == "打扫卫生,陪老人聊天。");
        CHECK(form->kind == "volunteering");
        CHECK(form->is_complete());
    }
}

TEST_CASE("content runs over lines to the next label") {
    const auto form = read("主题:红色观影\n内容:第一段。\n第二段。\n时间:昨天\n人数:12");
    REQUIRE(form);
    CHECK(form->content == "第一段。\n第二段。");
    CHECK(form->date == year(2026) / 11 / 22);
    CHECK(form->heads == Heads{12, 12});
    CHECK(form->missing == std::vector<FormField>{FormField::kind});
}

TEST_CASE("what a form lacks is named") {
    const auto form = read("时间:昨天\n地点:镇政府");
    REQUIRE(form);
    CHECK(form->missing == std::vector<FormField>{FormField::heads, FormField::kind, FormField::title});
    CHECK_FALSE(form->is_complete());
}

TEST_CASE("what a form says and nobody understands is named") {
    const auto form = read("活动类型:聚会\n活动名称:秋游\n时间:那天\n应到:若干");
    REQUIRE(form);
    CHECK(form->title == "秋游");
    CHECK(form->unreadable == std::vector<FormField>{FormField::date, FormField::heads, FormField::kind});
}

TEST_CASE("a heading without label is the title") {
    const auto form = read("城关镇第一团支部11月主题团日活动\n时间:11月3日\n参加人数:28人\n大家重温了入团誓词。");
    REQUIRE(form);
    CHECK(form->title == "城关镇第一团支部11月主题团日活动");
    CHECK(form->kind == "theme_day");
    CHECK(form->content == "大家重温了入团誓词。");
    CHECK(form->is_complete());
}

TEST_CASE("labels of others end a value and are passed over") {
    const auto form = read("主题:团课学习\n参加人员:张三、李四、王五\n主持人:赵六\n时间:11月3日\n人数:3");
    REQUIRE(form);
    CHECK(form->title == "团课学习");
    CHECK(form->content.empty());
    CHECK(form->kind == "league_class");
    CHECK(form->heads == Heads{3, 3});
}

TEST_CASE("one label is enough after the word that starts a log") {
    const auto form = read("记录 时间:昨天");
    REQUIRE(form);
    CHECK(form->date == year(2026) / 11 / 22);
    CHECK(read("记录主题:秋季读书会")->title == "秋季读书会");
}

TEST_CASE("an ordinary message is no form") {
    for (const char* text : {"", "记录", "今天的活动时间改了", "时间:昨天", "团课", "进度 城关镇", "记录人:张三",
                             "本次活动的时间和地点另行通知", "\xff\xfe", "::::", "【】【】"}) {
        INFO(text);
        CHECK_FALSE(read(text));
    }
}

TEST_CASE("a theme beside a name is kept as content") {
    const auto form = read("活动名称:十一月主题团日\n主题:请党放心 强国有我\n时间:11月3日\n人数:20");
    REQUIRE(form);
    CHECK(form->title == "十一月主题团日");
    CHECK(form->content == "请党放心 强国有我");
}

TEST_CASE("a hostile message is read in bounded time") {
    std::string labels;
    for (int i = 0; i < 100000; ++i) labels += "时间:";
    CHECK_NOTHROW(read(labels));
    CHECK_NOTHROW(read("记录" + std::string(1 << 20, ':')));
    std::string brackets = "主题:";
    for (int i = 0; i < 100000; ++i) brackets += "【";
    CHECK_NOTHROW(read(brackets + "内容:"));
}

TEST_CASE("the longest known word guesses the kind") {
    CHECK(guess_kind("上了一次团课", kinds()) == "league_class");
    CHECK(guess_kind("篮球友谊赛", kinds()) == "culture_sport");
    CHECK(guess_kind("主题团日暨推优", kinds()) == "theme_day");
    CHECK_FALSE(guess_kind("秋游", kinds()));
    CHECK_FALSE(guess_kind("宣誓", kinds()));  // that kind is not among these
    CHECK_FALSE(guess_kind("", kinds()));
}
