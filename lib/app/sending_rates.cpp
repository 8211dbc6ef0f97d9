#include "lib/app/sending_rates.hpp"

#include "lib/app/bulletin_flow.hpp"
#include "lib/app/group_news.hpp"
#include "lib/app/tell_person.hpp"

namespace league {

SendingRates sending_rates(const Config& config) {
    const SendingConfig& limits = config.sending;
    SendingRates rates;
    rates[std::string(kTellNotice)] = {"notice", limits.notices_per_minute, limits.notices_per_day, 0};
    rates[std::string(kTellText)] = {"text", limits.texts_per_minute, limits.texts_per_day, 0};
    rates[std::string(kColumnSubmit)] = {"article", 0, limits.articles_per_day, 0};
    rates[std::string(kColumnMass)] = {"mass send", 0, limits.mass_sends_per_day, 0};
    rates[std::string(kColumnPreview)] = {"preview", 0, limits.previews_per_day, 0};
    const auto per_robot = static_cast<long long>(config.wechat.limits.robot_per_minute);
    for (const std::string_view kind : {kRobotText, kRobotPicture})
        rates[std::string(kind)] = {"robot", per_robot, 0, 0};
    return rates;
}

}  // namespace league
