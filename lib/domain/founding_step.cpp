#include "lib/domain/founding_step.hpp"

#include <algorithm>

#include "lib/base/ensure.hpp"
#include "lib/base/text.hpp"
#include "lib/domain/canonical.hpp"
#include "lib/domain/org_life.hpp"

namespace league {
namespace {

using Errors = std::vector<FieldError>;

constexpr std::size_t kNote = 500;  // characters
constexpr int kUsualTerm = 3;       // years, of a branch 2 or 3 (domain 5.2)
constexpr int kStudentTerm = 1;

void add(Errors& errors, std::vector<FieldError> more) {
    for (FieldError& error : more) errors.push_back(std::move(error));
}

/// The step after this one, where there is only one; appointed and elected exclude each other by the kind.
bool may_follow(Stage now, Stage next, OrgKind kind) {
    const bool is_temporary = kind == OrgKind::temporary_branch;
    if (next == Stage::dropped) return now != Stage::dropped && !is_founded(now);
    switch (now) {
        case Stage::surveyed: return next == Stage::prepared;
        case Stage::prepared: return next == Stage::requested;
        case Stage::requested: return next == Stage::founding_approved;
        case Stage::founding_approved: return next == (is_temporary ? Stage::appointed : Stage::elected);
        case Stage::elected: return next == Stage::result_reported;
        // Who appointed need not be told the result by a paper.
        case Stage::appointed: return next == Stage::result_reported || next == Stage::result_approved;
        case Stage::result_reported: return next == Stage::result_approved;
        case Stage::result_approved: return next == Stage::filed;
        case Stage::filed:
        case Stage::dropped: return false;
    }
    stop("unknown Stage");
}

void check_note(Errors& errors, const StepInput& input) {
    const bool required = input.stage == Stage::requested || input.stage == Stage::dropped;
    if (!text::is_valid_utf8(input.note)) {
        errors.push_back({"note", "not_text", {}});
    } else if (required && text::trim(input.note).empty()) {
        errors.push_back({"note", "missing", {}});
    } else if (text::count_characters(input.note) > kNote) {
        errors.push_back({"note", "too_long", {{"limit", std::to_string(kNote)}}});
    }
}

void check_day(Errors& errors, const std::string& field, Date day, Date earliest, Date today) {
    if (!day.ok() || day > today) {
        errors.push_back({field, "founding.in_the_future", {}});
    } else if (day < earliest) {
        errors.push_back({field, "founding.before_last_step", {{"day", to_iso(earliest)}}});
    }
}

void check_paper_of(Errors& errors, const StepInput& input) {
    const std::optional<PaperKind> kind = paper_of(input.stage);
    if (kind && input.paper) {
        add(errors, check_paper(*input.paper, *kind));
    } else if (kind) {
        errors.push_back({"paper", "missing", {}});
    } else if (input.paper) {
        errors.push_back({"paper", "founding.not_here", {}});
    }
}

/// Parts that belong to other steps are no slip to pass over: somebody meant another step.
void check_parts(Errors& errors, const StepInput& input) {
    const auto only = [&](const char* field, bool given, bool belongs) {
        if (given && !belongs) errors.push_back({field, "founding.not_here", {}});
    };
    const Stage stage = input.stage;
    only("candidates", !input.candidates.empty(), stage == Stage::prepared);
    only("election", input.election.has_value(), stage == Stage::elected);
    only("posts", !input.posts.empty(), stage == Stage::appointed || stage == Stage::result_reported);
    only("code", !input.code.empty(), stage == Stage::result_approved);
    only("term_years", input.term_years != 0, stage == Stage::result_approved);
    only("confirm", input.confirm.has_value(), stage == Stage::filed);
    only("entered_on", input.entered_on.has_value(), stage == Stage::filed);
}

void check_term(Errors& errors, const ProjectContent& content, const StepInput& input) {
    if (!input.code.empty() && !is_unit_code(input.code)) errors.push_back({"code", "orgs.code_malformed", {}});
    const int years = input.term_years;
    if (years == 0) return;
    if (content.kind == OrgKind::temporary_branch) {
        errors.push_back({"term_years", "founding.term_of_temporary", {}});
    } else if (years == kStudentTerm && !content.is_student) {
        errors.push_back({"term_years", "founding.term_of_students", {}});
    } else if (years != kStudentTerm && years != 2 && years != 3) {
        errors.push_back({"term_years", "founding.term_years", {}});
    }
}

void check_filing(Errors& errors, const OrgProject& project, const StepInput& input, Date today) {
    const ProjectContent& content = project.content;
    if (content.category.empty()) errors.push_back({"org_category", "founding.needed_to_file", {}});
    if (content.industry.empty()) errors.push_back({"industry", "founding.needed_to_file", {}});
    const StepInput::Confirmation said = input.confirm.value_or(StepInput::Confirmation());
    const auto confirm = [&](const char* field, const char* key, const std::string& is, const std::string& typed) {
        if (!is.empty() && is != typed) errors.push_back({field, key, {{"value", is}}});
    };
    confirm("confirm.name", "founding.confirm_name", content.name, said.name);
    confirm("confirm.category", "founding.confirm_category", content.category, said.category);
    confirm("confirm.industry", "founding.confirm_industry", content.industry, said.industry);
    if (input.entered_on) check_day(errors, "entered_on", *input.entered_on, project.stage_on, today);
}

}  // namespace

void require_order(const OrgProject& project, Stage next) {
    if (may_follow(project.stage, next, project.content.kind)) return;
    const bool is_temporary = project.content.kind == OrgKind::temporary_branch;
    const bool appoints = project.stage == Stage::founding_approved && is_temporary;
    throw Problem(ProblemCode::conflict,
                  appoints ? "founding.now.to_appoint" : "founding.now." + std::string(to_string(project.stage)),
                  {{"project", project.content.name}});
}

std::vector<FieldError> check_step(const OrgProject& project, const StepInput& input,
                                   const std::vector<std::string>& elected, const FoundingRules& rules, Date today) {
    Errors errors;
    check_day(errors, "on", input.on, project.stage_on, today);
    check_note(errors, input);
    check_paper_of(errors, input);
    check_parts(errors, input);
    const int members = project.content.members;
    switch (input.stage) {
        case Stage::prepared: add(errors, check_names("candidates", input.candidates)); break;
        case Stage::requested:
            if (!input.consent) errors.push_back({"consent", "founding.no_consent_to_request", {}});
            break;
        case Stage::elected:
            if (!input.consent) errors.push_back({"consent", "founding.no_consent_to_meeting", {}});
            if (!input.election) {
                errors.push_back({"election", "missing", {}});
            } else {
                add(errors, check_election(*input.election, members, rules.committee));
            }
            break;
        case Stage::appointed: add(errors, check_appointment(input.posts, members, rules.committee)); break;
        case Stage::result_reported: add(errors, check_division(input.posts, elected)); break;
        case Stage::result_approved: check_term(errors, project.content, input); break;
        case Stage::filed: check_filing(errors, project, input, today); break;
        case Stage::founding_approved:
        case Stage::dropped: break;
        case Stage::surveyed: errors.push_back({"stage", "not_a_choice", {}}); break;
    }
    return errors;
}

Date term_end(const ProjectContent& content, Date founded_on, int term_years) {
    if (content.kind == OrgKind::temporary_branch && content.lasts_until) return *content.lasts_until;
    return term_end(founded_on, first_term_years(content, term_years));
}

int first_term_years(const ProjectContent& content, int term_years) {
    return term_years > 0 ? term_years : content.is_student ? kStudentTerm : kUsualTerm;
}

std::string canonical_text(const StepInput& input) {
    Canonical out;
    out.add("step/1").add(to_string(input.stage)).add(to_iso(input.on)).add(input.note).add(input.consent ? 1 : 0);
    out.add(input.paper ? 1 : 0);
    if (input.paper) {
        const PaperInput& paper = *input.paper;
        out.add(paper.title).add(paper.series).add(paper.number).add(paper.mark).add(paper.signatory);
    }
    out.add(input.candidates.size());
    for (const std::string& name : input.candidates) out.add(name);
    out.add(input.election ? 1 : 0);
    if (input.election) {
        const Election& e = *input.election;
        out.add(e.entitled).add(e.present).add(e.proxies).add(e.ballots_out).add(e.ballots_back).add(e.ballots_valid);
        out.add(e.seats).add(e.candidates.size());
        for (const Candidate& one : e.candidates) out.add(one.name).add(one.votes);
    }
    out.add(input.posts.size());
    for (const PostHolder& one : input.posts) out.add(one.name).add(to_string(one.post));
    out.add(input.code).add(input.term_years).add(input.confirm ? 1 : 0);
    if (input.confirm) out.add(input.confirm->name).add(input.confirm->category).add(input.confirm->industry);
    out.add(input.entered_on ? to_iso(*input.entered_on) : std::string("-"));
    return std::move(out).text();
}

}  // namespace league
