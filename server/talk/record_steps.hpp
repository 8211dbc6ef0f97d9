// The questions of the dialog 记录 and how an answer to each is understood. Changes nothing but the dialog at hand.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lib/documents/phrases.hpp"
#include "lib/domain/activity.hpp"
#include "lib/domain/permission.hpp"
#include "lib/storage/database.hpp"
#include "server/talk/dialog.hpp"
#include "server/talk/words.hpp"

namespace league::talk {

class RecordSteps {
public:
    RecordSteps(Database& database, const Words& words, const Phrases& phrases)
        : database_(database), words_(words), phrases_(phrases) {}

    /// The question of the dialog's step.
    std::string question(const Dialog& dialog, Instant now) const;
    /// Takes the answer into the dialog and moves it to its next step, or leaves it as it is. Answers what to say:
    /// the next question, or what is wrong with an example. Not for the last step, which saves.
    std::string take(Dialog& dialog, const Turn& turn, std::string_view said) const;
    /// Kinds that five answers suffice for: without fields that must be filled.
    std::vector<ActivityKind> kinds() const;
    /// What is wrong with heads that were understood; nothing when they can be saved.
    std::optional<std::string> fault_of(const Heads& heads) const;
    /// The words of the last answer, empty for 无.
    std::string content(std::string_view said) const;

private:
    bool take_unit(Dialog& dialog, const Turn& turn, std::string_view said, std::string& fault) const;
    bool take_kind(Dialog& dialog, std::string_view said, std::string& fault) const;
    bool take_date(Dialog& dialog, const Turn& turn, std::string_view said, std::string& fault) const;
    bool take_title(Dialog& dialog, std::string_view said, std::string& fault) const;
    bool take_heads(Dialog& dialog, std::string_view said, std::string& fault) const;
    std::string text(std::string_view key, const Values& values = {}) const;
    std::string offered_list(const Dialog& dialog) const;

    Database& database_;
    const Words& words_;
    const Phrases& phrases_;
};

}  // namespace league::talk
