#include "tests/server/api/scene.hpp"

#include <optional>
#include <stdexcept>
#include <utility>

#include "lib/app/branch_codes.hpp"
#include "lib/app/create_invite.hpp"
#include "lib/app/feedback.hpp"
#include "lib/app/finish_import.hpp"
#include "lib/app/handover.hpp"
#include "lib/app/lead_areas.hpp"
#include "lib/app/link_accounts.hpp"
#include "lib/app/manage_campaigns.hpp"
#include "lib/app/manage_kinds.hpp"
#include "lib/app/pause_reminders.hpp"
#include "lib/app/publish_bulletin.hpp"
#include "lib/app/read_progress.hpp"
#include "lib/app/stage_import.hpp"
#include "lib/app/submit_activity.hpp"
#include "lib/app/supervise.hpp"
#include "lib/domain/bulletin.hpp"
#include "lib/storage/bulletin_store.hpp"
#include "lib/storage/call_list_store.hpp"
#include "lib/storage/content_check_store.hpp"
#include "lib/storage/merge_store.hpp"
#include "lib/storage/photo_check_store.hpp"
#include "lib/storage/role_store.hpp"
#include "lib/storage/unit_code_store.hpp"
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
    SubmitActivity(world.database(), world.seals()).run(world.actor(world.cg01_secretary), input);
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

std::string Scene::new_doubtful_photo() {
    const std::string hash = new_photo();
    nlohmann::json body = log_body("QH-CG-01");
    body["photos"] = {hash};
    as(world.cg01_secretary, "PUT", "/api/v1/activities/" + new_id(), body);
    PhotoCheck check;
    check.photo = PhotoHash(hash);
    check.state = ContentState::risky;
    check.account = "mp";
    check.label = 20002;
    check.asked_at = check.changed_at = world.clock().now();
    world.database().write([&](Transaction& tx) { PhotoCheckWriter(tx).put(check); });
    return hash;
}

std::string Scene::new_kind() {
    ActivityKind kind;
    kind.code = "kind_" + std::to_string(++kinds_);
    kind.label = "院坝会" + std::to_string(kinds_);
    kind.sort = 500;
    return AddKind(world.database(), world.digest()).run(Actor::system(), kind).code;
}

