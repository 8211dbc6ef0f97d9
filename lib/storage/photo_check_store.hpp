// WeChat's check of pictures that logs name (wechat-api 3.6): one row a picture, whoever uploaded it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lib/domain/content_check.hpp"
#include "lib/domain/org_unit.hpp"
#include "lib/storage/transaction.hpp"

namespace league {

struct PhotoCheck {
    PhotoHash photo;
    ContentState state = ContentState::waiting;
    std::string account;      ///< the mini program that asks
    std::string ticket_hash;  ///< of the address from which WeChat may fetch it while it waits
    std::string trace_id;     ///< WeChat's name of the question; empty before it was asked
    long long label = 0;      ///< WeChat's number for what it found
    std::optional<ContentCause> cause;
    Instant asked_at;
    Instant changed_at;
    std::optional<PersonId> judged_by;
    std::string reason;  ///< of an officer's refusal
};

/// What WeChat pushed about a picture.
struct PhotoAnswer {
    std::string account;
    std::string trace_id;
    ContentState state = ContentState::review;  ///< passed, review or risky
    long long label = 0;
    bool was_seen = true;  ///< false: WeChat could not fetch or judge it
};

/// What an officer sees of a picture that is left to him.
struct PhotoCheckRow {
    PhotoCheck check;
    std::string unit_code;  ///< of a unit whose log names it
    std::string unit_name;
};
struct PhotoCheckPage {
    std::vector<PhotoCheckRow> rows;  ///< what has waited longest first
    long long total = 0;
};

/// A picture that arrived and that an open log names, without a check.
struct UncheckedPhoto {
    PhotoHash photo;
    std::optional<PersonId> uploader;
};

class PhotoCheckStore {
public:
    explicit PhotoCheckStore(ReadTransaction& tx) : tx_(tx) {}

    std::optional<PhotoCheck> find(const PhotoHash& photo) const;
    std::optional<PhotoCheck> find_by_trace(const std::string& account, const std::string& trace_id) const;
    std::optional<PhotoCheck> find_by_ticket(const std::string& ticket_hash) const;
    /// That came before its question had a name.
    std::optional<PhotoAnswer> find_answer(const std::string& account, const std::string& trace_id) const;
    /// Uploaded since then, named by a log that is not withdrawn and by none of a restricted kind (R47).
    std::vector<UncheckedPhoto> unchecked(Instant since, int most) const;
    /// Left to officers, of logs at or below the unit.
    PhotoCheckPage list_open(const OrgPath& under, int limit, int offset) const;
    long long count_open() const;
    /// Waiting since before then, at most so many.
    std::vector<PhotoCheck> overdue(Instant before, int most) const;

private:
    ReadTransaction& tx_;
};

class PhotoCheckWriter {
public:
    explicit PhotoCheckWriter(Transaction& tx) : tx_(tx) {}

    void put(const PhotoCheck& check);
    /// The first one stays.
    void keep_answer(const PhotoAnswer& answer);
    /// Kept answers that came before then; how many.
    long long erase_answers_before(Instant limit_instant);

private:
    Transaction& tx_;
};

}  // namespace league
