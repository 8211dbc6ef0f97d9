// Consents to notices (wechat-api 4.4): how many sends each identity still allows for each template, and the reports
// this was counted from. The number is a hint, WeChat's own count is not readable.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "lib/domain/ids.hpp"
#include "lib/storage/transaction.hpp"

namespace league {

enum class ConsentSource { phone, event };
std::string_view to_string(ConsentSource source);

class ConsentStore {
public:
    explicit ConsentStore(ReadTransaction& tx) : tx_(tx) {}

    long long balance(const IdentityId& identity, const std::string& template_id) const;
    bool has_report(const std::string& id) const;
    /// The oldest accepted report of the other source that no report was joined with and that is not older than
    /// `since`.
    std::optional<std::string> find_unmatched(const IdentityId& identity, const std::string& template_id,
                                              ConsentSource source, Instant since) const;

private:
    ReadTransaction& tx_;
};

class ConsentWriter {
public:
    explicit ConsentWriter(Transaction& tx) : tx_(tx) {}

    void insert_report(const std::string& id, const IdentityId& identity, const std::string& template_id,
                       ConsentSource source, bool accepted, bool matched);
    void mark_matched(const std::string& id);
    /// Adds to the balance, never below 0.
    void add(const IdentityId& identity, const std::string& template_id, int change);
    void set_zero(const IdentityId& identity, const std::string& template_id);
    /// Erases reports made before the instant, `limit` at most; how many.
    long long erase_reports_before(Instant instant, int limit);

private:
    Transaction& tx_;
};

}  // namespace league
