#include "lib/platform/config_fields.hpp"

#include <algorithm>
#include <charconv>

namespace league::config {

namespace {

using std::chrono::minutes;

std::string join_quoted(const std::vector<std::string>& items) {
    std::string text = "[";
    for (const auto& item : items) text += (text.size() > 1 ? ", " : "") + toml_text(item);
    return text + "]";
}

bool is_url(std::string_view text) {
    const bool scheme = text.starts_with("http://") || text.starts_with("https://");
    const auto host = scheme ? text.substr(text.find("//") + 2) : std::string_view{};
    return scheme && !host.empty() && host.find_first_of(" \t\r\n\"<>") == std::string_view::npos &&
           !text.ends_with('/');
}

std::string show_time(minutes time) {
    const auto two = [](long n) { return (n < 10 ? "0" : "") + std::to_string(n); };
    return two(time.count() / 60) + ":" + two(time.count() % 60);
}

bool read_time(std::string_view text, minutes& time) {
    if (text.size() != 5 || text[2] != ':') return false;
    int hour = 0;
    int minute = 0;
    const auto h = std::from_chars(text.data(), text.data() + 2, hour);
    const auto m = std::from_chars(text.data() + 3, text.data() + 5, minute);
    if (h.ptr != text.data() + 2 || m.ptr != text.data() + 5) return false;
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59) return false;
    time = minutes(hour * 60 + minute);
    return true;
}

std::string check_text(const std::string& text, TextRule rule) {
    switch (rule) {
        case TextRule::any: return "";
        case TextRule::not_empty: return text.empty() ? "must not be empty" : "";
        case TextRule::url: return is_url(text) ? "" : "must be an http:// or https:// address without a final slash";
        case TextRule::path: return text.empty() ? "must name a file or folder" : "";
    }
    return "";
}

std::string fault_of_rule(const std::string& words, RuleFault fault) {
    const std::string said = toml_text(words) + ": ";
    switch (fault) {
        case RuleFault::unknown_words:
            return said + "must be written like \"每月20日 09:00\", \"半月截止前2天 10:00\" or \"每周一 09:00\"";
        case RuleFault::no_such_day: return said + "there is no such day";
        case RuleFault::no_such_time: return said + "there is no such time; write 09:00";
        case RuleFault::trailing_words:
            return said + "something follows that is not understood; only 遇休息日提前 or 遇休息日顺延 may";
    }
    return said;
}

}  // namespace

std::string toml_text(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') out += '\\';
        out += c;
    }
    return out + "\"";
}

void Fields::section(std::string name, std::string about) {
    sections_.emplace_back(std::move(name), std::move(about));
}

void Fields::add(Field field) {
    field.section = sections_.back().first;
    fields_.push_back(std::move(field));
}

void Fields::text(std::string key, std::string& member, TextRule rule, std::string about) {
    Field field;
    field.key = std::move(key);
    field.about = std::move(about);
    field.type = rule == TextRule::url ? "address" : rule == TextRule::path ? "path" : "text";
    field.show = [now = member] { return toml_text(now); };
    field.read = [&member, rule](const Value& value) -> std::string {
        if (value.kind != Value::Kind::text) return "must be a text in quotes";
        auto fault = check_text(value.text, rule);
        if (fault.empty()) member = value.text;
        return fault;
    };
    add(std::move(field));
}

void Fields::choice(std::string key, std::string& member, std::vector<std::string> allowed, std::string about) {
    std::vector<std::pair<std::string, std::string>> pairs;
    for (auto& name : allowed) pairs.emplace_back(name, name);
    options<std::string>(std::move(key), member, std::move(pairs), std::move(about));
}

void Fields::flag(std::string key, bool& member, std::string about) {
    Field field;
    field.key = std::move(key);
    field.about = std::move(about);
    field.type = "true | false";
    field.show = [now = member] { return std::string(now ? "true" : "false"); };
    field.read = [&member](const Value& value) -> std::string {
        if (value.kind != Value::Kind::flag) return "must be true or false";
        member = value.flag;
        return "";
    };
    add(std::move(field));
}

void Fields::list(std::string key, std::vector<std::string>& member, std::string about) {
    Field field;
    field.key = std::move(key);
    field.about = std::move(about);
    field.type = "list of texts";
    field.show = [now = member] { return join_quoted(now); };
    field.read = [&member](const Value& value) -> std::string {
        if (value.kind != Value::Kind::list || !value.uniform) return "must be a list of texts: [\"a\", \"b\"]";
        member = value.list;
        return "";
    };
    add(std::move(field));
}

