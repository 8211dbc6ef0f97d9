#include "lib/platform/config_fields.hpp"

namespace league {

namespace {

using config::Field;
using config::Fields;

std::string cell(std::string text) {
    std::string out;
    for (const char c : text) {
        if (c == '|') out += '\\';
        out += c;
    }
    return out;
}

std::string markdown(const Fields& fields, bool entries) {
    std::string text;
    for (const auto& [section, about] : fields.sections()) {
        text += "\n## " + (entries ? "[[" + section + "]]" : "[" + section + "]") + "\n\n" + about + "\n\n";
        text += "| key | type | default | effect |\n|---|---|---|---|\n";
        for (const auto& field : fields.all()) {
            if (field.section != section) continue;
            const auto initial = field.secret ? "" : field.required ? "must be given" : "`" + field.show() + "`";
            text += "| `" + field.key + "` | " + cell(field.type) + " | " + cell(initial) + " | " + cell(field.about) +
                    " |\n";
        }
    }
    return text;
}

std::string toml(const Fields& fields, bool entries) {
    std::string text;
    for (const auto& [section, about] : fields.sections()) {
        text += "\n# " + about + "\n" + (entries ? "[[" + section + "]]" : "[" + section + "]") + "\n";
        for (const auto& field : fields.all()) {
            if (field.section != section || field.secret) continue;
            text += "# " + field.about + ".\n" + field.key + " = " + field.show() + "\n";
        }
    }
    return text;
}

}  // namespace

std::string describe_config() {
    Config config;
    WechatAccount account;
    NoticeConfig notice;
    RobotConfig robot;
    return markdown(config::fields_of(config), false) + markdown(config::fields_of(account), true) +
           markdown(config::fields_of(notice), true) + markdown(config::fields_of(robot), true);
}

std::string example_config() {
    Config config;
    WechatAccount account;
    NoticeConfig notice;
    RobotConfig robot;
    return toml(config::fields_of(config), false) + toml(config::fields_of(account), true) +
           toml(config::fields_of(notice), true) + toml(config::fields_of(robot), true);
}

}  // namespace league
