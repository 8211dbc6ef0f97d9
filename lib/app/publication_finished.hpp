// What WeChat says about a publication that it had accepted, by event or by poll: the first of the two wins, the other
// changes nothing (wechat-api 6.4).
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "lib/domain/bulletin.hpp"
#include "lib/storage/database.hpp"
#include "lib/storage/seals.hpp"

namespace league {

class PublicationFinished {
public:
    struct Input {
        std::string account;
        std::string publish_id;
        std::optional<std::int64_t> status;  ///< publish_status: 0 published, 1 in progress, 2.. failed
        std::string article_id;
        std::string article_url;  ///< of the first article; may be empty
    };
    enum class Answer {
        published,
        failed,
        nothing_new,  ///< in progress, settled before, or no publication of ours
    };

    PublicationFinished(Database& database, const Seals& seals) : database_(database), seals_(seals) {}

    Answer run(const Input& input);
    /// In the transaction of the event's receipt.
    Answer run_in(Transaction& tx, const Input& input) const;

private:
    Database& database_;
    const Seals& seals_;
};

}  // namespace league
