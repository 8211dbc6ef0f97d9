// 记录: a log of an activity in five answers (kind, day, title, heads, words), the last of which saves it. A person
// with several branches is asked first which one. 上一步 goes back, 取消 leaves; a wrong answer is told and asked
// again.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "lib/app/read_kinds.hpp"
#include "lib/base/random.hpp"
#include "lib/documents/phrases.hpp"
#include "server/talk/dialog.hpp"
#include "server/talk/effects.hpp"
#include "server/talk/record_steps.hpp"
#include "server/talk/save_log.hpp"

namespace league::talk {

class RecordTalk {
public:
    RecordTalk(Database& database, DialogStore& dialogs, Effects& effects, const RecordSteps& steps,
               const SaveLog& save, const Words& words, const Phrases& phrases, Random& random)
        : database_(database),
          dialogs_(dialogs),
          effects_(effects),
          steps_(steps),
          save_(save),
          words_(words),
          phrases_(phrases),
          random_(random) {}

    /// How a message finds the dialog.
    struct State {
        std::optional<Step> open;             ///< what was asked last; nothing when no dialog is open
        std::optional<std::string> repeated;  ///< the answer given to this very message before
    };
    /// All may throw CacheDown.
    State look(const Turn& turn) const;
    /// Begins anew, whatever was open.
    std::string start(const Turn& turn);
    /// The answer to an answer; nothing when the dialog has gone meanwhile.
    std::optional<std::string> go_on(const Turn& turn, std::string_view said);
    /// Leaves an open dialog without a word.
    void abandon(const Turn& turn);

private:
    struct Move {
        Dialog next;
        std::string answer;
    };
    Move move(const Turn& turn, const Dialog& now, std::string_view said);
    Move take_present(const Turn& turn, Dialog dialog, int present);
    Move back(const Turn& turn, Dialog dialog);
    Move save(const Turn& turn, Dialog dialog, std::string_view said);

    Database& database_;
    DialogStore& dialogs_;
    Effects& effects_;
    const RecordSteps& steps_;
    const SaveLog& save_;
    const Words& words_;
    const Phrases& phrases_;
    Random& random_;
};

}  // namespace league::talk
