// The use cases of bulletins, for the server's main part.
#pragma once

#include "lib/app/edit_bulletin.hpp"
#include "lib/app/publish_bulletin.hpp"
#include "lib/app/read_bulletins.hpp"
#include "lib/app/withdraw_bulletin.hpp"
#include "server/resources/routes.hpp"

namespace league {

struct BulletinUses {
    ReadBulletins read;
    ComposeBulletin compose;
    EditBulletin edit;
    ApproveBulletin approve;
    ReleaseBulletin release;
    PreviewBulletin preview;
    WithdrawBulletin withdraw;
    ConfirmPublished confirm;

    BulletinUses(Database& database, const Seals& seals, Random& random, const Phrases& phrases,
                 const ColumnWriter& writer, const BulletinOptions& options)
        : read(database, seals, random, phrases, writer, options.approval),
          compose(database, seals, random, phrases, writer, options),
          edit(database, seals, random, phrases, writer, options.approval),
          approve(database, seals, random, options.approval),
          release(database, seals, random, phrases, options),
          preview(database, seals, random),
          withdraw(database, seals, random),
          confirm(database, seals) {}

    BulletinCases cases() { return {read, compose, edit, approve, release, preview, withdraw, confirm}; }
};

}  // namespace league
