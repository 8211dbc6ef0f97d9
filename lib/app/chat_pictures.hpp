// Pictures sent in a chat after a log was saved there. The callback only records the wish to fetch the picture
// (WishPicture, in the transaction of its receipt); the bot fetches the bytes and attaches them (AttachPicture).
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "lib/app/photos.hpp"
#include "lib/base/random.hpp"
#include "lib/domain/activity.hpp"
#include "lib/storage/seals.hpp"

namespace league {

/// Outbox kind of a picture to fetch; the row's subject is the activity.
inline constexpr std::string_view kFetchMedia = "fetch_media";

class WishPicture {
public:
    struct Input {
        std::string account;  ///< whose media/get knows the picture
        std::string media_id;
        std::string msg_id;  ///< one wish a message
        OpenId sender;       ///< pictures of one sender are fetched one after the other
    };
    enum class Answer {
        wished,         ///< will be fetched
        no_recent_log,  ///< the actor's last chat log was not saved within the last 30 minutes
        enough_photos,  ///< three are there or on their way
    };
    struct Output {
        Answer answer = Answer::no_recent_log;
        std::string title;    ///< of the log, unless there is no recent one
        int photos_left = 0;  ///< after this one
    };
    struct Options {
        std::chrono::minutes window{30};
        int photos = 3;
    };

    WishPicture(const Seals& seals, Random& random) : WishPicture(seals, random, Options()) {}
    WishPicture(const Seals& seals, Random& random, Options options)
        : seals_(seals), random_(random), options_(options) {}

    /// `tx.now()` counts as the picture's arrival.
    Output run_in(Transaction& tx, const Actor& actor, const Input& input) const;

private:
    Seals seals_;
    Random& random_;
    Options options_;
};

class AttachPicture {
public:
    struct Input {
        ActivityId activity;
        std::string bytes;
    };
    enum class Answer { attached, attached_before, log_is_full, log_withdrawn };
    struct Output {
        Answer answer = Answer::attached;
        PhotoHash hash;
    };

    AttachPicture(Database& database, const Digest& digest, BlobStore& blobs, const PictureMaker& maker)
        : database_(database), digest_(digest), work_(database, digest, blobs, maker) {}

    /// For the bot. Throws Problem: not_allowed, not_found, invalid_input (photo), no_space.
    Output run(const Actor& actor, const Input& input);

private:
    Database& database_;
    const Digest& digest_;
    PhotoWork work_;
};

}  // namespace league
