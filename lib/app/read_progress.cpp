#include "lib/app/read_progress.hpp"

#include "lib/app/load_actor.hpp"
#include "lib/storage/database.hpp"
#include "lib/storage/figures_store.hpp"

namespace league {

Progress ReadProgress::run(const Actor& actor, const Input& input) {
    return database_.read([&](ReadTransaction& tx) { return run_in(tx, actor, input); });
}

Progress ReadProgress::run_in(ReadTransaction& tx, const Actor& actor, const Input& input) const {
    OrgUnit unit = find_unit_or_throw(tx, input.unit);
    require(actor, Verb::see_figures, unit);
    FiguresStore figures(tx);
    const Figures totals = figures.of_unit(unit.id, input.period);
    std::vector<ProgressRow> rows = figures.of_children(unit.id, input.period);
    return Progress{std::move(unit), input.period, tx.now(), totals, std::move(rows)};
}

std::uint64_t ReadProgress::version() const {
    return database_.data_version();
}

}  // namespace league
