// A cited paper in columns: title, number, date. Inside lib/storage only.
#pragma once

#include "lib/domain/target.hpp"
#include "lib/storage/days.hpp"

namespace league {

inline CitedPaper next_cited_paper(Row& row) {
    CitedPaper paper;
    paper.title = row.next<std::string>();
    paper.number = row.next<std::string>();
    paper.date = next_optional_day(row);
    return paper;
}

}  // namespace league
