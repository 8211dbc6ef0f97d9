// SQL outside the driver stays in what SQLite and PostgreSQL share, until a PostgreSQL driver can check it itself.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <string>
#include <vector>

#include "tests/support/places.hpp"

namespace {

namespace fs = std::filesystem;

struct Forbidden {
    std::string what;
    std::regex pattern;
};

std::regex in_any_case(const char* pattern) {
    return std::regex(pattern, std::regex::ECMAScript | std::regex::icase);
}

const std::vector<Forbidden>& forbidden() {
    static const std::vector<Forbidden> kForbidden{
        {"INSERT OR ... (use ON CONFLICT)", in_any_case(R"(\b(INSERT|UPDATE)\s+OR\s+\w+)")},
        {"REPLACE INTO (use ON CONFLICT DO UPDATE)", in_any_case(R"(\bREPLACE\s+INTO\b)")},
        {"rowid (ids are our own)", in_any_case(R"(\b_?rowid_?\b|\boid\b)")},
        {"AUTOINCREMENT (ids are our own)", in_any_case(R"(\bAUTOINCREMENT\b)")},
        {"the database's clock (bind tx.now())",
         in_any_case(
             R"(\b(date|time|datetime|julianday|strftime|unixepoch)\s*\(|\bCURRENT_(TIMESTAMP|DATE|TIME)\b|\bnow\s*\()")},
        {"::type (use CAST)", std::regex(R"(::\s*[A-Za-z])")},
        {"PRAGMA (belongs to the driver)", in_any_case(R"(\bPRAGMA\b)")},
        {"JSON functions", in_any_case(R"(\bjsonb?_\w+\s*\(|->)")},
        {"GLOB, REGEXP, MATCH (use LIKE)", in_any_case(R"(\b(GLOB|REGEXP|MATCH|ILIKE)\b)")},
        {"IFNULL, IIF, NVL (use COALESCE, CASE)", in_any_case(R"(\b(IFNULL|IIF|NVL)\s*\()")},
        {"MAX or MIN of several values (use CASE)", in_any_case(R"(\b(MAX|MIN)\s*\([^()]*,)")},
        {"functions of one database only",
         in_any_case(
             R"(\b(group_concat|string_agg|printf|format|instr|strpos|hex|quote|total|last_insert_rowid|changes|random|randomblob|typeof|unicode|char|zeroblob)\s*\()")},
        {"sqlite_ tables", in_any_case(R"(\bsqlite_\w+)")},
        {"? arguments (use $1)", std::regex(R"(\?)")},
        {"WITHOUT ROWID, STRICT", in_any_case(R"(\bWITHOUT\s+ROWID\b|\)\s*STRICT\b)")},
        {"LIMIT a, b (use LIMIT a OFFSET b)", in_any_case(R"(\bLIMIT\s+[$\w]+\s*,)")},
        {"IS or IS NOT between values (use = or IS NULL)", in_any_case(R"(\bIS\s+(NOT\s+)?(\$|\d|'))")},
        {"backquotes, [names] and \"double quotes\"", std::regex("[`\\[\"]")},
        {"types other than TEXT, BIGINT, INTEGER",
         in_any_case(R"(\b(BLOB|REAL|DOUBLE|FLOAT|BOOLEAN|DATETIME|TIMESTAMP|VARCHAR|SERIAL|NUMERIC|JSONB?|UUID)\b)")},
    };
    return kForbidden;
}

/// Without comments and with every quoted text empty: words in them are data.
std::string bare_sql(const std::string& sql) {
    return std::regex_replace(std::regex_replace(sql, std::regex("--[^\n]*"), ""), std::regex("'[^']*'"), "''");
}

/// What is forbidden in this SQL, if anything.
std::string fault_in(const std::string& sql) {
    const std::string bare = bare_sql(sql);
    for (const Forbidden& one : forbidden()) {
        if (std::regex_search(bare, one.pattern)) return one.what;
    }
    return "";
}

std::string text_of(const fs::path& path) {
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// The texts of a C++ file that look like SQL: raw ones, and plain ones that begin with a keyword.
std::vector<std::string> statements_in(const std::string& source) {
    static const std::regex kText(
        R"re(R"(\w*)\(([^]*?)\)\1"|"((?:SELECT|INSERT|UPDATE|DELETE|WITH|CREATE|ALTER|DROP|PRAGMA)\b(?:[^"\\\n]|\\.)*)")re");
    std::vector<std::string> statements;
    for (std::sregex_iterator match(source.begin(), source.end(), kText), end; match != end; ++match)
        statements.push_back((*match)[2].matched ? (*match)[2].str() : (*match)[3].str());
    return statements;
}

}  // namespace

TEST_CASE("SQL of stores and migrations is common to SQLite and PostgreSQL") {
    int seen = 0;
    for (const auto& entry : fs::recursive_directory_iterator(league::test::source_dir() + "/lib/storage")) {
        const fs::path path = fs::relative(entry.path(), league::test::source_dir());
        if (path.string().starts_with("lib/storage/sqlite/")) continue;
        std::vector<std::string> statements;
        if (path.extension() == ".sql") statements.push_back(text_of(entry.path()));
        if (path.extension() == ".cpp" || path.extension() == ".hpp") statements = statements_in(text_of(entry.path()));
        for (const std::string& sql : statements) {
            ++seen;
            INFO(path.string() << ":\n" << sql);
            CHECK(fault_in(sql) == "");
        }
    }
    CHECK(seen > 0);
}

TEST_CASE("SQL that only one database understands is noticed") {
    for (const char* sql :
         {"INSERT OR IGNORE INTO t (a) VALUES ($1)", "SELECT rowid FROM t", "SELECT date('now')", "SELECT $1::TEXT",
          "PRAGMA foreign_keys", "SELECT json_extract(a, '$.b') FROM t", "SELECT a FROM t WHERE a GLOB 'x*'",
          "SELECT ifnull(a, b) FROM t", "UPDATE t SET a = MAX(a, $1)", "SELECT a FROM t WHERE a = ?",
          "SELECT a FROM t WHERE a IS $1", "CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT)"}) {
        INFO(sql);
        CHECK(fault_in(sql) != "");
    }
    for (const char* sql :
         {"SELECT COALESCE(MAX(seq), 0) + 1 FROM t WHERE a LIKE $1 || '%'", "SELECT a FROM t WHERE b IS NOT NULL",
          "INSERT INTO t (a) VALUES ($1) ON CONFLICT (a) DO UPDATE SET a = excluded.a RETURNING a",
          "SELECT a -- date('now')\nFROM t LIMIT $1"}) {
        INFO(sql);
        CHECK(fault_in(sql) == "");
    }
    CHECK(statements_in(
              "constexpr std::string_view kA = R\"(SELECT 1)\"; run(\"UPDATE t SET a = 1\"); say(\"a ? b\");") ==
          std::vector<std::string>{"SELECT 1", "UPDATE t SET a = 1"});
}
