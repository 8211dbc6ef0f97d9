#include "lib/domain/kind_words.hpp"

#include <array>

namespace league {
namespace {

using Word = std::pair<std::string_view, std::string_view>;

constexpr auto kWords = std::to_array<Word>({
    {"主题团日", "theme_day"},
    {"团日活动", "theme_day"},
    {"团日", "theme_day"},
    {"主题活动", "theme_day"},
    {"支部大会", "branch_meeting"},
    {"团员大会", "branch_meeting"},
    {"支部会议", "branch_meeting"},
    {"支部委员会", "committee_meeting"},
    {"支委会", "committee_meeting"},
    {"委员会会议", "committee_meeting"},
    {"团小组会", "group_meeting"},
    {"小组会", "group_meeting"},
    {"团课", "league_class"},
    {"微团课", "league_class"},
    {"上课", "league_class"},
    {"理论学习", "league_class"},
    {"学习会", "league_class"},
    {"组织生活会", "life_meeting"},
    {"生活会", "life_meeting"},
    {"民主评议", "appraisal"},
    {"团员评议", "appraisal"},
    {"教育评议", "appraisal"},
    {"评议", "appraisal"},
    {"入团誓词", "oath"},
    {"入团宣誓", "oath"},
    {"宣誓", "oath"},
    {"团歌", "song"},
    {"青春承诺", "pledge"},
    {"承诺", "pledge"},
    {"创先争优", "trade_excellence"},
    {"行业争优", "trade_excellence"},
    {"推优入团", "recommend_to_league"},
    {"推荐入团", "recommend_to_league"},
    {"推优入党", "recommend_to_party"},
    {"推荐入党", "recommend_to_party"},
    {"推优", "recommend_to_party"},
    {"志愿服务", "volunteering"},
    {"志愿者", "volunteering"},
    {"志愿", "volunteering"},
    {"义工", "volunteering"},
    {"义务劳动", "volunteering"},
    {"学雷锋", "volunteering"},
    {"座谈会", "forum"},
    {"座谈", "forum"},
    {"走访", "visit"},
    {"慰问", "visit"},
    {"送温暖", "visit"},
    {"看望", "visit"},
    {"文体", "culture_sport"},
    {"篮球", "culture_sport"},
    {"足球", "culture_sport"},
    {"羽毛球", "culture_sport"},
    {"乒乓球", "culture_sport"},
    {"运动会", "culture_sport"},
    {"文艺", "culture_sport"},
    {"晚会", "culture_sport"},
    {"技能培训", "training"},
    {"培训", "training"},
    {"助农直播", "farm_livestream"},
    {"直播", "farm_livestream"},
    {"助农", "farm_livestream"},
});

}  // namespace

std::span<const Word> kind_words() {
    return kWords;
}

}  // namespace league
