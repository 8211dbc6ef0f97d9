#include "server/resources/supervision_shapes.hpp"

#include "lib/domain/beijing_time.hpp"
#include "server/resources/shapes.hpp"
#include "server/resources/standing_shapes.hpp"

namespace league::shapes {

json supervision_line(const SupervisionRow& row, Instant as_of) {
    const Supervision& supervision = row.supervision;
    return {{"id", supervision.id.str()},
            {"unit", unit_line(row.unit)},
            {"cause", to_string(supervision.cause)},
            {"basis", supervision.cause == SupervisionCause::by_hand ? json(nullptr) : json(supervision.basis)},
            {"stage", to_string(supervision.stage)},
            {"open", is_open(supervision.stage)},
            {"revision", supervision.revision},
            {"due", day(supervision.due)},
            {"overdue", is_answer_overdue(supervision, beijing_date(as_of))},
            {"opened_at", to_rfc3339(supervision.opened_at)}};
}

}  // namespace league::shapes
