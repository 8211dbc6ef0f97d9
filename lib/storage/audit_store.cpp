#include "lib/storage/audit_store.hpp"

#include "lib/base/ensure.hpp"

namespace league {
namespace {

// Read inside the writing transaction and never remembered: other processes append too.
constexpr std::string_view kHead = R"(
SELECT seq, hash
FROM audit
ORDER BY seq DESC
LIMIT 1)";

constexpr std::string_view kAppend = R"(
INSERT INTO audit (seq, at, person_id, actor, verb, subject, subject_id, fields, hash)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9))";

constexpr std::string_view kListFor = R"(
SELECT seq, at, person_id, actor, verb, subject, subject_id, fields, hash
FROM audit
WHERE subject = $1 AND subject_id = $2
ORDER BY seq)";

constexpr std::string_view kListAfter = R"(
SELECT seq, at, person_id, actor, verb, subject, subject_id, fields, hash
FROM audit
WHERE seq > $1
ORDER BY seq
LIMIT $2)";

/// The hash of a row over the one before it. Each text goes in with its length, so that no two rows read alike.
std::string chained(const Digest& digest, const std::string& previous, const AuditRow& row) {
    std::string bytes = previous;
    const auto add = [&](const std::string& text) { bytes += '\n' + std::to_string(text.size()) + ':' + text; };
    add(std::to_string(row.seq));
    add(std::to_string(to_millis(row.at)));
    add(row.person ? row.person->str() : std::string());
    add(row.actor);
    add(row.verb);
    add(row.subject);
    add(row.subject_id);
    add(row.fields);
    return digest.sha256(bytes);
}

AuditRow read(Row& row) {
    AuditRow found;
    found.seq = row.next<std::int64_t>();
    found.at = row.next<Instant>();
    found.person = row.next<std::optional<PersonId>>();
    found.actor = row.next<std::string>();
    found.verb = row.next<std::string>();
    found.subject = row.next<std::string>();
    found.subject_id = row.next<std::string>();
    found.fields = row.next<std::string>();
    found.hash = row.next<std::string>();
    return found;
}

std::string actor_word(const Actor& actor) {
    if (actor.is_operator) return "operator";
    if (actor.person) return "person";
    ensure(actor.identity.has_value());
    return "identity:" + actor.identity->str();
}

std::string joined(const std::vector<std::string>& names) {
    std::string all;
    for (const std::string& name : names) {
        if (!all.empty()) all += ',';
        all += name;
    }
    return all;
}

}  // namespace

std::vector<AuditRow> AuditStore::list_for(std::string_view subject, std::string_view subject_id) const {
    return tx_.list(kListFor, subject, subject_id, read);
}

AuditStore::Walk AuditStore::check(Walk walk, int limit) const {
    tx_.query(kListAfter, walk.seq, limit, [&](Row& raw) {
        const AuditRow row = read(raw);
        const bool follows = row.seq == walk.seq + 1 && row.hash == chained(digest_, walk.hash, row);
        if (!follows && !walk.broken_at) walk.broken_at = row.seq;
        walk.seq = row.seq;
        walk.hash = row.hash;
        ++walk.rows;
    });
    return walk;
}

void AuditWriter::append(const Actor& actor, const AuditEntry& entry) {
    AuditRow row;
    std::string previous;
    row.seq = 1;
    tx_.query(kHead, [&](Row& head) {
        row.seq = head.integer(0) + 1;
        previous = head.text(1);
    });
    row.at = tx_.now();
    row.person = actor.person;
    row.actor = actor_word(actor);
    row.verb = entry.verb;
    row.subject = entry.subject;
    row.subject_id = entry.subject_id;
    row.fields = joined(entry.fields);
    row.hash = chained(digest_, previous, row);
    tx_.run(kAppend, row.seq, row.at, row.person, row.actor, row.verb, row.subject, row.subject_id, row.fields,
            row.hash);
}

}  // namespace league
