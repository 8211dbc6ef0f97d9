#include <catch2/catch.hpp>

#include "tests/year/year.hpp"

namespace league::test::year {
namespace {

std::string township_of(const std::string& code) {
    return code.substr(0, 5);
}

const json kElection = {{"entitled", 5},
                        {"present", 5},
                        {"ballots_out", 5},
                        {"ballots_back", 5},
                        {"ballots_valid", 5},
                        {"seats", 1},
                        {"candidates", {{{"name", "孙一"}, {"votes", 4}}, {{"name", "钱二"}, {"votes", 1}}}}};

}  // namespace

void Year::invite_secretary(const std::string& code, const std::string& name) {
    const CastMember& township = secretaries.at(township_of(code));
    const json invite =
        done(township, "POST", "/api/v1/invites", {{"org_id", code}, {"role", "branch_secretary"}, {"name", name}});
    const CastMember guest = world.newcomer("oa", "o-" + new_id());
    done(guest, "POST", "/api/v1/bindings", {{"invite", invite.at("code")}});
    secretaries.insert_or_assign(code, guest);
}

void Year::know(const std::string& code, int members, int term_from) {
    const std::string organisation = "/api/v1/organisations/" + code;
    put(organisation + "/heads", {{"members", members}, {"youth", members * 3}, {"counted_on", iso(today() - 3)}});
    put(organisation + "/term",
        {{"began_on", std::to_string(term_from) + "-06-18"}, {"years", 3}, {"manner", "elected"}});
}

std::string Year::log(const std::string& code, const std::string& kind, int present, int expected) {
    return log_of(code, kind, iso(today()) + "T18:30", present, expected);
}

std::string Year::log_of(const std::string& code, const std::string& kind, const std::string& started, int present,
                         int expected) {
    const std::string id = new_id();
    done(secretaries.at(code), "PUT", "/api/v1/activities/" + id, log_words(code, kind, started, present, expected));
    return id;
}

json Year::log_words(const std::string& code, const std::string& kind, const std::string& started, int present,
                     int expected) {
    return {
        {"org_id", code},       {"kind", kind},       {"title", "团支部活动"},    {"started_at", started + ":00+08:00"},
        {"expected", expected}, {"present", present}, {"details", json::object()}};
}

Project Year::request(const std::string& township, const std::string& name, int members) {
    const CastMember& who = secretaries.at(township);
    const Project project{new_id(), name};
    const std::string path = "/api/v1/org-projects/" + project.id;
    done(who, "PUT", path,
         {{"org_id", township},
          {"org_name", name},
          {"org_kind", "joint_branch"},
          {"mode", "M4"},
          {"members", members},
          {"youth", 31},
          {"counted_on", iso(today() - 40)},
          {"org_category", "联合团支部"},
          {"industry", "农、林、牧、渔业"},
          {"partners",
           {{{"kind", "village"}, {"name", name + "甲村"}, {"is_lead", true}},
            {{"kind", "village"}, {"name", name + "乙村"}}}}});
    const auto step = [&](const json& body) { done(who, "PUT", path + "/steps/" + new_id(), body); };
    step({{"stage", "prepared"}, {"on", iso(today() - 35)}, {"candidates", {"孙一", "钱二"}}});
    step({{"stage", "requested"},
          {"on", iso(today() - 30)},
          {"note", "青年集中"},
          {"consent", true},
          {"paper", {{"signatory", "孙一"}}}});
    return project;
}

std::vector<std::string> Year::found(const std::string& township, const std::vector<std::string>& wanted,
                                     bool is_filed) {
    const CastMember& who = secretaries.at(township);
    std::vector<Project> projects;
    json ids = json::array();
    for (const std::string& name : wanted) {
        projects.push_back(request(township, name));
        ids.push_back(projects.back().id);
    }
    const std::string batch = "/api/v1/batches/" + new_id();
    const json paper = {{"series", "团发"}, {"signatory", "书记"}};
    done(who, "PUT", batch, {{"org_id", township}, {"batch_title", "新建一批"}, {"projects", ids}});
    done(who, "POST", batch + "/approval", {{"on", iso(today() - 20)}, {"paper", paper}});
    for (const Project& project : projects) {
        const std::string steps = "/api/v1/org-projects/" + project.id + "/steps/";
        done(who, "PUT", steps + new_id(),
             {{"stage", "elected"}, {"on", iso(today() - 12)}, {"consent", true}, {"election", kElection}});
        done(who, "PUT", steps + new_id(),
             {{"stage", "result_reported"},
              {"on", iso(today() - 8)},
              {"paper", {{"signatory", "孙一"}}},
              {"posts", {{{"name", "孙一"}, {"post", "secretary"}}}}});
    }
    const json founded =
        done(who, "POST", batch + "/founding", {{"on", iso(today())}, {"paper", paper}, {"papers", "each"}});
    CHECK(founded.at("founded") == projects.size());
    std::vector<std::string> codes;
    for (const Project& project : projects) {
        const std::string path = "/api/v1/org-projects/" + project.id;
        codes.push_back(done(who, "GET", path).at("unit").at("code"));
        names[codes.back()] = project.name;
        invite_secretary(codes.back(), "孙一");
        if (!is_filed) continue;
        const json confirm = {{"name", project.name}, {"category", "联合团支部"}, {"industry", "农、林、牧、渔业"}};
        done(who, "PUT", path + "/steps/" + new_id(),
             {{"stage", "filed"},
              {"on", iso(today())},
              {"paper", {{"signatory", "书记"}}},
              {"confirm", confirm},
              {"entered_on", iso(today())}});
    }
    return codes;
}

void Year::set_target(const std::string& unit, const json& how, int base_revision) {
    json order = {
        {"unit", unit}, {"owner_title", "团委书记"}, {"owner_name", "王书记"}, {"base_revision", base_revision}};
    order.update(how);
    post("/api/v1/targets", order);
}

json Year::stage(const std::string& as_of, const Table& rows) {
    Table table = {{"组织全称", "上级组织", "团员数"}};
    table.insert(table.end(), rows.begin(), rows.end());
    const std::string bytes = zip_of({{"组织.xlsx", workbook(table)}});
    const Served answer =
        as(world.officer, "POST", "/api/v1/imports?unit=QH&as_of=" + as_of, bytes, "application/octet-stream");
    INFO(answer.body);
    REQUIRE(answer.status == 201);
    return answer.json();
}

}  // namespace league::test::year
