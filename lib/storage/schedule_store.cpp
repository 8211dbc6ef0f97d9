#include "lib/storage/schedule_store.hpp"

namespace league {
namespace {

constexpr std::string_view kKnows = R"(
SELECT 1
FROM schedule_runs
WHERE job = $1
LIMIT 1)";

constexpr std::string_view kOutcome = R"(
SELECT outcome
FROM schedule_runs
WHERE job = $1 AND period = $2)";

constexpr std::string_view kRecord = R"(
INSERT INTO schedule_runs (job, period, ran_at, outcome)
VALUES ($1, $2, $3, $4)
ON CONFLICT (job, period) DO NOTHING)";

}  // namespace

bool ScheduleStore::knows(std::string_view job) const {
    return tx_.exists(kKnows, job);
}

std::optional<std::string> ScheduleStore::outcome(std::string_view job, const std::string& period) const {
    return tx_.value<std::string>(kOutcome, job, period);
}

bool ScheduleWriter::record(std::string_view job, const std::string& period, const std::string& outcome) {
    return tx_.run(kRecord, job, period, tx_.now(), outcome) == 1;
}

}  // namespace league
