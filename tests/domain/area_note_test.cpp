#include "lib/domain/area_note.hpp"

#include <catch2/catch.hpp>

#include "tests/domain/faults.hpp"

using namespace league;

namespace {

std::string wrong(const AreaNote& note) {
    return test::faults(check_area_note(note, *date_from_iso("2026-11-20")));
}

AreaNote visit() {
    AreaNote note;
    note.contact = "c";
    note.on = *date_from_iso("2026-11-19");
    note.words = "到两个村走访";
    return note;
}

}  // namespace

TEST_CASE("a visit is somebody's, on a day that was, with words; advice and replies are nobody's visit") {
    CHECK(wrong(visit()) == "");
    AreaNote note = visit();
    note.contact.reset();
    CHECK(wrong(note) == "contact_id:missing");
    note.kind = AreaNoteKind::advice;
    CHECK(wrong(note) == "");
    note.contact = "c";
    CHECK(wrong(note) == "contact_id:area_note.only_of_visits");
    note = visit();
    note.on = *date_from_iso("2026-11-21");
    note.words = " ";
    CHECK(wrong(note) == "on:area_note.day_out_of_range words:missing");
    note.on = *date_from_iso("2026-09-21");
    note.words = "走访";
    CHECK(wrong(note) == "");
    note.on = *date_from_iso("2026-09-20");
    CHECK(wrong(note) == "on:area_note.day_out_of_range");
}
