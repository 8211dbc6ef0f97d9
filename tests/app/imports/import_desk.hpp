// The World with the use cases of imports, and what a test asks of them in one line each.
#pragma once

#include <string>
#include <vector>

#include "lib/app/decide_import.hpp"
#include "lib/app/finish_import.hpp"
#include "lib/app/read_imports.hpp"
#include "lib/app/stage_import.hpp"
#include "lib/domain/beijing_time.hpp"
#include "lib/storage/org_record_store.hpp"
#include "tests/support/places.hpp"
#include "tests/support/problem_of.hpp"
#include "tests/support/workbooks.hpp"
#include "tests/support/world.hpp"

namespace league::test {

inline Instant day(const char* iso) {
    return at_beijing(*date_from_iso(iso));
}

struct ImportDesk {
    World world;
    Phrases phrases{source_dir() + "/templates"};
    StageImport stage_import{world.database(), world.seals(), world.random(), world.clock(), phrases};
    ReadImports read{world.database(), world.seals()};
    DecideImport decide_import{world.database(), world.seals()};
    CommitImport commit_import{world.database(), world.seals()};
    UndoImport undo_import{world.database(), world.seals()};
    DiscardImport discard_import{world.database(), world.seals()};
    ReadNmsDifferences differences{world.database(), world.seals()};
    std::string date;  ///< of the exports; today when empty

    static StageImport::Input input(const Parts& files) {
        StageImport::Input input;
        input.next = [files, next = std::size_t{0}]() mutable -> std::optional<StageImport::File> {
            if (next == files.size()) return std::nullopt;
            const auto& [name, bytes] = files[next++];
            return StageImport::File{name, bytes};
        };
        return input;
    }
    ImportBatchId stage(const Parts& files) {
        StageImport::Input read_in = input(files);
        if (!date.empty()) read_in.as_of = date_from_iso(date);
        return stage_import.run(Actor::system(), read_in);
    }
    ImportBatchId stage(const Table& rows, const std::string& name = "组织.xlsx") {
        return stage(Parts{{name, workbook(rows)}});
    }
    ImportResult commit(const ImportBatchId& id) { return commit_import.run(Actor::system(), id); }
    ImportResult undo(const ImportBatchId& id) { return undo_import.run(Actor::system(), id); }
    void decide(const ImportBatchId& id, int row, std::optional<RowDecision> decision, const std::string& unit = "") {
        decide_import.run(Actor::system(), {id, row, decision, unit});
    }
    /// "1 new QH-CG-01; 2 unknown; 3 conflict(several)"
    std::string rows(const ImportBatchId& id) {
        std::string all;
        for (const auto& found : read.rows(Actor::system(), id, {}).rows) {
            if (!all.empty()) all += "; ";
            all += std::to_string(found.row.number) + " " + std::string(to_string(found.row.outcome));
            if (found.row.reason != RowReason::none) all += "(" + std::string(to_string(found.row.reason)) + ")";
            if (found.unit) all += " " + found.unit->code;
            for (const std::string& field : found.row.changed_fields) all += " ~" + field;
        }
        return all;
    }
    OrgRecord record(const std::string& code) {
        const OrgUnit unit = world.unit(code);
        return world.database().read([&](ReadTransaction& tx) { return OrgRecordStore(tx).find(unit.id).value(); });
    }
    /// Members shown, "-" when not known.
    std::string members(const std::string& code) {
        const auto heads = record(code).heads;
        return heads ? std::to_string(heads->members) : "-";
    }
    /// Everything that an import may change, as text, so that before and after can be compared.
    std::string everything() {
        std::string all;
        world.database().read([&](ReadTransaction& tx) {
            const auto add = [&](const char* sql, int columns) {
                tx.query(sql, [&](Row& row) {
                    for (int i = 0; i < columns; ++i) all += row.is_null(i) ? "|-" : "|" + row.text(i);
                    all += "\n";
                });
            };
            add("SELECT unit_id, CAST(nms_counted_at AS TEXT), CAST(members AS TEXT), CAST(youth AS TEXT), "
                "CAST(headcount_at AS TEXT) FROM org_records ORDER BY unit_id",
                5);
            add("SELECT unit_id, CAST(counted_at AS TEXT), source, CAST(members AS TEXT) FROM headcounts "
                "ORDER BY unit_id, counted_at, source",
                4);
            add("SELECT unit_id, CAST(counted_from AS TEXT), CAST(counted_until AS TEXT) FROM nms_presence "
                "ORDER BY unit_id, counted_from",
                3);
            add("SELECT nms_key, name, unit_id, from_batch, until_batch, CAST(dismissed AS TEXT) FROM nms_orgs "
                "ORDER BY from_batch, from_row",
                6);
            add("SELECT identity_hash, unit_id, from_batch, until_batch FROM nms_members "
                "ORDER BY identity_hash, unit_id, from_batch",
                4);
        });
        return all;
    }
    long long count(const char* table) {
        return world.database().read([&](ReadTransaction& tx) {
            return tx.value<long long>("SELECT COUNT(*) FROM " + std::string(table)).value_or(0);
        });
    }
};

/// An organisations table; each row is name, parent, members.
inline Table organisations(const std::vector<std::vector<std::string>>& lines) {
    Table table{{"组织全称", "上级组织", "团员数"}};
    for (const auto& line : lines) table.push_back(line);
    return table;
}

/// A list of members with numbers of these people.
inline Table members_list(const std::vector<int>& people) {
    Table table{{"姓名", "身份证号码"}};
    for (const int person : people) table.push_back({"团员甲", identity_number(person)});
    return table;
}

}  // namespace league::test
