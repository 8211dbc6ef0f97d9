#include "tools/leaguectl/sending.hpp"

#include "lib/app/settings.hpp"

namespace league::ctl {
Sending::Sending(Desk& desk, ColumnParts& column)
    : blobs_(desk.config().photos.folder),
      pictures_(picture_limits(desk.config().photos)),
      accounts_(desk.config(), desk.cache(), desk.seals().cipher, desk.clock(), desk.random()),
      sender_(desk.config(), OutboxSenderParts{desk.ready_database(), desk.seals(), desk.clock(), desk.random(),
                                               accounts_, column.phrases, column.writer, blobs_, pictures_}),
      pump_(sender_.make_pump(pump_name("leaguectl", desk.random(), desk.clock().now()))) {}

}  // namespace league::ctl
