// An office with its bot: what people do to bulletins, as the routes and the command line do it.
#pragma once

#include "lib/app/edit_bulletin.hpp"
#include "lib/app/manage_outbox.hpp"
#include "lib/app/publish_bulletin.hpp"
#include "lib/app/withdraw_bulletin.hpp"
#include "tests/bot/bot_world.hpp"

namespace league::test {

/// An office with its bot, at 9:00 of the day after the half month.
struct Office : BotWorld {
    explicit Office(bool approval = false)
        : BotWorld([approval](Config& config) {
              config.column.approval = approval;
              config.sending.mass_sends_per_day = 100;
          }),
          phrases(config().paths.templates),
          templates(config().paths.templates),
          writer(phrases, templates) {
        options.approval = approval;
        world.clock().set(at(16, 9));
    }

    Actor officer() { return world.actor(world.officer); }
    PublishBulletin::Output publish(Release release) {
        PublishBulletin use_case(world.database(), world.seals(), world.random(), phrases, writer, options);
        return use_case.run(officer(), {"QH", Period(half("2026-11-H1")), release});
    }
    Bulletin compose(BulletinKind kind, BulletinWords words, std::optional<Period> period = {}) {
        ComposeBulletin use_case(world.database(), world.seals(), world.random(), phrases, writer, options);
        ComposeBulletin::Input input;
        input.kind = kind;
        input.period = period;
        input.words = std::move(words);
        return use_case.run(officer(), input).bulletin;
    }
    EditBulletin::Output edit(const Actor& actor, const BulletinId& id, int base, const BulletinWords& words) {
        EditBulletin use_case(world.database(), world.seals(), world.random(), phrases, writer, options.approval);
        return use_case.run(actor, {id, base, words});
    }
    Bulletin approve(const Actor& actor, const BulletinId& id, int revision, std::optional<PersonId> person = {}) {
        ApproveBulletin use_case(world.database(), world.seals(), world.random(), options.approval);
        return use_case.run(actor, {id, revision, person});
    }
    Bulletin release(const BulletinId& id, Release how, std::optional<Instant> when = {}) {
        ReleaseBulletin use_case(world.database(), world.seals(), world.random(), phrases, options);
        return use_case.run(officer(), {id, how, when});
    }
    Bulletin withdraw(const BulletinId& id, bool understood = true) {
        return WithdrawBulletin(world.database(), world.seals(), world.random())
            .run(officer(), {id, "数字有误", understood});
    }
    int preview(const BulletinId& id, const std::vector<PersonId>& people) {
        return PreviewBulletin(world.database(), world.seals(), world.random()).run(officer(), {id, people}).sent_to;
    }
    std::string state(const BulletinId& id) { return std::string(to_string(bulletin(id).state)); }
    Json draft() {
        const Json drafts = sim_get("/sim/drafts").at("drafts");
        return drafts.empty() ? Json() : drafts.front();
    }
    std::string cure(const BulletinId& id) { return explain_note(phrases, bulletin(id).note); }

    Phrases phrases;
    TemplateFolder templates;
    ColumnWriter writer;
    BulletinOptions options;
};

inline BulletinWords opening(const std::string& text) {
    BulletinWords words;
    words.opening = text;
    return words;
}

inline BulletinWords newsletter() {
    BulletinWords words;
    words.title = "推进会召开";
    words.body = "两个镇的做法值得借鉴。";
    return words;
}

}  // namespace league::test
