#include "lib/wechat/limits.hpp"

#include <catch2/catch.hpp>

#include "lib/wechat/client.hpp"

using namespace league;
using namespace league::wechat;

namespace {

const WechatLimits kLimits;

std::string times(std::size_t count, const std::string& text) {
    std::string out;
    for (std::size_t i = 0; i < count; ++i) out += text;
    return out;
}

Article good_article() {
    Article article;
    article.title = "城关镇团委 11 月上半月工作";
    article.content = "<p>内容</p>";
    article.cover_media_id = "m";
    return article;
}

std::vector<std::string> fields(const std::vector<FieldError>& errors) {
    std::vector<std::string> names;
    for (const auto& error : errors) names.push_back(error.field);
    return names;
}

}  // namespace

TEST_CASE("an article inside all limits has no errors, and each limit is exact") {
    CHECK(check_article(good_article(), kLimits).empty());
    auto article = good_article();
    article.title = times(32, "团");
    article.author = times(16, "团");
    article.digest = times(128, "团");
    article.content = times(19999, "团");
    article.source_url = "https://x.cn/" + times(1024 - 13, "a");
    CHECK(check_article(article, kLimits).empty());
    article.title += "团";
    article.author += "团";
    article.digest += "团";
    article.content += "团";
    article.source_url += "a";
    CHECK(fields(check_article(article, kLimits)) ==
          std::vector<std::string>{"title", "author", "digest", "content", "source_url"});
}

TEST_CASE("an article without title, content or cover names all three") {
    CHECK(fields(check_article({}, kLimits)) == std::vector<std::string>{"title", "content", "cover_media_id"});
    CHECK(fields(check_article({}, kLimits, CoverCheck::later)) == std::vector<std::string>{"title", "content"});
}

TEST_CASE("emoji and line breaks are refused in a title and a digest but not in the content") {
    auto article = good_article();
    article.title = "进展😀";
    article.digest = "一\n二";
    article.content = "<p>😀</p>\n";
    CHECK(fields(check_article(article, kLimits)) == std::vector<std::string>{"title", "digest"});
}

TEST_CASE("a megabyte of content in few characters is refused by its bytes") {
    auto article = good_article();
    WechatLimits wide = kLimits;
    wide.content = 10'000'000;
    article.content.assign(1024 * 1024, 'x');
    CHECK(check_article(article, wide).at(0).key == "wechat.too_many_bytes");
}

TEST_CASE("the type of a notice value is its key without the number") {
    CHECK(notice_type("thing1") == "thing");
    CHECK(notice_type("character_string12") == "character_string");
    CHECK(notice_type("phone_number3") == "phone_number");
    for (const auto* wrong : {"thing", "1", "", "keyword1", "first", "thing1a", "Thing1"})
        CHECK_FALSE(notice_type(wrong));
}

TEST_CASE("values that keep the rule of their type pass") {
    const std::vector<std::pair<std::string, std::string>> good = {
        {"thing1", times(20, "团")},
        {"number1", "12.50"},
        {"letter1", "abcXYZ"},
        {"symbol1", "#-!"},
        {"character_string1", "A-1 b#2"},
        {"time1", "15:01"},
        {"time1", "2019年10月1日 15:01"},
        {"time1", "15:01~16:30"},
        {"time1", "2019-12-25 09:42:10"},
        {"date1", "2019年10月1日"},
        {"date1", "2019-12-25 09:42"},
        {"date1", "2019年10月1日~2019年10月7日"},
        {"amount1", "￥100.50"},
        {"amount1", "100元"},
        {"phone_number1", "+86-0766-66888866"},
        {"car_number1", "粤A8Z888挂"},
        {"name1", "欧阳娜娜"},
        {"name1", "John Smith Junior"},
        {"phrase1", "已通过"},
        {"enum1", "正常"},
        {"const1", "待办"},
    };
    for (const auto& [key, value] : good) {
        INFO(key << " = " << value);
        CHECK(check_notice({{key, value}}, kLimits).empty());
    }
}

