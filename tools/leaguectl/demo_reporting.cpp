// What the invented county takes over from the member system and what its townships report.
#include <memory>

#include "lib/app/finish_import.hpp"
#include "lib/app/load_actor.hpp"
#include "lib/app/read_reports.hpp"
#include "lib/app/read_standing.hpp"
#include "lib/app/send_report.hpp"
#include "lib/app/stage_import.hpp"
#include "lib/app/supervise.hpp"
#include "lib/domain/beijing_time.hpp"
#include "lib/domain/period.hpp"
#include "lib/storage/org_record_store.hpp"
#include "lib/storage/org_store.hpp"
#include "tools/leaguectl/demo_work.hpp"

namespace league::ctl {
namespace {

constexpr const char* kWords = "demo";
constexpr int kDayOfExport = 3;

/// What reports and supervision are built on, as long as the agenda needs them.
struct Reporting {
    Reporting(Database& database, const Seals& seals, Random& random)
        : standing(database),
          reports(database, standing, seals, {}),
          send(database, reports, seals),
          propose(database, standing, seals, random, {}) {}

    ReadStanding standing;
    ReadReports reports;
    SendReport send;
    ProposeSupervisions propose;
};

}  // namespace

std::string DemoWork::export_table() {
    std::string csv;
    for (const std::string& column : parts_.words.list(kWords, "export.columns")) {
        csv += (csv.empty() ? "" : ",") + column;
    }
    csv += "\n";
    parts_.database.read([&](ReadTransaction& tx) {
        const OrgRecordStore records(tx);
        for (const Township& township : townships_) {
            const OrgUnit committee = OrgStore(tx).find_by_code(township.code).value();
            for (const CountedUnit& child : OrgStore(tx).children(committee.id)) {
                const auto record = records.find(child.unit.id);
                // New ones are there once the township entered them; who was never counted has no number.
                if (!record || (record->is_new && !record->nms_claimed_at)) continue;
                csv += child.unit.name + "," + committee.name + "," +
                       (record->heads ? std::to_string(record->heads->members) : "") + "\n";
            }
        }
    });
    return csv;
}

void DemoWork::take_over_export() {
    StageImport stage(parts_.database, parts_.seals, parts_.random, parts_.clock, parts_.words);
    StageImport::Input input;
    input.unit = county_;
    bool given = false;
    input.next = [&]() -> std::optional<StageImport::File> {
        if (std::exchange(given, true)) return std::nullopt;
        return StageImport::File{parts_.words.text(kWords, "export.file"), export_table()};
    };
    const Actor officer = actor(officer_);
    CommitImport(parts_.database, parts_.seals).run(officer, stage.run(officer, input));
}

void DemoWork::add_imports(DemoAgenda& agenda, Date first, Date present) {
    for (Month month = Month::of(at_beijing(first)); month.first_day() <= present; month = month.next()) {
        const Date day = add_days(month.first_day(), kDayOfExport - 1);
        if (day <= first || day >= present) continue;
        agenda.emplace(at_beijing(day, 10 * 60), [this] { take_over_export(); });
    }
}

void DemoWork::add_reports(DemoAgenda& agenda, Date first, Date present) {
    const auto reporting = std::make_shared<Reporting>(parts_.database, parts_.seals, parts_.random);
    HalfMonth half = HalfMonth::of(at_beijing(first)).next();
    for (; half.span().end <= at_beijing(present); half = half.next()) {
        const Date due = beijing_date(half.span().end - std::chrono::hours(1));
        for (std::size_t i = 0; i < townships_.size(); ++i) {
            const bool lags = i + 1 == townships_.size();
            if (lags && parts_.dice.chance() < 0.7) continue;
            // Who lags comes days late; on the last day of the present's half month it may still be waited for.
            const Date day = lags ? add_days(due, parts_.dice.between(1, 4)) : due;
            if (day >= present) continue;
            agenda.emplace(at_beijing(day, 16 * 60 + parts_.dice.between(0, 90)), [this, reporting, half, i] {
                SendReport::Input input{townships_[i].code, half};
                reporting->send.run(actor(townships_[i].secretary), input);
            });
        }
    }
    // The rules were let loose a week ago for the first time.
    agenda.emplace(at_beijing(add_days(present, -7), 8 * 60), [reporting] { reporting->propose.run_daily(); });
}

}  // namespace league::ctl
