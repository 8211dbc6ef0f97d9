// Runs one program on bytes that nobody vouches for, and comes back whatever it does: with limits on time,
// memory, processor, files and output, in a process group of its own that is killed as a whole.
//
// Not a shell and not for daemons: arguments are passed as they are, input is written, output is read, and
// nothing of the program is left when the call returns. May be called from any thread of a program with
// many; the caller's open files are not inherited.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace league {

struct ChildLimits {
    std::chrono::milliseconds wall{10'000};             ///< then the whole group is killed
    std::size_t cpu_seconds = 8;                        ///< RLIMIT_CPU
    std::size_t memory_bytes = std::size_t{768} << 20;  ///< RLIMIT_AS: address space, not resident memory
    std::size_t file_bytes = 0;                         ///< RLIMIT_FSIZE: no file can grow past this
    std::size_t open_files = 64;                        ///< RLIMIT_NOFILE
    std::size_t output_bytes = std::size_t{16} << 20;   ///< of stdout; more ends the child
};

struct ChildCommand {
    std::vector<std::string> argv;         ///< argv[0] is an absolute path; no search, no shell
    std::vector<std::string> environment;  ///< "NAME=value", added to PATH and LANG; nothing else is inherited
    ChildLimits limits;
};

/// How the child ended.
enum class ChildEnd {
    exited,           ///< by itself; see exit_status
    killed,           ///< by a signal, e.g. of a limit on processor or memory
    timed_out,        ///< by us at the wall-clock limit
    output_too_long,  ///< by us at the output limit
};

struct ChildResult {
    ChildEnd end = ChildEnd::exited;
    int exit_status = 0;  ///< for `exited`; 0 is success by custom
    std::string output;   ///< stdout, complete only for `exited`
    std::string errors;   ///< the first 4 KiB of stderr, for the log

    bool succeeded() const { return end == ChildEnd::exited && exit_status == 0; }
};

/// Gives `input` to the program's stdin and waits. A program that does not read its input to the end is no
/// error. Throws Problem internal ("child_not_started") when the program is not there or cannot be started,
/// busy ("child_no_resources") when the machine has no process or file left to give.
ChildResult run_child(const ChildCommand& command, std::string_view input);

}  // namespace league