TEST_CASE("values that break the rule of their type are named") {
    const std::vector<std::pair<std::string, std::string>> bad = {
        {"thing1", times(21, "团")},
        {"thing1", ""},
        {"thing1", "  "},
        {"thing1", "换\n行"},
        {"thing1", "表情😀"},
        {"number1", "12a"},
        {"number1", "1.2.3"},
        {"number1", "."},
        {"number1", times(33, "1")},
        {"letter1", "a1"},
        {"letter1", "团"},
        {"symbol1", "ab"},
        {"symbol1", "######"},
        {"character_string1", "中文"},
        {"character_string1", times(33, "a")},
        {"time1", "3点"},
        {"time1", "25:00"},
        {"time1", "2019年10月1日"},
        {"date1", "15:01"},
        {"date1", "2019年13月1日"},
        {"date1", "明天"},
        {"amount1", "一百元"},
        {"amount1", "12345678901"},
        {"phone_number1", "abc"},
        {"phone_number1", times(18, "1")},
        {"car_number1", "粤A8Z8888挂"},
        {"car_number1", "A粤B"},
        {"name1", times(11, "团")},
        {"name1", times(21, "a")},
        {"phrase1", "已通过审核了"},
        {"phrase1", "ok"},
        {"keyword1", "x"},
    };
    for (const auto& [key, value] : bad) {
        INFO(key << " = " << value);
        const auto errors = check_notice({{key, value}}, kLimits);
        REQUIRE(errors.size() == 1);
        CHECK(errors[0].field == key);
    }
}

TEST_CASE("a text is made to fit, a number or a date is never cut") {
    CHECK(fit_notice_value("thing", times(30, "团"), kLimits) == times(19, "团") + "…");
    CHECK(fit_notice_value("thing", "城关镇\n团委😀", kLimits) == "城关镇 团委");
    CHECK(fit_notice_value("thing", "  ", kLimits) == "无");
    CHECK(fit_notice_value("thing", "😀", kLimits) == "无");
    CHECK(fit_notice_value("name", times(12, "团"), kLimits) == times(9, "团") + "…");
    CHECK(fit_notice_value("name", times(25, "a"), kLimits) == times(17, "a") + "...");
    CHECK(fit_notice_value("number", "１，２３４．５", kLimits) == "1234.5");
    CHECK(fit_notice_value("time", "１５：０１", kLimits) == "15:01");
    CHECK(fit_notice_value("amount", "1,000元", kLimits) == "1000元");
    CHECK_FALSE(fit_notice_value("number", times(33, "1"), kLimits));
    CHECK_FALSE(fit_notice_value("date", "2019年10月", kLimits));
    CHECK_FALSE(fit_notice_value("phone_number", times(18, "1"), kLimits));
    CHECK_FALSE(fit_notice_value("character_string", "编号一", kLimits));
    CHECK_FALSE(fit_notice_value("phrase", "审核没有通过", kLimits));
    CHECK_FALSE(fit_notice_value("number", "", kLimits));
    CHECK_FALSE(fit_notice_value("colour", "red", kLimits));
}

TEST_CASE("whatever fits passes the check") {
    const std::vector<std::string> texts = {"",    " ",    "😀",          "团",        times(50, "团"), times(50, "a"),
                                            "1,5", "a\tb", "１２：３０", "2026-11-01"};
    for (const auto* key : {"thing1", "number1", "letter1", "symbol1", "character_string1", "time1", "date1", "amount1",
                            "phone_number1", "car_number1", "name1", "phrase1", "enum1", "const1"}) {
        for (const auto& text : texts) {
            INFO(key << " = " << text);
            const auto fitted = fit_notice({{key, text}}, kLimits);
            if (fitted) {
                CHECK(check_notice(*fitted, kLimits).empty());
            } else {
                CHECK(fitted.error().at(0).field == key);
            }
        }
    }
}

TEST_CASE("a mini-program scene takes its own characters and no percent sign") {
    CHECK(is_mini_program_scene("b=1&t=2!#$'()*+,/:;?@-._~", kLimits));
    CHECK_FALSE(is_mini_program_scene("%E5", kLimits));
    CHECK_FALSE(is_mini_program_scene("团", kLimits));
    CHECK_FALSE(is_mini_program_scene("", kLimits));
    CHECK_FALSE(is_mini_program_scene(std::string(33, 'a'), kLimits));
}

TEST_CASE("a menu is checked with the path of what is wrong") {
    MenuButton progress;
    progress.name = "进度";
    progress.type = "click";
    progress.key = "progress";
    CHECK(check_menu({progress}, kLimits).empty());

    MenuButton group;
    group.name = "更多";
    group.buttons = {progress, progress};
    CHECK(check_menu({progress, group}, kLimits).empty());
    group.buttons[1].key.clear();
    CHECK(fields(check_menu({progress, group}, kLimits)) == std::vector<std::string>{"buttons[1].buttons[1].key"});
    CHECK(fields(check_menu({}, kLimits)) == std::vector<std::string>{"buttons"});
    progress.name = times(6, "团");
    CHECK(fields(check_menu({progress}, kLimits)) == std::vector<std::string>{"buttons[0].name"});

    MenuButton program;
    program.name = "填报";
    program.type = "miniprogram";
    program.appid = "wx1";
    program.page = "pages/log";
    CHECK(fields(check_menu({program}, kLimits)) == std::vector<std::string>{"buttons[0].url"});
}
