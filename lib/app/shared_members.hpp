// People who stand on the lists of several organisations of one import: a conflict for each, which a person decides
// (domain 11). Inside stage_import.cpp and decide_import.cpp only.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "lib/domain/nms_import.hpp"
#include "lib/storage/import_store.hpp"

namespace league {

struct ListGround {
    OrgUnitId scope;                                       ///< the batch's unit
    std::function<std::string(int file)> file_name;        ///< by number
    std::function<std::optional<ImportRow>(int row)> row;  ///< by number
};

/// `shared` is in the order of people; who is there once is left out. Rows are numbered behind `last`. A row says where
/// its person stands in words that need no name: file and line.
std::vector<ImportRow> conflicts_of(const std::vector<SharedMember>& shared, const ListGround& ground, int last);

}  // namespace league
