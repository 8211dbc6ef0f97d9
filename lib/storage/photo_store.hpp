// Which pictures are stored and whose they are. The bytes are in BlobStore. A hash is the SHA-256 of the bytes a
// phone sent; only units that uploaded these very bytes may use or see it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lib/base/clock.hpp"
#include "lib/domain/ids.hpp"
#include "lib/domain/org_unit.hpp"

namespace league {

class ReadTransaction;
class Transaction;

struct Photo {
    PhotoHash hash;
    long long bytes = 0;      ///< as sent
    std::string picture_key;  ///< in BlobStore: the stored picture, derived from them
    std::string thumb_key;
    int width = 0;
    int height = 0;
    Instant created_at;
};

class PhotoStore {
public:
    explicit PhotoStore(ReadTransaction& tx) : tx_(tx) {}

    std::optional<Photo> find(const PhotoHash& hash);
    /// The units that uploaded the hash; empty when nobody has.
    std::vector<OrgUnit> uploaders(const PhotoHash& hash);
    bool is_uploaded_by(const PhotoHash& hash, const OrgUnitId& unit);
    /// Whether a log of a restricted kind names the hash (R47).
    bool is_of_restricted_log(const PhotoHash& hash);
    /// Units whose logs name the hash.
    std::vector<OrgUnitId> units_naming(const PhotoHash& hash);

private:
    ReadTransaction& tx_;
};

class PhotoWriter {
public:
    explicit PhotoWriter(Transaction& tx) : tx_(tx) {}

    /// False when the hash is stored already.
    bool insert(const Photo& photo);
    /// False when the unit has it already.
    bool add_upload(const PhotoHash& hash, const OrgUnitId& unit, const std::optional<PersonId>& by);

private:
    Transaction& tx_;
};

}  // namespace league
