// What people were told while something was broken, by the fault they were told it under, kept outside of everything
// that is broken; held against the records at the end.
#pragma once

#include <chrono>
#include <iosfwd>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "tests/stories/support/ledger.hpp"

namespace league::test {

class Tally {
public:
    using Time = std::chrono::steady_clock::time_point;

    /// From here on everything is counted under this fault, until the next one.
    void strike(const std::string& fault);

    // Any thread.

    /// The service said that the log with this title is saved; `id` is empty when the service made it (chat).
    void acknowledged(const std::string& title, const std::string& id);
    /// An answer with this status came; 0 for none.
    void answered(int status);

    /// How many logs were acknowledged so far.
    std::size_t acknowledged() const;
    /// Looks each acknowledged log up; what is stored under another id is lost too.
    void compare(const StoredLogs& stored);

    int lost() const;
    int doubled() const;
    const std::map<int, int>& statuses() const { return statuses_; }
    /// One line for each fault: how often, acknowledged, lost, doubled, longest time without an acknowledgement.
    void print(std::ostream& out) const;

private:
    struct Line {
        int struck = 0;
        int acknowledged = 0;
        int lost = 0;
        int doubled = 0;
        std::chrono::milliseconds longest_silence{0};
    };
    struct Told {
        std::string id;
        std::string fault;
    };

    mutable std::mutex lock_;
    std::string fault_ = "nothing";
    Time last_ = std::chrono::steady_clock::now();
    std::vector<std::string> order_;
    std::map<std::string, Line> lines_;
    std::map<std::string, Told> told_;  ///< by title
    std::map<int, int> statuses_;
};

}  // namespace league::test
