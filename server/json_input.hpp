// Reads a JSON body into typed values, field by field, and gathers every wrong field before it refuses.
//
// Unreadable JSON is refused at once (400). Each reader names its field as the caller wrote it; finish() then throws
// one Problem invalid_input with all of them, fields that nobody asked for included: nothing a phone sent is
// dropped in silence. Whether a value makes sense is not asked here but in lib/domain.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/clock.hpp"
#include "lib/base/problem.hpp"
#include "lib/domain/activity.hpp"
#include "lib/domain/beijing_time.hpp"

namespace league {

enum class Need { required, optional };

class JsonInput {
public:
    /// Throws HttpProblem 400 (json_unreadable, json_too_deep, json_too_long) unless the body is one JSON object in
    /// UTF-8.
    explicit JsonInput(std::string_view body);
    ~JsonInput();
    JsonInput(const JsonInput&) = delete;
    JsonInput& operator=(const JsonInput&) = delete;

    bool has(const std::string& field) const;

    /// The value, or an empty one after noting what is wrong. A null counts as not there.
    std::string text(const std::string& field, Need need = Need::required);
    /// A whole number that fits `int`.
    int integer(const std::string& field, Need need = Need::required);
    bool boolean(const std::string& field, Need need = Need::required);
    /// RFC 3339.
    std::optional<Instant> instant(const std::string& field, Need need = Need::required);
    /// "2026-11-03".
    std::optional<Date> date(const std::string& field, Need need = Need::required);
    /// What `read` makes of one of the words that it knows. Nothing after noting any other, the empty one included, or
    /// when an optional one is empty or not there.
    template <class E>
    std::optional<E> choice(const std::string& field, std::optional<E> (*read)(std::string_view),
                            Need need = Need::required) {
        const std::optional<std::string> written = word(field, need);
        if (!written) return std::nullopt;
        const std::optional<E> value = read(*written);
        if (!value) wrong(field, "field.not_a_choice");
        return value;
    }
    std::vector<std::string> texts(const std::string& field, Need need = Need::required);
    /// An object of texts, whole numbers and booleans.
    Details details(const std::string& field, Need need = Need::optional);

    /// The object under `field`, whose wrong parts are named "field.part"; null when it is not there or no object. It
    /// lives as long as this, whose finish() covers it.
    JsonInput* object(const std::string& field, Need need = Need::required);
    /// The objects of the list under `field`, whose wrong parts are named "field.0.part"; 500 at most.
    std::vector<JsonInput*> objects(const std::string& field, Need need = Need::required);

    /// Notes a wrong value found by the handler itself.
    void wrong(std::string field, std::string key, Values values = {});
    /// Throws Problem invalid_input when anything was wrong or unasked for.
    void finish();

private:
    struct Parts;
    explicit JsonInput(std::unique_ptr<Parts> parts);
    std::optional<std::string> word(const std::string& field, Need need);
    template <class Json>
    JsonInput* add_inner(const std::string& field, const Json& value);

    std::unique_ptr<Parts> parts_;
};

}  // namespace league
