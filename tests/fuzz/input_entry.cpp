#include "lib/base/ensure.hpp"
#include "lib/base/text.hpp"
#include "lib/domain/beijing_time.hpp"
#include "lib/domain/identity_number.hpp"
#include "lib/domain/period.hpp"
#include "server/json_input.hpp"
#include "server/resources/activity_input.hpp"
#include "server/resources/project_input.hpp"
#include "tests/fuzz/entries.hpp"

namespace league::fuzz {
namespace {

/// Runs one reader over a body. What it refuses it refuses as a Problem that says which fields are wrong.
template <typename Read>
void read_body(std::string_view bytes, Read read) {
    try {
        JsonInput body(bytes);
        read(body);
        body.finish();
    } catch (const Problem& problem) {
        ensure(problem.code() == ProblemCode::invalid_input);
        ensure(!problem.errors().empty() || !problem.key().empty());
        for (const FieldError& field : problem.errors()) ensure(text::is_valid_utf8(field.field) && !field.key.empty());
    }
}

}  // namespace

void api_body(std::string_view bytes) {
    read_body(bytes, [](JsonInput& body) {
        const ActivityContent content = read_content(body, Need::required);
        ensure(text::is_valid_utf8(content.title) && text::is_valid_utf8(content.content));
        for (const auto& [name, value] : content.details) ensure(text::is_valid_utf8(name));
    });
    read_body(bytes, [](JsonInput& body) { read_project(body, Need::required); });
    read_body(bytes, [](JsonInput& body) { read_step(body); });
    read_body(bytes, [](JsonInput& body) { read_batch_step(body, "b-1"); });
    read_body(bytes, [](JsonInput& body) { read_mode(body, "village"); });
}

void typed_dates(std::string_view bytes) {
    if (const auto date = date_from_iso(bytes)) ensure(date->ok() && to_iso(*date) == bytes);
    if (const auto instant = instant_from_rfc3339(bytes)) {
        ensure(instant_from_rfc3339(to_rfc3339(*instant)) == *instant);
    }
    if (const auto month = Month::parse(bytes)) {
        ensure(month->str() == bytes && month->next().previous() == *month);
    }
    if (const auto period = parse_period(bytes)) {
        ensure(to_string(*period) == bytes && span_of(*period).begin < span_of(*period).end);
    }
    for (const SheetCell::Kind kind : {SheetCell::Kind::text, SheetCell::Kind::number}) {
        const IdentityNumber number = read_identity_number({kind, std::string(bytes)});
        ensure((number.state == IdentityNumber::State::sound) == !number.text.empty());
    }
}

}  // namespace league::fuzz
