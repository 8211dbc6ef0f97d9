// 走访: whoever is in charge of an area notes a visit in the chat.
#include <algorithm>
#include <catch2/catch.hpp>

#include "lib/app/lead_areas.hpp"
#include "lib/domain/beijing_time.hpp"
#include "lib/storage/area_note_store.hpp"
#include "tests/server/talk/logged.hpp"

using namespace league;
using namespace league::test;

namespace {

struct Visiting : ServedWorld {
    Visiting() : chat(*this) { assign(world.leader, "QH-CG", "2026-09-01"); }
    void assign(const CastMember& who, const std::string& unit, const char* from) {
        AssignContact::Input input;
        input.unit = unit;
        input.contact.id = new_id();
        input.contact.kind = ContactKind::leader;
        input.contact.person = who.person;
        input.contact.name = who.name;
        input.contact.post = "副书记";
        input.contact.from = *date_from_iso(from);
        AssignContact(world.database(), world.seals(), world.random()).run(Actor::system(), input);
    }
    std::vector<AreaNote> notes() {
        return world.database().read([&](ReadTransaction& tx) {
            return AreaNoteStore(tx).list(world.county.path, AreaNoteKind::visit, 20, 0).notes;
        });
    }

    Chat chat;
};

}  // namespace

TEST_CASE("a visit is noted by nobody who is not in charge of the area") {
    Visiting served;
    Chat& chat = served.chat;
    const std::string said = "走访 城关镇 看了三个支部，缺场地";
    CHECK(chat.say(served.world.stranger, said).says("邀请码"));
    for (const CastMember* who : {&served.world.cg01_secretary, &served.world.cg_secretary, &served.world.officer}) {
        CHECK(chat.say(*who, said).says("走访由联系领导和指导员记"));
    }
    CHECK(chat.say(served.world.cg_secretary, said).says("请告诉团县委"));
    CHECK_FALSE(chat.say(served.world.officer, said).says("团县委"));
    CHECK(chat.say(served.world.leader, "走访 柳树镇 看了三个支部").says("您联系的有：城关镇"));
    CHECK(served.notes().empty());
}

TEST_CASE("a leader notes a visit with one message, of today or of the day that is named") {
    Visiting served;
    Chat& chat = served.chat;
    const std::string id = Chat::next_id();
    const auto done = chat.say(served.world.leader, "走访 城关镇 看了三个支部，缺场地", id);
    CHECK(done.says("走访已记下：城关镇，11月10日。\n看了三个支部，缺场地"));
    CHECK(chat.say(served.world.leader, "走访 城关镇 看了三个支部，缺场地", id).content == done.content);
    REQUIRE(served.notes().size() == 1);
    CHECK(served.notes()[0].words == "看了三个支部，缺场地");
    CHECK(served.notes()[0].unit == served.world.cg.id);
    CHECK(served.notes()[0].written_by == served.world.leader.person);

    CHECK(chat.say(served.world.leader, "走访城关镇，昨天 看了APP用得怎样").says("11月9日。\n看了APP用得怎样"));
    CHECK(chat.say(served.world.leader, "走访 城关 3号村没有活动").says("11月10日。\n3号村没有活动"));
    CHECK(served.notes().size() == 3);
}

TEST_CASE("a visit without words, or of a day before the assignment, is refused with what is wrong") {
    Visiting served;
    Chat& chat = served.chat;
    CHECK(chat.say(served.world.leader, "走访").says("请写上乡镇和看到的情况，例如：走访 城关镇"));
    CHECK(chat.say(served.world.leader, "走访 城关镇").says("请把看到的情况一起发来"));
    CHECK(chat.say(served.world.leader, "走访 城关镇 8月3日 看了").says("还没有记下"));
    CHECK(served.notes().empty());
}

TEST_CASE("a visit of a day that has not come is not noted") {
    Visiting served;
    for (const char* day : {"12月3日", "明天", "2月30日"}) {
        const auto answer = served.chat.say(served.world.leader, std::string("走访 城关镇 ") + day + " 看了三个支部");
        CHECK(answer.says(std::string(day) + "还没有到"));
    }
    CHECK(served.notes().empty());
}

TEST_CASE("of a visit's first word only a day is taken off, and nothing that was written is lost") {
    Visiting served;
    struct Case {
        const char* said;
        const char* day;
        const char* words;
    };
    const std::vector<Case> cases = {{"11月3日看了三个支部 缺场地", "2026-11-03", "11月3日看了三个支部 缺场地"},
                                     {"3/5支部缺场地 没人管", "2026-11-10", "3/5支部缺场地 没人管"},
                                     {"12/20支部没开会 缺人", "2026-11-10", "12/20支部没开会 缺人"},
                                     {"35号点位 缺人", "2026-11-10", "35号点位 缺人"},
                                     {"昨天下午 看了三个支部", "2026-11-09", "看了三个支部"},
                                     {"上个月30号 看了三个支部", "2026-10-30", "看了三个支部"},
                                     {"昨天，看了两个支部", "2026-11-09", "看了两个支部"},
                                     {"昨天看了四个支部", "2026-11-09", "昨天看了四个支部"},
                                     {"3个支部明天要换届 已看", "2026-11-10", "3个支部明天要换届 已看"},
                                     {"周边环境好 缺人", "2026-11-10", "周边环境好 缺人"},
                                     {"11.3 看了五个支部", "2026-11-03", "11.3 看了五个支部"},
                                     {"11/12 支部已开展", "2026-11-10", "11/12 支部已开展"}};
    for (const Case& one : cases) {
        INFO(one.said);
        CHECK(served.chat.say(served.world.leader, std::string("走访 城关镇 ") + one.said).says("走访已记下"));
        const auto notes = served.notes();
        const auto noted = std::find_if(notes.begin(), notes.end(), [&](const AreaNote& note) {
            return note.words == one.words && to_iso(note.on) == one.day;
        });
        CHECK(noted != notes.end());
    }
    CHECK(served.chat.say(served.world.leader, "走访 城关镇 去年12月3日 看了").says("还没有记下"));
}

TEST_CASE("a visit can be noted while Redis is away") {
    Visiting served;
    served.redis.stop();
    CHECK(served.chat.say(served.world.leader, "走访 城关镇 看了").says("走访已记下"));
    CHECK(served.notes().size() == 1);
}
