// Bulletins of every kind in whatever state, for those who may manage them: what they say, who edited and approved
// them, what they wait for. And the papers made of one: the page to copy from and the internal version.
#pragma once

#include <string>
#include <vector>

#include "lib/app/bulletin_flow.hpp"
#include "lib/documents/column_article.hpp"
#include "lib/domain/bulletin.hpp"
#include "lib/domain/permission.hpp"
#include "lib/storage/bulletin_store.hpp"
#include "lib/storage/database.hpp"
#include "lib/storage/seals.hpp"

namespace league {

class ReadBulletins {
public:
    struct Input {
        std::string unit;  ///< id or code; empty is the top of the tree
        std::optional<BulletinKind> kind;
        std::optional<BulletinState> state;
        int limit = 50;  ///< 1..200
        int offset = 0;  ///< 0..100000
    };
    struct View {
        Bulletin bulletin;
        std::string editor;    ///< name; empty: the program, or an operator
        std::string approver;  ///< name; empty: nobody yet
        bool waits_for_approval = false;
        bool is_under_way = false;  ///< a step of it is due or on its way
    };

    ReadBulletins(Database& database, const Seals& seals, Random& random, const Phrases& phrases,
                  const ColumnWriter& writer, bool needs_approval)
        : database_(database),
          seals_(seals),
          phrases_(phrases),
          writer_(writer),
          flow_(seals, random, needs_approval) {}

    // All throw Problem: not_allowed to who may not manage the column, not_found (unit, "column_not_found").

    /// The newest first. Throws Problem invalid_input (limit, offset).
    std::vector<View> list(const Actor& actor, const Input& input);
    View find(const Actor& actor, const BulletinId& id);
    /// Its article with its pictures, as a whole page.
    std::string page_to_copy(const Actor& actor, const BulletinId& id);
    /// Names and gaps of those behind: not to be published.
    std::string internal_page(const Actor& actor, const BulletinId& id);

private:
    View view_of(ReadTransaction& tx, Bulletin bulletin) const;
    Bulletin managed(ReadTransaction& tx, const Actor& actor, const BulletinId& id) const;

    Database& database_;
    const Seals& seals_;
    const Phrases& phrases_;
    const ColumnWriter& writer_;
    BulletinFlow flow_;
};

}  // namespace league
