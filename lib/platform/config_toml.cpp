#include "lib/platform/config_toml.hpp"

#include <sys/stat.h>
#include <toml++/toml.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>
#include <optional>

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

WechatAccount* find_account(Config& config, std::string_view name) {
    const auto found = std::find_if(config.accounts.begin(), config.accounts.end(),
                                    [&](const WechatAccount& account) { return account.name == name; });
    return found == config.accounts.end() ? nullptr : &*found;
}

void read_account_secrets(const toml::table& table, Config& config, Report& report) {
    for (const auto& [name, node] : table) {
        auto* account = find_account(config, name.str());
        const auto* secrets = node.as_table();
        const auto section = "account." + std::string(name.str());
        if (account == nullptr) {
            report.at(name.source(), section + ": no [[account]] of that name");
        } else if (secrets == nullptr) {
            report.at(node.source(), section + ": must be a table: [" + section + "]");
        } else {
            Fields fields;
            fields.section(section, "");
            fields.secret("secret", account->secret, "");
            fields.secret("token", account->token, "");
            fields.secret("aes_key", account->aes_key, "");
            read_table(*secrets, section, fields, report);
        }
    }
}

}  // namespace

void read_main_file(const fs::path& file, Config& config, Faults& faults) {
    Report report(file, faults);
    auto table = parse(file, report);
    if (!table) return;
    if (const auto* accounts = table->get("account")) read_entries(*accounts, "account", config.accounts, report);
    if (const auto* notices = table->get("notice")) read_entries(*notices, "notice", config.notices, report);
    table->erase("account");
    table->erase("notice");
    read_table(*table, "", fields_of(config), report);
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
    if (const auto* node = table->get("account")) {
        if (const auto* accounts = node->as_table()) {
            read_account_secrets(*accounts, config, report);
        } else {
            report.at(node->source(), "account: must be written as [account.<name>]");
        }
        table->erase("account");
    }
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
