#include "lib/domain/chat_date.hpp"

#include <catch2/catch.hpp>
#include <string>
#include <utility>
#include <vector>

using namespace league;
using namespace std::chrono;

namespace {

/// The day as ISO text, or the fault as a word.
std::string read(std::string_view text, Date today) {
    const auto date = parse_chat_date(text, today);
    if (date) return to_iso(*date);
    switch (date.error()) {
        case DateFault::nothing_found: return "nothing";
        case DateFault::no_such_day: return "no such day";
        case DateFault::in_the_future: return "future";
    }
    return "?";
}

constexpr Date kMonday = year(2026) / 11 / 23;  // a Monday

using Cases = std::vector<std::pair<const char*, const char*>>;

void check(const Cases& cases, Date today) {
    for (const auto& [text, expected] : cases) {
        INFO(text);
        CHECK(read(text, today) == expected);
    }
}

}  // namespace

TEST_CASE("named days are counted back from today") {
    check({{"今天", "2026-11-23"},
           {"今天下午", "2026-11-23"},
           {"刚刚开完", "2026-11-23"},
           {"昨天", "2026-11-22"},
           {"昨晚7点", "2026-11-22"},
           {"前天", "2026-11-21"},
           {"大前天", "2026-11-20"},
           {" 今日 ", "2026-11-23"},
           {"就是昨天下午开的会", "2026-11-22"}},
          kMonday);
}

TEST_CASE("a month and day without year are this year's, or last year's when that is nearer") {
    check({{"11月3日", "2026-11-03"},
           {"11月3号", "2026-11-03"},
           {"11月3", "2026-11-03"},
           {"11 月 3 日", "2026-11-03"},
           {"１１月３日", "2026-11-03"},
           {"十一月三日", "2026-11-03"},
           {"十一月二十三号", "2026-11-23"},
           {"11.3", "2026-11-03"},
           {"11-3", "2026-11-03"},
           {"11/3", "2026-11-03"},
           {"11/03", "2026-11-03"},
           {"我们11月3日下午开的", "2026-11-03"},
           {"3月5日至7日", "2026-03-05"},
           {"11月份3号", "2026-11-03"}},
          kMonday);
    check({{"12月30日", "2025-12-30"}, {"12.30", "2025-12-30"}, {"1月5号", "2026-01-05"}}, year(2026) / 1 / 5);
    check({{"11月3日", "2025-11-03"}}, year(2026) / 3 / 1);
}

TEST_CASE("a day without month is the newest such day") {
    check({{"3号", "2026-11-03"},
           {"三号", "2026-11-03"},
           {"3日", "2026-11-03"},
           {"23号", "2026-11-23"},
           {"24号", "2026-10-24"},
           {"廿三日", "2026-11-23"},
           {"二十三号", "2026-11-23"},
           {"本月3号", "2026-11-03"},
           {"这个月3号", "2026-11-03"},
           {"上个月3号", "2026-10-03"},
           {"上月30日", "2026-10-30"}},
          kMonday);
    check({{"31号", "2026-10-31"}, {"30号", "2026-11-30"}}, year(2026) / 12 / 5);
    check({{"30号", "2026-01-30"}, {"31号", "2026-01-31"}}, year(2026) / 3 / 15);
    check({{"上个月31号", "2025-12-31"}}, year(2026) / 1 / 15);
}

TEST_CASE("full dates are read in every usual form") {
    check({{"2026年11月3日", "2026-11-03"},
           {"2026-11-03", "2026-11-03"},
           {"2026/11/3", "2026-11-03"},
           {"2026.11.3", "2026-11-03"},
           {"20261103", "2026-11-03"},
           {"26年11月3日", "2026-11-03"},
           {"二〇二六年十一月三日", "2026-11-03"},
           {"二零二六年十一月三日", "2026-11-03"},
           {"今年3月5号", "2026-03-05"},
           {"去年12月3日", "2025-12-03"},
           {"2024年2月29日", "2024-02-29"},
           {"2026年 11月 3日", "2026-11-03"}},
          kMonday);
}

TEST_CASE("days of the week are the newest, of this week or of the week before") {
    check({{"周一", "2026-11-23"},
           {"周三", "2026-11-18"},
           {"星期三", "2026-11-18"},
           {"礼拜天", "2026-11-22"},
           {"上周三", "2026-11-18"},
           {"上周一", "2026-11-16"},
           {"上上周三", "2026-11-11"},
           {"上个星期五", "2026-11-20"},
           {"本周一", "2026-11-23"},
           {"周日", "2026-11-22"},
           {"上周天", "2026-11-22"},
           {"周3", "2026-11-18"}},
          kMonday);
    check({{"本周三", "2026-11-25"},
           {"这周三", "2026-11-25"},
           {"周三", "2026-11-25"},
           {"上周三", "2026-11-18"},
           {"周五", "2026-11-20"}},
          year(2026) / 11 / 26);
}

