#include "server/talk/report_talk.hpp"

#include <algorithm>

#include "lib/app/load_actor.hpp"
#include "lib/storage/org_store.hpp"
#include "server/talk/branches.hpp"
#include "server/talk/save_log.hpp"

namespace league::talk {
namespace {

constexpr std::size_t kMostNames = 5;

std::string shown(const ReportRevision& report, ReportFigure figure) {
    const auto value = report.value(figure);
    return value ? std::to_string(*value) : "";
}

/// Empty for 0 and for what nobody knows: such a part of the sentence is left out.
std::string unless_none(const ReportRevision& report, ReportFigure figure) {
    return report.value(figure).value_or(0) > 0 ? shown(report, figure) : "";
}

}  // namespace

std::string ReportTalk::show(const Turn& turn, std::string_view asked) const {
    if (!turn.is_bound()) return phrases_.text("replies/bind", "needed");
    return database_.read([&](ReadTransaction& tx) {
        const Choice choice = choose(tx, turn.actor, asked);
        if (!choice.unit) return choice.instead;
        const auto due = asked_report(tx, *choice.unit, reports_.rules());
        if (!due) return nothing_due(tx, *choice.unit);
        const ReportView view = reports_.show_in(tx, turn.actor, *choice.unit, due->period);
        return view.receipt ? sent(view, "sent_before") : sheet(view);
    });
}

std::string ReportTalk::confirm(const Turn& turn, std::string_view asked) {
    return send(turn, asked, /*nothing_new=*/false);
}

std::string ReportTalk::nothing_new(const Turn& turn, std::string_view asked) {
    return send(turn, asked, /*nothing_new=*/true);
}

std::string ReportTalk::send(const Turn& turn, std::string_view asked, bool nothing_new) {
    if (!turn.is_bound()) return phrases_.text("replies/bind", "needed");
    return effects_.once(turn, [&](Transaction& tx) {
        const Actor actor = actor_now(tx, turn.actor);
        const Choice choice = choose(tx, actor, asked);
        return choice.unit ? send_in(tx, actor, *choice.unit, nothing_new) : choice.instead;
    });
}

std::string ReportTalk::send_in(Transaction& tx, const Actor& actor, const OrgUnit& unit, bool nothing_new) const {
    const auto due = asked_report(tx, unit, reports_.rules());
    if (!due) return nothing_due(tx, unit);
    SendReport::Input input{unit.id.str(), due->period};
    input.order.nothing_new = nothing_new;
    if (const auto before = ReportStore(tx).newest(unit.id, due->period)) {
        // Whoever said something more than this has said it elsewhere, and corrects it there.
        if (nothing_new != before->nothing_new) {
            return sent(reports_.show_in(tx, actor, unit, due->period), "sent_before");
        }
        input.order = order_of(*before);
        input.order.why.clear();
        input.base_revision = before->revision;
    }
    try {
        const SendReport::Output output = send_.run_in(tx, actor, input);
        if (!output.created) return sent(output.view, "sent_before");
        return sent(output.view, nothing_new ? "sent_nothing_new" : "sent");
    } catch (const Problem& problem) {
        if (problem.code() != ProblemCode::invalid_input) throw;
        return text("refused", {{"faults", faults_in_words(phrases_, problem)}});
    }
}

ReportTalk::Choice ReportTalk::choose(ReadTransaction& tx, const Actor& actor, std::string_view asked) const {
    std::vector<OrgUnit> own;
    for (const RoleGrant& grant : actor.roles) {
        if (grant.role != Role::township_secretary) continue;
        const auto unit = OrgStore(tx).find(grant.unit);
        if (unit && !unit->closed_at) own.push_back(*unit);
    }
    if (own.empty()) return {std::nullopt, text("not_yours")};
    if (own.size() == 1) return {own.front(), ""};
    for (const bool exact : {true, false}) {
        for (const OrgUnit& unit : own) {
            if (exact ? is_same_name(words_, asked, unit) : is_part_of_name(words_, asked, unit)) return {unit, ""};
        }
    }
    std::string names;
    for (const OrgUnit& unit : own) {
        if (!names.empty()) names += phrases_.text("replies/form", "between");
        names += unit.name;
    }
    return {std::nullopt, text("which", {{"names", names}, {"example", own.front().name}})};
}

std::string ReportTalk::sheet(const ReportView& view) const {
    const ReportRevision& report = view.report;
    std::string names;
    for (std::size_t i = 0; i < report.silent.size() && i < kMostNames; ++i) {
        if (i > 0) names += phrases_.text("replies/form", "between");
        names += report.silent[i].name;
    }
    if (report.silent.size() > kMostNames) names += phrases_.text("replies/form", "and_more");
    const auto counted = report.value(ReportFigure::counted_new);
    const auto target = report.value(ReportFigure::target);
    const auto rate = counted && target ? percent(*counted, *target) : std::nullopt;
    return text("sheet", {{"unit", view.unit.name},
                          {"period", view.period.chinese()},
                          {"due", to_chinese_day(view.dates.due)},
                          {"overdue", view.state == ReportState::overdue ? "1" : ""},
                          {"day", to_chinese_day(report.day)},
                          {"target", shown(report, ReportFigure::target)},
                          {"founded", shown(report, ReportFigure::founded_new)},
                          {"new", shown(report, ReportFigure::new_this_period)},
                          {"counted", shown(report, ReportFigure::counted_new)},
                          {"rate", rate.value_or("")},
                          {"gap", unless_none(report, ReportFigure::gap)},
                          {"alive", shown(report, ReportFigure::alive)},
                          {"weak", shown(report, ReportFigure::weak)},
                          {"hollow", shown(report, ReportFigure::hollow)},
                          {"branches", shown(report, ReportFigure::branches)},
                          {"activities", shown(report, ReportFigure::activities)},
                          {"present", shown(report, ReportFigure::present)},
                          {"silent", names},
                          {"silent_count", std::to_string(report.silent.size())}});
}

std::string ReportTalk::sent(const ReportView& view, std::string_view key) const {
    const bool is_late = view.receipt && view.receipt->punctuality == Punctuality::late;
    return text(key, {{"unit", view.unit.name},
                      {"period", view.period.chinese()},
                      {"at", to_chinese_minute(view.report.sent_at)},
                      {"new", shown(view.report, ReportFigure::new_this_period)},
                      {"counted", shown(view.report, ReportFigure::counted_new)},
                      {"activities", shown(view.report, ReportFigure::activities)},
                      {"late", is_late ? "1" : ""},
                      {"until", to_chinese_day(last_open_day(view.dates, view.exception_until))}});
}

std::string ReportTalk::nothing_due(ReadTransaction& tx, const OrgUnit& unit) const {
    const HalfMonth running = HalfMonth::of(tx.now());
    const auto before = ReportStore(tx).receipt(unit.id, running.previous());
    const ReportDates next = report_dates(running, reports_.rules());
    return text("nothing_due", {{"unit", unit.name},
                                {"before", running.previous().chinese()},
                                {"at", before ? to_chinese_minute(before->first_sent_at) : ""},
                                {"period", running.chinese()},
                                {"from", to_chinese_day(add_days(next.due, -reports_.rules().ask_days))},
                                {"due", to_chinese_day(next.due)}});
}

std::string ReportTalk::text(std::string_view key, const Values& values) const {
    return phrases_.text("replies/report", key, values);
}

}  // namespace league::talk
