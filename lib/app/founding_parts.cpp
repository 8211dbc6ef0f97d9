#include "lib/app/founding_parts.hpp"

#include "lib/app/load_actor.hpp"
#include "lib/base/ensure.hpp"
#include "lib/base/text.hpp"
#include "lib/storage/audit_store.hpp"
#include "lib/storage/org_project_store.hpp"
#include "lib/storage/org_store.hpp"
#include "lib/storage/paper_store.hpp"

namespace league {
namespace {

constexpr std::string_view kSection = "papers";

std::string usual_title(const Phrases& phrases, PaperKind kind, const PaperSubject& subject) {
    const std::string group = subject.count > 1 ? "of_many." : "title.";
    return phrases.text(kSection, group + std::string(to_string(kind)),
                        {{"name", subject.name}, {"count", std::to_string(subject.count)}});
}

/// Series, year, number and printed mark of a paper of the township itself.
void give_number(ReadTransaction& tx, const FoundingParts& parts, const PaperInput& input, Paper& paper) {
    const PaperStore register_of(tx, parts.seals);
    paper.series = text::trim(input.series);
    if (paper.series.empty()) paper.series = register_of.last_series(paper.unit);
    if (paper.series.empty()) paper.series = parts.phrases.text(kSection, "series");
    paper.year = static_cast<int>(paper.issued_on.year());
    paper.number = input.number ? *input.number : register_of.next_number(paper.unit, paper.series, *paper.year);
    paper.mark = parts.phrases.text(
        kSection, "mark",
        {{"series", paper.series}, {"year", std::to_string(*paper.year)}, {"number", std::to_string(*paper.number)}});
    if (const auto other = register_of.find_number(paper.unit, paper.series, *paper.year, *paper.number)) {
        throw Problem::invalid("paper.number", "paper.number_taken", {{"mark", other->mark}, {"title", other->title}});
    }
}

}  // namespace

FoundingRules founding_rules(const OrganisationConfig& config) {
    FoundingRules rules;
    rules.branch_members = config.branch_members;
    rules.general_branch_members = config.general_branch_members;
    rules.most_members = config.most_members;
    rules.committee_members = config.committee_members;
    rules.recruit_youth = config.recruit_youth;
    rules.temporary_months = config.temporary_months;
    rules.committee.committee_from = config.committee_from;
    rules.committee.quorum =
        config.quorum == ElectionQuorum::four_fifths ? Quorum::four_fifths : Quorum::over_two_thirds;
    return rules;
}

void check_founding_words(const Phrases& phrases) {
    std::vector<PhraseKey> keys{{"papers", "mark"},
                                {"papers", "series"},
                                {"papers", "of_many.founding_reply"},
                                {"papers", "of_many.result_reply"}};
    for (const PaperKind kind : {PaperKind::request, PaperKind::founding_reply, PaperKind::appointment,
                                 PaperKind::election_report, PaperKind::result_reply, PaperKind::filing}) {
        keys.push_back({"papers", "title." + std::string(to_string(kind))});
    }
    phrases.check(keys);
}

LoadedProject load_project(ReadTransaction& tx, const Actor& actor, Verb verb, const OrgProjectId& id) {
    if (actor.roles.empty() && !actor.is_operator) throw Problem(ProblemCode::not_allowed, "not_bound");
    std::optional<OrgProject> project = OrgProjectStore(tx).find(id);
    if (!project) throw Problem(ProblemCode::not_found, "founding.not_found");
    std::optional<OrgUnit> township = OrgStore(tx).find(project->content.township);
    ensure(township.has_value());  // a foreign key holds it
    require(actor, verb, *township);
    return {*std::move(project), *std::move(township)};
}

OrgUnit find_township(ReadTransaction& tx, const Actor& actor, Verb verb, const std::string& id_or_code) {
    if (actor.roles.empty() && !actor.is_operator) throw Problem(ProblemCode::not_allowed, "not_bound");
    if (id_or_code.empty()) throw Problem::invalid("org_id", "missing");
    std::optional<OrgUnit> unit = OrgStore(tx).find_by_id_or_code(id_or_code);
    if (!unit) throw Problem::invalid("org_id", "activity.unknown_unit");
    require(actor, verb, *unit);
    if (unit->kind != OrgKind::township) throw Problem::invalid("org_id", "founding.not_a_township");
    if (unit->closed_at) throw Problem(ProblemCode::closed, "unit_closed");
    return *std::move(unit);
}

Paper register_paper(Transaction& tx, const FoundingParts& parts, const Actor& actor, const OrgUnitId& township,
                     PaperKind kind, const PaperInput& input, Date on, const PaperSubject& subject) {
    Paper paper;
    paper.id = PaperId(make_uuid_v7(parts.random, tx.now()));
    paper.unit = township;
    paper.kind = kind;
    paper.issued_on = on;
    paper.signatory = text::trim(input.signatory);
    paper.title = text::trim(input.title);
    if (paper.title.empty()) paper.title = usual_title(parts.phrases, kind, subject);
    if (is_outgoing(kind)) {
        give_number(tx, parts, input, paper);
    } else {
        paper.mark = text::trim(input.mark);
    }
    paper.recorded_at = tx.now();
    paper.recorded_by = actor.person;
    PaperWriter(tx, parts.seals).insert(paper);
    AuditWriter(tx, parts.seals.digest)
        .append(actor, {"register_paper", "paper", paper.id.str(), {"kind", "number", "title", "signatory"}});
    return paper;
}

}  // namespace league
