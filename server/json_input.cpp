#include "server/json_input.hpp"

#include <limits>
#include <nlohmann/json.hpp>
#include <set>

#include "lib/base/text.hpp"
#include "lib/domain/beijing_time.hpp"
#include "lib/http/router.hpp"

namespace league {
namespace {

using nlohmann::json;

constexpr int kDeepest = 8;
constexpr std::size_t kMostErrors = 50;  // a hostile body can be wrong in a hundred thousand places

[[noreturn]] void refuse_unreadable(const char* key) {
    throw http::HttpProblem(400, ProblemCode::invalid_input, key);
}

json parse(std::string_view body) {
    bool too_deep = false;
    const json::parser_callback_t watch = [&](int depth, json::parse_event_t, json&) {
        too_deep = too_deep || depth > kDeepest;
        return !too_deep;
    };
    json document = json::parse(body, watch, /*allow_exceptions=*/false);
    if (too_deep) refuse_unreadable("json_too_deep");
    if (document.is_discarded() || !document.is_object()) refuse_unreadable("json_unreadable");
    return document;
}

}  // namespace

struct JsonInput::Parts {
    json document;
    std::string prefix = {};  ///< of an object in a list: "people.0."
    std::set<std::string> asked = {};
    std::vector<FieldError> errors = {};

    bool is_full() const { return errors.size() >= kMostErrors; }
    void note(const std::string& field, std::string key, Values values = {}) {
        if (!is_full()) errors.push_back({prefix + field, std::move(key), std::move(values)});
    }

    /// The value under `field`, or null; notes a missing one.
    const json* find(const std::string& field, Need need) {
        asked.insert(field);
        const auto found = document.find(field);
        if (found != document.end() && !found->is_null()) return &*found;
        if (need == Need::required) note(field, "field.missing");
        return nullptr;
    }

    std::string text_of(const std::string& path, const json& value) {
        if (value.is_string()) {
            const auto& words = value.get_ref<const std::string&>();
            if (text::is_valid_utf8(words)) return words;
        }
        note(path, "field.not_text");
        return {};
    }
};

JsonInput::JsonInput(std::string_view body) : JsonInput(std::make_unique<Parts>(Parts{parse(body)})) {}

JsonInput::JsonInput(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

JsonInput::~JsonInput() = default;

bool JsonInput::has(const std::string& field) const {
    const auto found = parts_->document.find(field);
    return found != parts_->document.end() && !found->is_null();
}

std::string JsonInput::text(const std::string& field, Need need) {
    const json* value = parts_->find(field, need);
    return value == nullptr ? std::string() : parts_->text_of(field, *value);
}

int JsonInput::integer(const std::string& field, Need need) {
    const json* value = parts_->find(field, need);
    if (value == nullptr) return 0;
    const bool fits = value->is_number_integer() &&
                      (!value->is_number_unsigned() ||
                       value->get<std::uint64_t>() <= static_cast<std::uint64_t>(std::numeric_limits<int>::max())) &&
                      value->get<std::int64_t>() >= std::numeric_limits<int>::min() &&
                      value->get<std::int64_t>() <= std::numeric_limits<int>::max();
    if (fits) return value->get<int>();
    wrong(field, "field.not_whole_number");
    return 0;
}

bool JsonInput::boolean(const std::string& field, Need need) {
    const json* value = parts_->find(field, need);
    if (value == nullptr) return false;
    if (value->is_boolean()) return value->get<bool>();
    wrong(field, "field.not_yes_or_no");
    return false;
}

std::optional<Instant> JsonInput::instant(const std::string& field, Need need) {
    const json* value = parts_->find(field, need);
    if (value == nullptr) return std::nullopt;
    if (value->is_string()) {
        if (const auto read = instant_from_rfc3339(value->get_ref<const std::string&>())) return read;
    }
    wrong(field, "field.not_an_instant");
    return std::nullopt;
}

std::optional<Date> JsonInput::date(const std::string& field, Need need) {
    const json* value = parts_->find(field, need);
    if (value == nullptr) return std::nullopt;
    if (value->is_string()) {
        if (const auto read = date_from_iso(value->get_ref<const std::string&>())) return read;
    }
    wrong(field, "field.not_a_date");
    return std::nullopt;
}

std::vector<std::string> JsonInput::texts(const std::string& field, Need need) {
    const json* value = parts_->find(field, need);
    std::vector<std::string> list;
    if (value == nullptr) return list;
    if (!value->is_array()) {
        wrong(field, "field.not_a_list");
        return list;
    }
    for (std::size_t i = 0; i < value->size() && !parts_->is_full(); ++i) {
        list.push_back(parts_->text_of(field + "." + std::to_string(i), (*value)[i]));
    }
    return list;
}

Details JsonInput::details(const std::string& field, Need need) {
    const json* value = parts_->find(field, need);
    Details details;
    if (value == nullptr) return details;
    if (!value->is_object()) {
        wrong(field, "field.not_an_object");
        return details;
    }
    for (const auto& [code, part] : value->items()) {
        const std::string path = field + "." + text::shorten(code, 40);
        if (part.is_null()) continue;
        if (part.is_boolean()) {
            details[code] = part.get<bool>();
        } else if (part.is_number_integer() && !(part.is_number_unsigned() && part.get<std::uint64_t>() > INT64_MAX)) {
            details[code] = static_cast<long long>(part.get<std::int64_t>());
        } else if (part.is_string()) {
            details[code] = parts_->text_of(path, part);
        } else {
            wrong(path, "field.not_plain");
        }
    }
    return details;
}

void JsonInput::each(const std::string& field, std::size_t most, const std::function<void(JsonInput&)>& read,
                     Need need) {
    const json* value = parts_->find(field, need);
    if (value == nullptr) return;
    if (!value->is_array()) return wrong(field, "field.not_a_list");
    if (value->size() > most) return wrong(field, "field.too_many", {{"limit", std::to_string(most)}});
    for (std::size_t i = 0; i < value->size() && !parts_->is_full(); ++i) {
        const std::string path = field + "." + std::to_string(i);
        if (!(*value)[i].is_object()) {
            wrong(path, "field.not_an_object");
            continue;
        }
        JsonInput part(std::make_unique<Parts>(Parts{(*value)[i], parts_->prefix + path + "."}));
        read(part);
        part.note_unknown();
        for (FieldError& error : part.parts_->errors) {
            if (!parts_->is_full()) parts_->errors.push_back(std::move(error));
        }
    }
}

void JsonInput::wrong(std::string field, std::string key, Values values) {
    parts_->note(std::move(field), std::move(key), std::move(values));
}

void JsonInput::note_unknown() {
    for (const auto& item : parts_->document.items()) {
        if (parts_->is_full()) break;
        if (parts_->asked.contains(item.key())) continue;
        const std::string name = text::shorten(item.key(), 40);
        wrong(name, "field.unknown", {{"name", name}});
    }
}

void JsonInput::finish() {
    note_unknown();
    if (!parts_->errors.empty()) throw Problem::invalid(std::move(parts_->errors));
}

}  // namespace league
