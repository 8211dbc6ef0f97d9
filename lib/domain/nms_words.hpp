// The words that stand in exports of the national member system (智慧团建): headings with their synonyms, what is said
// around names. An office may add its own; they come from templates/import.toml.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace league {

struct NmsWords {
    struct Column {
        std::string name;                   ///< ours: "name", "parent", "identity", ...
        std::vector<std::string> headings;  ///< theirs, the preferred one first
    };

    std::vector<Column> organisations;     ///< of a table with a line for each organisation
    std::vector<Column> members;           ///< of a list with a line for each member
    std::vector<std::string> totals;       ///< beginnings of lines that add up
    std::vector<std::string> list_titles;  ///< what follows the branch's name in the title or file name of a list
    std::vector<std::string> openings;     ///< before an organisation's name: 共青团
    std::vector<std::string> endings;      ///< behind it: 委员会
    std::vector<std::pair<std::string, std::string>> same;  ///< written so or so
    std::vector<std::string> committees;                    ///< categories that are no branch and are not counted
};

}  // namespace league
