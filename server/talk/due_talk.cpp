#include "server/talk/due_talk.hpp"

#include <algorithm>

#include "lib/domain/beijing_time.hpp"
#include "lib/storage/figures_store.hpp"
#include "lib/storage/org_store.hpp"
#include "server/talk/branches.hpp"

namespace league::talk {
namespace {

// As much as fits one message: 2048 bytes (wechat-api 1.7).
constexpr std::size_t kMostUnits = 3;
constexpr std::size_t kNames = 1200;    // bytes, of one unit alone
constexpr std::size_t kFewNames = 400;  // bytes, of one of several
constexpr std::size_t kMostRows = 15;

void add_part(std::string& parts, const std::string& part) {
    if (!parts.empty()) parts += "\n\n";
    parts += part;
}

}  // namespace

std::string DueTalk::not_logged(const Turn& turn, std::string_view asked) const {
    if (!turn.is_bound()) return phrases_.text("replies/bind", "needed");
    return database_.read([&](ReadTransaction& tx) {
        const MyDuties::Output mine = duties_.run_in(tx, turn.actor);
        if (mine.townships.empty() && mine.areas.empty()) return text("not_yours");
        if (!asked.empty()) {
            std::vector<OrgUnit> units;
            for (const MyDuties::Township& township : mine.townships) units.push_back(township.unit);
            for (const MyDuties::Area& area : mine.areas) {
                for (const MyDuties::AreaRow& row : area.rows) units.push_back(row.unit);
            }
            const std::vector<OrgUnit> meant = units_named(words_, asked, units);
            if (meant.size() == 1) return branches_of(tx, meant.front(), mine.month, kNames);
            return text(meant.empty() ? "unknown_unit" : "which_unit",
                        {{"names", names_within(phrases_, meant.empty() ? units : meant, kFewNames)},
                         {"example", (meant.empty() ? units : meant).front().short_name}});
        }
        std::string parts;
        std::size_t shown = 0;
        for (const MyDuties::Township& township : mine.townships) {
            if (shown++ < kMostUnits) add_part(parts, branches_of(tx, township.unit, mine.month, kFewNames));
        }
        for (const MyDuties::Area& area : mine.areas) {
            if (shown++ < kMostUnits) add_part(parts, by_township(tx, area, mine.month));
        }
        return parts;
    });
}

std::string DueTalk::branches_of(ReadTransaction& tx, const OrgUnit& unit, const Month& month,
                                 std::size_t bytes) const {
    const std::vector<OrgUnit> open = FiguresStore(tx).branches_without_log(unit.path, month);
    if (open.empty()) return text("all_logged", {{"unit", unit.name}, {"month", month.chinese()}});
    return text("not_logged", {{"unit", unit.name},
                               {"month", month.chinese()},
                               {"count", std::to_string(open.size())},
                               {"names", names_within(phrases_, open, bytes)}});
}

std::string DueTalk::by_township(ReadTransaction& tx, const MyDuties::Area& area, const Month& month) const {
    const bool is_one = area.rows.size() == 1 && area.rows.front().unit.id == area.whole.unit.id;
    if (is_one) return branches_of(tx, area.whole.unit, month, kFewNames);
    std::vector<MyDuties::AreaRow> rows = area.rows;
    std::erase_if(rows, [](const MyDuties::AreaRow& row) { return row.without_log == 0; });
    if (area.whole.without_log == 0) {
        return text("all_logged", {{"unit", area.whole.unit.name}, {"month", month.chinese()}});
    }
    std::stable_sort(rows.begin(), rows.end(), [](const MyDuties::AreaRow& a, const MyDuties::AreaRow& b) {
        return a.without_log > b.without_log;
    });
    std::string lines = text("area_head", {{"unit", area.whole.unit.name},
                                           {"month", month.chinese()},
                                           {"count", std::to_string(area.whole.without_log)}});
    for (std::size_t i = 0; i < rows.size() && i < kMostRows; ++i) {
        lines += "\n" + text("area_row", {{"unit", rows[i].unit.short_name},
                                          {"count", std::to_string(rows[i].without_log)},
                                          {"branches", std::to_string(rows[i].figures.branches)}});
    }
    if (rows.size() > kMostRows) lines += "\n" + text("more", {{"count", std::to_string(rows.size() - kMostRows)}});
    return rows.empty() ? lines : lines + "\n" + text("area_hint", {{"example", rows.front().unit.short_name}});
}

std::string DueTalk::not_sent(const Turn& turn) const {
    if (!turn.is_bound()) return phrases_.text("replies/bind", "needed");
    return database_.read([&](ReadTransaction& tx) {
        std::string parts;
        std::size_t shown = 0;
        for (const RoleGrant& grant : turn.actor.roles) {
            const auto unit = OrgStore(tx).find(grant.unit);
            if (!unit || unit->closed_at || !role_allows(grant.role, Verb::see_reports)) continue;
            if (shown++ == kMostUnits) break;
            const bool sends = grant.role == Role::township_secretary;
            add_part(parts, sends ? of_township(tx, *unit) : of_area(tx, turn.actor, *unit));
        }
        return parts.empty() ? text("not_yours") : parts;
    });
}

std::string DueTalk::of_township(ReadTransaction& tx, const OrgUnit& unit) const {
    const auto due = asked_report(tx, unit, reports_.rules());
    if (!due || due->state == ReportState::sent) return text("no_report_due", {{"unit", unit.name}});
    const bool is_overdue = due->state == ReportState::overdue;
    return phrases_.text("replies/mine", is_overdue ? "report_overdue" : "report_due",
                         {{"period", due->period.chinese()},
                          {"due", to_chinese_day(due->dates.due)},
                          {"until", to_chinese_day(due->dates.open_until)}});
}

std::string DueTalk::of_area(ReadTransaction& tx, const Actor& actor, const OrgUnit& unit) const {
    const Date today = beijing_date(tx.now());
    const HalfMonth running = HalfMonth::of(tx.now());
    std::string lines;
    for (const HalfMonth& period : {running.previous(), running}) {
        const ReportDates dates = report_dates(period, reports_.rules());
        const bool is_asked =
            period == running ? add_days(dates.due, -reports_.rules().ask_days) <= today : today <= dates.open_until;
        if (!is_asked) continue;
        std::vector<OrgUnit> missing;
        try {
            missing = reports_.list_in(tx, actor, unit, period).not_sent();
        } catch (const Problem& problem) {
            // A unit above a county, or one that was not there then: nothing is asked of it.
            if (problem.code() != ProblemCode::invalid_input) throw;
            continue;
        }
        if (missing.empty()) continue;
        lines +=
            (lines.empty() ? "" : "\n") + text("not_sent", {{"period", period.chinese()},
                                                            {"due", to_chinese_day(dates.due)},
                                                            {"overdue", dates.due < today ? "1" : ""},
                                                            {"count", std::to_string(missing.size())},
                                                            {"names", names_within(phrases_, missing, kFewNames)}});
    }
    return lines.empty() ? text("no_report_due", {{"unit", unit.name}}) : lines;
}

std::string DueTalk::text(std::string_view key, const Values& values) const {
    return phrases_.text("replies/due", key, values);
}

}  // namespace league::talk
