// A township sends its half-month report, or corrects the one it sent (R54); the county opens a closed one again.
#pragma once

#include <string>

#include "lib/app/read_reports.hpp"

namespace league {

class SendReport {
public:
    struct Input {
        std::string unit;  ///< id or code of a committee directly below a county
        HalfMonth period;
        ReportOrder order = {};
        int base_revision = 0;  ///< of the report that the sender saw; 0 when none was sent
    };
    struct Output {
        bool created = false;  ///< false: it said so already
        ReportView view;
    };

    SendReport(Database& database, const ReadReports& reports, const Seals& seals)
        : database_(database), reports_(reports), seals_(seals) {}

    /// Throws Problem: not_found, not_allowed; invalid_input with every wrong field; conflict ("report.base_is_old").
    Output run(const Actor& actor, const Input& input);
    Output run_in(Transaction& tx, const Actor& actor, const Input& input) const;

private:
    Database& database_;
    const ReadReports& reports_;
    const Seals& seals_;
};

class OpenReport {
public:
    struct Input {
        std::string id;  ///< made where the thing is made
        std::string unit;
        HalfMonth period;
        Date until;
        std::string reason;
    };
    struct Output {
        bool created = false;  ///< false: it was there under this id
        ReportException exception;
    };

    OpenReport(Database& database, const Digest& digest, ReportRules rules)
        : database_(database), digest_(digest), rules_(rules) {}

    /// Throws Problem: not_found, not_allowed; invalid_input ("report.still_open" among others); conflict
    /// ("report.other_exception_under_id").
    Output run(const Actor& actor, const Input& input);

private:
    Database& database_;
    const Digest& digest_;
    ReportRules rules_;
};

}  // namespace league
