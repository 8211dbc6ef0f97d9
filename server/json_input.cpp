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

constexpr std::size_t kDeepest = 8;
constexpr std::size_t kMostValues = 50'000;  // many times what any form has
constexpr std::size_t kMostErrors = 50;      // a hostile body can be wrong in a hundred thousand places
constexpr std::size_t kMostParts = 500;      // objects of a list; what fits is the use case's question

[[noreturn]] void refuse_unreadable(const char* key) {
    throw http::HttpProblem(400, ProblemCode::invalid_input, key);
}

/// Goes through a body and keeps nothing. The library's own watch over a parse looks at all of a list again for each
/// object in it: 87,000 of them took six seconds.
class Bounds final : public nlohmann::json_sax<json> {
public:
    const char* broken() const { return broken_; }

    bool null() override { return value(); }
    bool boolean(bool) override { return value(); }
    bool number_integer(number_integer_t) override { return value(); }
    bool number_unsigned(number_unsigned_t) override { return value(); }
    bool number_float(number_float_t, const string_t&) override { return value(); }
    bool string(string_t&) override { return value(); }
    bool binary(binary_t&) override { return value(); }
    bool key(string_t&) override { return true; }
    bool start_object(std::size_t) override { return open(); }
    bool end_object() override { return close(); }
    bool start_array(std::size_t) override { return open(); }
    bool end_array() override { return close(); }
    bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception&) override {
        return fail("json_unreadable");
    }

private:
    bool fail(const char* key) {
        broken_ = key;
        return false;
    }
    bool value() { return ++values_ <= kMostValues || fail("json_too_long"); }
    bool open() { return ++depth_ > kDeepest ? fail("json_too_deep") : value(); }
    bool close() {
        --depth_;
        return true;
    }

    std::size_t depth_ = 0;
    std::size_t values_ = 0;
    const char* broken_ = nullptr;
};

json parse(std::string_view body) {
    Bounds bounds;
    if (!json::sax_parse(body, &bounds)) refuse_unreadable(bounds.broken());
    json document = json::parse(body, nullptr, /*allow_exceptions=*/false);
    if (document.is_discarded() || !document.is_object()) refuse_unreadable("json_unreadable");
    return document;
}

}  // namespace

struct JsonInput::Parts {
    json document;
    std::string prefix;  ///< "election." of a part; empty for the whole
    std::set<std::string> asked;
    std::shared_ptr<std::vector<FieldError>> errors = std::make_shared<std::vector<FieldError>>();
    std::vector<std::unique_ptr<JsonInput>> inner;

    bool is_full() const { return errors->size() >= kMostErrors; }
    void note(const std::string& field, std::string key, Values values = {}) {
        if (!is_full()) errors->push_back({prefix + field, std::move(key), std::move(values)});
    }
    void note_unknown() {
        for (const auto& item : document.items()) {
            if (is_full()) break;
            if (asked.contains(item.key())) continue;
            const std::string name = text::shorten(item.key(), 40);
            note(name, "field.unknown", {{"name", name}});
        }
        for (const auto& part : inner) part->parts_->note_unknown();
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

JsonInput::JsonInput(std::string_view body) : parts_(std::make_unique<Parts>()) {
    parts_->document = parse(body);
}

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

std::optional<std::string> JsonInput::word(const std::string& field, Need need) {
    const json* value = parts_->find(field, need);
    if (value == nullptr) return std::nullopt;
    if (!value->is_string()) {
        wrong(field, "field.not_text");
        return std::nullopt;
    }
    auto text = value->get<std::string>();
    if (text.empty() && need == Need::optional) return std::nullopt;
    return text;
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

template <class Json>
JsonInput* JsonInput::add_inner(const std::string& field, const Json& value) {
    auto parts = std::make_unique<Parts>();
    parts->document = value;
    parts->prefix = parts_->prefix + field + ".";
    parts->errors = parts_->errors;
    parts_->inner.push_back(std::unique_ptr<JsonInput>(new JsonInput(std::move(parts))));
    return parts_->inner.back().get();
}

JsonInput* JsonInput::object(const std::string& field, Need need) {
    const json* value = parts_->find(field, need);
    if (value == nullptr) return nullptr;
    if (!value->is_object()) {
        wrong(field, "field.not_an_object");
        return nullptr;
    }
    return add_inner(field, *value);
}

std::vector<JsonInput*> JsonInput::objects(const std::string& field, Need need) {
    const json* value = parts_->find(field, need);
    std::vector<JsonInput*> list;
    if (value == nullptr) return list;
    if (!value->is_array()) {
        wrong(field, "field.not_a_list");
        return list;
    }
    if (value->size() > kMostParts) {
        wrong(field, "field.too_many", {{"limit", std::to_string(kMostParts)}});
        return list;
    }
    for (std::size_t i = 0; i < value->size() && !parts_->is_full(); ++i) {
        const std::string place = field + "." + std::to_string(i);
        if ((*value)[i].is_object()) {
            list.push_back(add_inner(place, (*value)[i]));
        } else {
            wrong(place, "field.not_an_object");
        }
    }
    return list;
}

void JsonInput::wrong(std::string field, std::string key, Values values) {
    parts_->note(std::move(field), std::move(key), std::move(values));
}

void JsonInput::finish() {
    parts_->note_unknown();
    if (!parts_->errors->empty()) throw Problem::invalid(std::move(*parts_->errors));
}

}  // namespace league
