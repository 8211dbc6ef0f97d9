// Half-month reports over the World's county, which has a campaign: what a township and the office do, in one word
// each.
#pragma once

#include <string>

#include "lib/app/send_report.hpp"
#include "lib/app/submit_activity.hpp"
#include "lib/base/random.hpp"
#include "tests/app/targets/drive.hpp"
#include "tests/support/problem_of.hpp"

namespace league::test {

inline HalfMonth half(const char* words) {
    return *HalfMonth::parse(words);
}

struct ReportDesk : Drive {
    ReportDesk() {
        open();
        set(numbered("QH-CG", 20));
        found_new("QH-CG-11", "QH-CG", "2026-10-12", "2026-10-20");
        found_new("QH-CG-12", "QH-CG", "2026-11-03");
    }

    void set_day(const char* iso, int minute = 600) { clock().set(at_beijing(day(iso), minute)); }
    void log(const std::string& branch, const char* on, int present = 17) {
        SubmitActivity::Input input;
        input.id = ActivityId(make_uuid_v7(random(), clock().now()));
        input.content.org = OrgUnitId(branch);
        input.content.kind = "theme_day";
        input.content.title = "主题团日";
        input.content.started_at = at_beijing(day(on), 480);
        input.content.expected = 20;
        input.content.present = present;
        SubmitActivity(database(), seals()).run(actor(officer), input);
    }

    static SendReport::Input input(const std::string& unit, const char* period, int base = 0) {
        SendReport::Input made{unit, half(period)};
        made.base_revision = base;
        return made;
    }
    static SendReport::Input correction(const char* period, const std::string& figure, long long value, int base = 0) {
        SendReport::Input made = input("QH-CG", period, base);
        made.order.corrections.push_back({figure, value, "漏登一个"});
        return made;
    }
    SendReport::Output send(const SendReport::Input& input, const CastMember& who) {
        return SendReport(database(), reports, seals()).run(actor(who), input);
    }
    SendReport::Output send(const SendReport::Input& input) { return send(input, cg_secretary); }
    ReportView show(const char* period, const std::string& unit = "QH-CG") {
        return reports.show(actor(cg_secretary), unit, half(period));
    }
    ReportsOfPeriod list(const char* period) { return reports.list(actor(officer), "QH", half(period)); }
    OpenReport::Input exception(const char* period, const char* until) {
        return {make_uuid_v7(random(), clock().now()), "QH-CG", half(period), day(until), "书记住院"};
    }
    OpenReport::Output open_again(const OpenReport::Input& input, const CastMember& who) {
        return OpenReport(database(), digest(), ReportRules{}).run(actor(who), input);
    }

    ReadStanding read_standing{database()};
    ReadReports reports{database(), read_standing, seals(), ReportSettings{}};
};

inline long long value(const ReportView& view, ReportFigure figure) {
    return view.report.value(figure).value_or(-1);
}

}  // namespace league::test
