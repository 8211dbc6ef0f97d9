// What branches do and report, and the half-month reports of the townships.
#include <catch2/catch.hpp>

#include "tests/year/story.hpp"

namespace league::test::year {

using Catch::Matchers::Contains;

namespace {

/// A number of its own for every branch, the same in every run.
int number_of(const std::string& code) {
    return code[3] * 5 + code[4] * 3 + std::stoi(code.substr(6));
}

const char* kKinds[] = {"branch_meeting", "league_class", "committee_meeting", "volunteering", "oath", "song"};

}  // namespace

void Story::usual_logs() {
    const auto date = calendar(year_.today());
    const int month = static_cast<int>(static_cast<unsigned>(date.month()));
    const int today = static_cast<int>(static_cast<unsigned>(date.day()));
    for (const auto& [code, secretary] : year_.secretaries) {
        if (code.size() < 8) continue;  // a committee
        const int number = number_of(code);
        if ((number + month) % 9 == 0) continue;
        const int present = 8 + (number * 7 + month * 3) % 13;
        if (today == 2 + (number * 3 + month * 2) % 13) year_.log(code, "theme_day", present);
        const bool has_second = (number + month) % 3 != 0;
        if (has_second && today == 16 + (number * 5 + month) % 13)
            year_.log(code, kKinds[(number + month) % 6], present);
        // One branch lives on the edges of the half months.
        const bool is_edge =
            today == 1 || today == 15 || today == 16 || span_of(month_of(year_.today())).second == year_.today();
        if (code == "QH-CG-01" && is_edge) year_.log(code, "group_meeting", 10 + today % 7);
    }
}

void Story::plan_logs() {
    // Begun before midnight of the leap day, over and told on the day after.
    on("2028-03-01", [this] {
        json words = Year::log_words("QH-CG-02", "culture_sport", "2028-02-29T23:50", 14, 20);
        words["ended_at"] = "2028-03-01T00:40:00+08:00";
        year_.done(year_.secretaries.at("QH-CG-02"), "PUT", "/api/v1/activities/" + year_.new_id(), words);
    });
    on("2028-04-12", [this] { year_.log_of("QH-LS-01", "training", "2028-03-10T09:00", 16); });
    on("2028-04-03", [this] {  // told on paper, by the township, of the month before
        json words = Year::log_words("QH-FL-02", "forum", "2028-03-30T15:00", 12, 15);
        words["source"] = "paper";
        words["told_by"] = "孙支书";
        year_.done(year_.secretaries.at("QH-FL"), "PUT", "/api/v1/activities/" + year_.new_id(), words);
    });
    on("2028-05-20", [this] { log_ids_["withdrawn"] = year_.log("QH-FL-01", "visit", 11); });
    on("2028-06-03", [this] {
        year_.done(year_.secretaries.at("QH-FL-01"), "POST",
                   "/api/v1/activities/" + log_ids_.at("withdrawn") + "/withdrawal");
    });
    on("2028-06-08", [this] { log_ids_["returned"] = year_.log("QH-JS-01", "training", 7); });
    on("2028-06-10", [this] {
        const std::string log = "/api/v1/activities/" + log_ids_.at("returned");
        const Served silent =
            year_.refused(year_.secretaries.at("QH-JS"), "POST", log + "/review", {{"verdict", "return"}}, 422);
        CHECK_FALSE(silent.message("reason").empty());
        year_.done(year_.secretaries.at("QH-JS"), "POST", log + "/review",
                   {{"verdict", "return"}, {"reason", "人数与照片对不上"}});
    });
    on("2028-06-12", [this] {
        json words = Year::log_words("QH-JS-01", "training", "2028-06-08T18:30", 6, 20);
        words["base_revision"] = 1;
        year_.done(year_.secretaries.at("QH-JS-01"), "POST",
                   "/api/v1/activities/" + log_ids_.at("returned") + "/revisions", words);
    });
    on("2028-06-25", [this] { log_ids_["given back"] = year_.log("QH-JS-02", "volunteering", 13); });
    on("2028-07-02", [this] {
        year_.done(year_.secretaries.at("QH-JS"), "POST", "/api/v1/activities/" + log_ids_.at("given back") + "/review",
                   {{"verdict", "return"}, {"reason", "请补写内容"}});
    });
    // Put into the first half of September and belongs to the second.
    on("2028-09-14", [this] { log_ids_["moved"] = year_.log("QH-LS-03", "song", 15); });
    on("2028-09-17", [this] {
        json words = Year::log_words("QH-LS-03", "song", "2028-09-16T08:00", 15, 20);
        words["base_revision"] = 1;
        year_.done(year_.secretaries.at("QH-LS-03"), "POST",
                   "/api/v1/activities/" + log_ids_.at("moved") + "/revisions", words);
    });
    checks_.changes_later({"2028-02-H2", "2028-02", "2028-03-H1", "2028-03-H2", "2028-03", "2028-05-H2", "2028-05",
                           "2028-06-H2", "2028-06", "2028-09-H1"});
    on("2028-09-05", [this] { take_over("QH-CG-01"); });
}

/// The secretary hands the post over in one step.
void Story::take_over(const std::string& code) {
    const CastMember former = year_.secretaries.at(code);
    const json roles = year_.done(former, "GET", "/api/v1/me").at("user").at("roles");
    const json made =
        year_.done(former, "POST", "/api/v1/handovers", {{"role_id", roles.at(0).at("id")}, {"name", "孙接任"}});
    const CastMember next = year_.world.newcomer("oa", "o-" + year_.new_id());
    year_.done(next, "POST", "/api/v1/bindings", {{"invite", made.at("code")}});
    year_.secretaries.insert_or_assign(code, next);
    const json words = Year::log_words(code, "league_class", iso(year_.today()) + "T08:00", 9, 20);
    year_.refused(former, "PUT", "/api/v1/activities/" + year_.new_id(), words, 403);
    year_.done(next, "PUT", "/api/v1/activities/" + year_.new_id(), words);
}

void Story::send(const std::string& township, const std::string& half, const json& more) {
    const CastMember& who = year_.secretaries.at(township);
    const std::string path = "/api/v1/reports/" + township + "/" + half;
    const json written = year_.done(who, "GET", path).at("report");
    checks_.sheet(township, half, written);
    json order = {{"base_revision", 0}};
    order.update(more);
    if (more.empty()) {
        bool is_quiet = false;
        for (const json& line : written.at("figures")) {
            if (line["figure"] == "new_this_period") is_quiet = line["live"] == 0;
        }
        if (is_quiet && (year_.today() + township[4]) % 3 == 0) {
            order["nothing_new"] = true;
        } else {
            order["words"] = "按计划推进。";
        }
    }
    const json sent = year_.done(who, "PUT", path, order);
    CHECK(sent.at("report").at("revision") == 1);
    checks_.sheet(township, half, sent.at("report"));
}

void Story::usual_reports() {
    const std::string half = half_of(year_.today());
    for (const std::string& township : Year::kTownships) {
        if (not_by_itself_.contains(township + " " + half)) continue;
        if (township == "QH-JS" && half == "2028-06-H1") {
            send(township, half,
                 {{"corrections",
                   json::array({{{"figure", "claimed_new"}, {"value", 1}, {"reason", "一个还在录入"}}})}});
        } else {
            send(township, half);
        }
    }
}

void Story::plan_reports() {
    not_by_itself_ = {"QH-FL 2028-02-H2", "QH-LS 2028-03-H1", "QH-BS 2028-04-H2", "QH-LS 2028-08-H2",
                      "QH-BS 2028-10-H1"};
    on("2028-03-02", [this] { send("QH-FL", "2028-02-H2"); });  // in grace, which the leap day makes a day later
    on("2028-03-21", [this] { send("QH-LS", "2028-03-H1"); });
    on("2028-09-06", [this] { send("QH-LS", "2028-08-H2"); });
    on("2028-05-15", [this] {
        const Served over = year_.refused(year_.secretaries.at("QH-BS"), "PUT", "/api/v1/reports/QH-BS/2028-04-H2",
                                          {{"base_revision", 0}, {"nothing_new", true}}, 422);
        CHECK_THAT(over.message("period"), Contains("2028-05-10"));
        checks_.reports_now("2028-04-H2");
    });
    // What was sent can be corrected for ten days, and then by leave of the county alone.
    const json correction = {{"base_revision", 1}, {"words", "另有一次活动在筹备。"}, {"why", "漏写"}};
    on("2028-05-27", [this, correction] {
        const std::string path = "/api/v1/reports/QH-CG/2028-05-H1";
        const Served locked = year_.refused(year_.world.cg_secretary, "PUT", path, correction, 422);
        CHECK_THAT(locked.message("period"), Contains("2028-05-25"));
        year_.post(path + "/exceptions",
                   {{"id", year_.new_id()}, {"open_until", "2028-05-30"}, {"reason", "书记住院"}});
        CHECK(year_.done(year_.world.cg_secretary, "PUT", path, correction).at("report").at("revision") == 2);
        checks_.reports_now("2028-05-H1");
    });
    on("2028-05-31", [this] {
        checks_.reports_now("2028-05-H1");
        year_.refused(year_.world.cg_secretary, "PUT", "/api/v1/reports/QH-CG/2028-05-H1",
                      {{"base_revision", 2}, {"words", "再改"}, {"why", "漏写"}}, 422);
    });
    // Two people correct one report at once.
    on("2028-07-16", [this] {
        const CastMember second = year_.world.appoint("钱副书记", Role::township_secretary, "QH-CG");
        const std::string path = "/api/v1/reports/QH-CG/2028-07-H1";
        const json before = year_.done(year_.world.cg_secretary, "GET", path).at("report");
        const auto words = [](const char* said) {
            return json{{"base_revision", 1}, {"words", said}, {"why", "补充"}};
        };
        const json first = year_.done(year_.world.cg_secretary, "PUT", path, words("已开推进会。")).at("report");
        CHECK(first.at("revision") == 2);
        CHECK(first.at("figures") == before.at("figures"));
        const Served conflict = year_.refused(second, "PUT", path, words("别的话。"), 409);
        CHECK_THAT(conflict.json().at("detail").get<std::string>(), Contains("刚被别人改过"));
        const json revisions = year_.get(path + "/revisions").at("revisions");
        REQUIRE(revisions.size() == 2);
        CHECK(revisions[0].at("words") == "已开推进会。");
        CHECK(revisions[1].at("words") == before.at("words"));
    });
}

}  // namespace league::test::year
