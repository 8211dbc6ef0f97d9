#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>

#include "lib/app/feedback.hpp"
#include "lib/app/tidy_records.hpp"
#include "lib/storage/audit_store.hpp"
#include "tests/support/problem_of.hpp"
#include "tests/support/world.hpp"

using namespace league;
using namespace league::test;

namespace {

WechatAccount account(const std::string& name, const std::string& unit) {
    WechatAccount one;
    one.name = name;
    one.unit_code = unit;
    return one;
}

struct Office {
    World world;
    SendFeedback send{world.database(), world.seals(), {account("oa", "QH"), account("mp", "")}};
    ListOwnFeedback own{world.database(), world.seals()};
    ReadFeedbackInbox inbox{world.database(), world.seals()};
    AnswerFeedback answer{world.database(), world.seals()};

    FeedbackId new_id() { return FeedbackId(make_uuid_v7(world.random(), world.clock().now())); }
    SendFeedback::Output write(const CastMember& who, const std::string& content, FeedbackId id,
                               std::optional<std::string> contact = std::nullopt) {
        return send.run(world.actor(who), {std::move(id), {FeedbackCategory::complaint, content, std::move(contact)}});
    }
    FeedbackId write(const CastMember& who, const std::string& content) {
        return write(who, content, new_id()).feedback.id;
    }
};

}  // namespace

TEST_CASE("feedback is accepted once under its id, however often it is sent") {
    Office office;
    const FeedbackId id = office.new_id();
    CHECK(office.write(office.world.stranger, " 页面太慢 ", id, " ").created);
    const auto again = office.write(office.world.stranger, "页面太慢", id);
    CHECK_FALSE(again.created);
    CHECK(again.feedback.said == FeedbackContent{FeedbackCategory::complaint, "页面太慢", std::nullopt});
    const auto refused = [&](const CastMember& who, const std::string& content) {
        return problem_of([&] { office.write(who, content, id); });
    };
    CHECK(refused(office.world.stranger, "页面很慢") == "feedback.other_content_under_id");
    CHECK(refused(office.world.officer, "页面太慢") == "feedback.other_content_under_id");
    CHECK(office.own.run(office.world.actor(office.world.stranger)).size() == 1);
}

TEST_CASE("feedback names every field that is wrong") {
    Office office;
    std::string long_words;
    for (int i = 0; i < 1000; ++i) long_words += "慢";
    const auto refused = [&](const std::string& content, const std::string& contact) {
        return problem_of([&] { office.write(office.world.stranger, content, office.new_id(), contact); });
    };
    CHECK(refused(long_words, "").empty());
    CHECK(refused(" \n ", std::string(61, '1')) == "content:feedback.nothing_said contact:too_long");
    CHECK(refused(long_words + "慢", "") == "content:too_long");
}

TEST_CASE("everybody reads the own feedback, the officer of the county reads all of it with who wrote it") {
    Office office;
    World& world = office.world;
    office.write(world.stranger, "一");
    world.clock().advance(std::chrono::seconds(1));
    office.write(world.cg01_secretary, "二");
    world.clock().advance(std::chrono::seconds(1));
    const FeedbackId third = office.write(world.ls_secretary, "三");

    REQUIRE(office.own.run(world.actor(world.cg01_secretary)).size() == 1);
    CHECK(office.own.run(world.actor(world.cg01_secretary))[0].said.content == "二");
    CHECK(office.own.run(world.actor(world.officer)).empty());

    const auto page = office.inbox.run(world.actor(world.officer), {});
    CHECK(page.total == 3);
    REQUIRE(page.rows.size() == 3);
    CHECK(page.rows[0].feedback.said.content == "三");
    CHECK(page.rows[0].from_name == "赵柳树");
    CHECK(page.rows[0].from_unit_name == "柳树镇");
    CHECK(page.rows[1].from_unit_name == "城关镇机关团支部");
    CHECK_FALSE(page.rows[2].from_name);
    CHECK_FALSE(page.rows[2].from_unit_name);
    CHECK(page.rows[2].feedback.unit == world.county.id);

    office.answer.run(world.actor(world.officer), {third, "已改"});
    CHECK(office.inbox.run(world.actor(world.officer), {true, 1, 0}).total == 2);
    CHECK(office.inbox.run(world.actor(world.officer), {true, 1, 5}).total == 2);
    CHECK(office.inbox.run(Actor::system(), {}).total == 3);
}

