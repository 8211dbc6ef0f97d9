// Photos: stored by the hash of the bytes sent, shown as a picture derived from them (metadata gone, re-encoded).
// Pictures are worked on in a child process before the transaction, never inside it.
#pragma once

#include <semaphore>
#include <string>

#include "lib/base/digest.hpp"
#include "lib/documents/pictures.hpp"
#include "lib/domain/permission.hpp"
#include "lib/storage/blob_store.hpp"
#include "lib/storage/photo_store.hpp"

namespace league {

class Database;
class Transaction;

/// Puts the derived picture and thumbnail of bytes into the blob store, unless the hash is known. No rows yet. Two
/// pictures are worked on at a time; who waits too long for a turn is refused as busy ("photo_busy").
class PhotoWork {
public:
    PhotoWork(Database& database, const Digest& digest, BlobStore& blobs, const PictureMaker& maker)
        : database_(database), digest_(digest), blobs_(blobs), maker_(maker) {}

    /// What to write about the bytes. Throws Problem invalid_input (field "photo") for hostile or broken bytes.
    Photo prepare(const std::string& bytes);

private:
    Database& database_;
    const Digest& digest_;
    BlobStore& blobs_;
    const PictureMaker& maker_;
    std::counting_semaphore<> turns_{2};
};

class StorePhoto {
public:
    struct Input {
        std::string unit;  ///< id or code; empty: the units that the actor holds roles at and may log for
        std::string bytes;
    };
    struct Output {
        bool created = false;  ///< false: these units had this photo already
        PhotoHash hash;
        long long bytes = 0;
    };

    StorePhoto(Database& database, const Digest& digest, BlobStore& blobs, const PictureMaker& maker)
        : database_(database), digest_(digest), work_(database, digest, blobs, maker) {}

    /// Throws Problem: not_allowed, not_found (unit), invalid_input (photo), no_space.
    Output run(const Actor& actor, const Input& input);

private:
    Database& database_;
    const Digest& digest_;
    PhotoWork work_;
};

enum class PhotoSize { full, thumbnail };

class ShowPhoto {
public:
    struct Input {
        PhotoHash hash;
        PhotoSize size = PhotoSize::full;
    };
    struct Output {
        std::string jpeg;
    };

    ShowPhoto(Database& database, const BlobStore& blobs) : database_(database), blobs_(blobs) {}

    /// Throws Problem not_found, also for a photo of units whose logs the actor may not see: a hash tells nothing.
    Output run(const Actor& actor, const Input& input);

private:
    Database& database_;
    const BlobStore& blobs_;
};

}  // namespace league
