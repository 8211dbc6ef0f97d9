#include "lib/domain/reminder.hpp"

#include <algorithm>

#include "lib/base/ensure.hpp"
#include "lib/base/text.hpp"

namespace league {
namespace {

constexpr DutyKind kKinds[] = {DutyKind::log, DutyKind::returned, DutyKind::report, DutyKind::township,
                               DutyKind::leader};

/// The month that an occurrence is about, whatever it counts from.
Month month_of_occurrence(const ScheduleRule::Occurrence& one) {
    if (const auto period = parse_period(one.period)) return month_of(*period);
    return Month::of(one.at);
}

HalfMonth half_of_occurrence(const ScheduleRule::Occurrence& one, const ScheduleRule& rule) {
    if (const auto half = HalfMonth::parse(one.period)) return *half;
    const auto month = Month::parse(one.period);
    if (month && rule.repeat() == ScheduleRule::Repeat::month_end) return HalfMonth(*month, HalfMonth::Part::second);
    return HalfMonth::of(one.at);
}

/// No due day comes last.
bool is_sooner(const std::optional<Date>& a, const std::optional<Date>& b) {
    if (!a || !b) return a.has_value() && !b.has_value();
    return *a < *b;
}

void add_once(std::vector<std::string>& names, const std::string& name) {
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
}

}  // namespace

std::string_view to_string(DutyKind kind) {
    switch (kind) {
        case DutyKind::log: return "log";
        case DutyKind::returned: return "returned";
        case DutyKind::report: return "report";
        case DutyKind::township: return "township";
        case DutyKind::leader: return "leader";
    }
    stop("unknown DutyKind");
}

std::string_view to_string(ReminderStage stage) {
    switch (stage) {
        case ReminderStage::before: return "before";
        case ReminderStage::on: return "on";
        case ReminderStage::after: return "after";
    }
    stop("unknown ReminderStage");
}

std::string topics_to_text(const std::vector<ReminderTopic>& topics) {
    std::string line;
    for (const ReminderTopic& topic : topics) {
        line += (line.empty() ? "" : ",") + std::string(to_string(topic.kind)) + ":" + topic.period;
    }
    return line;
}

std::vector<ReminderTopic> topics_from_text(std::string_view line) {
    std::vector<ReminderTopic> topics;
    for (const std::string& one : text::split(line, ',')) {
        const std::size_t colon = one.find(':');
        if (colon == std::string::npos || !parse_period(one.substr(colon + 1))) continue;
        for (const DutyKind kind : kKinds) {
            if (to_string(kind) == one.substr(0, colon)) topics.push_back({kind, one.substr(colon + 1)});
        }
    }
    return topics;
}

std::vector<ReminderTopic> topics_on(Date day, const ReminderRules& rules, const WorkCalendar& calendar) {
    std::vector<ReminderTopic> topics;
    const Instant from = at_beijing(day);
    const Instant to = at_beijing(add_days(day, 1));
    const auto add = [&](DutyKind kind, const ScheduleRule& rule) {
        for (const ScheduleRule::Occurrence& one : rule.between(from, to, calendar)) {
            ReminderTopic topic{
                kind, kind == DutyKind::report ? half_of_occurrence(one, rule).str() : month_of_occurrence(one).str()};
            if (std::find(topics.begin(), topics.end(), topic) == topics.end()) topics.push_back(std::move(topic));
        }
    };
    for (const ScheduleRule& rule : rules.log) add(DutyKind::log, rule);
    for (const ScheduleRule& rule : rules.report) add(DutyKind::report, rule);
    if (rules.township) add(DutyKind::township, *rules.township);
    if (rules.leader) add(DutyKind::leader, *rules.leader);
    return topics;
}

ReminderStage stage_of(const std::optional<Date>& due, Date today) {
    if (!due || today < *due) return ReminderStage::before;
    return today == *due ? ReminderStage::on : ReminderStage::after;
}

ReminderSummary summarise(const std::vector<UndoneDuty>& duties, Date today) {
    ensure(!duties.empty());
    ReminderSummary summary;
    for (const UndoneDuty& duty : duties) {
        auto line = std::find_if(summary.lines.begin(), summary.lines.end(), [&](const ReminderLine& one) {
            return one.kind == duty.kind && one.period == duty.period;
        });
        if (line == summary.lines.end()) {
            line = summary.lines.insert(summary.lines.end(),
                                        {duty.kind, duty.period, stage_of(duty.due, today), duty.due, {}, 0});
        }
        add_once(line->units, duty.unit_name);
        line->count += duty.count;
    }
    std::stable_sort(summary.lines.begin(), summary.lines.end(),
                     [](const ReminderLine& a, const ReminderLine& b) { return is_sooner(a.due, b.due); });
    std::optional<Date> next;
    std::optional<Date> last;
    for (const ReminderLine& line : summary.lines) {
        for (const std::string& unit : line.units) add_once(summary.units, unit);
        if (!line.due) continue;
        if (*line.due >= today && !next) next = line.due;
        last = line.due;
    }
    summary.deadline = next ? *next : last.value_or(today);
    summary.stage = stage_of(next ? next : last, today);
    return summary;
}

}  // namespace league
