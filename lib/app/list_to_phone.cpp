#include <optional>

#include "lib/app/load_actor.hpp"
#include "lib/app/plan_reminders.hpp"
#include "lib/app/top_unit.hpp"
#include "lib/base/problem.hpp"
#include "lib/storage/audit_store.hpp"
#include "lib/storage/org_store.hpp"
#include "lib/storage/person_store.hpp"

namespace league {
namespace {

constexpr int kMost = 2000;

}  // namespace

std::vector<ListToPhone::Line> ListToPhone::run(const Actor& actor, const Input& input) {
    return database_.read([&](ReadTransaction& tx) {
        const OrgUnit unit = unit_or_top(tx, input.unit);
        require(actor, Verb::see_people, unit);
        std::vector<Line> lines;
        for (CallEntry& entry : CallListStore(tx).list(input.period, input.open_only, kMost)) {
            const std::optional<OrgUnit> branch = OrgStore(tx).find(entry.unit);
            if (!branch || !unit.path.contains(branch->path)) continue;
            Line line;
            line.unit_name = branch->name;
            line.unit_code = branch->code;
            if (entry.person) {
                const PersonStore people(tx, seals_);
                if (const auto person = people.find(people.current(*entry.person))) {
                    line.name = person->name;
                    line.phone = person->phone.value_or("");
                }
            }
            line.entry = std::move(entry);
            lines.push_back(std::move(line));
        }
        return lines;
    });
}

void MarkPhoned::run(const Actor& actor, const std::string& id) {
    database_.write([&](Transaction& tx) {
        const Actor current = actor_now(tx, actor);
        const std::optional<CallEntry> entry = CallListStore(tx).find(id);
        if (!entry) throw Problem(ProblemCode::not_found, "call_not_found");
        const OrgUnit unit = unit_or_top(tx, entry->unit.str());
        require(current, Verb::review_activity, unit);
        if (!CallListWriter(tx).mark_done(id)) return;
        AuditWriter(tx, seals_.digest).append(current, {"mark_phoned", "unit", unit.id.str(), {"done_at"}});
    });
}

}  // namespace league
