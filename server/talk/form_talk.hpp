// A log in one message: a form as people paste it from a chat group. Saved at once when nothing is missing, else the
// answer says what.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "lib/base/random.hpp"
#include "lib/documents/phrases.hpp"
#include "lib/domain/pasted_form.hpp"
#include "server/talk/effects.hpp"
#include "server/talk/record_steps.hpp"
#include "server/talk/save_log.hpp"

namespace league::talk {

class FormTalk {
public:
    FormTalk(Database& database, Effects& effects, const RecordSteps& steps, const SaveLog& save, const Words& words,
             const Phrases& phrases, Random& random)
        : database_(database),
          effects_(effects),
          steps_(steps),
          save_(save),
          words_(words),
          phrases_(phrases),
          random_(random) {}

    struct Answer {
        std::string words;
        bool saved = false;  ///< false: something has to be put right first
    };

    /// Nothing when the text is no form.
    std::optional<PastedForm> read(const Turn& turn, std::string_view text) const;
    Answer answer(const Turn& turn, const PastedForm& form, std::string_view text);

private:
    std::string text(std::string_view key, const Values& values = {}) const;
    std::string list_of(const std::vector<FormField>& fields) const;
    /// The branch that the form is about; nothing when that is not clear.
    std::optional<OrgUnit> branch_of(const Turn& turn, std::string_view text, std::vector<OrgUnit>& choice) const;

    Database& database_;
    Effects& effects_;
    const RecordSteps& steps_;
    const SaveLog& save_;
    const Words& words_;
    const Phrases& phrases_;
    Random& random_;
};

}  // namespace league::talk
