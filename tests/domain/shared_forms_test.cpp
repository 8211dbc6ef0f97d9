// The phone client reads pasted forms too, in TypeScript. Both readers are held to the same texts: pasted_forms.json
// here and in miniprogram/tests/paste.test.ts.
#include <catch2/catch.hpp>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

#include "lib/domain/beijing_time.hpp"
#include "lib/domain/pasted_form.hpp"
#include "tests/support/places.hpp"

using namespace league;
using nlohmann::json;

namespace {

constexpr Date kToday = std::chrono::year(2026) / 11 / 23;

json names(const std::vector<FormField>& fields) {
    json list = json::array();
    for (const FormField field : fields) list.push_back(to_string(field));
    return list;
}

json shown(const std::optional<PastedForm>& form) {
    if (!form) return nullptr;
    const auto or_null = [](const auto& value) { return value ? json(*value) : json(nullptr); };
    return {{"kind", or_null(form->kind)},
            {"date", form->date ? json(to_iso(*form->date)) : json(nullptr)},
            {"minute", or_null(form->minute)},
            {"title", or_null(form->title)},
            {"heads", form->heads ? json{{"expected", form->heads->expected}, {"present", form->heads->present}}
                                  : json(nullptr)},
            {"place", form->place},
            {"content", form->content},
            {"missing", names(form->missing)},
            {"unreadable", names(form->unreadable)}};
}

json shared_forms() {
    std::ifstream file(test::source_dir() + "/tests/domain/pasted_forms.json");
    return json::parse(file);
}

}  // namespace

TEST_CASE("a pasted form is read here as it is on the phone") {
    const json shared = shared_forms();
    REQUIRE(shared.at("today") == to_iso(kToday));
    REQUIRE(shared.at("cases").size() > 30);
    std::vector<ActivityKind> kinds;
    for (const json& kind : shared.at("kinds")) {
        ActivityKind made;
        made.code = kind.at("code");
        made.label = kind.at("label");
        kinds.push_back(made);
    }
    for (const json& each : shared.at("cases")) {
        INFO(each.at("name").get<std::string>());
        const auto today = date_from_iso(each.value("today", to_iso(kToday)));
        REQUIRE(today);
        CHECK(shown(read_pasted_form(each.at("text").get<std::string>(), *today, kinds)) == each.at("form"));
    }
}
