#include "lib/app/record_org_life.hpp"

#include "lib/app/load_actor.hpp"
#include "lib/app/open_unit.hpp"
#include "lib/storage/audit_store.hpp"
#include "lib/storage/database.hpp"
#include "lib/storage/org_life_store.hpp"
#include "lib/storage/org_record_store.hpp"

namespace league {
namespace {

OrgRecord record_of(ReadTransaction& tx, const OrgUnit& unit) {
    std::optional<OrgRecord> record = OrgRecordStore(tx).find(unit.id);
    if (!record) throw Problem::invalid("unit", "unit.no_organisation", {{"unit", unit.name}});
    return *std::move(record);
}

}  // namespace

OrgRecord RecordHeads::run(const Actor& actor, const Input& input) {
    return database_.write([&](Transaction& tx) {
        const Actor current = actor_now(tx, actor);
        const OrgUnit unit = open_unit(tx, current, Verb::count_heads, input.unit);
        record_of(tx, unit);
        refuse_if_any(check_headcount(input.members, input.youth, input.counted_on, tx.now()));
        OrgRecordWriter(tx).add_headcount(unit.id, {input.members, input.youth, at_beijing(input.counted_on)},
                                          HeadcountSource::typed, current.person);
        AuditWriter(tx, digest_)
            .append(current, {"count_heads", "org_unit", unit.id.str(), {"members", "youth", "counted_on"}});
        return record_of(tx, unit);
    });
}

RecordTerm::Output RecordTerm::run(const Actor& actor, const Input& input) {
    return database_.write([&](Transaction& tx) {
        const Actor current = actor_now(tx, actor);
        OrgUnit unit = open_unit(tx, current, Verb::tend_organisation, input.unit);
        refuse_if_any(check_term(input.term, unit, tx.now()));
        Term term = input.term;
        term.unit = unit.id;
        OrgLifeWriter(tx).save_term(term, current.person);
        AuditWriter(tx, digest_)
            .append(current,
                    {"record_term", "org_unit", unit.id.str(), {"began_on", "years", "student", "manner", "paper"}});
        const Date ends = term_end(term.began, term.years);
        return Output{std::move(unit), std::move(term), ends};
    });
}

void RemoveTerm::run(const Actor& actor, const Input& input) {
    database_.write([&](Transaction& tx) {
        const Actor current = actor_now(tx, actor);
        const OrgUnit unit = open_unit(tx, current, Verb::tend_organisation, input.unit);
        if (!OrgLifeWriter(tx).remove_term(unit.id, input.began)) {
            throw Problem(ProblemCode::not_found, "term.not_found",
                          {{"unit", unit.name}, {"day", to_iso(input.began)}});
        }
        AuditWriter(tx, digest_).append(current, {"remove_term", "org_unit", unit.id.str(), {"began_on"}});
    });
}

std::vector<std::string> RecordTags::run(const Actor& actor, const Input& input) {
    return database_.write([&](Transaction& tx) {
        const Actor current = actor_now(tx, actor);
        const OrgUnit unit = open_unit(tx, current, Verb::tend_organisation, input.unit);
        record_of(tx, unit);
        std::vector<FieldError> errors;
        const std::vector<std::string> tags = clean_tags(input.tags, errors);
        refuse_if_any(std::move(errors));
        OrgLifeWriter(tx).set_tags(unit.id, tags);
        AuditWriter(tx, digest_).append(current, {"set_tags", "org_unit", unit.id.str(), {"tags"}});
        return OrgLifeStore(tx).tags(unit.id);
    });
}

OrgRecord ClaimEntry::run(const Actor& actor, const Input& input) {
    return database_.write([&](Transaction& tx) {
        const Actor current = actor_now(tx, actor);
        const OrgUnit unit = open_unit(tx, current, Verb::tend_organisation, input.unit);
        OrgRecord record = record_of(tx, unit);
        if (input.claimed_on) refuse_if_any(check_claim(*input.claimed_on, record, tx.now()));
        const auto claimed = input.claimed_on ? std::optional(at_beijing(*input.claimed_on)) : std::nullopt;
        if (record.nms_claimed_at == claimed) return record;
        record.nms_claimed_at = claimed;
        OrgRecordWriter(tx).save(record);
        AuditWriter(tx, digest_)
            .append(current, {claimed ? "claim_entry" : "unclaim_entry", "org_unit", unit.id.str(), {"claimed_on"}});
        return record;
    });
}

}  // namespace league
