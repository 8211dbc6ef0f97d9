// Supervision over the World's county with its campaign and reports: what the office, the rules and the township do, in
// one word each.
#pragma once

#include <string>

#include "lib/app/supervise.hpp"
#include "tests/app/reports/desk.hpp"

namespace league::test {

struct Laggards : ReportDesk {
    std::vector<SupervisionRow> propose(const SupervisionRules& rules = {}) {
        return ProposeSupervisions(database(), read_standing, seals(), random(), {rules, {}}).run(actor(officer), "QH");
    }
    /// Causes of what is new, "QH-LS no_report 2026-11-H1".
    std::vector<std::string> proposed(const SupervisionRules& rules = {}) {
        std::vector<std::string> all;
        for (const SupervisionRow& row : propose(rules)) {
            all.push_back(row.unit.code + " " + std::string(to_string(row.supervision.cause)) + " " +
                          row.supervision.basis);
        }
        return all;
    }
    /// None but the one rule speaks.
    static SupervisionRules only_reports() {
        SupervisionRules rules;
        rules.hollow_percent = 100;
        rules.line_percent = 1;
        return rules;
    }

    SupervisionId open_one(const std::string& unit = "QH-CG") {
        const OpenSupervision::Input input{SupervisionId(make_uuid_v7(random(), clock().now())), unit, "进度落后"};
        return OpenSupervision(database(), supervisions, seals()).run(actor(officer), input).view.supervision.id;
    }
    static SupervisionStep step(SupervisionAct act, const std::string& words = "情况说明") {
        SupervisionStep made;
        made.act = act;
        made.words = words;
        return made;
    }
    SupervisionStep visit() {
        SupervisionStep made = step(SupervisionAct::visit, "查看台账");
        made.on = beijing_date(clock().now());
        made.people = {"李团县", "周部长"};
        return made;
    }
    SupervisionStep findings(const char* due) {
        SupervisionStep made = step(SupervisionAct::find, "两个支部没有活动");
        made.due = day(due);
        return made;
    }
    TakeSupervisionStep::Output take(const CastMember& who, const SupervisionId& id, int base,
                                     const SupervisionStep& step) {
        return TakeSupervisionStep(database(), supervisions, seals()).run(actor(who), {id, base, step});
    }
    SupervisionView show(const SupervisionId& id, const CastMember& who) { return supervisions.show(actor(who), id); }

    using ReportDesk::show;
    ReadSupervisions supervisions{database(), seals()};
};

}  // namespace league::test
