#include "lib/domain/org_life.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "lib/base/ensure.hpp"
#include "lib/base/text.hpp"
#include "lib/domain/lifetime.hpp"
#include "lib/domain/people.hpp"

namespace league {
namespace {

using Errors = std::vector<FieldError>;

constexpr std::size_t kLongestPaper = 200;  // characters
constexpr std::size_t kLongestPost = 60;
constexpr std::size_t kLongestTag = 20;
constexpr std::size_t kMostTags = 20;
constexpr std::size_t kMostMembers = 30;
constexpr int kMostHeads = 100000;

template <class Enum, std::size_t N>
std::optional<Enum> find_word(const std::array<Enum, N>& all, std::string_view word) {
    for (const Enum value : all) {
        if (to_string(value) == word) return value;
    }
    return std::nullopt;
}

void check_words(Errors& errors, const std::string& field, const std::string& words, std::size_t limit) {
    if (!text::is_valid_utf8(words)) {
        errors.push_back({field, "not_text", {}});
    } else if (text::count_characters(words) > limit) {
        errors.push_back({field, "too_long", {{"limit", std::to_string(limit)}}});
    }
}

/// False, and an error, for a day that has not come.
bool check_day(Errors& errors, const std::string& field, Date day, Instant now) {
    if (at_beijing(day) <= now) return true;
    errors.push_back({field, "unit.day_ahead", {}});
    return false;
}

/// Into the normal form; false when it cannot be used.
bool make_normal(std::string& name) {
    auto normal = normal_person_name(name);
    if (normal) name = *std::move(normal);
    return normal.has_value();
}

bool make_normal(std::optional<std::string>& phone) {
    if (!phone || phone->empty()) {
        phone.reset();
        return true;
    }
    auto normal = normal_phone(*phone);
    if (normal) phone = std::move(normal);
    return normal.has_value();
}

void check_member(Errors& errors, std::size_t index, GroupMember& member) {
    const std::string field = "people." + std::to_string(index);
    const Values number{{"number", std::to_string(index + 1)}};
    if (!make_normal(member.name)) errors.push_back({field + ".name", "group.name_malformed", number});
    if (!make_normal(member.phone)) errors.push_back({field + ".phone", "group.phone_malformed", number});
    check_words(errors, field + ".post", member.post, kLongestPost);
}

bool is_committee(OrgKind kind) {
    return kind == OrgKind::township || kind == OrgKind::grassroots_committee;
}

}  // namespace

std::string_view to_string(TermManner manner) {
    switch (manner) {
        case TermManner::elected: return "elected";
        case TermManner::appointed: return "appointed";
    }
    stop("unknown TermManner");
}

std::optional<TermManner> term_manner_from(std::string_view text) {
    return find_word(std::array{TermManner::elected, TermManner::appointed}, text);
}

Date term_end(Date began, int years) {
    const Date same = began + std::chrono::years(years);
    return same.ok() ? same : Date(same.year() / same.month() / std::chrono::last);
}

std::string_view to_string(TermNotice notice) {
    switch (notice) {
        case TermNotice::none: return "none";
        case TermNotice::in_90_days: return "in_90_days";
        case TermNotice::in_30_days: return "in_30_days";
        case TermNotice::over: return "over";
    }
    stop("unknown TermNotice");
}

TermNotice term_notice(Date ends, Date today) {
    const auto left = (std::chrono::sys_days(ends) - std::chrono::sys_days(today)).count();
    if (left < 0) return TermNotice::over;
    if (left <= 30) return TermNotice::in_30_days;
    return left <= kTermNoticeDays ? TermNotice::in_90_days : TermNotice::none;
}

std::vector<FieldError> check_term(const Term& term, const OrgUnit& unit, Instant now) {
    Errors errors;
    const bool committee = is_committee(unit.kind);
    if (!committee && !counts_as_branch(unit.kind)) {
        errors.push_back({"unit", "term.only_below_county", {{"unit", unit.name}}});
    } else if (term.student && committee) {
        errors.push_back({"student", "term.student_branch_only", {}});
    } else if (committee && (term.years < 3 || term.years > 5)) {
        errors.push_back({"years", "term.years_of_committee", {}});
    } else if (term.student && term.years != 1) {
        errors.push_back({"years", "term.years_of_student", {}});
    } else if (!committee && !term.student && (term.years < 2 || term.years > 3)) {
        errors.push_back({"years", "term.years_of_branch", {}});
    }
    const std::optional<Instant> opened = lifetime_of(unit.opened_at, unit.closed_at).opened;
    if (check_day(errors, "began_on", term.began, now) && opened && at_beijing(term.began) < *opened) {
        errors.push_back({"began_on", "term.before_opening", {{"day", to_iso(beijing_date(*opened))}}});
    }
    check_words(errors, "paper", term.paper, kLongestPaper);
    return errors;
}

std::vector<FieldError> check_headcount(int members, const std::optional<int>& youth, Date counted_on, Instant now) {
    Errors errors;
    const auto check = [&](const char* field, int heads) {
        if (heads >= 0 && heads <= kMostHeads) return true;
        errors.push_back({field, "out_of_range", {{"min", "0"}, {"max", std::to_string(kMostHeads)}}});
        return false;
    };
    const bool members_fit = check("members", members);
    if (youth && check("youth", *youth) && members_fit && members > *youth) {
        errors.push_back({"members",
                          "heads.members_over_youth",
                          {{"members", std::to_string(members)}, {"youth", std::to_string(*youth)}}});
    }
    check_day(errors, "counted_on", counted_on, now);
    return errors;
}

std::vector<FieldError> check_claim(Date claimed_on, const OrgRecord& record, Instant now) {
    Errors errors;
    if (!record.founded_at) {
        errors.push_back({"claimed_on", "claim.not_founded", {}});
        return errors;
    }
    const std::optional<Instant> founded = lifetime_of(*record.founded_at, std::nullopt).opened;
    if (check_day(errors, "claimed_on", claimed_on, now) && founded && at_beijing(claimed_on) < *founded) {
        errors.push_back({"claimed_on", "claim.before_founding", {{"day", to_iso(beijing_date(*founded))}}});
    }
    return errors;
}

std::vector<std::string> clean_tags(const std::vector<std::string>& tags, std::vector<FieldError>& errors) {
    std::vector<std::string> clean;
    if (tags.size() > kMostTags) errors.push_back({"tags", "too_many", {{"limit", std::to_string(kMostTags)}}});
    for (std::size_t i = 0; i < tags.size() && i < kMostTags; ++i) {
        const std::string field = "tags." + std::to_string(i);
        const std::size_t before = errors.size();
        check_words(errors, field, tags[i], kLongestTag);
        if (errors.size() > before) continue;
        std::string tag = text::trim(text::plain_line(tags[i]));
        if (tag.empty()) {
            errors.push_back({field, "missing", {}});
        } else if (std::find(clean.begin(), clean.end(), tag) == clean.end()) {
            clean.push_back(std::move(tag));
        }
    }
    return clean;
}

std::string_view to_string(GroupRole role) {
    switch (role) {
        case GroupRole::head: return "head";
        case GroupRole::deputy: return "deputy";
        case GroupRole::member: return "member";
    }
    stop("unknown GroupRole");
}

std::optional<GroupRole> group_role_from(std::string_view text) {
    return find_word(std::array{GroupRole::head, GroupRole::deputy, GroupRole::member}, text);
}

std::vector<FieldError> check_group(LeadingGroup& group, const OrgUnit& unit, Instant now) {
    Errors errors;
    if (unit.kind != OrgKind::county && unit.kind != OrgKind::township) {
        errors.push_back({"unit", "group.only_county_and_township", {{"unit", unit.name}}});
    }
    check_day(errors, "from", group.from, now);
    check_words(errors, "paper", group.paper, kLongestPaper);
    const auto heads = std::count_if(group.members.begin(), group.members.end(),
                                     [](const GroupMember& one) { return one.role == GroupRole::head; });
    if (group.members.size() > kMostMembers) {
        errors.push_back({"people", "too_many", {{"limit", std::to_string(kMostMembers)}}});
        return errors;
    }
    if (heads != 1) errors.push_back({"people", "group.one_head", {}});
    if (heads == 1 && group.members.size() == 1) errors.push_back({"people", "group.head_alone", {}});
    for (std::size_t i = 0; i < group.members.size(); ++i) {
        check_member(errors, i, group.members[i]);
    }
    return errors;
}

std::string_view to_string(ContactKind kind) {
    switch (kind) {
        case ContactKind::leader: return "leader";
        case ContactKind::instructor: return "instructor";
    }
    stop("unknown ContactKind");
}

std::optional<ContactKind> contact_kind_from(std::string_view text) {
    return find_word(std::array{ContactKind::leader, ContactKind::instructor}, text);
}

std::vector<FieldError> check_contact(AreaContact& contact, const OrgUnit& unit, Instant now) {
    Errors errors;
    if (counts_as_branch(unit.kind)) errors.push_back({"unit", "contact.not_a_branch", {{"unit", unit.name}}});
    if (!make_normal(contact.name)) errors.push_back({"name", "people.name_malformed", {}});
    if (!make_normal(contact.phone)) errors.push_back({"phone", "people.phone_malformed", {}});
    check_words(errors, "post", contact.post, kLongestPost);
    check_day(errors, "from", contact.from, now);
    return errors;
}

std::vector<FieldError> check_contact_end(const AreaContact& contact, Date until, Instant now) {
    Errors errors;
    if (check_day(errors, "on", until, now) && at_beijing(until) < at_beijing(contact.from)) {
        errors.push_back({"on", "contact.ends_before_beginning", {{"day", to_iso(contact.from)}}});
    }
    return errors;
}

}  // namespace league
