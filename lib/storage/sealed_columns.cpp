#include "lib/storage/sealed_columns.hpp"

#include "lib/base/ensure.hpp"

namespace league {
namespace {

constexpr SealedColumn kColumns[] = {
    {"activities", "told_by_sealed", "activities.told_by"},
    {"area_contacts", "name_sealed", "area_contacts.name"},
    {"area_contacts", "phone_sealed", "area_contacts.phone"},
    {"call_list", "note_sealed", "call_list.note"},
    {"callback_receipts", "answer_sealed", "callback_receipts.answer"},
    {"disclosures", "reason_sealed", "disclosures.reason"},
    {"feedback", "answer_sealed", "feedback.answer"},
    {"feedback", "contact_sealed", "feedback.contact"},
    {"feedback", "content_sealed", "feedback.content"},
    {"held_messages", "words_sealed", "held_messages.words"},
    {"identities", "openid_sealed", "identities.openid"},
    {"identities", "unionid_sealed", "identities.unionid"},
    {"import_rows", "phone_sealed", "nms.phone"},
    {"import_rows", "secretary_sealed", "nms.secretary"},
    {"invites", "name_sealed", "invites.name"},
    {"invites", "phone_sealed", "invites.phone"},
    {"leading_group_members", "name_sealed", "leading_group_members.name"},
    {"leading_group_members", "phone_sealed", "leading_group_members.phone"},
    {"nms_orgs", "phone_sealed", "nms.phone"},
    {"nms_orgs", "secretary_sealed", "nms.secretary"},
    {"org_project_people", "name_sealed", "org_project_people.name"},
    {"outbox", "payload_sealed", "outbox.payload"},
    {"papers", "signatory_sealed", "papers.signatory"},
    {"people", "name_sealed", "people.name"},
    {"people", "phone_sealed", "people.phone"},
    {"reminder_pauses", "reason_sealed", "reminder_pauses.reason"},
    {"supervision_steps", "people_sealed", "supervision_steps.people"},
    {"targets", "owner_name_sealed", "targets.owner_name"},
};

std::string text(std::string_view view) {
    return std::string(view);
}

}  // namespace

std::span<const SealedColumn> sealed_columns() {
    return kColumns;
}

std::string key_prefix_of(std::string_view sealed) {
    const std::size_t first = sealed.find('.');
    const std::size_t second = first == std::string_view::npos ? first : sealed.find('.', first + 1);
    return second == std::string_view::npos ? std::string() : std::string(sealed.substr(0, second + 1));
}

std::map<std::string, long long> SealedStore::count_by_key() const {
    std::map<std::string, long long> counts;
    for (const SealedColumn& one : kColumns) {
        const std::string column = text(one.column);
        tx_.query("SELECT " + column + " FROM " + text(one.table) + " WHERE " + column + " <> ''",
                  [&](Row& row) { ++counts[key_prefix_of(row.next<std::string>())]; });
    }
    return counts;
}

std::vector<std::string> SealedStore::list_others(const SealedColumn& one, const std::string& prefix, int most) const {
    const std::string column = text(one.column);
    return tx_.list("SELECT " + column + " FROM " + text(one.table) + " WHERE " + column + " <> '' AND substr(" +
                        column + ", 1, $1) <> $2 LIMIT $3",
                    static_cast<int>(prefix.size()), prefix, most, [](Row& row) { return row.next<std::string>(); });
}

bool SealedWriter::replace(const SealedColumn& one, const std::string& sealed, const std::string& anew) {
    ensure(!sealed.empty());
    const std::string column = text(one.column);
    return tx_.run("UPDATE " + text(one.table) + " SET " + column + " = $2 WHERE " + column + " = $1", sealed, anew) >
           0;
}

}  // namespace league
