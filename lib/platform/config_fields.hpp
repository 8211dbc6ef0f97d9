// The list that reader, documentation and example of the configuration share, inside lib/platform only: for
// each key its section, name, effect, allowed values, how it is read into its member and how it is printed.
// The only place that includes toml++ are the .cpp files of config_*.
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "lib/platform/config.hpp"

namespace league::config {

/// A TOML value taken apart, so that this header needs no toml++.
struct Value {
    enum class Kind { text, number, flag, list, table, other } kind = Kind::other;
    std::string text;
    long long number = 0;
    bool flag = false;
    std::vector<std::string> list;             ///< of an array of texts
    std::map<std::string, std::string> table;  ///< of a table of texts
    bool uniform = true;                       ///< every element of list or table was a text
};

/// What is wrong with a value, or "" after it went into its member.
using ReadValue = std::function<std::string(const Value&)>;

struct Field {
    std::string section;
    std::string key;
    std::string about;
    std::string type;  ///< for people: "text", "number 1..65535", "draft | publish"
    bool secret = false;
    bool required = false;
    ReadValue read;
    std::function<std::string()> show;  ///< as TOML
};

enum class TextRule { any, not_empty, url, path };

class Fields {
public:
    void section(std::string name, std::string about);
    void text(std::string key, std::string& member, TextRule rule, std::string about);
    void choice(std::string key, std::string& member, std::vector<std::string> allowed, std::string about);
    void flag(std::string key, bool& member, std::string about);
    void list(std::string key, std::vector<std::string>& member, std::string about);
    void table(std::string key, std::map<std::string, std::string>& member, std::string about);
    void secret(std::string key, Secret& member, std::string about);
    /// "HH:MM", as minutes since midnight.
    void time_of_day(std::string key, std::chrono::minutes& member, std::string about);
    /// When something is done, in the words of lib/domain/schedule_rule.hpp; an optional one may be empty.
    void rule(std::string key, ScheduleRule& member, std::string about);
    void rule(std::string key, std::optional<ScheduleRule>& member, std::string about);
    void rules(std::string key, std::vector<ScheduleRule>& member, std::string about);
    template <typename Number>
    void number(std::string key, Number& member, long long least, long long most, std::string about) {
        static_assert(std::is_integral_v<Number> && !std::is_same_v<Number, bool>);
        whole(std::move(key), least, most, std::move(about), static_cast<long long>(member),
              [&member](long long value) { member = static_cast<Number>(value); });
    }
    /// A duration in the unit of its type; the key's name says which.
    template <typename Duration>
    void span(std::string key, Duration& member, long long least, long long most, std::string about) {
        whole(std::move(key), least, most, std::move(about), member.count(),
              [&member](long long value) { member = Duration(static_cast<typename Duration::rep>(value)); });
    }
    template <typename Enum>
    void options(std::string key, Enum& member, std::vector<std::pair<std::string, Enum>> allowed, std::string about);

    /// The field added last has no usable default: an entry without it is a fault.
    void must_be_given() { fields_.back().required = true; }

    const std::vector<Field>& all() const { return fields_; }
    /// In order of adding: name and effect of each section.
    const std::vector<std::pair<std::string, std::string>>& sections() const { return sections_; }

private:
    void add(Field field);
    void whole(std::string key, long long least, long long most, std::string about, long long now,
               std::function<void(long long)> set);

    std::vector<std::pair<std::string, std::string>> sections_;
    std::vector<Field> fields_;
};

template <typename Enum>
void Fields::options(std::string key, Enum& member, std::vector<std::pair<std::string, Enum>> allowed,
                     std::string about) {
    Field field;
    field.key = std::move(key);
    field.about = std::move(about);
    std::string current;
    for (const auto& [name, value] : allowed) {
        field.type += (field.type.empty() ? "" : " | ") + name;
        if (value == member) current = name;
    }
    field.show = [current] { return "\"" + current + "\""; };
    field.read = [&member, allowed, type = field.type](const Value& value) -> std::string {
        if (value.kind == Value::Kind::text) {
            for (const auto& [name, meaning] : allowed) {
                if (name != value.text) continue;
                member = meaning;
                return "";
            }
        }
        return "must be one of " + type;
    };
    add(std::move(field));
}

/// All keys outside the arrays of tables. The members must outlive the list.
Fields fields_of(Config& config);
/// The keys of one [[account]], [[notice]] and [[robot]].
Fields fields_of(WechatAccount& account);
Fields fields_of(NoticeConfig& notice);
Fields fields_of(RobotConfig& robot);
void add_wechat_limits(Fields& fields, WechatLimits& numbers);

/// A TOML basic string with its quotes.
std::string toml_text(std::string_view text);

}  // namespace league::config
