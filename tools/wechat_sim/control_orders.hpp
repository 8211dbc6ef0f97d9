// What the files of the control interface share: the refusal of an order and the reading of its members.
#pragma once

#include <stdexcept>
#include <string>

#include "tools/wechat_sim/stage.hpp"

namespace league::sim {

class OrderRefused : public std::runtime_error {
public:
    OrderRefused(int status, const std::string& why) : std::runtime_error(why), status_(status) {}
    int status() const { return status_; }

private:
    int status_;
};

/// A text member; 422 when it is missing or no text.
std::string needed_text(const Json& order, const char* name);
/// The account of the order; 404 when there is none. The stage's mutex is held.
AccountState& account_of(Stage& stage, const Json& order);
/// The fields of a push that `order` asks for, and what the deed changes (following, allowances).
/// The stage's mutex is held.
Json act_as_person(Stage& stage, AccountState& account, const Json& order);

}  // namespace league::sim
