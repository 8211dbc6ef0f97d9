#include "lib/app/read_columns.hpp"

#include <algorithm>

#include "lib/app/load_actor.hpp"
#include "lib/app/top_unit.hpp"
#include "lib/base/problem.hpp"
#include "lib/storage/bulletin_store.hpp"

namespace league {
namespace {

OrgUnit managed_unit(ReadTransaction& tx, const Actor& actor, const std::string& unit) {
    OrgUnit found = unit_or_top(tx, unit);
    require(actor, Verb::manage_column, found);
    return found;
}

}  // namespace

std::vector<Bulletin> ReadColumns::published(const std::string& unit, int limit, BulletinKind kind) {
    return database_.read([&](ReadTransaction& tx) {
        const std::optional<OrgUnit> found = unit.empty() ? top_unit(tx) : std::optional(find_unit_or_throw(tx, unit));
        if (!found) return std::vector<Bulletin>{};
        BulletinFilter filter;
        filter.unit = found->id;
        filter.kind = kind;
        filter.is_public = true;
        filter.limit = limit;
        return BulletinStore(tx).list(filter);
    });
}

std::vector<Bulletin> ReadColumns::others_published(const std::string& unit, int limit) {
    std::vector<Bulletin> all;
    for (const BulletinKind kind : kBulletinKinds) {
        if (kind == BulletinKind::progress_column) continue;
        for (Bulletin& one : published(unit, limit, kind)) all.push_back(std::move(one));
    }
    std::stable_sort(all.begin(), all.end(),
                     [](const Bulletin& a, const Bulletin& b) { return a.published_at > b.published_at; });
    if (all.size() > static_cast<std::size_t>(limit)) all.resize(static_cast<std::size_t>(limit));
    return all;
}

Bulletin ReadColumns::issue(const std::string& unit, int issue, BulletinKind kind) {
    std::optional<Bulletin> found = database_.read(
        [&](ReadTransaction& tx) { return BulletinStore(tx).find_by_issue(unit_or_top(tx, unit).id, kind, issue); });
    if (!found || !is_public(found->state)) throw Problem(ProblemCode::not_found, "column_not_found");
    return *std::move(found);
}

std::vector<Bulletin> ReadColumns::all(const Actor& actor, const std::string& unit, int limit) {
    return database_.read([&](ReadTransaction& tx) {
        BulletinFilter filter;
        filter.unit = managed_unit(tx, actor, unit).id;
        filter.kind = BulletinKind::progress_column;
        filter.limit = limit;
        return BulletinStore(tx).list(filter);
    });
}

std::optional<Bulletin> ReadColumns::find(const Actor& actor, const std::string& unit, const HalfMonth& period) {
    return database_.read([&](ReadTransaction& tx) {
        const OrgUnit found = managed_unit(tx, actor, unit);
        return BulletinStore(tx).find(found.id, BulletinKind::progress_column, period.str());
    });
}

}  // namespace league
