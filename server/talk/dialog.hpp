// An open dialog about one activity, and where it is kept between two messages: in the cache, under a hash of who
// speaks. Its id is the id of the log that comes out of it, so that saving twice makes one log (design rule 2).
//
// The answers to the newest messages are kept with it: WeChat's repeat of one, which may come after the next message,
// gets the same answer and moves nothing on. Every change is a compare-and-set, so that two messages at once cannot
// both be taken for one step.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "lib/base/cache.hpp"
#include "lib/domain/beijing_time.hpp"
#include "lib/domain/chat_numbers.hpp"
#include "lib/domain/ids.hpp"
#include "lib/storage/seals.hpp"
#include "server/talk/turn.hpp"

namespace league::talk {

/// What is asked next. `over`: saved or given up, kept for the sake of repeats alone.
enum class Step { unit, kind, date, title, heads, words, over };
/// "unit", "kind", ...: for keys of sentences and for keeping.
std::string_view to_string(Step step);

struct OfferedUnit {
    std::string id;
    std::string name;
};

struct Dialog {
    ActivityId id;
    Step step = Step::kind;
    std::vector<OfferedUnit> offered;  ///< branches to choose from, when there is a choice
    bool may_search = false;           ///< the person logs for branches below: a typed name is looked for
    OfferedUnit unit;
    std::string kind;
    std::string kind_label;
    std::optional<Date> date;
    int minute = 0;  ///< of the day
    std::string title;
    Heads heads;

    struct Answered {
        std::string message;
        std::string answer;
    };
    std::vector<Answered> answered;  ///< oldest first

    std::optional<std::string> answer_to(const std::string& message) const;
    void keep_answer(const std::string& message, const std::string& answer);
};

/// From any thread. Every call may throw CacheDown.
class DialogStore {
public:
    DialogStore(Cache& cache, const Seals& seals, std::chrono::milliseconds lifetime)
        : cache_(cache), seals_(seals), lifetime_(lifetime) {}

    struct Stored {
        Dialog dialog;
        std::string raw;  ///< as it stands in the cache
    };
    std::optional<Stored> find(const Turn& turn) const;
    /// False when the dialog is not (any more) what `before` says.
    bool save(const Turn& turn, const std::optional<Stored>& before, const Dialog& after);

private:
    std::string key_of(const Turn& turn) const;

    Cache& cache_;
    const Seals& seals_;
    std::chrono::milliseconds lifetime_;
};

}  // namespace league::talk
