// The county downloads what the member system shows, and it disagrees with what the townships say.
#include <catch2/catch.hpp>

#include "tests/year/story.hpp"

namespace league::test::year {

using Catch::Matchers::Contains;

namespace {

std::string batch_path(const json& batch) {
    return "/api/v1/imports/" + batch.at("id").get<std::string>();
}

/// Name, committee above, members.
Table first_export() {
    return {{"城关镇机关团支部", "城关镇", "#21"},
            {"城关镇东街团支部", "城关镇", "#30"},
            {"城关镇红茶联合团支部", "城关镇", "#6"},
            {"城关镇电商联合团支部", "城关镇", "#5"},
            {"机关团支部", "", "#12"},
            {"城关镇物流联合团支部", "城关镇", "#9"}};
}

Table with(Table table, std::initializer_list<std::pair<const char*, const char*>> more) {
    for (const auto& [name, committee] : more) table.push_back({name, committee, "#5"});
    return table;
}

Table without(Table table, const std::string& name) {
    std::erase_if(table, [&](const auto& row) { return row.at(0) == name; });
    return table;
}

}  // namespace

void Story::plan_imports() {
    on("2028-03-12", [this] {
        const Served wrong =
            year_.as(year_.world.officer, "POST", "/api/v1/imports?unit=QH&name=a.xlsx",
                     workbook({{"名目", "数"}, {"城关镇机关团支部", "#3"}}), "application/octet-stream");
        CHECK(wrong.status == 422);
        CHECK(wrong.json().at("errors").size() > 0);

        const json batch = year_.stage("2028-03-10", first_export());
        CHECK(batch.at("rows").at("new") == 4);
        CHECK(batch.at("rows").at("conflict") == 1);
        CHECK(batch.at("rows").at("unknown") == 1);
        const Served undecided =
            year_.refused(year_.world.officer, "POST", batch_path(batch) + "/commit", nullptr, 409);
        CHECK_THAT(undecided.json().at("detail").get<std::string>(), Contains("还有 1 行有冲突"));
        const json row = year_.get(batch_path(batch) + "/rows?undecided=true").at("rows").at(0);
        CHECK(row.at("reason") == "several");
        year_.put(batch_path(batch) + "/rows/" + std::to_string(row.at("number").get<int>()) + "/decision",
                  {{"decision", "link"}, {"unit", "QH-LS-01"}});
        CHECK(year_.post(batch_path(batch) + "/commit", nullptr).at("began") == 5);
        const json differences = year_.get("/api/v1/nms-differences?unit=QH");
        CHECK(differences.at("counted") == 5);
    });
    on("2028-04-21", [this] {
        const Table table = with(without(first_export(), "城关镇电商联合团支部"), {{"城关镇快递联合团支部", "城关镇"},
                                                                                   {"柳树镇果园联合团支部", "柳树镇"},
                                                                                   {"枫林乡竹编联合团支部", "枫林乡"}});
        const json batch = year_.stage("2028-04-20", table);
        CHECK(batch.at("rows").at("missing") == 1);
        CHECK(
            year_.post(batch_path(batch) + "/decisions", {{"outcome", "missing"}, {"decision", "end"}}).at("decided") ==
            1);
        const json result = year_.post(batch_path(batch) + "/commit", nullptr);
        CHECK(result.at("began") == 3);
        CHECK(result.at("ended") == 1);
    });
    // The whole table as it grows; what was missing in April is back.
    static const Table in_may = with(first_export(), {{"城关镇快递联合团支部", "城关镇"},
                                                      {"城关镇篮球联合团支部", "城关镇"},
                                                      {"柳树镇果园联合团支部", "柳树镇"},
                                                      {"柳树镇花木联合团支部", "柳树镇"},
                                                      {"柳树镇河湾村团支部", "柳树镇"},
                                                      {"枫林乡竹编联合团支部", "枫林乡"},
                                                      {"枫林乡民宿联合团支部", "枫林乡"},
                                                      {"金沙镇渔业联合团支部", "金沙镇"}});
    const auto plain = [this](const char* day, const char* as_of, Table table, int began) {
        on(day, [=, this] {
            const json batch = year_.stage(as_of, table);
            CHECK(year_.post(batch_path(batch) + "/commit", nullptr).at("began") == began);
        });
    };
    plain("2028-05-26", "2028-05-25", in_may, 6);
    // A township's export with one line is taken for all of it, across the end of a half month, and undone.
    static std::string mistaken;
    on("2028-06-29", [this] {
        const json batch = year_.stage("2028-06-28", {{"城关镇机关团支部", "城关镇", "#21"}});
        CHECK(batch.at("rows").at("missing") == 6);  // of that township
        year_.post(batch_path(batch) + "/decisions", {{"outcome", "missing"}, {"decision", "end"}});
        CHECK(year_.post(batch_path(batch) + "/commit", nullptr).at("ended") == 5);
        mistaken = batch_path(batch);
    });
    on("2028-07-02", [this] {
        const json undone = year_.post(mistaken + "/undo", nullptr);
        CHECK(undone.at("left") == 0);
        CHECK(year_.get(mistaken).at("state") == "undone");
    });
    // The ball players have moved to the next township by now, and the member system knows it.
    static const Table in_august = with(
        without(in_may, "城关镇篮球联合团支部"),
        {{"城关镇篮球联合团支部", "柳树镇"}, {"柳树镇蔬菜联合团支部", "柳树镇"}, {"金沙镇沙画联合团支部", "金沙镇"}});
    plain("2028-08-12", "2028-08-10", in_august, 2);
    static const Table in_october = with(without(in_august, "柳树镇河湾村团支部"),
                                         {{"白石镇石雕联合团支部", "白石镇"}, {"金沙镇运输联合团支部", "金沙镇"}});
    plain("2028-10-21", "2028-10-20", in_october, 2);
    plain("2028-11-26", "2028-11-25", with(in_october, {{"柳树镇养蜂联合团支部", "柳树镇"}}), 1);
}

}  // namespace league::test::year