void Fields::table(std::string key, std::map<std::string, std::string>& member, std::string about) {
    Field field;
    field.key = std::move(key);
    field.about = std::move(about);
    field.type = "table of texts";
    field.show = [now = member] {
        std::string text = "{";
        for (const auto& [name, value] : now) text += (text.size() > 1 ? ", " : " ") + name + " = " + toml_text(value);
        return text + (now.empty() ? "}" : " }");
    };
    field.read = [&member](const Value& value) -> std::string {
        if (value.kind != Value::Kind::table || !value.uniform) return "must be a table of texts: { a = \"b\" }";
        member = value.table;
        return "";
    };
    add(std::move(field));
}

void Fields::secret(std::string key, Secret& member, std::string about) {
    Field field;
    field.key = std::move(key);
    field.about = std::move(about);
    field.type = "secret text";
    field.secret = true;
    field.show = [] { return std::string("\"\""); };
    field.read = [&member](const Value& value) -> std::string {
        if (value.kind != Value::Kind::text) return "must be a text in quotes";
        if (!value.text.empty()) member = Secret(value.text);
        return "";
    };
    add(std::move(field));
}

void Fields::time_of_day(std::string key, minutes& member, std::string about) {
    Field field;
    field.key = std::move(key);
    field.about = std::move(about);
    field.type = "time";
    field.show = [now = member] { return toml_text(show_time(now)); };
    field.read = [&member](const Value& value) -> std::string {
        const bool good = value.kind == Value::Kind::text && read_time(value.text, member);
        return good ? "" : "must be a time of day such as \"09:00\"";
    };
    add(std::move(field));
}

void Fields::rule(std::string key, ScheduleRule& member, std::string about) {
    Field field;
    field.key = std::move(key);
    field.about = std::move(about);
    field.type = "schedule";
    field.show = [now = member.words()] { return toml_text(now); };
    field.read = [&member](const Value& value) -> std::string {
        if (value.kind != Value::Kind::text) return "must be a text in quotes";
        auto rule = ScheduleRule::parse(value.text);
        if (!rule) return fault_of_rule(value.text, rule.error());
        member = *std::move(rule);
        return "";
    };
    add(std::move(field));
}

void Fields::rule(std::string key, std::optional<ScheduleRule>& member, std::string about) {
    Field field;
    field.key = std::move(key);
    field.about = std::move(about);
    field.type = "schedule, or empty";
    field.show = [now = member ? member->words() : std::string()] { return toml_text(now); };
    field.read = [&member](const Value& value) -> std::string {
        if (value.kind != Value::Kind::text) return "must be a text in quotes";
        member.reset();
        if (value.text.empty()) return "";
        auto rule = ScheduleRule::parse(value.text);
        if (!rule) return fault_of_rule(value.text, rule.error());
        member = *std::move(rule);
        return "";
    };
    add(std::move(field));
}

void Fields::rules(std::string key, std::vector<ScheduleRule>& member, std::string about) {
    Field field;
    field.key = std::move(key);
    field.about = std::move(about);
    field.type = "list of schedules";
    std::vector<std::string> now;
    for (const ScheduleRule& rule : member) now.push_back(rule.words());
    field.show = [now] { return join_quoted(now); };
    field.read = [&member](const Value& value) -> std::string {
        if (value.kind != Value::Kind::list || !value.uniform) return "must be a list of texts: [\"a\", \"b\"]";
        std::vector<ScheduleRule> rules;
        for (const std::string& words : value.list) {
            auto rule = ScheduleRule::parse(words);
            if (!rule) return fault_of_rule(words, rule.error());
            rules.push_back(*std::move(rule));
        }
        member = std::move(rules);
        return "";
    };
    add(std::move(field));
}

void Fields::whole(std::string key, long long least, long long most, std::string about, long long now,
                   std::function<void(long long)> set) {
    Field field;
    field.key = std::move(key);
    field.about = std::move(about);
    field.type = "number " + std::to_string(least) + ".." + std::to_string(most);
    field.show = [now] { return std::to_string(now); };
    field.read = [least, most, put = std::move(set)](const Value& value) -> std::string {
        if (value.kind != Value::Kind::number) return "must be a whole number";
        if (value.number < least || value.number > most) {
            return "must be between " + std::to_string(least) + " and " + std::to_string(most);
        }
        put(value.number);
        return "";
    };
    add(std::move(field));
}

}  // namespace league::config
