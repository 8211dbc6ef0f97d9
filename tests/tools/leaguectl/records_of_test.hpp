// The records of a TestDesk, as another program or an older one left them.
#pragma once

#include <string>

#include "lib/platform/clock_system.hpp"
#include "lib/storage/database.hpp"
#include "lib/storage/transaction.hpp"
#include "tests/tools/leaguectl/desk_of_test.hpp"

namespace league::test {

inline void change_records(const TestDesk& desk, const std::string& sql) {
    SystemClock clock;
    DatabaseOptions options;
    options.path = desk.file("var/league.db");
    options.create = false;
    Database database(options, clock);
    database.write([&](Transaction& tx) { return tx.run(sql); });
}

}  // namespace league::test
