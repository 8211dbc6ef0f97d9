#include <catch2/catch.hpp>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <map>
#include <memory>

#include "tests/storage/child_process.hpp"
#include "tests/storage/notes.hpp"

using namespace league;
using namespace league::test;

namespace {

/// Another process that took a lock file and does not give it back.
class ForeignLock {
public:
    explicit ForeignLock(const std::string& path)
        : descriptor_(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644)) {
        if (::flock(descriptor_, LOCK_EX) != 0) throw std::runtime_error("no lock");
    }
    ~ForeignLock() { ::close(descriptor_); }
    ForeignLock(const ForeignLock&) = delete;
    ForeignLock& operator=(const ForeignLock&) = delete;

private:
    int descriptor_;
};

}  // namespace

TEST_CASE("three processes write at the same time and none has to wait for another to finish") {
    Notes notes;
    const std::vector<std::string> names{"one", "two", "three"};
    std::vector<std::unique_ptr<ChildProcess>> helpers;
    for (const std::string& name : names) {
        helpers.push_back(std::make_unique<ChildProcess>(
            std::vector<std::string>{"write", notes.folder.file("league.db"), name, "200"}));
    }
    for (auto& helper : helpers) helper->go();
    for (auto& helper : helpers) helper->read_all();
    for (auto& helper : helpers) CHECK(helper->wait() == 0);
    CHECK(count_notes(notes.database) == 1200);

    // SQLite keeps the order of insertion; the store itself has no use for it.
    std::map<std::string, std::pair<int, int>> span;
    int position = 0;
    notes.database.read([&](ReadTransaction& tx) {
        tx.query("SELECT writer FROM notes ORDER BY rowid", [&](Row& row) {
            const auto place = span.try_emplace(row.text(0), position, position).first;
            place->second.second = position++;
        });
    });
    for (const std::string& early : names) {
        for (const std::string& late : names) CHECK(span.at(early).first < span.at(late).second);
    }
}

TEST_CASE("a writer killed at any moment loses nothing that it acknowledged") {
    for (const int acknowledged : {1, 40, 300}) {
        Notes notes;
        std::vector<std::string> ids;
        {
            ChildProcess helper({"write", notes.folder.file("league.db"), "doomed", "100000"});
            helper.go();
            for (int i = 0; i < acknowledged; ++i) ids.push_back(helper.read_line().value_or("nothing"));
            helper.kill();
            while (const auto line = helper.read_line()) ids.push_back(*line);
            CHECK(helper.wait() == -9);
        }
        int missing = 0;
        for (const std::string& id : ids) missing += has_note(notes.database, id) ? 0 : 1;
        CHECK(missing == 0);
        CHECK(notes.database.check_integrity().empty());
        notes.database.write([](Transaction& tx) { add_note(tx, "life goes on"); });
    }
}

TEST_CASE("whoever waits too long for another process is told busy and can write later") {
    DatabaseOptions options;
    options.busy_wait = std::chrono::milliseconds(50);
    Notes notes(options);
    for (const char* file : {"league.db.gate", "league.db.write"}) {
        {
            const ForeignLock other(notes.folder.file(file));
            CHECK(key_thrown_by([&] { notes.database.write([](Transaction& tx) { add_note(tx, "no"); }); }) ==
                  "database_busy");
            CHECK(key_thrown_by([&] { notes.database.write([](Transaction& tx) { add_note(tx, "no"); }); }) ==
                  "database_busy");
            CHECK(count_notes(notes.database) == 0);
        }
        // The turn may first come to the waiter of the refused job; it passes it on.
        while (key_thrown_by([&] { notes.database.write([](Transaction&) {}); }) == "database_busy") {
        }
    }
    notes.database.write([](Transaction& tx) { add_note(tx, "yes"); });
    CHECK(count_notes(notes.database) == 1);
    CHECK(notes.database.writer_stats().refused >= 4);
}

TEST_CASE("a program that does not know the turnstile makes writers busy and not wrong") {
    DatabaseOptions options;
    options.busy_wait = std::chrono::milliseconds(300);
    Notes notes(options);
    ManualClock clock{from_millis(0)};
    DatabaseOptions same_file = notes.with_path({});
    std::latch holding(1), leave(1);
    // The lock files are taken away under it, so the two do not see each other.
    ::unlink(notes.folder.file("league.db.gate").c_str());
    ::unlink(notes.folder.file("league.db.write").c_str());
    Database stranger(same_file, clock);
    std::jthread holder([&] {
        stranger.write([&](Transaction& tx) {
            add_note(tx, "stranger");
            holding.count_down();
            leave.wait();
        });
    });
    holding.wait();
    CHECK(key_thrown_by([&] { notes.database.write([](Transaction& tx) { add_note(tx, "no"); }); }) == "database_busy");
    leave.count_down();
    holder.join();
    notes.database.write([](Transaction& tx) { add_note(tx, "yes"); });
    CHECK(count_notes(notes.database) == 2);
}

TEST_CASE("closing does not wait for a process that never gives the turn back") {
    TempFolder folder;
    ManualClock clock{from_millis(0)};
    DatabaseOptions options;
    options.path = folder.file("league.db");
    options.busy_wait = std::chrono::milliseconds(20);
    std::unique_ptr<ForeignLock> other;
    {
        Database database(options, clock);
        other = std::make_unique<ForeignLock>(options.path + ".write");
        CHECK(key_thrown_by([&] { database.write([](Transaction&) {}); }) == "database_busy");
    }
    SUCCEED("closed");
}
