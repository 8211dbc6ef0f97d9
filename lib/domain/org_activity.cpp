#include "lib/domain/org_activity.hpp"

#include <algorithm>
#include <cstdio>
#include <tuple>

#include "lib/base/ensure.hpp"
#include "lib/base/text.hpp"

namespace league {
namespace {

constexpr std::string_view kDigits = "0123456789abcdefghijklmnopqrstuvwxyz";

bool is_newer(const LastLog& a, const LastLog& b) {
    return std::tie(a.started_at, a.id) > std::tie(b.started_at, b.id);
}

}  // namespace

std::optional<ActivityYear> ActivityYear::parse(std::string_view text) {
    ActivityYear year;
    while (!text.empty()) {
        const std::string_view entry = text.substr(0, text.find(' '));
        text.remove_prefix(std::min(text.size(), entry.size() + 1));
        const std::size_t colon = entry.find(':');
        if (colon == 0 || colon == std::string_view::npos || entry.size() != colon + 13) return std::nullopt;
        std::array<unsigned char, 12> months{};
        for (std::size_t i = 0; i < months.size(); ++i) {
            const std::size_t digit = kDigits.find(entry[colon + 1 + i]);
            if (digit == std::string_view::npos) return std::nullopt;
            months[i] = static_cast<unsigned char>(digit);
        }
        year.kinds_.emplace(entry.substr(0, colon), months);
    }
    return year;
}

std::string ActivityYear::str() const {
    std::string text;
    for (const auto& [kind, months] : kinds_) {
        if (!text.empty()) text += ' ';
        text += kind;
        text += ':';
        for (const unsigned char count : months) text += kDigits[count];
    }
    return text;
}

void ActivityYear::add(const std::string& kind, unsigned month) {
    ensure(month >= 1 && month <= 12);
    unsigned char& count = kinds_[kind][month - 1];
    if (count < kMost) ++count;
}

int ActivityYear::count(std::string_view kind, unsigned first, unsigned last) const {
    ensure(first >= 1 && last <= 12);
    const auto in_months = [&](const std::array<unsigned char, 12>& months) {
        int sum = 0;
        for (unsigned month = first; month <= last; ++month) sum += months[month - 1];
        return sum;
    };
    if (!kind.empty()) {
        const auto found = kinds_.find(kind);
        return found == kinds_.end() ? 0 : in_months(found->second);
    }
    int sum = 0;
    for (const auto& [code, months] : kinds_) sum += in_months(months);
    return sum;
}

std::vector<std::string> ActivityYear::kinds() const {
    std::vector<std::string> codes;
    for (const auto& [code, months] : kinds_) codes.push_back(code);
    return codes;
}

std::optional<OrgPulse> after_log(const OrgPulse& pulse, const LastLog& log) {
    const Month month = Month::of(log.started_at);
    OrgPulse next = pulse;
    if (!pulse.last || is_newer(log, *pulse.last)) next.last = log;
    if (pulse.last_month && month < *pulse.last_month) return std::nullopt;
    if (!pulse.last_month || month > pulse.last_month->next()) {
        next.run_months = 1;
    } else if (month > *pulse.last_month) {
        next.run_months = std::min(pulse.run_months + 1, kLongestRun);
    }
    next.last_month = month;
    return next;
}

int run_of_months(const std::map<int, ActivityYear>& years, Month last) {
    int run = 0;
    for (Month month = last; run < kLongestRun; month = month.previous()) {
        const auto year = years.find(year_of(month));
        if (year == years.end() || year->second.count("", number_of(month), number_of(month)) == 0) break;
        ++run;
    }
    return run;
}

Instant asked_since(Instant opened_at) {
    return at_beijing(beijing_date(opened_at)) == opened_at ? opened_at : Instant();
}

int year_of(Month month) {
    return static_cast<int>(month.first_day().year());
}

unsigned number_of(Month month) {
    return static_cast<unsigned>(month.first_day().month());
}

std::optional<Month> month_of_year(int year, unsigned number) {
    if (year < 0 || year > 9999 || number > 12) return std::nullopt;
    char text[8];
    std::snprintf(text, sizeof text, "%04d-%02u", year, number);
    return Month::parse(text);
}

bool is_timely(const Activity& activity, int days) {
    const Date over = beijing_date(activity.content.ended_at.value_or(activity.content.started_at));
    return std::chrono::sys_days(beijing_date(activity.submitted_at)) <= std::chrono::sys_days(add_days(over, days));
}

}  // namespace league