std::string Scene::new_branch_codes() {
    const WechatAccounts accounts(config(), world.cache(), world.cipher(), world.clock(), world.random());
    BlobStore blobs(config().photos.folder);
    TicketPictures tickets(config().wechat);
    MakeBranchCodes(world.database(), world.seals(), world.random(), blobs, config().accounts, accounts, tickets)
        .run(Actor::system(), "QH-CG-01");
    return world.database()
        .read([&](ReadTransaction& tx) { return UnitCodeStore(tx).reference_of(world.cg01.id); })
        .value();
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

std::string Scene::new_doubtful_log() {
    ContentCheck check;
    check.activity = ActivityId(new_log());
    check.state = ContentState::risky;
    check.text_hash = "of these words";
    check.label = 20001;
    check.asked_at = world.clock().now();
    check.changed_at = check.asked_at;
    world.database().write([&](Transaction& tx) { ContentCheckWriter(tx).put(check); });
    return check.activity.str();
}

std::string Scene::new_contact() {
    AssignContact::Input input;
    input.unit = "QH-CG";
    input.contact.id = new_id();
    input.contact.name = "周联系";
    input.contact.from = *date_from_iso("2026-11-01");
    return AssignContact(world.database(), world.seals(), world.random()).run(Actor::system(), input).contact.id;
}

std::string Scene::new_merge_proposal() {
    const CastMember keep = world.appoint("钱一", Role::branch_secretary, "QH-CG-01");
    const CastMember merge = world.appoint("钱二", Role::branch_secretary, "QH-CG-02");
    const std::string id = new_id();
    world.database().write([&](Transaction& tx) { MergeWriter(tx).propose(MergeId(id), *keep.person, *merge.person); });
    return id;
}

std::string Scene::new_project(Stage stage) {
    const std::string id = new_id();
    const std::string name = "第" + std::to_string(++projects_) + "联合团支部";
    const auto done = [&](const std::string& path, const nlohmann::json& body) {
        const Served answer = as(world.cg_secretary, "PUT", path, body);
        if (answer.status != 201) throw std::runtime_error("no project: " + answer.body);
    };
    done("/api/v1/org-projects/" + id, {{"org_id", "QH-CG"},
                                        {"org_name", name},
                                        {"org_kind", "joint_branch"},
                                        {"mode", "M4"},
                                        {"members", 4},
                                        {"youth", 31},
                                        {"counted_on", "2026-10-01"},
                                        {"org_category", "联合团支部"},
                                        {"industry", "农、林、牧、渔业"},
                                        {"partners",
                                         {{{"kind", "village"}, {"name", name + "甲村"}, {"is_lead", true}},
                                          {{"kind", "village"}, {"name", name + "乙村"}}}}});
    const nlohmann::json paper = {{"signatory", "王城关"}};
    const std::vector<std::pair<Stage, nlohmann::json>> steps = {
        {Stage::prepared, {{"stage", "prepared"}, {"on", "2026-10-08"}, {"candidates", {"孙一", "钱二"}}}},
        {Stage::requested,
         {{"stage", "requested"}, {"on", "2026-10-10"}, {"note", "青年集中"}, {"consent", true}, {"paper", paper}}},
        {Stage::founding_approved, {{"stage", "founding_approved"}, {"on", "2026-10-15"}, {"paper", paper}}},
        {Stage::elected,
         {{"stage", "elected"},
          {"on", "2026-10-20"},
          {"consent", true},
          {"election",
           {{"entitled", 4},
            {"present", 4},
            {"ballots_out", 4},
            {"ballots_back", 4},
            {"ballots_valid", 4},
            {"seats", 1},
            {"candidates", {{{"name", "孙一"}, {"votes", 3}}, {{"name", "钱二"}, {"votes", 1}}}}}}}},
        {Stage::result_reported,
         {{"stage", "result_reported"},
          {"on", "2026-10-22"},
          {"paper", paper},
          {"posts", {{{"name", "孙一"}, {"post", "secretary"}}}}}},
    };
    for (const auto& [reached, body] : steps) {
        if (reached > stage) break;
        done("/api/v1/org-projects/" + id + "/steps/" + new_id(), body);
    }
    return id;
}

std::string Scene::last_step(const std::string& project) {
    return as(world.officer, "GET", "/api/v1/org-projects/" + project).json().at("steps").back().at("id");
}

std::string Scene::new_batch(Stage stage) {
    const std::string id = new_id();
    const nlohmann::json body = {{"org_id", "QH-CG"}, {"projects", {new_project(Stage::requested)}}};
    if (as(world.officer, "PUT", "/api/v1/batches/" + id, body).status != 201) throw std::runtime_error("no batch");
    if (stage == Stage::requested) return id;
    const nlohmann::json word = {{"on", "2026-10-15"}, {"paper", {{"signatory", "王城关"}}}};
    const Served approved = as(world.officer, "POST", "/api/v1/batches/" + id + "/approval", word);
    const std::string project = approved.json().at("list").at(0).at("id");
    const nlohmann::json election = {
        {"entitled", 4},
        {"present", 4},
        {"ballots_out", 4},
        {"ballots_back", 4},
        {"ballots_valid", 4},
        {"seats", 1},
        {"candidates", {{{"name", "孙一"}, {"votes", 3}}, {{"name", "钱二"}, {"votes", 1}}}}};
    const std::string steps = "/api/v1/org-projects/" + project + "/steps/";
    as(world.officer, "PUT", steps + new_id(),
       {{"stage", "elected"}, {"on", "2026-10-20"}, {"consent", true}, {"election", election}});
    as(world.officer, "PUT", steps + new_id(),
       {{"stage", "result_reported"},
        {"on", "2026-10-22"},
        {"paper", {{"signatory", "孙一"}}},
        {"posts", {{{"name", "孙一"}, {"post", "secretary"}}}}});
    return id;
}

std::string Scene::open_campaign() {
    const auto all = ListCampaigns(world.database()).run(Actor::system(), "QH");
    for (const Campaign& campaign : all) {
        if (!campaign.closed_at) return campaign.id.str();
    }
    OpenCampaign::Input input;
    input.unit = "QH";
    input.campaign.code = "C" + std::to_string(all.size() + 1);
    input.campaign.name = "集中行动";
    input.campaign.from = *date_from_iso("2026-10-10");
    input.campaign.deadline = *date_from_iso("2026-12-10");
    input.campaign.source.title = "关于推进乡镇实体化大团委建设的通知";
    return OpenCampaign(world.database(), world.digest(), world.random()).run(Actor::system(), input).campaign.id.str();
}

void Scene::close_campaign() {
    const CampaignId id(open_campaign());
    CloseCampaign(world.database(), world.digest()).run(Actor::system(), id);
}

std::string Scene::new_supervision() {
    const ReadSupervisions read(world.database(), world.seals());
    const OpenSupervision::Input input{SupervisionId(new_id()), "QH-CG", "进度落后"};
    return OpenSupervision(world.database(), read, world.seals()).run(Actor::system(), input).view.supervision.id.str();
}

std::string Scene::new_call() {
    CallEntry entry;
    entry.id = new_id();
    entry.period = std::to_string(2030 + calls_++) + "-01";  // one entry of a unit for each period
    entry.unit = world.cg01.id;
    entry.reason = "reason.no_channel";
    world.database().write([&](Transaction& tx) { CallListWriter(tx, world.seals()).insert(entry); });
    return entry.id;
}

std::string Scene::new_pause() {
    const PauseReminders::Input input{new_id(), "QH-CG", std::nullopt, beijing_date(world.clock().now()), "正在防汛"};
    return PauseReminders(world.database(), world.seals()).run(Actor::system(), input).view.pause.id;
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

std::string Scene::new_outbox_row(OutboxState state) {
    OutboxDraft draft;
    draft.id = OutboxId(new_id());
    draft.kind = "tell_notice";
    draft.account = "mp";
    draft.dedupe_key = draft.id.str();
    draft.recipient = OpenId("openid-of-somebody");
    draft.payload = {{"words", "张三的消息"}};
    // Of long ago: nothing else is due before it.
    draft.due_at = world.clock().now() - std::chrono::hours(1000);
    world.database().write([&](Transaction& tx) {
        OutboxWriter outbox(tx, world.seals());
        outbox.enqueue(draft);
        if (state == OutboxState::due) return;
        for (const OutboxRow& row : outbox.claim("scene", 1000, tx.now() + std::chrono::minutes(1))) {
            OutboxSettlement settlement;
            settlement.state = row.id == draft.id ? state : OutboxState::due;
            if (state == OutboxState::refused) settlement.errcode = 43101;
            outbox.settle(row.id, "scene", settlement);
        }
    });
    return draft.id.str();
}

std::string Scene::new_bulletin(BulletinState state) {
    const Phrases phrases(source_dir() + "/templates");
    const TemplateFolder templates(source_dir() + "/templates");
    const ColumnWriter writer(phrases, templates);
    ComposeBulletin compose(world.database(), world.seals(), world.random(), phrases, writer, {});
    ComposeBulletin::Input input;
    input.unit = "QH";
    input.kind = BulletinKind::newsletter;
    input.words.title = "推进会召开";
    input.words.body = "两个镇的做法值得借鉴。";
    Bulletin bulletin = compose.run(Actor::system(), input).bulletin;
    if (state != BulletinState::composed) {
        bulletin.state = state;
        bulletin.draft_media = "media-of-the-draft";
        bulletin.draft_revision = 1;
        world.database().write([&](Transaction& tx) { BulletinWriter(tx).update(bulletin); });
    }
    return bulletin.id.str();
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
