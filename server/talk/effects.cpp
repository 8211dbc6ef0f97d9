#include "server/talk/effects.hpp"

#include "lib/base/ensure.hpp"
#include "lib/storage/held_message_store.hpp"
#include "lib/storage/receipt_store.hpp"

namespace league::talk {

std::optional<std::string> Effects::find(const std::string& account, const std::string& message) const {
    return database_.read([&](ReadTransaction& tx) { return ReceiptStore(tx, seals_).find(account, message); });
}

std::string Effects::once(const Turn& turn, const std::function<std::string(Transaction&)>& deed) {
    return database_.write([&](Transaction& tx) {
        if (auto told = ReceiptStore(tx, seals_).find(turn.account, turn.message)) return *std::move(told);
        std::string answer = deed(tx);
        if (!turn.preface.empty()) {
            HeldMessageWriter(tx, seals_).mark_shown(turn.held);
            answer = turn.preface + "\n\n" + answer;
        }
        ensure(ReceiptWriter(tx, seals_).record(turn.account, turn.message, answer));
        return answer;
    });
}

}  // namespace league::talk
