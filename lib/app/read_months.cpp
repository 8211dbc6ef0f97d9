#include "lib/app/read_months.hpp"

#include "lib/app/load_actor.hpp"
#include "lib/base/problem.hpp"
#include "lib/storage/database.hpp"
#include "lib/storage/figures_store.hpp"

namespace league {
namespace {

constexpr int kMostMonths = 24;

}  // namespace

ReadMonths::Output ReadMonths::run(const Actor& actor, const Input& input) {
    return database_.read([&](ReadTransaction& tx) {
        OrgUnit unit = find_unit_or_throw(tx, input.unit);
        require(actor, Verb::see_figures, unit);
        if (input.count < 1 || input.count > kMostMonths) {
            throw Problem::invalid("count", "out_of_range", {{"min", "1"}, {"max", std::to_string(kMostMonths)}});
        }
        std::vector<MonthFigures> months =
            FiguresStore(tx).months_of_unit(unit.id, input.until.value_or(Month::of(tx.now())), input.count);
        return Output{std::move(unit), tx.now(), std::move(months)};
    });
}

}  // namespace league
