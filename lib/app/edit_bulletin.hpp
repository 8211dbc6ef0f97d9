// Words of a bulletin are changed, and approved, by a person; its figures stay frozen. A draft in the account follows.
#pragma once

#include <optional>

#include "lib/app/bulletin_flow.hpp"
#include "lib/documents/column_article.hpp"
#include "lib/domain/bulletin.hpp"
#include "lib/domain/permission.hpp"
#include "lib/storage/database.hpp"
#include "lib/storage/seals.hpp"

namespace league {

class EditBulletin {
public:
    struct Input {
        BulletinId id;
        int base_revision = 0;  ///< of the words that were changed
        BulletinWords words;
    };
    struct Output {
        bool changed = false;  ///< false: it says so already
        Bulletin bulletin;
    };

    EditBulletin(Database& database, const Seals& seals, Random& random, const Phrases& phrases,
                 const ColumnWriter& writer, bool needs_approval)
        : database_(database),
          seals_(seals),
          phrases_(phrases),
          writer_(writer),
          flow_(seals, random, needs_approval) {}

    /// An approval of the words before lapses. Throws Problem: not_found ("column_not_found"), not_allowed,
    /// invalid_input
    /// ("article.*"), conflict ("bulletin.base_is_old", "bulletin.under_way", "bulletin.over").
    Output run(const Actor& actor, const Input& input);

private:
    Database& database_;
    const Seals& seals_;
    const Phrases& phrases_;
    const ColumnWriter& writer_;
    BulletinFlow flow_;
};

/// A person read the words and stands for them. What waited for that goes on.
class ApproveBulletin {
public:
    struct Input {
        BulletinId id;
        int revision = 0;                ///< that was read
        std::optional<PersonId> person;  ///< who approved, told by the operator; nothing: the actor himself
    };

    ApproveBulletin(Database& database, const Seals& seals, Random& random, bool needs_approval)
        : database_(database), seals_(seals), flow_(seals, random, needs_approval) {}

    /// Throws Problem: not_found ("column_not_found"), not_allowed (also when the person may not approve), conflict
    /// ("bulletin.approver_needed", "bulletin.changed_meanwhile", "bulletin.over").
    Bulletin run(const Actor& actor, const Input& input);

private:
    Database& database_;
    const Seals& seals_;
    BulletinFlow flow_;
};

}  // namespace league
