// A disk of a few megabytes over a folder, seen by this process and the programs it starts, and by nobody else; and the
// same disk as if its file system had gone read-only under the programs.
#pragma once

#include <string>
#include <vector>

#include "tests/support/temp_folder.hpp"

namespace league::test {

class SmallDisk {
public:
    /// Once, before the first thread: a mount namespace of its own. False where the machine does not allow it; then
    /// mount() does nothing and the disk never gets full.
    static bool enter();

    ~SmallDisk();
    void mount(const std::string& folder, int megabytes);
    bool mounted() const { return !folder_.empty(); }
    /// To the last byte. Programs free some and take it again, so this goes on until make_room().
    void fill();
    void make_room();

private:
    std::string folder_;
};

/// Loaded into the programs (read_only_disk.cpp); their writes below the folder fail while it is on.
class ReadOnlyDisk {
public:
    /// "NAME=value" for the programs, taking over what `others` load before them.
    std::vector<std::string> environment(std::vector<std::string> others) const;
    void begin();
    void end();

private:
    TempFolder folder_;
};

}  // namespace league::test
