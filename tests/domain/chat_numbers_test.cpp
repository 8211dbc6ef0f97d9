#include "lib/domain/chat_numbers.hpp"

#include <catch2/catch.hpp>
#include <string>
#include <utility>
#include <vector>

using namespace league;

namespace {

std::string read(std::string_view text) {
    const auto heads = parse_heads(text);
    if (heads) return std::to_string(heads->expected) + "/" + std::to_string(heads->present);
    switch (heads.error()) {
        case HeadsFault::no_number: return "no number";
        case HeadsFault::too_many_numbers: return "too many";
        case HeadsFault::out_of_range: return "out of range";
    }
    return "?";
}

void check(const std::vector<std::pair<const char*, const char*>>& cases) {
    for (const auto& [text, expected] : cases) {
        INFO(text);
        CHECK(read(text) == expected);
    }
}

}  // namespace

TEST_CASE("of two bare numbers the larger is due") {
    check({{"30 28", "30/28"},
           {"30/28", "30/28"},
           {"28/30", "30/28"},
           {"30,28", "30/28"},
           {"３０，２８", "30/28"},
           {"30、28", "30/28"},
           {"30人 28人", "30/28"},
           {"30.28", "30/28"},
           {"30-28", "30/28"},
           {"30 0", "30/0"},
           {"三十 二十八", "30/28"},
           {"30\n28", "30/28"}});
}

TEST_CASE("labels decide before size") {
    check({{"应到30实到28", "30/28"},
           {"应到30人,实到28人", "30/28"},
           {"应到：30人；实到：28人。", "30/28"},
           {"实到28,应到30", "30/28"},
           {"应到三十人实到二十八人", "30/28"},
           {"应参加30人,实际参加28人", "30/28"},
           {"30人应到,28人实到", "30/28"},
           {"应到28实到30", "28/30"},
           {"应到30,28人参加", "30/28"},
           {"应到30 实到28 其中女生12", "30/28"},
           {"应30实28", "30/28"},
           {"总人数30 到了28", "30/28"}});
}

TEST_CASE("one number is both") {
    check({{"30", "30/30"},
           {"30人", "30/30"},
           {"30人都到了", "30/30"},
           {"三十人全到", "30/30"},
           {"应到30", "30/30"},
           {"实到28人", "28/28"},
           {"参加28人", "28/28"},
           {"共一百二十人", "120/120"},
           {"廿三人", "23/23"},
           {"一共来了28个人", "28/28"},
           {"两人", "2/2"},
           {"0", "0/0"}});
}

TEST_CASE("those absent are taken from those due") {
    check({{"30人请假2人", "30/28"},
           {"30人,2人请假", "30/28"},
           {"应到30,缺席2", "30/28"},
           {"实到28,请假2", "30/28"},
           {"30人,没来2个", "30/28"},
           {"2人请假30人", "out of range"},
           {"应到2缺席3", "out of range"}});
}

TEST_CASE("numbers that count no heads are passed over") {
    check({{"11月3日 30人 28人", "30/28"},
           {"到会率90% 30 27", "30/27"},
           {"第3次活动30人", "30/30"},
           {"2026年11月31号", "no number"},
           {"3号 30人", "30/30"},
           {"大家一起来的,30人", "30/30"}});
}

TEST_CASE("what cannot be told apart is asked again") {
    check({{"", "no number"},
           {"都到了", "no number"},
           {"30 28 12", "too many"},
           {"请假2人", "no number"},
           {"100001", "out of range"},
           {"99999999999999999999 3", "out of range"},
           {"一起", "no number"}});
    CHECK(read(std::string(1 << 20, '7')) == "out of range");
    CHECK(read("\xff\xfe\x80") == "no number");
}

TEST_CASE("a single count is a single number") {
    CHECK(parse_count("30") == 30);
    CHECK(parse_count(" 30人 ") == 30);
    CHECK(parse_count("三十") == 30);
    CHECK(parse_count("一千零五") == 1005);
    CHECK(parse_count("两百三") == 230);
    CHECK_FALSE(parse_count("30 28"));
    CHECK_FALSE(parse_count("很多"));
    CHECK_FALSE(parse_count("999999999999"));
}

TEST_CASE("a number that stands alone is told from one among words") {
    for (const char* alone : {"28", "２８", " 28 ", "28人", "实到28人", "实到 28", "到28人。", "二十八"}) {
        INFO(alone);
        CHECK(parse_bare_count(alone) == 28);
    }
    for (const char* words : {"", "无", "看了3本书", "28人到了", "28 2", "3公里", "-28", "实到"}) {
        INFO(words);
        CHECK_FALSE(parse_bare_count(words));
    }
}
