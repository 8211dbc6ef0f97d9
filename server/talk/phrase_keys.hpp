// Every sentence that the talks rely on: checked when the server starts, so that a missing one stops the start and
// not a conversation.
#pragma once

#include <vector>

#include "lib/documents/phrases.hpp"

namespace league::talk {

std::vector<PhraseKey> phrase_keys();

}  // namespace league::talk
