// One activity of one branch: what is logged, checked, counted and reviewed (R40, R63, R64; domain 7).
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "lib/base/problem.hpp"
#include "lib/domain/ids.hpp"
#include "lib/domain/org_unit.hpp"
#include "lib/domain/period.hpp"

namespace league {

/// The value of a field that belongs to one kind only.
using DetailValue = std::variant<std::string, long long, bool>;
using Details = std::map<std::string, DetailValue>;

enum class FieldType { text, integer, boolean, choice };
std::string_view to_string(FieldType type);
std::optional<FieldType> field_type_from(std::string_view text);

/// A field of a kind: a row, so that a new kind needs no new program.
struct KindField {
    std::string code;
    std::string label;  ///< Chinese, as people see it
    FieldType type = FieldType::text;
    bool required = false;
    long long min = 0;  ///< integers only
    long long max = 0;  ///< integers: highest value; texts: most characters
    std::vector<std::string> choices;
    bool in_use = true;  ///< false: accepted from those who know it still, asked of nobody

    bool operator==(const KindField&) const = default;
};

/// What the numbers on the left must be to those on the right.
enum class CheckRelation { at_most, equal, over_half };
std::string_view to_string(CheckRelation relation);
std::optional<CheckRelation> check_relation_from(std::string_view text);

/// A rule over the sums of a log's numbers, a row like the fields: votes for, against and abstained are at most the
/// voters there. `left` and `right` name fields of type integer, or "expected" and "present".
struct KindCheck {
    CheckRelation relation = CheckRelation::at_most;
    std::vector<std::string> left;
    std::vector<std::string> right;
    std::string sentence;  ///< Chinese, as the office tells it to whoever got it wrong

    bool operator==(const KindCheck&) const = default;
};

struct ActivityKind {
    std::string code;   ///< "theme_day"
    std::string label;  ///< "主题团日"
    int sort = 0;
    bool restricted = false;  ///< content only for the branch and the committees above it (R47)
    std::vector<KindField> fields;
    std::vector<KindCheck> checks;
    bool in_use = true;  ///< false: kept for the logs that have it, offered to nobody
    int revision = 1;    ///< grows with every change of the definition

    bool operator==(const ActivityKind&) const = default;
};

/// What a branch says about an activity. Instants in UTC milliseconds; counts are heads.
struct ActivityContent {
    OrgUnitId org;
    std::string kind;
    std::string title;
    Instant started_at;
    std::optional<Instant> ended_at;
    std::string place;
    int expected = 0;  ///< 应到
    int present = 0;   ///< 实到
    std::string content;
    Details details;
    std::vector<PhotoHash> photos;  ///< at most 3; may name photos not uploaded yet

    bool operator==(const ActivityContent&) const = default;
};

/// Where a log came from. paper and phone_call: a branch reported it and somebody above it wrote it down.
enum class ActivitySource { phone, chat, desk, paper, phone_call };
/// Whether somebody else wrote it down, so that the log names who reported it.
bool is_told(ActivitySource source);
std::string_view to_string(ActivitySource source);
std::optional<ActivitySource> activity_source_from(std::string_view text);

enum class ActivityState { submitted, accepted, returned, withdrawn };
std::string_view to_string(ActivityState state);
std::optional<ActivityState> activity_state_from(std::string_view text);
/// Whether figures include the log: from its submission on, until it is returned or withdrawn.
bool counts(ActivityState state);

struct Activity {
    ActivityId id;
    ActivityContent content;
    ActivitySource source = ActivitySource::phone;
    ActivityState state = ActivityState::submitted;
    int revision = 1;                ///< grows with every amendment
    std::string first_content_hash;  ///< of the content first accepted under this id (design rule 2)
    std::string return_reason;       ///< of the last return, else empty
    std::optional<PersonId> logged_by;
    std::optional<Instant> made_at;  ///< the phone's clock, not trusted
    Instant submitted_at;
    Instant changed_at;
};

/// The limits of a log's fields.
struct ActivityLimits {
    std::size_t title = 60;      ///< characters
    std::size_t place = 60;      ///< characters
    std::size_t content = 5000;  ///< characters
    int heads = 100000;          ///< most people due or present
    std::size_t photos = 3;
    int oldest_days = 400;        ///< how long after the activity it can still be logged
    int longest_hours = 24 * 14;  ///< from start to end
};

/// Every wrong field at once; empty when the content can be accepted at `now`. `kind` is null when no kind
/// has the code. The activity may not lie after the end of today in Beijing, nor before the unit opened
/// by more than the limits allow.
std::vector<FieldError> check_content(const ActivityContent& content, const ActivityKind* kind, const OrgUnit& unit,
                                      Instant now, const ActivityLimits& limits = {});

/// One text that two contents share only when every field is equal: its SHA-256 is what repeats are compared by.
std::string canonical_text(const ActivityContent& content);

/// State changes. Each throws Problem conflict/closed with the reason when the change is not open.
/// A returned log that is amended is submitted again; an accepted one too, since its words changed.
ActivityState after_amendment(ActivityState state);
ActivityState after_withdrawal(ActivityState state);
enum class ReviewVerdict { accept, return_to_branch };
ActivityState after_review(ActivityState state, ReviewVerdict verdict);

}  // namespace league
