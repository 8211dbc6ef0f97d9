#include "lib/domain/org_project.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "lib/base/ensure.hpp"
#include "lib/base/text.hpp"
#include "lib/domain/canonical.hpp"
#include "lib/domain/check_line.hpp"

namespace league {
namespace {

using Errors = std::vector<FieldError>;

constexpr std::size_t kName = 60;       // characters
constexpr std::size_t kShortName = 30;  // characters
constexpr std::size_t kWords = 60;      // characters
constexpr std::size_t kTag = 20;        // characters
constexpr std::size_t kMostTags = 10;
constexpr int kMostHeads = 100000;

constexpr std::array<std::pair<Stage, std::string_view>, 10> kStages = {{
    {Stage::surveyed, "surveyed"},
    {Stage::prepared, "prepared"},
    {Stage::requested, "requested"},
    {Stage::founding_approved, "founding_approved"},
    {Stage::elected, "elected"},
    {Stage::appointed, "appointed"},
    {Stage::result_reported, "result_reported"},
    {Stage::result_approved, "result_approved"},
    {Stage::filed, "filed"},
    {Stage::dropped, "dropped"},
}};

void check_heads(Errors& errors, const ProjectContent& content) {
    const Values range{{"min", "0"}, {"max", std::to_string(kMostHeads)}};
    if (content.members < 0 || content.members > kMostHeads) errors.push_back({"members", "out_of_range", range});
    if (content.youth < 0 || content.youth > kMostHeads) errors.push_back({"youth", "out_of_range", range});
    if (content.members > content.youth && content.youth >= 0) {
        errors.push_back({"members",
                          "founding.members_over_youth",
                          {{"members", std::to_string(content.members)}, {"youth", std::to_string(content.youth)}}});
    }
}

void check_tags(Errors& errors, const std::vector<std::string>& tags) {
    if (tags.size() > kMostTags) {
        errors.push_back({"tags", "too_many", {{"limit", std::to_string(kMostTags)}}});
        return;
    }
    std::set<std::string> seen;
    for (std::size_t i = 0; i < tags.size(); ++i) {
        const std::string field = "tags." + std::to_string(i);
        check_line(errors, field, tags[i], kTag, Line::required);
        if (!seen.insert(tags[i]).second) errors.push_back({field, "founding.tag_twice", {{"tag", tags[i]}}});
    }
}

void check_span(Errors& errors, const ProjectContent& content) {
    if (content.kind != OrgKind::temporary_branch) {
        if (content.lasts_until || content.lasts_from) errors.push_back({"lasts_until", "founding.not_temporary", {}});
        return;
    }
    if (!content.lasts_until) return;  // asked for when it shall be approved
    if (*content.lasts_until <= content.lasts_from.value_or(content.counted_on)) {
        errors.push_back({"lasts_until", "founding.ends_before_start", {}});
    }
}

Date add_months(Date date, int months) {
    const Date moved = date + std::chrono::months(months);
    return moved.ok() ? moved : Date(moved.year() / moved.month() / std::chrono::last);
}

void miss_members(Errors& errors, const ProjectContent& content, const FoundingRules& rules) {
    const Values values{{"members", std::to_string(content.members)},
                        {"youth", std::to_string(content.youth)},
                        {"least", std::to_string(rules.branch_members)},
                        {"general", std::to_string(rules.general_branch_members)},
                        {"most", std::to_string(rules.most_members)}};
    if (content.kind == OrgKind::general_branch) {
        if (content.members < rules.general_branch_members) {
            errors.push_back({"members", "founding.few_for_general_branch", values});
        }
        return;
    }
    if (content.members < rules.branch_members) {
        const bool is_joint = content.kind == OrgKind::joint_branch;
        const char* key = content.youth >= rules.recruit_youth ? "founding.few_but_youth"
                          : is_joint                           ? "founding.few_even_together"
                                                               : "founding.few_so_join";
        errors.push_back({"members", key, values});
    }
    if (content.members > rules.most_members && text::trim(content.leave).empty()) {
        errors.push_back({"members", "founding.many_without_leave", values});
    }
}

void miss_span(Errors& errors, const ProjectContent& content, const FoundingRules& rules) {
    if (content.kind != OrgKind::temporary_branch) return;
    if (!content.lasts_until) {
        errors.push_back({"lasts_until", "founding.no_end", {}});
    } else if (*content.lasts_until <=
               add_months(content.lasts_from.value_or(content.counted_on), rules.temporary_months)) {
        errors.push_back({"lasts_until", "founding.too_short", {{"months", std::to_string(rules.temporary_months)}}});
    }
}

}  // namespace

std::string_view to_string(Stage stage) {
    for (const auto& [value, text] : kStages) {
        if (value == stage) return text;
    }
    stop("unknown Stage");
}

std::optional<Stage> stage_from(std::string_view text) {
    for (const auto& [value, name] : kStages) {
        if (name == text) return value;
    }
    return std::nullopt;
}

bool waits_for_township(Stage stage) {
    return stage == Stage::requested || stage == Stage::result_reported || stage == Stage::result_approved;
}

bool is_founded(Stage stage) {
    return stage == Stage::result_approved || stage == Stage::filed;
}

std::optional<PaperKind> paper_of(Stage stage) {
    switch (stage) {
        case Stage::requested: return PaperKind::request;
        case Stage::founding_approved: return PaperKind::founding_reply;
        case Stage::appointed: return PaperKind::appointment;
        case Stage::result_reported: return PaperKind::election_report;
        case Stage::result_approved: return PaperKind::result_reply;
        case Stage::filed: return PaperKind::filing;
        case Stage::surveyed:
        case Stage::prepared:
        case Stage::elected:
        case Stage::dropped: return std::nullopt;
    }
    stop("unknown Stage");
}

std::vector<FieldError> check_project(const ProjectContent& content, const BuildingMode* mode, Date today) {
    Errors errors;
    check_line(errors, "org_name", content.name, kName, Line::required);
    // Who gives none gets the full name, which has a limit of its own.
    if (content.short_name != content.name) check_line(errors, "org_short_name", content.short_name, kShortName);
    if (!counts_as_branch(content.kind)) errors.push_back({"org_kind", "founding.kind", {}});
    if (mode == nullptr) errors.push_back({"mode", "founding.unknown_mode", {}});
    check_heads(errors, content);
    if (!content.counted_on.ok() || content.counted_on > today) {
        errors.push_back({"counted_on", "founding.in_the_future", {}});
    }
    check_tags(errors, content.tags);
    for (FieldError& error : check_partners(content.partners, content.members)) errors.push_back(std::move(error));
    check_line(errors, "area", content.area, kWords);
    check_line(errors, "hobby", content.hobby, kWords);
    check_line(errors, "industry", content.industry, kWords);
    check_line(errors, "trade", content.trade, kWords);
    check_line(errors, "org_category", content.category, kWords);
    check_line(errors, "leave_paper", content.leave, kWords);
    check_span(errors, content);
    return errors;
}

std::vector<FieldError> what_is_missing(const ProjectContent& content, const BuildingMode& mode,
                                        const FoundingRules& rules) {
    Errors errors;
    miss_members(errors, content, rules);
    for (FieldError& error : missing_partners(mode, content.partners)) errors.push_back(std::move(error));
    if (content.kind == OrgKind::joint_branch && content.partners.size() < 2) {
        errors.push_back({"partners", "founding.joint_of_one", {{"count", std::to_string(content.partners.size())}}});
    }
    miss_span(errors, content, rules);
    return errors;
}

std::vector<FieldError> notices_of(const ProjectContent& content, const FoundingRules& rules) {
    std::vector<FieldError> notices;
    const Values values{{"members", std::to_string(content.members)},
                        {"general", std::to_string(rules.general_branch_members)},
                        {"committee", std::to_string(rules.committee_members)}};
    if (content.members >= rules.committee_members) {
        notices.push_back({"members", "notice.committee_possible", values});
    } else if (content.members >= rules.general_branch_members && content.kind != OrgKind::general_branch) {
        notices.push_back({"members", "notice.general_branch_possible", values});
    }
    if (content.kind != OrgKind::joint_branch) return notices;
    for (const ProjectPartner& one : content.partners) {
        if (!one.members || *one.members < rules.branch_members) continue;
        notices.push_back({"partners",
                           "notice.partner_could_stand_alone",
                           {{"partner", one.name}, {"members", std::to_string(*one.members)}}});
    }
    return notices;
}

std::string canonical_text(const ProjectContent& content) {
    const auto iso = [](const std::optional<Date>& date) { return date ? to_iso(*date) : std::string("-"); };
    Canonical out;
    out.add("project/1").add(content.township.str()).add(content.name).add(content.short_name);
    out.add(to_string(content.kind)).add(content.mode).add(content.tags.size());
    for (const std::string& tag : content.tags) out.add(tag);
    out.add(content.partners.size());
    for (const ProjectPartner& one : content.partners) {
        out.add(to_string(one.kind)).add(one.name).add(one.credit_code).add(one.is_lead ? 1 : 0).add(one.members);
    }
    out.add(content.members).add(content.youth).add(to_iso(content.counted_on)).add(content.area).add(content.hobby);
    out.add(content.industry).add(content.trade).add(content.category).add(content.leave);
    out.add(iso(content.lasts_from)).add(iso(content.lasts_until)).add(content.is_student ? 1 : 0);
    return std::move(out).text();
}

std::vector<FieldError> check_correction(const OrgProject& before, const ProjectContent& after) {
    if (before.stage == Stage::surveyed || before.stage == Stage::prepared) return {};
    ProjectContent allowed = before.content;
    if (before.stage == Stage::requested || before.stage == Stage::founding_approved) {
        allowed.members = after.members;
        allowed.youth = after.youth;
        allowed.counted_on = after.counted_on;
    }
    if (before.stage != Stage::filed) {
        allowed.category = after.category;
        allowed.industry = after.industry;
    }
    Errors errors;
    const auto note = [&](const char* field, bool differs) {
        if (differs) errors.push_back({field, "founding.fixed_by_now", {}});
    };
    note("org_name", after.name != allowed.name);
    note("org_short_name", after.short_name != allowed.short_name);
    note("org_kind", after.kind != allowed.kind);
    note("mode", after.mode != allowed.mode);
    note("tags", after.tags != allowed.tags);
    note("partners", after.partners != allowed.partners);
    note("members", after.members != allowed.members);
    note("youth", after.youth != allowed.youth);
    note("counted_on", after.counted_on != allowed.counted_on);
    note("area", after.area != allowed.area);
    note("hobby", after.hobby != allowed.hobby);
    note("industry", after.industry != allowed.industry);
    note("trade", after.trade != allowed.trade);
    note("org_category", after.category != allowed.category);
    note("leave_paper", after.leave != allowed.leave);
    note("lasts_from", after.lasts_from != allowed.lasts_from);
    note("lasts_until", after.lasts_until != allowed.lasts_until);
    note("is_student", after.is_student != allowed.is_student);
    return errors;
}

}  // namespace league
