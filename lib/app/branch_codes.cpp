#include "lib/app/branch_codes.hpp"

#include <algorithm>

#include "lib/app/load_actor.hpp"
#include "lib/app/wechat_answers.hpp"
#include "lib/storage/audit_store.hpp"
#include "lib/storage/database.hpp"
#include "lib/storage/org_store.hpp"
#include "lib/storage/unit_code_store.hpp"

namespace league {
namespace {

constexpr std::size_t kReferenceCharacters = 10;
constexpr int kTriesOfReference = 8;
constexpr long long kPermanentCodes = 100000;  // of one account (wechat-api 5.5)
constexpr const char* kHomePage = "pages/index/index";

std::string content_type_of(std::string_view bytes) {
    return bytes.starts_with("\x89PNG") ? "image/png" : "image/jpeg";
}

bool is_mini_program(const WechatAccount& account) {
    return account.kind == AccountKind::mini_program;
}

http::ClientOptions http_options(const WechatConfig& config) {
    http::ClientOptions options;
    options.base_url = config.mp_base;
    options.connect_timeout = config.connect_timeout;
    options.read_timeout = config.read_timeout;
    return options;
}

}  // namespace

std::optional<OrgUnit> unit_of_scene(ReadTransaction& tx, std::string_view scene) {
    for (const std::string_view prefix : {kBranchScene, kBranchSceneOfMiniProgram}) {
        if (!scene.starts_with(prefix)) continue;
        const auto id = UnitCodeStore(tx).find_unit(std::string(scene.substr(prefix.size())));
        auto unit = id ? OrgStore(tx).find(*id) : std::nullopt;
        if (unit && !unit->closed_at) return unit;
    }
    return std::nullopt;
}

TicketPictures::TicketPictures(const WechatConfig& config) : http_(http_options(config)) {}

std::string TicketPictures::fetch(const std::string& ticket) {
    const auto answer = http_.get("/cgi-bin/showqrcode", {{"ticket", ticket}});
    const bool is_picture =
        answer && answer->status == 200 && answer->content_type().starts_with("image/") && !answer->body.empty();
    if (!is_picture) throw Problem(ProblemCode::upstream, "wechat_unavailable");
    return answer->body;
}

MakeBranchCodes::Output MakeBranchCodes::run(const Actor& actor, const std::string& unit) {
    const Wish wish = prepare(actor, unit);
    Output output{wish.unit, {}, 0};
    for (const WechatAccount& account : configured_) {
        output.pictures.push_back(picture(actor, wish, account, output.made));
    }
    return output;
}

MakeBranchCodes::Wish MakeBranchCodes::prepare(const Actor& actor, const std::string& asked) {
    return database_.write([&](Transaction& tx) {
        const Actor current = actor_now(tx, actor);
        OrgUnit unit = find_unit_or_throw(tx, asked);
        require(current, Verb::invite_branch, unit);
        if (unit.closed_at) throw Problem(ProblemCode::closed, "unit_closed");
        if (!counts_as_branch(unit.kind)) throw Problem::invalid("unit", "code.only_branches", {{"unit", unit.name}});
        if (auto known = UnitCodeStore(tx).reference_of(unit.id)) return Wish{std::move(unit), *std::move(known)};
        for (int i = 0; i < kTriesOfReference; ++i) {
            std::string reference = make_code(random_, kReferenceCharacters);
            if (!UnitCodeWriter(tx).insert_reference(unit.id, reference)) continue;
            AuditWriter(tx, seals_.digest).append(current, {"make_unit_code", "unit", unit.id.str(), {"reference"}});
            return Wish{std::move(unit), std::move(reference)};
        }
        throw Problem(ProblemCode::busy, "too_many_at_once");
    });
}

CodePicture MakeBranchCodes::picture(const Actor& actor, const Wish& wish, const WechatAccount& account, int& made) {
    const auto kept =
        database_.read([&](ReadTransaction& tx) { return UnitCodeStore(tx).find_picture(wish.unit.id, account.name); });
    CodePicture found{account.name, is_mini_program(account), {}, {}};
    if (const auto bytes = kept ? blobs_.get(kept->picture) : std::nullopt) {
        found.bytes = *bytes;
        found.content_type = content_type_of(found.bytes);
        return found;
    }
    UnitCodePicture fresh;
    fresh.account = account.name;
    if (found.is_mini_program) {
        found.bytes = make_mini_program_code(account, wish.reference);
    } else {
        fresh.ticket = kept ? kept->ticket : make_ticket(account, wish.reference);
        found.bytes = tickets_.fetch(fresh.ticket);
    }
    found.content_type = content_type_of(found.bytes);
    fresh.picture = seals_.digest.sha256(found.bytes);
    blobs_.put(fresh.picture, found.bytes);
    database_.write([&](Transaction& tx) {
        fresh.made_at = tx.now();
        UnitCodeWriter(tx).save_picture(wish.unit.id, fresh);
        AuditWriter(tx, seals_.digest)
            .append(actor_now(tx, actor), {"make_unit_code", "unit", wish.unit.id.str(), {"account", "picture"}});
    });
    ++made;
    return found;
}

std::string MakeBranchCodes::make_mini_program_code(const WechatAccount& account, const std::string& reference) {
    wechat::MiniProgramCode code;
    code.scene = std::string(kBranchSceneOfMiniProgram) + reference;
    code.page = kHomePage;
    return value_or_throw(accounts_.find(account.name)->mini_program_code(code));
}

std::string MakeBranchCodes::make_ticket(const WechatAccount& account, const std::string& reference) {
    const long long used =
        database_.read([&](ReadTransaction& tx) { return UnitCodeStore(tx).count_tickets(account.name); });
    if (used >= kPermanentCodes) throw Problem(ProblemCode::closed, "codes_used_up", {{"account", account.name}});
    const std::string scene = std::string(kBranchScene) + reference;
    return value_or_throw(accounts_.find(account.name)->create_scene_code(scene, std::nullopt)).ticket;
}

CodePicture ShowBranchCode::run(const Actor& actor, const std::string& asked, const std::string& account) {
    const auto configured = std::find_if(configured_.begin(), configured_.end(),
                                         [&](const WechatAccount& one) { return one.name == account; });
    const auto kept = database_.read([&](ReadTransaction& tx) {
        const OrgUnit unit = find_unit_or_throw(tx, asked);
        require(actor, Verb::invite_branch, unit);
        return UnitCodeStore(tx).find_picture(unit.id, account);
    });
    const auto bytes = kept ? blobs_.get(kept->picture) : std::nullopt;
    if (!bytes || configured == configured_.end()) throw Problem(ProblemCode::not_found, "code_not_made");
    return {account, is_mini_program(*configured), *bytes, content_type_of(*bytes)};
}

}  // namespace league
