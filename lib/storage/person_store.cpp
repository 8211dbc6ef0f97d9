#include "lib/storage/person_store.hpp"

namespace league {
namespace {

constexpr std::string_view kFind = R"(
SELECT id, name_sealed, phone_sealed, created_at, merged_into
FROM people
WHERE id = $1)";

constexpr std::string_view kCurrent = R"(
SELECT COALESCE(merged_into, id)
FROM people
WHERE id = $1)";

constexpr std::string_view kListByPhone = R"(
SELECT id
FROM people
WHERE phone_hash = $1 AND merged_into IS NULL
ORDER BY created_at, id)";

constexpr std::string_view kCount = R"(
SELECT COUNT(*)
FROM people
WHERE merged_into IS NULL)";

constexpr std::string_view kInsert = R"(
INSERT INTO people (id, name_sealed, phone_sealed, phone_hash, created_at, merged_into)
VALUES ($1, $2, $3, $4, $5, $6))";

constexpr std::string_view kUpdateContact = R"(
UPDATE people
SET name_sealed = $2, phone_sealed = $3, phone_hash = $4
WHERE id = $1)";

constexpr std::string_view kMerge = R"(
UPDATE people
SET merged_into = $2
WHERE id = $1 OR merged_into = $1)";

}  // namespace

std::optional<Person> PersonStore::find(const PersonId& id) const {
    return tx_.find_one(kFind, id, [&](Row& row) { return read(row); });
}

PersonId PersonStore::current(const PersonId& id) const {
    return tx_.value<PersonId>(kCurrent, id).value_or(id);
}

long long PersonStore::count() const {
    return tx_.value<long long>(kCount).value_or(0);
}

std::vector<PersonId> PersonStore::list_by_phone(const std::string& phone) const {
    return tx_.list(kListByPhone, seals_.digest.keyed("phone", phone), [](Row& row) { return row.get<PersonId>(0); });
}

Person PersonStore::read(Row& row) const {
    Person person;
    person.id = row.next<PersonId>();
    person.name = seals_.cipher.open("people.name", row.next<std::string>());
    person.phone = seals_.open("people.phone", row.next<std::optional<std::string>>());
    person.created_at = row.next<Instant>();
    person.merged_into = row.next<std::optional<PersonId>>();
    return person;
}

void PersonWriter::insert(const Person& person) {
    tx_.run(kInsert, person.id, seals_.cipher.seal("people.name", person.name),
            seals_.seal("people.phone", person.phone), seals_.hash("phone", person.phone), person.created_at,
            person.merged_into);
}

void PersonWriter::update_contact(const PersonId& id, const std::string& name,
                                  const std::optional<std::string>& phone) {
    tx_.run(kUpdateContact, id, seals_.cipher.seal("people.name", name), seals_.seal("people.phone", phone),
            seals_.hash("phone", phone));
}

void PersonWriter::merge(const PersonId& merged, const PersonId& keep) {
    tx_.run(kMerge, merged, keep);
}

}  // namespace league
