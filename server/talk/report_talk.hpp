// 半月报, 确认半月报, 无新增: a township reads the half-month report that is asked of it, as it is written beforehand,
// and sends it with one message. Figures are put right with the API or by the county, where a reason can be given.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "lib/app/send_report.hpp"
#include "lib/documents/phrases.hpp"
#include "lib/storage/database.hpp"
#include "server/talk/effects.hpp"
#include "server/talk/words.hpp"

namespace league::talk {

class ReportTalk {
public:
    ReportTalk(Database& database, Effects& effects, const ReadReports& reports, const SendReport& send,
               const Words& words, const Phrases& phrases)
        : database_(database), effects_(effects), reports_(reports), send_(send), words_(words), phrases_(phrases) {}

    /// `asked` names one of several townships.
    std::string show(const Turn& turn, std::string_view asked) const;
    std::string confirm(const Turn& turn, std::string_view asked);
    std::string nothing_new(const Turn& turn, std::string_view asked);

private:
    struct Choice {
        std::optional<OrgUnit> unit;
        std::string instead;  ///< what to say when it is none
    };
    Choice choose(ReadTransaction& tx, const Actor& actor, std::string_view asked) const;
    std::string send(const Turn& turn, std::string_view asked, bool nothing_new);
    std::string send_in(Transaction& tx, const Actor& actor, const OrgUnit& unit, bool nothing_new) const;
    std::string sheet(const ReportView& view) const;
    std::string sent(const ReportView& view, std::string_view key) const;
    std::string nothing_due(ReadTransaction& tx, const OrgUnit& unit) const;
    std::string text(std::string_view key, const Values& values = {}) const;

    Database& database_;
    Effects& effects_;
    const ReadReports& reports_;
    const SendReport& send_;
    const Words& words_;
    const Phrases& phrases_;
};

}  // namespace league::talk
