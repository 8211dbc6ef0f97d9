// Those who use the office while it is broken: phones and chats that log, somebody who only reads, an officer who
// orders one issue of the column after the other. Each repeats what he wants until he is told that it is done.
#pragma once

#include <atomic>
#include <set>
#include <thread>
#include <vector>

#include "tests/chaos/tally.hpp"
#include "tests/chaos/world.hpp"

namespace league::test {

/// Begins the title of each log of these people.
inline const std::string kChaosMark = "不丢";

class People {
public:
    People(World& world, Tally& tally);
    ~People() { leave(); }
    /// They finish what they are at.
    void leave();

    int gave_up() const { return gave_up_; }
    int stopped() const { return stopped_; }
    /// Ids of the issues that the officer was told are ordered; after leave().
    const std::set<std::string>& issues() const { return issues_; }

private:
    void log_by_phone(const std::string& branch);
    void log_by_chat(const std::vector<std::string>& branches);
    void read(const std::string& branch);
    void order_issues();
    bool under_way(const std::string& period) const;
    nlohmann::json body(const std::string& branch, const std::string& title) const;

    World& world_;
    Tally& tally_;
    std::atomic<bool> over_{false};
    std::atomic<int> gave_up_{0};
    std::atomic<int> stopped_{0};
    std::set<std::string> issues_;
    std::vector<std::jthread> threads_;
};

}  // namespace league::test
