#include <catch2/catch.hpp>

#include "lib/domain/ids.hpp"
#include "lib/domain/period.hpp"
#include "tests/storage/notes.hpp"

using namespace league;
using namespace league::test;

namespace {

ConstraintFailure::Kind kind_thrown_by(Transaction& tx, std::string_view statement) {
    try {
        tx.run(statement);
    } catch (const ConstraintFailure& failure) {
        return failure.kind();
    }
    FAIL("no rule was broken by " << statement);
    return ConstraintFailure::Kind::other;
}

}  // namespace

TEST_CASE("arguments are bound by their number, not by where they first stand") {
    Notes notes;
    const auto text = notes.database.read([](ReadTransaction& tx) {
        return tx.find_one("SELECT $2 || '-' || $1 || '-' || $2", "one", "two", [](Row& row) { return row.text(0); });
    });
    CHECK(text == "two-one-two");
}

TEST_CASE("every kind of value comes back as it went in") {
    Notes notes;
    constexpr std::string_view kEcho = "SELECT $1, $2, $3, $4, $5, $6, $7";
    const Instant instant = from_millis(1'764'547'200'123);
    const Month month = *Month::parse("2026-03");
    notes.database.read([&](ReadTransaction& tx) {
        int rows = 0;
        tx.query(kEcho, std::string("文字"), std::int64_t{-7}, true, instant, OrgUnitId("u1"), month, std::nullopt,
                 [&](Row& row) {
                     ++rows;
                     CHECK(row.next<std::string>() == "文字");
                     CHECK(row.next<int>() == -7);
                     CHECK(row.next<bool>());
                     CHECK(row.next<Instant>() == instant);
                     CHECK(row.next<OrgUnitId>() == OrgUnitId("u1"));
                     CHECK(row.next<Month>() == month);
                     CHECK(row.next<std::optional<int>>() == std::nullopt);
                     CHECK(row.is_null(6));
                 });
        CHECK(rows == 1);
    });
}

TEST_CASE("a text with a NUL inside and an empty text survive") {
    Notes notes;
    const std::string odd("a\0b", 3);
    notes.database.read([&](ReadTransaction& tx) {
        CHECK(tx.value<std::string>("SELECT $1", odd) == odd);
        CHECK(tx.value<std::string>("SELECT $1", "") == "");
    });
}

TEST_CASE("a column of another type or a null is an error and not a zero") {
    Notes notes;
    notes.database.read([](ReadTransaction& tx) {
        CHECK_THROWS_AS(tx.value<int>("SELECT 'x'"), DatabaseError);
        CHECK_THROWS_AS(tx.value<std::string>("SELECT NULL"), DatabaseError);
        CHECK_THROWS_AS(tx.value<int>("SELECT 4294967296"), DatabaseError);
        CHECK_THROWS_AS(tx.value<Month>("SELECT '2026-13'"), DatabaseError);
        CHECK(tx.value<std::int64_t>("SELECT 4294967296") == 4294967296);
    });
}

TEST_CASE("too few arguments and wrong SQL are reported with the statement") {
    Notes notes;
    notes.database.read([](ReadTransaction& tx) {
        CHECK_THROWS_WITH(tx.value<int>("SELECT $1 + $2", 1), Catch::Contains("SELECT $1 + $2"));
        CHECK_THROWS_WITH(tx.value<int>("SELECT ?", 1), Catch::Contains("SELECT ?"));
        CHECK_THROWS_AS(tx.value<int>("SELECT nothing FROM nowhere"), DatabaseError);
    });
}

TEST_CASE("a statement may run again for a row of itself") {
    Notes notes;
    notes.database.write([](Transaction& tx) {
        for (const char* id : {"a", "b", "c"}) add_note(tx, id);
        int pairs = 0;
        constexpr std::string_view kAll = "SELECT id FROM notes";
        tx.query(kAll, [&](Row&) { tx.query(kAll, [&](Row&) { ++pairs; }); });
        CHECK(pairs == 9);
    });
}

TEST_CASE("run counts the changed rows and RETURNING changes all of them") {
    Notes notes;
    notes.database.write([](Transaction& tx) {
        for (const char* id : {"a", "b", "c"}) add_note(tx, id);
        CHECK(tx.run("UPDATE notes SET writer = $1 WHERE id <> $2", "x", "a") == 2);
        CHECK(tx.run("UPDATE notes SET writer = $1 WHERE id = $2", "x", "nobody") == 0);
        const auto first =
            tx.find_one("UPDATE notes SET writer = $1 RETURNING id", "y", [](Row& row) { return row.text(0); });
        CHECK(first.has_value());
        CHECK(tx.value<int>("SELECT COUNT(*) FROM notes WHERE writer = 'y'") == 3);
    });
    CHECK(notes.database.read(
              [](ReadTransaction& tx) { return tx.value<int>("SELECT COUNT(*) FROM notes WHERE writer = 'y'"); }) == 3);
}

TEST_CASE("a broken rule of the schema is told by its kind and the job can go on") {
    Notes notes;
    notes.database.write([](Transaction& tx) {
        using Kind = ConstraintFailure::Kind;
        tx.run(
            "CREATE TABLE t (id TEXT PRIMARY KEY, u TEXT UNIQUE, n TEXT REFERENCES notes (id), v INTEGER CHECK (v > "
            "0))");
        tx.run("INSERT INTO t (id, u) VALUES ('1', 'u')");
        CHECK(kind_thrown_by(tx, "INSERT INTO t (id) VALUES ('1')") == Kind::primary_key);
        CHECK(kind_thrown_by(tx, "INSERT INTO t (id, u) VALUES ('2', 'u')") == Kind::unique);
        CHECK(kind_thrown_by(tx, "INSERT INTO t (id, n) VALUES ('2', 'nobody')") == Kind::foreign_key);
        CHECK(kind_thrown_by(tx, "INSERT INTO t (id, v) VALUES ('2', 0)") == Kind::check);
        CHECK(kind_thrown_by(tx, "INSERT INTO notes (id, made_at) VALUES ('2', 0)") == Kind::not_null);
        try {
            tx.run("INSERT INTO t (id, u) VALUES ('2', 'u')");
        } catch (const ConstraintFailure& failure) {
            CHECK(failure.is_duplicate());
            CHECK(failure.where() == "t.u");
        }
        tx.run("INSERT INTO t (id) VALUES ('2')");
        CHECK(tx.value<int>("SELECT COUNT(*) FROM t") == 2);
    });
}
