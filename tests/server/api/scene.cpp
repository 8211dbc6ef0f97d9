#include "tests/server/api/scene.hpp"

#include <optional>
#include <stdexcept>
#include <utility>

#include "lib/app/create_invite.hpp"
#include "lib/app/feedback.hpp"
#include "lib/app/finish_import.hpp"
#include "lib/app/handover.hpp"
#include "lib/app/link_accounts.hpp"
#include "lib/app/read_progress.hpp"
#include "lib/app/stage_import.hpp"
#include "lib/app/submit_activity.hpp"
#include "lib/domain/bulletin.hpp"
#include "lib/storage/bulletin_store.hpp"
#include "lib/storage/merge_store.hpp"
#include "lib/storage/role_store.hpp"
#include "tests/server/api/png.hpp"
#include "tests/support/places.hpp"

namespace league::test {

std::string Scene::new_log() {
    SubmitActivity::Input input;
    input.id = ActivityId(new_id());
    input.content.org = OrgUnitId("QH-CG-01");
    input.content.kind = "theme_day";
    input.content.title = "主题团日";
    input.content.started_at = world.clock().now() - std::chrono::hours(20);
    input.content.expected = 20;
    input.content.present = 17;
    SubmitActivity(world.database(), world.digest()).run(world.actor(world.cg01_secretary), input);
    return input.id.str();
}

std::string Scene::new_picture() {
    return small_png(200, 40, ++pictures_);
}

std::string Scene::new_photo() {
    const auto answer = as(world.cg01_secretary, "POST", "/api/v1/photos?unit=QH-CG-01", new_picture(), "image/png");
    if (answer.status != 201) throw std::runtime_error("no photo: " + answer.body);
    return answer.json().at("sha256").get<std::string>();
}

std::string Scene::new_invite() {
    CreateInvite::Input input;
    input.org = "QH-CG-02";
    return CreateInvite(world.database(), world.seals(), world.random()).run(Actor::system(), input).code;
}

std::string Scene::new_link_code() {
    return IssueLinkCode(world.database(), world.seals(), world.random()).run(world.actor(world.officer)).code;
}

std::string Scene::new_role() {
    const CastMember member = world.appoint("孙新来", Role::branch_secretary, "QH-CG-01");
    return role_of(member);
}

std::string Scene::role_of(const CastMember& member) {
    return world.database().read(
        [&](ReadTransaction& tx) { return RoleStore(tx).list_for_person(*member.person).at(0).id.str(); });
}

std::string Scene::new_handover() {
    CreateHandover::Input input;
    input.grant = RoleGrantId(role_of(world.cg01_secretary));
    CreateHandover create(world.database(), world.seals(), world.random());
    return create.run(world.actor(world.cg01_secretary), input).id.str();
}

std::string Scene::new_feedback() {
    SendFeedback::Input input;
    input.id = FeedbackId(new_id());
    input.said.content = "字可以再大一点";
    SendFeedback send(world.database(), world.seals(), {});
    return send.run(world.actor(world.cg01_secretary), input).feedback.id.str();
}

std::string Scene::new_merge_proposal() {
    const CastMember keep = world.appoint("钱一", Role::branch_secretary, "QH-CG-01");
    const CastMember merge = world.appoint("钱二", Role::branch_secretary, "QH-CG-02");
    const std::string id = new_id();
    world.database().write([&](Transaction& tx) { MergeWriter(tx).propose(MergeId(id), *keep.person, *merge.person); });
    return id;
}

std::string Scene::new_import() {
    const Phrases phrases(source_dir() + "/templates");
    StageImport stage(world.database(), world.seals(), world.random(), world.clock(), phrases);
    StageImport::Input input;
    bool given = false;
    input.next = [&]() -> std::optional<StageImport::File> {
        if (std::exchange(given, true)) return std::nullopt;
        return StageImport::File{"组织.csv", "组织全称,上级组织\n茶叶协会团支部,柳树镇\n"};
    };
    return stage.run(Actor::system(), input).str();
}

std::string Scene::new_committed_import() {
    const ImportBatchId id(new_import());
    CommitImport(world.database(), world.seals()).run(Actor::system(), id);
    return id.str();
}

void Scene::publish_issue(int issue, const std::string& period) {
    ReadProgress progress(world.database());
    Bulletin bulletin;
    bulletin.id = BulletinId(new_id());
    bulletin.unit = world.county.id;
    bulletin.account = "oa";
    bulletin.period = period;
    bulletin.issue = issue;
    bulletin.edition = issue;  // several may be of one half month
    bulletin.state = BulletinState::published;
    bulletin.snapshot = freeze(progress.run(Actor::system(), {"QH", *parse_period(period)}));
    bulletin.title = "进度";
    bulletin.article_url = "https://mp.weixin.qq.com/s/abc";
    bulletin.composed_at = bulletin.changed_at = world.clock().now();
    bulletin.published_at = world.clock().now();
    world.database().write([&](Transaction& tx) { BulletinWriter(tx).insert(bulletin); });
}

}  // namespace league::test
