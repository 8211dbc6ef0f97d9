// People: name and phone sealed, the phone also as a keyed hash. Roles and identities have stores of their own.
#pragma once

#include <optional>
#include <string_view>

#include "lib/domain/people.hpp"
#include "lib/storage/seals.hpp"
#include "lib/storage/transaction.hpp"

namespace league {

class PersonStore {
public:
    PersonStore(ReadTransaction& tx, const Seals& seals) : tx_(tx), seals_(seals) {}

    std::optional<Person> find(const PersonId& id) const;
    /// The person that this one was merged into, or the id itself.
    PersonId current(const PersonId& id) const;
    /// Those not merged away.
    long long count() const;
    /// Those not merged away who have this phone, as normal_phone() gives it.
    std::vector<PersonId> list_by_phone(const std::string& phone) const;

private:
    Person read(Row& row) const;

    ReadTransaction& tx_;
    const Seals& seals_;
};

class PersonWriter {
public:
    PersonWriter(Transaction& tx, const Seals& seals) : tx_(tx), seals_(seals) {}

    void insert(const Person& person);
    void update_contact(const PersonId& id, const std::string& name, const std::optional<std::string>& phone);
    /// `merged` and everybody merged into it before now point to `keep`.
    void merge(const PersonId& merged, const PersonId& keep);

private:
    Transaction& tx_;
    const Seals& seals_;
};

}  // namespace league
