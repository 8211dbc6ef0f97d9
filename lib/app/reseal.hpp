// After a change of the key: every sealed value is opened with its old key and sealed with the active one, in slices
// that other writers pass between. May be cut short and asked for again at any moment. Once nothing is left the old key
// can be destroyed; backups from before open with it alone.
#pragma once

#include <map>
#include <string>

#include "lib/storage/database.hpp"
#include "lib/storage/seals.hpp"

namespace league {

class Reseal {
public:
    Reseal(Database& database, const Seals& seals) : database_(database), seals_(seals) {}

    /// How many values are sealed with each key, "k1" and so on.
    std::map<std::string, long long> count_by_key();
    /// At most so many values; how many were sealed anew, 0 once none is left.
    long long run(long long most);

private:
    Database& database_;
    const Seals& seals_;
};

}  // namespace league
