#include "lib/app/found_unit.hpp"

#include <algorithm>
#include <charconv>

#include "lib/base/ensure.hpp"
#include "lib/domain/founding_step.hpp"
#include "lib/domain/org_life.hpp"
#include "lib/storage/audit_store.hpp"
#include "lib/storage/org_life_store.hpp"
#include "lib/storage/org_project_store.hpp"
#include "lib/storage/org_record_store.hpp"
#include "lib/storage/org_store.hpp"

namespace league {
namespace {

/// The number behind the prefix, when there is nothing else behind it.
int number_of(const std::string& code, std::size_t prefix) {
    int number = 0;
    const auto [end, error] = std::from_chars(code.data() + prefix, code.data() + code.size(), number);
    return error == std::errc() && end == code.data() + code.size() ? number : 0;
}

}  // namespace

std::string next_unit_code(ReadTransaction& tx, const OrgUnit& township) {
    int highest = 0;
    for (const std::string& code : OrgProjectStore(tx).codes_from(township.code)) {
        highest = std::max(highest, number_of(code, township.code.size() + 1));
    }
    const std::string number = std::to_string(highest + 1);
    return township.code + "-" + (number.size() < 2 ? "0" : "") + number;
}

OrgUnit found_unit(Transaction& tx, const FoundingParts& parts, const Actor& actor, const OrgProject& project,
                   const OrgUnit& township, Date founded_on, const std::string& code, int term_years) {
    const ProjectContent& content = project.content;
    OrgUnit unit;
    unit.id = OrgUnitId(make_uuid_v7(parts.random, tx.now()));
    unit.code = code.empty() ? next_unit_code(tx, township) : code;
    if (!is_unit_code(unit.code)) throw Problem::invalid("code", "founding.code_too_long", {{"code", unit.code}});
    if (OrgStore(tx).find_by_code(unit.code)) {
        throw Problem::invalid("code", "founding.code_taken", {{"code", unit.code}});
    }
    unit.name = content.name;
    unit.short_name = content.short_name;
    unit.kind = content.kind;
    unit.parent = township.id;
    unit.path = township.path.child(unit.code);
    unit.opened_at = at_beijing(founded_on);
    OrgWriter(tx).insert(unit);

    OrgRecordWriter records(tx);
    OrgRecord record;
    record.unit = unit.id;
    record.mode = content.mode;
    record.is_new = true;
    record.founded_at = unit.opened_at;
    record.term_ends_at = at_beijing(term_end(content, founded_on, term_years));
    records.save(record);
    records.add_headcount(unit.id, {content.members, content.youth, at_beijing(content.counted_on)},
                          HeadcountSource::typed, actor.person);
    OrgLifeWriter life(tx);
    // A temporary branch has no term: it ends with its project.
    if (content.kind != OrgKind::temporary_branch) {
        const int years = first_term_years(content, term_years);
        life.save_term({unit.id, founded_on, years, content.is_student, TermManner::elected, ""}, actor.person);
    }
    life.set_tags(unit.id, content.tags);
    AuditWriter(tx, parts.seals.digest)
        .append(actor,
                {"create_unit",
                 "org_unit",
                 unit.id.str(),
                 {"code", "name", "short_name", "kind", "parent", "opened_at", "mode", "heads", "term", "tags"}});
    return unit;
}

}  // namespace league
