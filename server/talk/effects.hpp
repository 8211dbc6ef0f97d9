// What a message changes, and the answer it got, in one transaction (design rule 11): WeChat's repeat of the message
// gets the same answer and changes nothing, also after a restart.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "lib/storage/database.hpp"
#include "lib/storage/seals.hpp"
#include "server/talk/turn.hpp"

namespace league::talk {

class Effects {
public:
    Effects(Database& database, const Seals& seals) : database_(database), seals_(seals) {}

    /// The recorded answer to this message; nothing when it had no effect yet.
    std::optional<std::string> find(const std::string& account, const std::string& message) const;

    /// Runs `deed` and records the answer it gives; for a message that was answered before only that answer. Whatever
    /// `deed` throws is thrown here and nothing is recorded. `deed` may run twice (see Database::write).
    std::string once(const Turn& turn, const std::function<std::string(Transaction&)>& deed);

private:
    Database& database_;
    const Seals& seals_;
};

}  // namespace league::talk
