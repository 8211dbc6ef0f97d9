// 未记, 未报: what is still open below a person. 未记: branches without a log this month, to the county by townships
// (未记 城关镇 names the branches of one). 未报: half-month reports that were not sent. Only reads.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lib/app/my_duties.hpp"
#include "lib/app/read_reports.hpp"
#include "lib/documents/phrases.hpp"
#include "lib/storage/database.hpp"
#include "server/talk/turn.hpp"
#include "server/talk/words.hpp"

namespace league::talk {

class DueTalk {
public:
    DueTalk(Database& database, const MyDuties& duties, const ReadReports& reports, const Words& words,
            const Phrases& phrases)
        : database_(database), duties_(duties), reports_(reports), words_(words), phrases_(phrases) {}

    std::string not_logged(const Turn& turn, std::string_view asked) const;
    std::string not_sent(const Turn& turn) const;

private:
    std::string branches_of(ReadTransaction& tx, const OrgUnit& unit, const Month& month, std::size_t bytes) const;
    std::string by_township(ReadTransaction& tx, const MyDuties::Area& area, const Month& month) const;
    std::string of_township(ReadTransaction& tx, const OrgUnit& unit) const;
    std::string of_area(ReadTransaction& tx, const Actor& actor, const OrgUnit& unit) const;
    std::string text(std::string_view key, const Values& values = {}) const;

    Database& database_;
    const MyDuties& duties_;
    const ReadReports& reports_;
    const Words& words_;
    const Phrases& phrases_;
};

}  // namespace league::talk
