#include "tools/leaguectl/sending.hpp"

namespace league::ctl {
namespace {

PictureLimits limits_of(const PhotoConfig& config) {
    PictureLimits limits;
    limits.max_bytes = config.max_bytes;
    limits.max_pixels = config.max_pixels;
    limits.edge = static_cast<std::size_t>(config.stored_edge);
    limits.thumbnail_edge = static_cast<std::size_t>(config.thumbnail_edge);
    limits.time = config.work_time;
    return limits;
}

}  // namespace

Sending::Sending(Desk& desk, ColumnParts& column)
    : blobs_(desk.config().photos.folder),
      pictures_(limits_of(desk.config().photos)),
      accounts_(desk.config(), desk.cache(), desk.seals().cipher, desk.clock(), desk.random()),
      sender_(desk.config(), OutboxSenderParts{desk.ready_database(), desk.seals(), desk.clock(), desk.random(),
                                               accounts_, column.phrases, column.writer, blobs_, pictures_}),
      pump_(sender_.make_pump(pump_name("leaguectl", desk.random(), desk.clock().now()))) {}

}  // namespace league::ctl
