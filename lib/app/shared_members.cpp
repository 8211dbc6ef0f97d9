#include "lib/app/shared_members.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace league {
namespace {

using Places = std::vector<SharedMember>::const_iterator;

ImportRow conflict_of(Places begin, Places end, const ListGround& ground) {
    ImportRow row;
    row.file = begin->file;
    row.line = begin->line;
    row.org.key = begin->identity_hash;
    row.place = ground.scope;
    row.outcome = RowOutcome::conflict;
    row.reason = RowReason::member_twice;
    for (Places at = begin; at != end; ++at) {
        if (!row.org.name.empty()) row.org.name += " / ";
        row.org.name += ground.file_name(at->file) + "!" + std::to_string(at->line);
        const auto stands_in = ground.row(at->row);
        const auto unit = stands_in ? (stands_in->decision ? unit_of(*stands_in) : stands_in->unit) : std::nullopt;
        if (!unit) continue;
        row.candidates.push_back(*unit);
        row.place = stands_in->place;
    }
    return row;
}

}  // namespace

std::vector<ImportRow> conflicts_of(const std::vector<SharedMember>& shared, const ListGround& ground, int last) {
    std::vector<ImportRow> conflicts;
    for (auto begin = shared.begin(); begin != shared.end();) {
        const auto end = std::find_if(begin, shared.end(), [&](const SharedMember& member) {
            return member.identity_hash != begin->identity_hash;
        });
        if (std::distance(begin, end) > 1) {
            ImportRow row = conflict_of(begin, end, ground);
            row.number = ++last;
            conflicts.push_back(std::move(row));
        }
        begin = end;
    }
    return conflicts;
}

}  // namespace league
