#include "lib/app/read_bulletins.hpp"

#include "lib/app/column_words.hpp"
#include "lib/app/load_actor.hpp"
#include "lib/app/page_limits.hpp"
#include "lib/app/top_unit.hpp"
#include "lib/base/problem.hpp"
#include "lib/storage/person_store.hpp"
#include "lib/wechat/crypto.hpp"

namespace league {
namespace {

std::string name_of(ReadTransaction& tx, const Seals& seals, const std::optional<PersonId>& person) {
    if (!person) return "";
    const std::optional<Person> found = PersonStore(tx, seals).find(*person);
    return found ? found->name : "";
}

}  // namespace

ReadBulletins::View ReadBulletins::view_of(ReadTransaction& tx, Bulletin bulletin) const {
    View view;
    view.editor = name_of(tx, seals_, bulletin.edited_by);
    view.approver = name_of(tx, seals_, bulletin.approved_by);
    view.waits_for_approval = flow_.waits_for_approval(bulletin);
    view.is_under_way = flow_.is_under_way(tx, bulletin);
    view.bulletin = std::move(bulletin);
    return view;
}

Bulletin ReadBulletins::managed(ReadTransaction& tx, const Actor& actor, const BulletinId& id) const {
    std::optional<Bulletin> bulletin = BulletinStore(tx).find(id);
    if (!bulletin) throw Problem(ProblemCode::not_found, "column_not_found");
    require(actor, Verb::manage_column, unit_or_top(tx, bulletin->unit.str()));
    return *std::move(bulletin);
}

std::vector<ReadBulletins::View> ReadBulletins::list(const Actor& actor, const Input& input) {
    return database_.read([&](ReadTransaction& tx) {
        const OrgUnit unit = unit_or_top(tx, input.unit);
        require(actor, Verb::manage_column, unit);
        check_page(input.limit, input.offset, 200);
        BulletinFilter filter;
        filter.unit = unit.id;
        filter.kind = input.kind;
        filter.state = input.state;
        filter.limit = input.limit;
        filter.offset = input.offset;
        std::vector<View> views;
        for (Bulletin& bulletin : BulletinStore(tx).list(filter)) views.push_back(view_of(tx, std::move(bulletin)));
        return views;
    });
}

ReadBulletins::View ReadBulletins::find(const Actor& actor, const BulletinId& id) {
    return database_.read([&](ReadTransaction& tx) { return view_of(tx, managed(tx, actor, id)); });
}

std::string ReadBulletins::page_to_copy(const Actor& actor, const BulletinId& id) {
    const Bulletin bulletin = database_.read([&](ReadTransaction& tx) { return managed(tx, actor, id); });
    const ColumnSnapshot shown = to_column(phrases_, bulletin);
    ColumnPictures inside;
    for (const ColumnChart chart : kColumnCharts) {
        if (!has_chart(shown, chart)) continue;
        inside.emplace(chart, "data:image/png;base64," + wechat::base64_encode(writer_.chart_png(shown, chart)));
    }
    return writer_.copy_page(shown, inside);
}

std::string ReadBulletins::internal_page(const Actor& actor, const BulletinId& id) {
    const Bulletin bulletin = database_.read([&](ReadTransaction& tx) { return managed(tx, actor, id); });
    return writer_.internal_page(to_column(phrases_, bulletin));
}

}  // namespace league
