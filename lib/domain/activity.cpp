#include "lib/domain/activity.hpp"

#include <algorithm>
#include <set>

#include "lib/base/ensure.hpp"
#include "lib/base/text.hpp"
#include "lib/domain/canonical.hpp"
#include "lib/domain/kind_definition.hpp"

namespace league {
namespace {

using Errors = std::vector<FieldError>;

/// `values` name a field of a kind by its label; other fields are named in templates/problems.toml.
void check_text(Errors& errors, const std::string& field, const std::string& value, std::size_t limit, bool required,
                Values values = {}) {
    if (!text::is_valid_utf8(value)) {
        errors.push_back({field, "not_text", std::move(values)});
    } else if (required && text::trim(value).empty()) {
        errors.push_back({field, "missing", std::move(values)});
    } else if (text::count_characters(value) > limit) {
        values.emplace("limit", std::to_string(limit));
        errors.push_back({field, "too_long", std::move(values)});
    }
}

void check_heads(Errors& errors, const std::string& field, int value, int limit) {
    if (value < 0 || value > limit)
        errors.push_back({field, "out_of_range", {{"min", "0"}, {"max", std::to_string(limit)}}});
}

void check_times(Errors& errors, const ActivityContent& content, Instant now, const ActivityLimits& limits) {
    const Date today = beijing_date(now);
    const Date day = beijing_date(content.started_at);
    if (std::chrono::sys_days(day) > std::chrono::sys_days(today)) {
        errors.push_back({"started_at", "activity.in_the_future", {}});
    } else if (std::chrono::sys_days(day) < std::chrono::sys_days(add_days(today, -limits.oldest_days))) {
        errors.push_back({"started_at", "activity.too_long_ago", {{"days", std::to_string(limits.oldest_days)}}});
    }
    if (!content.ended_at) return;
    if (*content.ended_at < content.started_at) {
        errors.push_back({"ended_at", "activity.ends_before_start", {}});
    } else if (*content.ended_at - content.started_at > std::chrono::hours(limits.longest_hours)) {
        errors.push_back({"ended_at", "activity.too_long", {{"days", std::to_string(limits.longest_hours / 24)}}});
    }
}

void check_detail(Errors& errors, const KindField& field, const DetailValue* value) {
    const std::string path = "details." + field.code;
    const Values named{{"name", field.label}};
    if (value == nullptr) {
        if (field.required && field.in_use) errors.push_back({path, "missing", named});
        return;
    }
    switch (field.type) {
        case FieldType::text:
            if (const auto* words = std::get_if<std::string>(value)) {
                check_text(errors, path, *words, static_cast<std::size_t>(field.max), field.required, named);
            } else {
                errors.push_back({path, "not_text", named});
            }
            return;
        case FieldType::integer:
            if (const auto* number = std::get_if<long long>(value)) {
                if (*number < field.min || *number > field.max) {
                    Values range = named;
                    range.emplace("min", std::to_string(field.min));
                    range.emplace("max", std::to_string(field.max));
                    errors.push_back({path, "out_of_range", std::move(range)});
                }
            } else {
                errors.push_back({path, "not_whole_number", named});
            }
            return;
        case FieldType::boolean:
            if (!std::holds_alternative<bool>(*value)) errors.push_back({path, "not_yes_or_no", named});
            return;
        case FieldType::choice: {
            const auto* chosen = std::get_if<std::string>(value);
            if (chosen == nullptr ||
                std::find(field.choices.begin(), field.choices.end(), *chosen) == field.choices.end()) {
                errors.push_back({path, "not_a_choice", named});
            }
            return;
        }
    }
    stop("unknown FieldType");
}

void check_details(Errors& errors, const Details& details, const ActivityKind& kind) {
    for (const KindField& field : kind.fields) {
        const auto found = details.find(field.code);
        check_detail(errors, field, found == details.end() ? nullptr : &found->second);
    }
    constexpr std::size_t most_named = 10;  // of fields nobody knows: a hostile input may bring thousands
    std::size_t unknown = 0;
    for (const auto& [code, value] : details) {
        const bool known = std::any_of(kind.fields.begin(), kind.fields.end(),
                                       [&code = code](const KindField& field) { return field.code == code; });
        if (known || ++unknown > most_named) continue;
        const std::string shown = text::shorten(text::plain_line(code), 40);
        errors.push_back({"details." + shown, "unknown", {{"name", shown}}});
    }
}

bool is_sha256(const std::string& text) {
    return text.size() == 64 && std::all_of(text.begin(), text.end(),
                                            [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

void check_photos(Errors& errors, const std::vector<PhotoHash>& photos, std::size_t limit) {
    if (photos.size() > limit)
        errors.push_back({"photos", "activity.too_many_photos", {{"limit", std::to_string(limit)}}});
    std::set<PhotoHash> seen;
    for (std::size_t i = 0; i < photos.size() && i <= limit; ++i) {
        const std::string path = "photos." + std::to_string(i);
        const Values number{{"number", std::to_string(i + 1)}};
        if (!is_sha256(photos[i].str())) errors.push_back({path, "activity.not_a_photo_hash", number});
        if (!seen.insert(photos[i]).second) errors.push_back({path, "activity.photo_twice", number});
    }
}

}  // namespace

std::string_view to_string(FieldType type) {
    switch (type) {
        case FieldType::text: return "text";
        case FieldType::integer: return "integer";
        case FieldType::boolean: return "boolean";
        case FieldType::choice: return "choice";
    }
    stop("unknown FieldType");
}

std::optional<FieldType> field_type_from(std::string_view text) {
    for (const FieldType type : {FieldType::text, FieldType::integer, FieldType::boolean, FieldType::choice}) {
        if (to_string(type) == text) return type;
    }
    return std::nullopt;
}

std::string_view to_string(ActivitySource source) {
    switch (source) {
        case ActivitySource::phone: return "phone";
        case ActivitySource::chat: return "chat";
        case ActivitySource::desk: return "desk";
        case ActivitySource::paper: return "paper";
        case ActivitySource::phone_call: return "phone_call";
    }
    stop("unknown ActivitySource");
}

std::optional<ActivitySource> activity_source_from(std::string_view text) {
    for (const ActivitySource source : {ActivitySource::phone, ActivitySource::chat, ActivitySource::desk,
                                        ActivitySource::paper, ActivitySource::phone_call}) {
        if (to_string(source) == text) return source;
    }
    return std::nullopt;
}

bool is_told(ActivitySource source) {
    return source == ActivitySource::paper || source == ActivitySource::phone_call;
}

std::string_view to_string(CheckRelation relation) {
    switch (relation) {
        case CheckRelation::at_most: return "at_most";
        case CheckRelation::equal: return "equal";
        case CheckRelation::over_half: return "over_half";
    }
    stop("unknown CheckRelation");
}

std::optional<CheckRelation> check_relation_from(std::string_view text) {
    for (const CheckRelation relation : {CheckRelation::at_most, CheckRelation::equal, CheckRelation::over_half}) {
        if (to_string(relation) == text) return relation;
    }
    return std::nullopt;
}

std::string_view to_string(ActivityState state) {
    switch (state) {
        case ActivityState::submitted: return "submitted";
        case ActivityState::accepted: return "accepted";
        case ActivityState::returned: return "returned";
        case ActivityState::withdrawn: return "withdrawn";
    }
    stop("unknown ActivityState");
}

std::optional<ActivityState> activity_state_from(std::string_view text) {
    for (const ActivityState state :
         {ActivityState::submitted, ActivityState::accepted, ActivityState::returned, ActivityState::withdrawn}) {
        if (to_string(state) == text) return state;
    }
    return std::nullopt;
}

bool counts(ActivityState state) {
    switch (state) {
        case ActivityState::submitted:
        case ActivityState::accepted: return true;
        case ActivityState::returned:
        case ActivityState::withdrawn: return false;
    }
    stop("unknown ActivityState");
}

std::vector<FieldError> check_content(const ActivityContent& content, const ActivityKind* kind, const OrgUnit& unit,
                                      Instant now, const ActivityLimits& limits) {
    Errors errors;
    if (!counts_as_branch(unit.kind)) errors.push_back({"org_id", "activity.not_a_branch", {{"unit", unit.name}}});
    if (unit.closed_at && *unit.closed_at <= content.started_at) {
        errors.push_back({"org_id", "activity.unit_closed", {{"unit", unit.name}}});
    }
    check_text(errors, "title", content.title, limits.title, /*required=*/true);
    check_text(errors, "place", content.place, limits.place, /*required=*/false);
    check_text(errors, "content", content.content, limits.content, /*required=*/false);
    check_heads(errors, "expected", content.expected, limits.heads);
    check_heads(errors, "present", content.present, limits.heads);
    if (content.present > content.expected && content.expected >= 0) {
        errors.push_back(
            {"present",
             "activity.present_over_expected",
             {{"present", std::to_string(content.present)}, {"expected", std::to_string(content.expected)}}});
    }
    check_times(errors, content, now, limits);
    check_photos(errors, content.photos, limits.photos);
    if (kind == nullptr) {
        errors.push_back(
            {"kind", "activity.unknown_kind", {{"kind", text::shorten(text::plain_line(content.kind), 40)}}});
    } else {
        check_details(errors, content.details, *kind);
        for (FieldError& wrong : check_sums(content, *kind)) errors.push_back(std::move(wrong));
    }
    return errors;
}

std::string canonical_text(const ActivityContent& content) {
    Canonical out;
    out.add("activity/1").add(content.org.str()).add(content.kind).add(content.title);
    out.add(std::to_string(to_millis(content.started_at)));
    out.add(content.ended_at ? std::to_string(to_millis(*content.ended_at)) : "-");
    out.add(content.place).add(std::to_string(content.expected)).add(std::to_string(content.present));
    out.add(content.content).add(std::to_string(content.details.size()));
    for (const auto& [code, value] : content.details) {
        out.add(code).add(std::to_string(value.index()));
        if (const auto* words = std::get_if<std::string>(&value)) out.add(*words);
        if (const auto* number = std::get_if<long long>(&value)) out.add(std::to_string(*number));
        if (const auto* yes = std::get_if<bool>(&value)) out.add(*yes ? "1" : "0");
    }
    out.add(std::to_string(content.photos.size()));
    for (const PhotoHash& photo : content.photos) out.add(photo.str());
    return std::move(out).text();
}

ActivityState after_amendment(ActivityState state) {
    if (state == ActivityState::withdrawn) throw Problem(ProblemCode::closed, "activity.withdrawn");
    return ActivityState::submitted;
}

ActivityState after_withdrawal(ActivityState) {
    return ActivityState::withdrawn;
}

ActivityState after_review(ActivityState state, ReviewVerdict verdict) {
    if (state == ActivityState::withdrawn) throw Problem(ProblemCode::closed, "activity.withdrawn");
    return verdict == ReviewVerdict::accept ? ActivityState::accepted : ActivityState::returned;
}

}  // namespace league
