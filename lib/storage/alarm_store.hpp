// Alarms and the facts of the records that raise them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lib/domain/alarm.hpp"
#include "lib/storage/transaction.hpp"

namespace league {

class AlarmStore {
public:
    explicit AlarmStore(ReadTransaction& tx) : tx_(tx) {}

    std::optional<Alarm> find(const std::string& id) const;
    /// Those that last, the oldest first.
    std::vector<Alarm> open() const;
    /// Newest first, ended ones too.
    std::vector<Alarm> newest(int limit) const;

    /// What the records say now of holds, of rows that were refused for good or may be lost, of issues that do not get
    /// on and of work that came too late. What is older than `since` is no news.
    std::vector<AlarmFact> facts(Instant since) const;

private:
    ReadTransaction& tx_;
};

class AlarmWriter {
public:
    explicit AlarmWriter(Transaction& tx) : tx_(tx) {}

    /// False when one of the cause and subject is open already.
    bool raise(const std::string& id, const AlarmFact& fact);
    void change(const std::string& id, const std::string& detail);
    void end(const std::string& id);
    /// False when another process told it in the meantime: `tellings` is what was read.
    bool tell(const std::string& id, int tellings);

private:
    Transaction& tx_;
};

}  // namespace league
