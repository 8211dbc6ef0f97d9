#include "lib/app/outbox_sender.hpp"

#include <utility>

#include "lib/app/alarm_words.hpp"
#include "lib/app/bulletin_steps.hpp"
#include "lib/app/check_contents.hpp"
#include "lib/app/check_photos.hpp"
#include "lib/app/fetch_picture.hpp"
#include "lib/app/group_messages.hpp"
#include "lib/app/reminder_words.hpp"
#include "lib/app/sending_rates.hpp"
#include "lib/app/settings.hpp"
#include "lib/app/tell_person.hpp"
#include "lib/app/watch_alarms.hpp"

namespace league {
namespace {

BulletinStepOptions bulletin_step_options(const Config& config) {
    BulletinStepOptions options;
    options.author = config.column.author;
    options.public_url = config.server.public_url;
    const WechatLimits& limits = config.wechat.limits;
    options.limits.title_characters = limits.title;
    options.limits.author_characters = limits.author;
    options.limits.digest_characters = limits.digest;
    options.limits.content_characters = limits.content;
    options.limits.content_bytes = limits.content_bytes;
    options.poll = config.wechat.publish_poll;
    options.patience = config.wechat.publish_patience;
    options.approval = config.column.approval;
    options.quiet = {config.reminders.quiet_from, config.reminders.quiet_until};
    options.late = std::chrono::days(config.column.late_days);
    return options;
}

}  // namespace

struct OutboxSender::Steps {
    OutboxSenderParts parts;
    PumpOptions pump;
    BulletinSteps column;
    ReminderWords reminder;
    AlarmWords alarm;
    TellPerson tell;
    FetchPicture picture;
    GroupMessages group;
    CheckText text;
    CheckPhoto photo;

    Steps(const Config& config, const OutboxSenderParts& given)
        : parts(given),
          column(given.database, given.seals, given.clock, given.random, given.accounts, given.phrases, given.column,
                 bulletin_step_options(config)),
          reminder(given.seals, given.phrases, given.random,
                   {config.reminders.notice, config.reminders.per_week, report_settings(config).rules}),
          alarm(given.phrases, config.alarms.notice),
          tell(given.database, given.seals, given.clock, given.accounts, messages(), tell_channels(config)),
          picture(given.database, given.seals, given.clock, given.accounts, given.blobs, given.pictures),
          group(config, given.database, given.seals, given.clock, given.random, given.accounts, given.phrases,
                given.column),
          text(given.database, given.seals, given.clock, given.accounts, content_check_rules(config)),
          photo(given.database, given.seals, given.clock, given.accounts, photo_check_rules(config)) {
        pump.claim = config.bot.claim;
        pump.max_attempts = config.bot.max_attempts;
        pump.rates = sending_rates(config);
    }

    /// Every kind of message to a person.
    TellTable messages() const {
        TellTable table;
        table.emplace(kAboutReminder, reminder.about());
        table.emplace(kAboutAlarm, alarm.about());
        return table;
    }

    OutboxHandlers handlers() const {
        OutboxHandlers table;
        const auto add = [&](std::string_view kind, auto call, bool may_repeat) {
            table.emplace(std::string(kind), OutboxHandler{call, may_repeat});
        };
        for (const ColumnChart chart : kColumnCharts) {
            add(
                kind_of(chart), [this, chart](const OutboxRow& row) { return column.upload_chart(row, chart); }, true);
        }
        const auto add_step = [&](std::string_view kind, OutboxDone (BulletinSteps::*step)(const OutboxRow&) const,
                                  bool may_repeat = true) {
            add(
                kind, [this, step](const OutboxRow& row) { return (column.*step)(row); }, may_repeat);
        };
        add_step(kColumnCover, &BulletinSteps::upload_cover);
        add_step(kColumnDraft, &BulletinSteps::add_draft);
        add_step(kColumnRedraft, &BulletinSteps::update_draft);
        add_step(kColumnPreview, &BulletinSteps::preview, false);
        add_step(kColumnSubmit, &BulletinSteps::submit);
        add_step(kColumnPoll, &BulletinSteps::poll);
        add_step(kColumnMass, &BulletinSteps::mass_send);
        add_step(kColumnMassPoll, &BulletinSteps::poll_mass_send);
        add_step(kColumnWithdraw, &BulletinSteps::withdraw);
        add(
            kTell, [this](const OutboxRow& row) { return tell.choose(row); }, true);
        add(
            kTellNotice, [this](const OutboxRow& row) { return tell.send_notice(row); }, false);
        add(
            kTellText, [this](const OutboxRow& row) { return tell.send_text(row); }, false);
        add(
            kFetchMedia, [this](const OutboxRow& row) { return picture.fetch(row); }, true);
        add(
            kRobotText, [this](const OutboxRow& row) { return group.send_text(row); }, false);
        add(
            kRobotPicture, [this](const OutboxRow& row) { return group.send_picture(row); }, false);
        add(
            kCheckText, [this](const OutboxRow& row) { return text.check(row); }, true);
        add(
            kCheckPhoto, [this](const OutboxRow& row) { return photo.check(row); }, true);
        return table;
    }
};

OutboxSender::OutboxSender(const Config& config, OutboxSenderParts parts)
    : steps_(std::make_unique<Steps>(config, parts)) {}

OutboxSender::~OutboxSender() = default;

OutboxPump OutboxSender::make_pump(std::string name) const {
    const OutboxSenderParts& parts = steps_->parts;
    return OutboxPump(parts.database, parts.seals, parts.clock, steps_->handlers(), std::move(name), steps_->pump);
}

std::string pump_name(std::string_view prefix, Random& random, Instant now) {
    return std::string(prefix) + "-" + make_uuid_v7(random, now);
}

}  // namespace league
