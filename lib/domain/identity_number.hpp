// Numbers of identity papers as they stand in exports of the national member system. They are read to be hashed and are
// never kept (domain 10.2); what is checked here keeps two different people from being taken for one.
#pragma once

#include <string>

#include "lib/domain/sheet.hpp"

namespace league {

struct IdentityNumber {
    enum class State {
        none,         ///< an empty cell
        sound,        ///< good for telling people apart
        malformed,    ///< wrong length, date or check digit
        digits_lost,  ///< stored as a number, so that the spreadsheet rounded the last digits away
    };

    State state = State::none;
    std::string text;  ///< when sound: 18 characters (an old number of 15 is lengthened), or another paper's number
};

IdentityNumber read_identity_number(const SheetCell& cell);

}  // namespace league
