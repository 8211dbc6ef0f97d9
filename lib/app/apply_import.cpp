#include "lib/app/apply_import.hpp"

#include "lib/base/ensure.hpp"
#include "lib/storage/audit_store.hpp"
#include "lib/storage/nms_store.hpp"
#include "lib/storage/org_record_store.hpp"
#include "lib/storage/org_store.hpp"

namespace league {
namespace {

void audit(const ApplyContext& context, const char* verb, const OrgUnitId& unit, std::vector<std::string> fields) {
    AuditWriter(context.tx, context.seals.digest)
        .append(context.actor, {verb, "org_unit", unit.str(), std::move(fields)});
}

/// The township that a unit stands in: the nearest above it that is no branch.
OrgUnitId place_of(ReadTransaction& tx, const OrgUnit& unit) {
    OrgUnitId place = unit.id;
    for (const OrgUnit& above : OrgStore(tx).ancestors(unit)) {
        if (!counts_as_branch(above.kind)) place = above.id;
    }
    return place;
}

NmsVersion version_of(const ImportRow& row, const std::optional<OrgUnitId>& unit, std::optional<int> members) {
    NmsVersion version;
    version.org = row.org;
    version.members = members;
    version.place = row.place;
    version.unit = unit;
    return version;
}

/// The list is truer than a number typed beside a name.
std::optional<int> take_over_heads(const ApplyContext& context, const ImportRow& row, const OrgUnitId& unit,
                                   RowTrace& trace) {
    std::optional<int> heads = row.members_stated;
    if (row.list) {
        const long long told_apart =
            NmsWriter(context.tx, context.seals).replace_members(context.batch.id, row.number, *row.list, unit);
        heads = static_cast<int>(told_apart) + row.members_unnamed;
    }
    if (!heads) return std::nullopt;
    trace.heads_before = OrgRecordStore(context.tx).members_on(unit, context.batch.as_of, HeadcountSource::import);
    trace.added_heads = true;
    OrgRecordWriter(context.tx)
        .add_headcount(unit, {*heads, std::nullopt, context.batch.as_of}, HeadcountSource::import,
                       context.actor.person);
    return heads;
}

std::pair<RowState, RowTrace> count_unit(const ApplyContext& context, const ImportRow& row) {
    RowTrace trace;
    const auto id = unit_of(row);
    ensure(id.has_value());  // effect_of() asked for it
    const auto unit = OrgStore(context.tx).find(*id);
    const auto record = OrgRecordStore(context.tx).find(*id);
    if (!unit || unit->closed_at || !record || !context.scope.contains(unit->path)) return {RowState::left, trace};
    trace.unit = *id;
    std::vector<std::string> fields;
    if (!record->nms_counted_at) {
        const auto before = OrgRecordStore(context.tx).span(*id, context.batch.as_of);
        trace.began_counting = true;
        trace.span_was_there = before.has_value();
        if (before) trace.span_until_before = before->until;
        OrgRecordWriter(context.tx).begin_counting(*id, context.batch.as_of);
        fields.emplace_back("nms_counted_at");
    }
    const auto heads = take_over_heads(context, row, *id, trace);
    if (heads) fields.emplace_back("members");
    const OrgUnitId place = place_of(context.tx, *unit);
    const auto known = NmsStore(context.tx, context.seals).of_unit(*id);
    const bool is_same = known && known->org == row.org && known->members == heads && known->place == place;
    if (!is_same) {
        NmsVersion version = version_of(row, id, heads);
        version.place = place;
        NmsWriter(context.tx, context.seals).replace(context.batch.id, row.number, version);
        fields.emplace_back("nms_org");
    }
    if (!fields.empty()) audit(context, "import_unit", *id, std::move(fields));
    return {RowState::done, trace};
}

std::pair<RowState, RowTrace> end_count(const ApplyContext& context, const ImportRow& row) {
    RowTrace trace;
    // It bears another name in the export, and a person has said so.
    const bool stands_there =
        row.unit && ImportRowStore(context.tx, context.seals).row_of(context.batch.id, *row.unit, row.number);
    if (stands_there) return {RowState::done, trace};
    if (row.unit) {
        const auto unit = OrgStore(context.tx).find(*row.unit);
        if (!unit || !context.scope.contains(unit->path)) return {RowState::left, trace};
    }
    NmsWriter(context.tx, context.seals).end(context.batch.id, row.number, row.unit, row.org.key);
    if (!row.unit) return {RowState::done, trace};
    const auto record = OrgRecordStore(context.tx).find(*row.unit);
    trace.unit = *row.unit;
    if (record && record->nms_counted_at) {
        trace.ended_from = record->nms_counted_at;
        OrgRecordWriter(context.tx).end_counting(*row.unit, context.batch.as_of);
        audit(context, "end_counting", *row.unit, {"nms_counted_at"});
    }
    return {RowState::done, trace};
}

}  // namespace

std::pair<RowState, RowTrace> apply_row(const ApplyContext& context, const ImportRow& row) {
    std::pair<RowState, RowTrace> done{RowState::done, {}};
    NmsWriter mirror(context.tx, context.seals);
    switch (effect_of(row)) {
        case RowEffect::count: done = count_unit(context, row); break;
        case RowEffect::end_count: done = end_count(context, row); break;
        case RowEffect::remember: {
            const auto members = row.members_listed ? row.members_listed : row.members_stated;
            mirror.replace(context.batch.id, row.number, version_of(row, std::nullopt, members));
            break;
        }
        case RowEffect::dismiss: {
            NmsVersion version = version_of(row, std::nullopt, std::nullopt);
            version.dismissed = true;
            mirror.replace(context.batch.id, row.number, version);
            break;
        }
        case RowEffect::nothing: break;
        case RowEffect::blocked: stop("a batch with an undecided row is not committed");
    }
    ImportRowWriter(context.tx, context.seals).finish(context.batch.id, row.number, done.first, done.second);
    return done;
}

bool take_back_row(const ApplyContext& context, const ImportRow& row, const RowTrace& trace) {
    bool as_before = true;
    OrgRecordWriter records(context.tx);
    std::vector<std::string> fields;
    if (trace.unit && trace.added_heads) {
        records.take_back_headcount(*trace.unit, context.batch.as_of, HeadcountSource::import, trace.heads_before);
        fields.emplace_back("members");
    }
    if (trace.unit && trace.began_counting) {
        const auto before =
            trace.span_was_there ? std::optional(NmsSpan{context.batch.as_of, trace.span_until_before}) : std::nullopt;
        as_before = records.take_back_counting(*trace.unit, context.batch.as_of, before);
        fields.emplace_back("nms_counted_at");
    }
    if (trace.unit && trace.ended_from) {
        as_before = records.resume_counting(*trace.unit, *trace.ended_from);
        fields.emplace_back("nms_counted_at");
    }
    NmsWriter(context.tx, context.seals).take_back(context.batch.id, row.number);
    if (!fields.empty()) audit(context, "undo_import_unit", *trace.unit, std::move(fields));
    ImportRowWriter(context.tx, context.seals).take_back(context.batch.id, row.number);
    return as_before;
}

}  // namespace league
