#include "tests/chaos/tally.hpp"

#include <algorithm>
#include <cstdio>
#include <numeric>
#include <ostream>

namespace league::test {

void Tally::strike(const std::string& fault) {
    const std::lock_guard lock(lock_);
    fault_ = fault;
    last_ = std::chrono::steady_clock::now();
    if (!lines_.contains(fault)) order_.push_back(fault);
    ++lines_[fault].struck;
}

void Tally::acknowledged(const std::string& title, const std::string& id) {
    const std::lock_guard lock(lock_);
    const Time now = std::chrono::steady_clock::now();
    told_[title] = {id, fault_};
    Line& line = lines_[fault_];
    ++line.acknowledged;
    line.longest_silence =
        std::max(line.longest_silence, std::chrono::duration_cast<std::chrono::milliseconds>(now - last_));
    last_ = now;
}

void Tally::answered(int status) {
    const std::lock_guard lock(lock_);
    ++statuses_[status];
}

std::size_t Tally::acknowledged() const {
    const std::lock_guard lock(lock_);
    return told_.size();
}

void Tally::compare(const StoredLogs& stored) {
    for (const auto& [title, told] : told_) {
        const auto [first, last] = stored.ids.equal_range(title);
        const auto copies = std::distance(first, last);
        Line& line = lines_[told.fault];
        if (copies == 0 || (copies == 1 && !told.id.empty() && first->second != told.id)) ++line.lost;
        if (copies > 1) ++line.doubled;
    }
}

int Tally::lost() const {
    return std::accumulate(lines_.begin(), lines_.end(), 0,
                           [](int sum, const auto& one) { return sum + one.second.lost; });
}

int Tally::doubled() const {
    return std::accumulate(lines_.begin(), lines_.end(), 0,
                           [](int sum, const auto& one) { return sum + one.second.doubled; });
}

void Tally::print(std::ostream& out) const {
    char text[160];
    std::snprintf(text, sizeof text, "%-40s %6s %13s %5s %8s %17s\n", "fault", "times", "acknowledged", "lost",
                  "doubled", "longest wait, s");
    out << text;
    for (const std::string& fault : order_) {
        const Line& line = lines_.at(fault);
        std::snprintf(text, sizeof text, "%-40s %6d %13d %5d %8d %17.1f\n", fault.c_str(), line.struck,
                      line.acknowledged, line.lost, line.doubled,
                      static_cast<double>(line.longest_silence.count()) / 1000);
        out << text;
    }
}

}  // namespace league::test
