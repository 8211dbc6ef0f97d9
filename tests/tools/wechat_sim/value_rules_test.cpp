#include "tools/wechat_sim/value_rules.hpp"

#include <catch2/catch.hpp>

using league::sim::is_notice_key;
using league::sim::is_notice_value;

TEST_CASE("a notice value is taken or refused as the table of types says") {
    struct Row {
        const char* key;
        const char* value;
        bool good;
    };
    const Row rows[] = {
        {"thing1", "十一月主题团日活动记录提醒测试字数正好二十", false},
        {"thing1", "十一月主题团日活动记录提醒测试字数正二十", true},
        {"thing1", "", false},
        {"thing1", "一行\n两行", false},
        {"number3", "12.5", true},
        {"number3", "12个", false},
        {"letter1", "abcXYZ", true},
        {"letter1", "ab1", false},
        {"symbol1", "#*!", true},
        {"symbol1", "#团", false},
        {"character_string9", "A-2026/11", true},
        {"character_string9", "编号1", false},
        {"character_string9", "123456789012345678901234567890123", false},
        {"time2", "15:01", true},
        {"time2", "2019年10月1日 15:01", true},
        {"time2", "2019年10月1日 15:01~2019年10月1日 16:00", true},
        {"time2", "25:01", false},
        {"time2", "2019年10月1日", false},
        {"date2", "2019年10月1日", true},
        {"date2", "2019-12-25 09:42", true},
        {"date2", "2019年10月1日~2019年10月3日", true},
        {"date2", "10月1日", false},
        {"date2", "2019年13月1日", false},
        {"amount1", "¥100元", true},
        {"amount1", "12345678901", false},
        {"phone_number1", "+86-0766-66888866", true},
        {"phone_number1", "电话0766", false},
        {"car_number1", "粤A8Z888挂", true},
        {"car_number1", "粤A8挂Z88", false},
        {"name1", "欧阳小明", true},
        {"name1", "欧阳小明欧阳小明欧阳小", false},
        {"name1", "Johann Sebastian Bac", true},
        {"phrase1", "已逾期", true},
        {"phrase1", "已逾期1次", false},
        {"phrase1", "已经过去很久", false},
        {"const1", "正常", true},
    };
    for (const Row& row : rows) {
        CAPTURE(row.key, row.value);
        CHECK(is_notice_value(row.key, row.value, {}) == row.good);
    }
}

TEST_CASE("an enum takes its listed values alone") {
    CHECK(is_notice_value("enum1", "待办", {"待办", "已办"}));
    CHECK_FALSE(is_notice_value("enum1", "在办", {"待办", "已办"}));
}

TEST_CASE("a key is a known type and a number") {
    CHECK(is_notice_key("thing1"));
    CHECK_FALSE(is_notice_key("thing"));
    CHECK_FALSE(is_notice_key("keyword1"));
}
