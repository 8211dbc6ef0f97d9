#include "lib/domain/unit_event.hpp"

#include <catch2/catch.hpp>

using namespace league;

namespace {

Date day(const char* iso) {
    return *date_from_iso(iso);
}

const Instant kNow = at_beijing(*date_from_iso("2026-11-10"), 9 * 60);

OrgUnit unit_of(const char* id, OrgKind kind) {
    OrgUnit unit;
    unit.id = OrgUnitId(id);
    unit.kind = kind;
    unit.name = id;
    unit.opened_at = at_beijing(*date_from_iso("2020-01-01"));
    return unit;
}

std::string first(const std::vector<FieldError>& errors) {
    return errors.empty() ? "" : errors.front().field + " " + errors.front().key;
}

struct End {
    OrgUnit unit = unit_of("a", OrgKind::branch);
    OrgUnit other = unit_of("b", OrgKind::joint_branch);
    UnitEventKind kind = UnitEventKind::merged;
    bool names_other = true;
    const char* on = "2026-11-10";
    std::optional<Instant> last_log;
    long long open_below = 0;
    std::string reason = "r";
    std::string paper = "p";

    std::vector<FieldError> check() const {
        return check_end({unit, kind, names_other ? &other : nullptr, day(on), kNow, last_log, open_below}, reason,
                         paper);
    }
};

}  // namespace

TEST_CASE("a move holds from this month on or from one of the next twelve") {
    const OrgUnit branch = unit_of("a", OrgKind::branch);
    const OrgUnit town = unit_of("t", OrgKind::township);
    const auto check = [&](const char* from) {
        return first(
            check_move({branch, town, OrgUnitId("other"), *Month::parse(from), *Month::parse("2026-11")}, "r", ""));
    };
    CHECK(check("2026-10") == "from_month unit.month_over");
    CHECK(check("2026-11").empty());
    CHECK(check("2027-11").empty());
    CHECK(check("2027-12") == "from_month unit.month_too_far");
}

TEST_CASE("a merger names another open branch, a dissolution names none") {
    End end;
    CHECK(end.check().empty());
    end.names_other = false;
    CHECK(first(end.check()) == "into missing");
    end.kind = UnitEventKind::dissolved;
    CHECK(end.check().empty());
    end.names_other = true;
    CHECK(first(end.check()) == "into unit.into_only_for_merger");
    end.kind = UnitEventKind::merged;
    end.other.closed_at = kNow;
    CHECK(first(end.check()) == "into unit.other_closed");
    end.other = unit_of("t", OrgKind::township);
    CHECK(first(end.check()) == "into unit.into_no_branch");
    end.other = end.unit;
    CHECK(first(end.check()) == "into unit.into_itself");
}

TEST_CASE("a unit ends on a day that has come, after its opening and after its last activity") {
    End end;
    end.on = "2026-11-11";
    CHECK(first(end.check()) == "on unit.day_ahead");
    end.on = "2019-12-31";
    CHECK(first(end.check()) == "on unit.ends_before_opening");
    end.on = "2026-11-09";
    end.last_log = at_beijing(day("2026-11-09"), 0);
    CHECK(first(end.check()) == "on unit.log_after_end");
    end.last_log = at_beijing(day("2026-11-08"), 1439);
    CHECK(end.check().empty());
}

TEST_CASE("a committee is closed only, and nothing ends while something open is below it") {
    End end;
    end.unit = unit_of("t", OrgKind::township);
    end.names_other = false;
    end.kind = UnitEventKind::dissolved;
    CHECK(first(end.check()) == "how unit.only_closed");
    end.kind = UnitEventKind::closed;
    CHECK(end.check().empty());
    end.paper = "";
    CHECK(end.check().empty());
    end.open_below = 2;
    CHECK(first(end.check()) == "unit unit.open_below");
}

TEST_CASE("a reason is always given, a paper where an organisation is merged or dissolved") {
    End end;
    end.reason = "  ";
    end.paper = "";
    CHECK(end.check().size() == 2);
    end.reason = "r";
    end.paper = std::string(201, 'x');
    CHECK(first(end.check()) == "paper too_long");
}
