// The file of the records as a whole, for the two commands that put another in its place: restore and demo. Not for
// what is in it.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace league::ctl {

/// Ids of other processes that hold the file open, as far as this user may look; root sees all.
std::vector<std::string> holders_of(const std::filesystem::path& file);

/// Throws Problem conflict ("records_in_use") when another process holds the records open: replacing them under a
/// running program would lose what it writes next.
void require_unused(const std::filesystem::path& database);

/// Puts `fresh` where the records are; those that were there are kept beside, under the path that comes back:
/// .replaced, or .replaced-2 and so on, since what was kept before may be all there is. Throws Problem
/// "records_in_use".
std::filesystem::path put_in_place(const std::filesystem::path& fresh, const std::filesystem::path& database);

/// The file with all that SQLite and the turnstile keep beside it.
void remove_records(const std::filesystem::path& database);

}  // namespace league::ctl
