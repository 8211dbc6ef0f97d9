// Scheduled work that ran, so that each job runs once a period, whoever starts it and however often.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "lib/storage/transaction.hpp"

namespace league {

class ScheduleStore {
public:
    explicit ScheduleStore(ReadTransaction& tx) : tx_(tx) {}

    /// Whether the job ran in any period: a fresh installation has nothing to make up for.
    bool knows(std::string_view job) const;
    /// What came of the job in the period; nothing when it did not run.
    std::optional<std::string> outcome(std::string_view job, const std::string& period) const;

private:
    ReadTransaction& tx_;
};

class ScheduleWriter {
public:
    explicit ScheduleWriter(Transaction& tx) : tx_(tx) {}

    /// False when the job ran in that period before.
    bool record(std::string_view job, const std::string& period, const std::string& outcome);

private:
    Transaction& tx_;
};

}  // namespace league
