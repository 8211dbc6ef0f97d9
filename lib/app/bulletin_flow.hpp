// How a bulletin goes from one step to the next: what each outbox kind of the chain is called, which step comes next,
// and what keeps it from being published. Used by what people do to a bulletin and by the steps themselves. Inside
// lib/app only.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "lib/base/random.hpp"
#include "lib/documents/column_snapshot.hpp"
#include "lib/domain/bulletin.hpp"
#include "lib/storage/outbox_store.hpp"
#include "lib/storage/seals.hpp"
#include "lib/storage/transaction.hpp"

namespace league {

// Outbox kinds of the chain; the row's subject is the bulletin.
inline constexpr std::string_view kColumnChart = "column_chart";
inline constexpr std::string_view kColumnGoalsChart = "column_chart_goals";
inline constexpr std::string_view kColumnAliveChart = "column_chart_alive";
inline constexpr std::string_view kColumnHeatChart = "column_chart_heat";
inline constexpr std::string_view kColumnHalvesChart = "column_chart_halves";
inline constexpr std::string_view kColumnCover = "column_cover";
inline constexpr std::string_view kColumnDraft = "column_draft";
inline constexpr std::string_view kColumnRedraft = "column_redraft";  ///< new words into the draft that is there
inline constexpr std::string_view kColumnSubmit = "column_submit";
inline constexpr std::string_view kColumnPoll = "column_poll";
inline constexpr std::string_view kColumnMass = "column_mass";
inline constexpr std::string_view kColumnMassPoll = "column_mass_poll";
inline constexpr std::string_view kColumnPreview = "column_preview";
inline constexpr std::string_view kColumnWithdraw = "column_withdraw";

std::string_view kind_of(ColumnChart chart);

class BulletinFlow {
public:
    /// With `needs_approval` nothing is published or sent whose words nobody approved.
    BulletinFlow(const Seals& seals, Random& random, bool needs_approval)
        : seals_(seals), random_(random), needs_approval_(needs_approval) {}

    bool waits_for_approval(const Bulletin& bulletin) const {
        return needs_approval_ && bulletin.release != Release::draft && !bulletin.is_approved();
    }
    /// The upload that begins the chain.
    void begin(Transaction& tx, const Bulletin& bulletin, const ColumnSnapshot& shown) const;
    /// The chart after `chart` that the bulletin has, else the cover.
    static std::string_view step_after(const ColumnSnapshot& shown, std::optional<ColumnChart> chart);
    /// Of a bulletin in state drafted or stopped_at_draft: new words go into the draft, then it is published or sent as
    /// its release says, unless an approval is missing. Changes state and note; the caller writes it.
    void go_on(Transaction& tx, Bulletin& bulletin) const;
    /// Puts the step into the outbox, or makes one that was given up due again.
    void put_step(Transaction& tx, const Bulletin& bulletin, std::string_view kind,
                  std::optional<Instant> due_at = {}) const;
    /// Rows of the bulletin that ended badly are tried again.
    void retry_steps(Transaction& tx, const Bulletin& bulletin) const;
    /// Whatever of the bulletin is not sent yet is given up.
    void cancel_steps(Transaction& tx, const Bulletin& bulletin, const std::string& why) const;
    /// Whether WeChat is being asked to publish or send it at this moment, or may have done so already.
    bool is_leaving(ReadTransaction& tx, const Bulletin& bulletin) const;
    /// Whether a step of it is due or on its way.
    bool is_under_way(ReadTransaction& tx, const Bulletin& bulletin) const;

private:
    std::vector<OutboxRow> rows_of(ReadTransaction& tx, const Bulletin& bulletin) const;

    const Seals& seals_;
    Random& random_;
    bool needs_approval_;
};

}  // namespace league
