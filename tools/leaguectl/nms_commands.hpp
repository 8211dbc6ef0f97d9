// import nms and what follows it: a part of `leaguectl import`, which import_commands.cpp declares.
#pragma once

#include "tools/leaguectl/command.hpp"

namespace league::ctl {

void add_nms_import(CLI::App& noun, const Choose& choose);

}  // namespace league::ctl
