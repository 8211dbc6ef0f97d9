#include "lib/app/reminder_words.hpp"

#include "lib/base/ensure.hpp"
#include "lib/storage/figures_store.hpp"
#include "lib/storage/role_store.hpp"

namespace league {
namespace {

constexpr const char* kWords = "notices/log_due";

Month month_of_row(const OutboxRow& row) {
    const std::optional<Month> month = Month::parse(row.period);
    ensure(month.has_value());  // PlanReminders writes no other
    return *month;
}

std::vector<OrgUnit> branches_without_log(ReadTransaction& tx, const PersonId& person, const Month& month) {
    FiguresStore figures(tx);
    const auto logs_in = [&](const OrgUnit& branch, HalfMonth::Part part) {
        return figures.of_branch(branch.id, HalfMonth(month, part)).activities;
    };
    std::vector<OrgUnit> branches;
    for (const HeldRole& held : RoleStore(tx).list_for_person(person)) {
        if (held.role != Role::branch_secretary) continue;
        const long long logs = logs_in(held.unit, HalfMonth::Part::first) + logs_in(held.unit, HalfMonth::Part::second);
        if (logs == 0) branches.push_back(held.unit);
    }
    return branches;
}

}  // namespace

ReminderWords::ReminderWords(const Phrases& phrases, Random& random, std::string notice)
    : phrases_(phrases), random_(random), notice_(std::move(notice)) {
    phrases_.check({{kWords, "unit"},
                    {kWords, "units"},
                    {kWords, "item"},
                    {kWords, "deadline"},
                    {kWords, "note"},
                    {kWords, "customer_text"}});
}

TellAbout ReminderWords::about() const {
    TellAbout about;
    about.compose = [this](ReadTransaction& tx, const OutboxRow& row, const PersonId& person) {
        return compose(tx, row, person);
    };
    about.unreached = [this](Transaction& tx, const OutboxRow& row, const PersonId& person,
                             const std::vector<ChannelStep>&) { put_on_list(tx, row, person); };
    return about;
}

TellAnswer ReminderWords::compose(ReadTransaction& tx, const OutboxRow& row, const PersonId& person) const {
    const Month month = month_of_row(row);
    if (tx.now() >= month.span().end) return TellNoMore{"month is over"};
    const std::vector<OrgUnit> branches = branches_without_log(tx, person, month);
    if (branches.empty()) return TellNoMore{"logged meanwhile"};
    const Date last = month.last_day();
    Values values{{"unit", branches.front().short_name},
                  {"count", std::to_string(branches.size())},
                  {"month", std::to_string(static_cast<unsigned>(last.month()))},
                  {"year", std::to_string(static_cast<int>(last.year()))},
                  {"day", std::to_string(static_cast<unsigned>(last.day()))}};
    TellWords words;
    words.notice = notice_;
    const std::string unit = phrases_.text(kWords, branches.size() == 1 ? "unit" : "units", values);
    words.values["unit"] = {unit};
    for (const char* key : {"item", "deadline", "note"}) words.values[key] = {phrases_.text(kWords, key, values)};
    values["unit"] = unit;
    words.text = phrases_.text(kWords, "customer_text", values);
    return words;
}

void ReminderWords::put_on_list(Transaction& tx, const OutboxRow& row, const PersonId& person) const {
    for (const OrgUnit& branch : branches_without_log(tx, person, month_of_row(row))) {
        CallEntry entry;
        entry.id = make_uuid_v7(random_, tx.now());
        entry.period = row.period;
        entry.person = person;
        entry.unit = branch.id;
        entry.reason = "reason.no_channel";
        CallListWriter(tx).insert(entry);
    }
}

}  // namespace league
