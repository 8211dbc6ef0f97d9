// Issues of the progress column, and what else was published, for the public page, the API and the command line. What
// was published is public; the others are seen by those who may manage the column.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lib/domain/bulletin.hpp"
#include "lib/domain/permission.hpp"
#include "lib/storage/database.hpp"

namespace league {

class ReadColumns {
public:
    explicit ReadColumns(Database& database) : database_(database) {}

    /// What followers can read of a kind, the newest first. `unit` is an id or a code; empty is the unit at the top of
    /// the tree. Empty when nothing is installed yet. Throws Problem not_found (unit).
    std::vector<Bulletin> published(const std::string& unit, int limit = 24,
                                    BulletinKind kind = BulletinKind::progress_column);
    /// Bulletins of the other kinds that followers can read, the newest first.
    std::vector<Bulletin> others_published(const std::string& unit, int limit = 24);
    /// One that followers can read. Throws Problem not_found ("column_not_found").
    Bulletin issue(const std::string& unit, int issue, BulletinKind kind = BulletinKind::progress_column);
    /// Every issue in whatever state. Throws Problem not_allowed, not_found.
    std::vector<Bulletin> all(const Actor& actor, const std::string& unit, int limit = 24);
    /// The newest edition of one half month, in whatever state. Throws Problem not_allowed, not_found.
    std::optional<Bulletin> find(const Actor& actor, const std::string& unit, const HalfMonth& period);

private:
    Database& database_;
};

}  // namespace league