TEST_CASE("a day that has not come is refused, not guessed") {
    check({{"明天", "future"},
           {"后天", "future"},
           {"大后天", "future"},
           {"下周三", "future"},
           {"本周五", "future"},
           {"2026年11月24日", "future"},
           {"2027-01-01", "future"},
           {"本月30号", "future"},
           {"11月24日", "future"},
           {"12月3日", "future"},
           {"12.30", "future"}},
          kMonday);
}

TEST_CASE("a day that does not exist is said to be none") {
    check({{"2月30日", "no such day"},
           {"13月1日", "no such day"},
           {"2026年2月29日", "no such day"},
           {"32号", "no such day"},
           {"0号", "no such day"},
           {"2026-11-31", "no such day"},
           {"9999年1月1日", "no such day"},
           {"99999999999号", "no such day"}},
          kMonday);
    check({{"2月29日", "2028-02-29"}}, year(2028) / 3 / 1);
    check({{"2月29日", "2028-02-29"}}, year(2029) / 3 / 1);
    check({{"2月29日", "no such day"}}, year(2029) / 11 / 23);
    check({{"2月29日", "future"}}, year(2028) / 2 / 28);
}

TEST_CASE("numbers that name no day are passed over") {
    check({{"", "nothing"},
           {"篮球赛", "nothing"},
           {"30人", "nothing"},
           {"3号楼", "nothing"},
           {"8:30-11:30", "nothing"},
           {"8-10点", "nothing"},
           {"3.5公里", "nothing"},
           {"一起学习", "nothing"},
           {"第3期", "nothing"},
           {"周边环境整治", "nothing"},
           {"每周一次", "nothing"},
           {"28/30", "nothing"},
           {"3号楼,11月5号", "2026-11-05"},
           {"3.5公里越野 11月3日", "2026-11-03"},
           {"15:00 11月3日", "2026-11-03"}},
          kMonday);
}

TEST_CASE("a text begins with a day or with something that is counted") {
    struct Case {
        const char* text;
        const char* day;
        const char* word;
    };
    const std::vector<Case> cases = {{"昨天下午 看了三个支部", "2026-11-22", "昨天下午"},
                                     {"昨天，看了", "2026-11-22", "昨天"},
                                     {"11月3日\u3000看了", "2026-11-03", "11月3日"},
                                     {"去年12月3日看了 缺场地", "2025-12-03", ""},
                                     {"昨天看了", "2026-11-22", ""},
                                     {"11.3 看了", "2026-11-03", ""},
                                     {"12月3日 看了", "wrong", "12月3日"},
                                     {"明天", "wrong", "明天"},
                                     {"2月30日 看了", "wrong", "2月30日"},
                                     {"3/5支部缺场地", "none", ""},
                                     {"12/20 支部没开会", "none", ""},
                                     {"35号点位 缺人", "none", ""},
                                     {"3号村没有活动", "none", ""},
                                     {"3个支部明天要换届 已看", "none", ""},
                                     {"周边环境好", "none", ""},
                                     {"看了三个支部", "none", ""},
                                     {"", "none", ""}};
    for (const Case& one : cases) {
        INFO(one.text);
        const FirstDay read = parse_first_day(one.text, "，：", kMonday);
        CHECK((read.is_wrong ? "wrong" : read.day ? to_iso(*read.day) : "none") == one.day);
        CHECK(read.word == one.word);
    }
}

TEST_CASE("hostile text is read in bounded time") {
    CHECK(read(std::string(1 << 20, '9'), kMonday) == "nothing");
    CHECK(read("\xff\xfe\x80\xf0\x9f", kMonday) == "nothing");
    std::string many;
    for (int i = 0; i < 100000; ++i) many += "上";
    CHECK(read(many + "周三", kMonday) == "nothing");
    CHECK(read("\xe5\xa4", kMonday) == "nothing");
}

TEST_CASE("a time of day is read with its part of the day") {
    const std::vector<std::pair<const char*, int>> cases = {{"19:30", 1170},
                                                            {"１９：３０", 1170},
                                                            {"下午3点", 900},
                                                            {"下午三点半", 930},
                                                            {"晚上7点半", 1170},
                                                            {"上午9时15分", 555},
                                                            {"11月3日下午3点到5点", 900},
                                                            {"3月5日15:00-17:00", 900},
                                                            {"9点一刻", 555},
                                                            {"中午12点", 720},
                                                            {"中午1点", 780},
                                                            {"凌晨12点半", 30},
                                                            {"0:05", 5},
                                                            {"8点", 480}};
    for (const auto& [text, minute] : cases) {
        INFO(text);
        CHECK(parse_chat_minute(text) == minute);
    }
    for (const char* none : {"", "下午", "2小时", "25:00", "30:28", "12:3", "11月3日", "99点"}) {
        INFO(none);
        CHECK_FALSE(parse_chat_minute(none));
    }
}
