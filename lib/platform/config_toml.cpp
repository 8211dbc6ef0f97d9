#include "lib/platform/config_toml.hpp"

#include <sys/stat.h>

// A file that is "[" and nothing else breaks an assertion of toml++ 3.3 that it asks again as an ordinary error.
#define TOML_ASSERT(condition) static_assert(true)
#include <toml++/toml.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>
#include <optional>
#include <set>

namespace league::config {

namespace fs = std::filesystem;

namespace {

/// The faults of one file; they join the others in the order of its lines.
class Report {
public:
    Report(const fs::path& file, Faults& faults) : file_(file.string()), faults_(faults) {}
    Report(const Report&) = delete;
    Report& operator=(const Report&) = delete;
    ~Report() {
        for (auto& [line, text] : found_) faults_.push_back(std::move(text));
    }
    void at(const toml::source_region& where, const std::string& what) { at_line(where.begin.line, what); }
    void at_line(unsigned line, const std::string& what) {
        found_.emplace(line, file_ + (line > 0 ? ":" + std::to_string(line) : "") + ": " + what);
    }

private:
    std::string file_;
    Faults& faults_;
    std::multimap<unsigned, std::string> found_;
};

Value take_apart(const toml::node& node) {
    Value value;
    if (const auto* text = node.as_string()) {
        value.kind = Value::Kind::text;
        value.text = text->get();
    } else if (const auto* number = node.as_integer()) {
        value.kind = Value::Kind::number;
        value.number = number->get();
    } else if (const auto* flag = node.as_boolean()) {
        value.kind = Value::Kind::flag;
        value.flag = flag->get();
    } else if (const auto* list = node.as_array()) {
        value.kind = Value::Kind::list;
        for (const auto& item : *list) {
            value.uniform = value.uniform && item.is_string();
            value.list.push_back(item.value_or(std::string{}));
        }
    } else if (const auto* table = node.as_table()) {
        value.kind = Value::Kind::table;
        for (const auto& [key, item] : *table) {
            value.uniform = value.uniform && item.is_string();
            value.table[std::string(key.str())] = item.value_or(std::string{});
        }
    }
    return value;
}

std::optional<toml::table> parse(const fs::path& file, Report& report) {
    std::ifstream in(file, std::ios::binary);
    if (!in) {
        report.at_line(0, "cannot be read");
        return std::nullopt;
    }
    const std::string text(std::istreambuf_iterator<char>(in), {});
    try {
        return toml::parse(text, file.string());
    } catch (const toml::parse_error& error) {
        report.at(error.source(), std::string(error.description()));
        return std::nullopt;
    }
}

std::string full_name(const std::string& section, std::string_view key) {
    return section.empty() ? std::string(key) : section + "." + std::string(key);
}

bool is_section(const Fields& fields, const std::string& name) {
    return std::any_of(fields.sections().begin(), fields.sections().end(), [&](const auto& section) {
        return section.first == name || section.first.starts_with(name + ".");
    });
}

const Field* find(const Fields& fields, const std::string& section, std::string_view key) {
    for (const auto& field : fields.all()) {
        if (field.section == section && field.key == key) return &field;
    }
    return nullptr;
}

void read_table(const toml::table& table, const std::string& section, const Fields& fields, Report& report) {
    for (const auto& [key, node] : table) {
        const auto name = full_name(section, key.str());
        if (const auto* field = find(fields, section, key.str())) {
            const auto fault = field->read(take_apart(node));
            if (!fault.empty()) report.at(node.source(), name + ": " + fault);
        } else if (is_section(fields, name)) {
            if (const auto* inner = node.as_table()) {
                read_table(*inner, name, fields, report);
            } else {
                report.at(node.source(), name + ": must be a table: [" + name + "]");
            }
        } else {
            report.at(key.source(), name + ": unknown key");
        }
    }
}

template <typename Entry>
void read_entries(const toml::node& node, const std::string& name, std::vector<Entry>& entries, Report& report) {
    const auto* array = node.as_array();
    if (array == nullptr || !array->is_homogeneous(toml::node_type::table)) {
        report.at(node.source(), name + ": must be written as [[" + name + "]]");
        return;
    }
    for (const auto& item : *array) {
        Entry entry;
        const auto fields = fields_of(entry);
        const auto& table = *item.as_table();
        read_table(table, name, fields, report);
        for (const auto& field : fields.all()) {
            if (field.required && !table.contains(field.key)) {
                report.at(item.source(), name + "." + field.key + ": is missing");
            }
        }
        entries.push_back(std::move(entry));
    }
}

Fields secrets_of(WechatAccount& account, const std::string& section) {
    Fields fields;
    fields.section(section, "");
    fields.secret("secret", account.secret, "");
    fields.secret("token", account.token, "");
    fields.secret("aes_key", account.aes_key, "");
    return fields;
}

Fields secrets_of(RobotConfig& robot, const std::string& section) {
    Fields fields;
    fields.section(section, "");
    fields.secret("key", robot.key, "");
    return fields;
}

/// [account.oa] or [robot.north] of the secrets file, for each entry of the main file; taken out of the table.
template <typename Entry>
void read_secrets(toml::table& file, const std::string& kind, std::vector<Entry>& entries, Report& report) {
    const auto* node = file.get(kind);
    if (node == nullptr) return;
    const auto* table = node->as_table();
    if (table == nullptr) report.at(node->source(), kind + ": must be written as [" + kind + ".<name>]");
    for (const auto& [name, value] : table == nullptr ? toml::table{} : *table) {
        const auto section = kind + "." + std::string(name.str());
        const auto entry =
            std::find_if(entries.begin(), entries.end(), [&](const Entry& one) { return one.name == name.str(); });
        if (entry == entries.end()) {
            report.at(name.source(), section + ": no [[" + kind + "]] of that name");
        } else if (const auto* secrets = value.as_table()) {
            read_table(*secrets, section, secrets_of(*entry, section), report);
        } else {
            report.at(value.source(), section + ": must be a table: [" + section + "]");
        }
    }
    file.erase(kind);
}

/// "2026-10-01" or "2026-10-01..2026-10-07"; false unless these are days of the year, in this order.
bool add_days_of(const std::string& words, int year, std::set<Date>& days) {
    const auto dots = words.find("..");
    const auto first = date_from_iso(words.substr(0, dots));
    const auto last = dots == std::string::npos ? first : date_from_iso(words.substr(dots + 2));
    if (!first || !last || *last < *first) return false;
    if (first->year() != std::chrono::year(year) || last->year() != first->year()) return false;
    for (Date day = *first; day <= *last; day = add_days(day, 1)) days.insert(day);
    return true;
}

}  // namespace

void read_main_file(const fs::path& file, Config& config, Faults& faults) {
    Report report(file, faults);
    auto table = parse(file, report);
    if (!table) return;
    if (const auto* accounts = table->get("account")) read_entries(*accounts, "account", config.accounts, report);
    if (const auto* notices = table->get("notice")) read_entries(*notices, "notice", config.notices, report);
    if (const auto* robots = table->get("robot")) read_entries(*robots, "robot", config.robots, report);
    table->erase("account");
    table->erase("notice");
    table->erase("robot");
    read_table(*table, "", fields_of(config), report);
}

void read_holidays_file(const fs::path& file, WorkCalendar& calendar, Faults& faults) {
    if (!fs::exists(file)) return;
    Report report(file, faults);
    const auto table = parse(file, report);
    if (!table) return;
    std::map<int, HolidayNotice> notices;
    for (const auto& [name, node] : *table) {
        const auto first = date_from_iso(std::string(name.str()) + "-01-01");
        const auto* year = node.as_table();
        if (!first || year == nullptr) {
            report.at(name.source(), std::string(name.str()) + ": must be a year: [2026]");
            continue;
        }
        HolidayNotice notice;
        for (const auto& [key, value] : *year) {
            const bool off = key.str() == "days_off";
            if (key.str() == "source") continue;
            if (!off && key.str() != "worked") {
                report.at(key.source(), full_name(std::string(name.str()), key.str()) + ": unknown key");
                continue;
            }
            for (const std::string& words : take_apart(value).list) {
                if (!add_days_of(words, static_cast<int>(first->year()), off ? notice.days_off : notice.worked)) {
                    report.at(value.source(), full_name(std::string(name.str()), key.str()) + ": \"" + words +
                                                  "\" must be days of the year: 2026-10-01 or 2026-10-01..2026-10-07");
                }
            }
        }
        notices.emplace(static_cast<int>(first->year()), std::move(notice));
    }
    calendar = WorkCalendar(std::move(notices));
}

void read_secrets_file(const fs::path& file, Config& config, Faults& faults) {
    Report report(file, faults);
    struct stat info {};
    if (::stat(file.c_str(), &info) != 0) return;
    if ((info.st_mode & 077U) != 0) {
        report.at_line(0, "group or others may read it; run: chmod 600 " + file.string());
        return;
    }
    auto table = parse(file, report);
    if (!table) return;
    read_secrets(*table, "account", config.accounts, report);
    read_secrets(*table, "robot", config.robots, report);
    Fields fields;
    std::map<std::string, std::string> encryption;
    fields.section("keys", "");
    fields.text("active", config.keys.active, TextRule::not_empty, "");
    fields.secret("lookup", config.keys.lookup, "");
    fields.table("encryption", encryption, "");
    read_table(*table, "", fields, report);
    for (auto& [id, key] : encryption) config.keys.encryption[id] = Secret(std::move(key));
}

}  // namespace league::config
