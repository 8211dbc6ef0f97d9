// The second process of the storage tests. `storage_helper what arguments...`:
//   write FILE NAME COUNT   after a byte on stdin, two threads write COUNT notes each and print every acknowledged id
//   full FOLDER             fills a tiny disk of its own
//   read_only FOLDER        opens league.db as a user who may only read
#include <fcntl.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>
#include <fstream>

#include "tests/storage/notes.hpp"

using namespace league;
using namespace league::test;

namespace {

constexpr int kCannotTry = 77;

DatabaseOptions at(const std::string& path) {
    DatabaseOptions options;
    options.path = path;
    return options;
}

int fail(const std::string& why) {
    std::printf("%s\n", why.c_str());
    return 1;
}

int write_notes(const std::string& path, const std::string& name, int count) {
    const ManualClock clock(from_millis(0));
    Database database(at(path), clock);
    char byte = 0;
    if (::read(STDIN_FILENO, &byte, 1) != 1) return 1;
    std::vector<std::jthread> threads;
    for (const char* thread : {"a", "b"}) {
        threads.emplace_back([&, thread] {
            for (int i = 0; i < count; ++i) {
                const std::string id = name + "/" + thread + "/" + std::to_string(i);
                database.write([&](Transaction& tx) { add_note(tx, id, name); });
                const std::string line = id + "\n";
                if (::write(STDOUT_FILENO, line.data(), line.size()) < 0) return;
            }
        });
    }
    return 0;
}

int fill_a_disk(const std::string& folder) {
    // A mount namespace of its own: the tiny disk is gone with this process.
    if (::unshare(CLONE_NEWNS) != 0 || ::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0 ||
        ::mount("tmpfs", folder.c_str(), "tmpfs", 0, "size=1m") != 0) {
        std::printf("no right to mount\n");
        return kCannotTry;
    }
    const ManualClock clock(from_millis(0));
    Database database(at(folder + "/league.db"), clock);
    database.write([](Transaction& tx) { tx.run(kCreateNotes); });
    const std::string ballast = folder + "/ballast";
    std::ofstream(ballast) << std::string(300'000, 'x');
    int written = 0;
    std::string key;
    while (written < 10'000 && key.empty()) {
        key = key_thrown_by([&] {
            database.write([&](Transaction& tx) { add_note(tx, std::to_string(written), std::string(500, 'x')); });
        });
        if (key.empty()) ++written;
    }
    if (key != "no_space") return fail("a full disk was called: " + key);
    if (database.writer_stats().last_failure != "no_space") return fail("the failure is not kept for the operator");
    if (count_notes(database) != written) return fail("rows differ from what was acknowledged");
    key = key_thrown_by([&] { database.backup_to(folder + "/copy.db"); });
    if (key != "no_space") return fail("a backup on a full disk said: " + key);
    ::unlink(ballast.c_str());
    key = key_thrown_by([&] {
        database.probe_writable();
        database.write([](Transaction& tx) { add_note(tx, "healed"); });
    });
    if (!key.empty()) return fail("with space again: " + key);
    if (count_notes(database) != written + 1) return fail("rows are missing after healing");
    if (!database.check_integrity().empty()) return fail("the file is damaged");
    return 0;
}

int read_without_right_to_write(const std::string& folder) {
    const ManualClock clock(from_millis(0));
    Database database(at(folder + "/league.db"), clock);
    if (count_notes(database) != 1) return fail("the note is not there");
    const std::string key = key_thrown_by([&] { database.write([](Transaction& tx) { add_note(tx, "no"); }); });
    if (key != "database_read_only") return fail("a file that may not be written was called: " + key);
    if (count_notes(database) != 1) return fail("reading stopped");
    return 0;
}

int read_only(const std::string& folder) {
    // Root may write anything; become somebody who may not.
    if (::geteuid() != 0) return kCannotTry;
    ::chmod(folder.c_str(), 0755);
    if (::setegid(65534) != 0 || ::seteuid(65534) != 0) return fail("cannot become another user");
    const int status = read_without_right_to_write(folder);
    // The leak check at the end looks into this process, which only its own user may do.
    if (::seteuid(0) != 0 || ::setegid(0) != 0 || ::prctl(PR_SET_DUMPABLE, 1) != 0) return fail("cannot come back");
    return status;
}

}  // namespace

int main(int argc, char** argv) {
    const std::vector<std::string> arguments(argv + 1, argv + argc);
    try {
        if (arguments.size() == 4 && arguments[0] == "write")
            return write_notes(arguments[1], arguments[2], std::stoi(arguments[3]));
        if (arguments.size() == 2 && arguments[0] == "full") return fill_a_disk(arguments[1]);
        if (arguments.size() == 2 && arguments[0] == "read_only") return read_only(arguments[1]);
    } catch (const std::exception& failure) {
        return fail(failure.what());
    }
    return fail("what?");
}
