#include "lib/domain/nms_names.hpp"

#include <catch2/catch.hpp>

#include "tests/domain/nms_words.hpp"

using namespace league;

namespace {

struct Tree {
    NmsWords words = test::nms_words();
    std::vector<OrgUnit> units;

    void add(const std::string& code, const std::string& name, OrgKind kind, const std::string& parent,
             const std::string& short_name = "") {
        OrgUnit unit;
        unit.id = OrgUnitId(code);
        unit.code = code;
        unit.name = name;
        unit.short_name = short_name.empty() ? name : short_name;
        unit.kind = kind;
        if (!parent.empty()) unit.parent = OrgUnitId(parent);
        units.push_back(unit);
    }
    Tree() {
        add("QH", "清河县", OrgKind::county, "");
        add("CG", "城关镇", OrgKind::township, "QH");
        add("LS", "清河县柳树镇团委", OrgKind::township, "QH");
        add("CG-1", "城关镇机关团支部", OrgKind::branch, "CG");
        add("CG-2", "东街社区团支部", OrgKind::branch, "CG", "东街支部");
        add("LS-1", "柳树镇机关团支部", OrgKind::branch, "LS");
        add("LS-2", "河湾村团支部", OrgKind::branch, "LS");
        add("LS-3", "柳树镇中学团总支", OrgKind::general_branch, "LS");
        add("LS-4", "初三团支部", OrgKind::branch, "LS-3");
    }
    /// "CG-1", "several LS-1 CG-1", "elsewhere LS-2", "none", with "@place" when one was recognised.
    std::string find(const std::string& name, const std::string& parent = "") const {
        const NmsMatch match = NmsUnits(words, units).find(name, parent);
        std::string said = match.found == NmsMatch::Found::none        ? "none"
                           : match.found == NmsMatch::Found::several   ? "several"
                           : match.found == NmsMatch::Found::elsewhere ? "elsewhere"
                                                                       : "";
        for (const OrgUnitId& id : match.units) said += (said.empty() ? "" : " ") + id.str();
        return match.place ? said + "@" + match.place->str() : said;
    }
};

}  // namespace

TEST_CASE("an organisation is found under each of the ways in which its name is written") {
    const Tree tree;
    CHECK(tree.find("城关镇机关团支部") == "CG-1@CG");
    CHECK(tree.find("共青团清河县城关镇机关支部委员会") == "CG-1@CG");
    CHECK(tree.find("机关团支部", "共青团清河县城关镇委员会") == "CG-1@CG");
    CHECK(tree.find("机关 支部", "城关镇") == "CG-1@CG");
    CHECK(tree.find("柳树镇机关支部", "共青团清河县柳树镇委员会") == "LS-1@LS");
    CHECK(tree.find("湖南省清河县城关镇东街社区团支部") == "CG-2@CG");
    CHECK(tree.find("东街支部", "城关镇团委") == "CG-2@CG");
    CHECK(tree.find("河湾村团支部") == "LS-2");
    CHECK(tree.find("初三支部", "柳树镇中学团总支") == "LS-4@LS");
    CHECK(tree.find("共青团清河县城关镇委员会", "共青团清河县委员会") == "CG@QH");
}

TEST_CASE("a name that fits two organisations or one of another township is left to a person") {
    const Tree tree;
    CHECK(tree.find("机关团支部") == "several CG-1 LS-1");
    CHECK(tree.find("河湾村团支部", "城关镇团委") == "elsewhere LS-2@CG");
    CHECK(tree.find("机关团支部", "北坡乡团委") == "several CG-1 LS-1");
}

TEST_CASE("a name that fits nothing is told with the township it speaks of") {
    const Tree tree;
    CHECK(tree.find("城关镇西街团支部") == "none@CG");
    CHECK(tree.find("茶叶协会团支部", "清河县柳树镇团委") == "none@LS");
    CHECK(tree.find("茶叶协会团支部") == "none");
    CHECK(tree.find("") == "none");
}
