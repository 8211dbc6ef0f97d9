#include "lib/documents/template.hpp"

#include <catch2/catch.hpp>
#include <fstream>

#include "tests/support/temp_folder.hpp"

namespace league {

TEST_CASE("values in XML templates cannot become markup") {
    const Template page("p.html", "<p title=\"{{t}}\">{{t}}</p>", Escape::xml);
    CHECK(page.render(Values{{"t", "<b>\"a\" & 'b'</b>\x01"}}) ==
          "<p title=\"&lt;b&gt;&quot;a&quot; &amp; &apos;b&apos;&lt;/b&gt;\">"
          "&lt;b&gt;&quot;a&quot; &amp; &apos;b&apos;&lt;/b&gt;</p>");
}

TEST_CASE("a list repeats its section, and an outer name is seen inside it") {
    const Template page("p.html", "{{#rows}}<i>{{name}}{{unit}}</i>{{/rows}}{{^rows}}none{{/rows}}", Escape::xml);
    TemplateData data;
    data.set("unit", "个").set("rows", TemplateData::List{Values{{"name", "甲"}}, Values{{"name", "乙"}}});
    CHECK(page.render(data) == "<i>甲个</i><i>乙个</i>");
    CHECK(page.render(TemplateData().set("rows", TemplateData::List{}).set("unit", "")) == "none");
}

TEST_CASE("a name that the data does not have stops the rendering") {
    const Template page("p.html", "{{#rows}}{{nmae}}{{/rows}}", Escape::xml);
    const auto data = TemplateData().set("rows", TemplateData::List{Values{{"name", "甲"}}});
    CHECK_THROWS_AS(page.render(data), Problem);
    CHECK_THROWS_AS(page.render(TemplateData()), Problem);
}

TEST_CASE("a template cannot switch escaping off, include another or change its delimiters") {
    for (const auto* text : {"{{{t}}}", "{{&t}}", "{{ & t}}", "{{\f&t}}", "{{>other}}", "{{=<% %>=}}"})
        CHECK_THROWS_AS(Template("p.html", text, Escape::xml), Problem);
}

TEST_CASE("a folder's templates are found by path and checked by name") {
    const test::TempFolder folder;
    std::filesystem::create_directory(folder.path() / "charts");
    std::ofstream(folder.path() / "charts" / "a.svg") << "<text>{{t}}</text>";
    std::ofstream(folder.path() / "plain.txt") << "{{t}}";
    const TemplateFolder templates(folder.path());
    CHECK(templates.render("charts/a.svg", Values{{"t", "<"}}) == "<text>&lt;</text>");
    CHECK(templates.render("plain.txt", Values{{"t", "<"}}) == "<");
    CHECK_NOTHROW(templates.check({"charts/a.svg"}));
    CHECK_THROWS_AS(templates.check({"charts/b.svg"}), Problem);
}

}  // namespace league