TEST_CASE("nobody but officers reads the inbox or answers") {
    Office office;
    World& world = office.world;
    const FeedbackId id = office.write(world.cg01_secretary, "一");
    for (const CastMember* who : {&world.cg01_secretary, &world.cg_secretary, &world.leader}) {
        CHECK(problem_of([&] { office.inbox.run(world.actor(*who), {}); }) == "not_allowed");
        CHECK(problem_of([&] { office.answer.run(world.actor(*who), {id, "好"}); }) == "not_allowed");
    }
    CHECK(problem_of([&] { office.inbox.run(world.actor(world.stranger), {}); }) == "not_bound");
    CHECK(problem_of([&] { office.answer.run(world.actor(world.stranger), {id, "好"}); }) == "not_bound");
    CHECK(problem_of([&] {
              office.answer.run(world.actor(world.officer), {office.new_id(), "好"});
          }) == "feedback.not_found");
    CHECK(problem_of([&] {
              office.inbox.run(world.actor(world.officer), {false, 0, -1});
          }) == "limit:out_of_range offset:out_of_range");
}

TEST_CASE("an officer of another county neither reads nor answers") {
    Office office;
    World& world = office.world;
    world.found("DY", "东阳县", OrgKind::county, "");
    const CastMember other = world.appoint("何东阳", Role::county_officer, "DY");
    const FeedbackId id = office.write(world.cg01_secretary, "一");
    CHECK(office.inbox.run(world.actor(other), {}).total == 0);
    CHECK(problem_of([&] { office.answer.run(world.actor(other), {id, "好"}); }) == "not_allowed");
}

TEST_CASE("an answer is given once and reaches who asked") {
    Office office;
    World& world = office.world;
    const FeedbackId id = office.write(world.stranger, "打不开");
    world.clock().advance(std::chrono::hours(5));
    const auto first = office.answer.run(world.actor(world.officer), {id, " 已修好 "});
    CHECK(first.changed);
    CHECK_FALSE(office.answer.run(world.actor(world.officer), {id, "已修好"}).changed);
    CHECK(problem_of([&] { office.answer.run(Actor::system(), {id, "别的"}); }) == "feedback.answered");
    CHECK(problem_of([&] { office.answer.run(Actor::system(), {id, ""}); }) == "answer:missing");
    const auto seen = office.own.run(world.actor(world.stranger));
    REQUIRE(seen.size() == 1);
    REQUIRE(seen[0].answer);
    CHECK(seen[0].answer->text == "已修好");
    CHECK(seen[0].answer->at == world.clock().now());
    const auto audited = world.database().read(
        [&](ReadTransaction& tx) { return AuditStore(tx, world.digest()).list_for("feedback", id.str()); });
    REQUIRE(audited.size() == 2);
    CHECK(audited[0].verb == "send_feedback");
    CHECK(audited[1].verb == "answer_feedback");
}

TEST_CASE("a flood of feedback from one phone is stopped for a day") {
    Office office;
    World& world = office.world;
    for (int i = 0; i < 20; ++i) office.write(world.stranger, "慢" + std::to_string(i));
    CHECK(problem_of([&] { office.write(world.stranger, "慢"); }) == "feedback.too_many_today");
    office.write(world.cg01_secretary, "快");
    world.clock().advance(std::chrono::hours(24));
    office.write(world.stranger, "慢");
}

TEST_CASE("answered feedback is erased after a year, unanswered after two") {
    Office office;
    World& world = office.world;
    const FeedbackId id = office.write(world.stranger, "一");
    office.write(world.stranger, "二");
    office.answer.run(world.actor(world.officer), {id, "好"});
    TidyRecords tidy(world.database(), world.seals());
    world.clock().advance(std::chrono::days(364));
    tidy.run(world.clock().now());
    CHECK(office.own.run(world.actor(world.stranger)).size() == 2);
    world.clock().advance(std::chrono::days(2));
    tidy.run(world.clock().now());
    REQUIRE(office.own.run(world.actor(world.stranger)).size() == 1);
    CHECK(office.own.run(world.actor(world.stranger))[0].said.content == "二");
    world.clock().advance(std::chrono::days(363));
    tidy.run(world.clock().now());
    CHECK(office.own.run(world.actor(world.stranger)).size() == 1);
    world.clock().advance(std::chrono::days(2));
    tidy.run(world.clock().now());
    CHECK(office.own.run(world.actor(world.stranger)).empty());
}

TEST_CASE("the records of feedback hold no word of it in clear") {
    Office office;
    World& world = office.world;
    const FeedbackId id = office.new_id();
    office.write(world.stranger, "独特的抱怨", id, "13800005678");
    office.answer.run(world.actor(world.officer), {id, "独特的答复"});
    const std::string copy = world.folder().file("copy.db");
    world.database().backup_to(copy);
    std::ifstream file(copy, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(file), {}};
    REQUIRE(bytes.find(id.str()) != std::string::npos);
    for (const char* secret : {"独特的抱怨", "13800005678", "独特的答复"})
        CHECK(bytes.find(secret) == std::string::npos);
}
