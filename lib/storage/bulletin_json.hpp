// The parts of a bulletin that are kept as text: its snapshot by version, its words, the addresses of its pictures.
// Inside lib/storage only.
#pragma once

#include <string>

#include "lib/domain/bulletin.hpp"

namespace league {

std::string snapshot_text(const BulletinSnapshot& snapshot);
/// Reads every version that was ever written.
BulletinSnapshot snapshot_from(const std::string& text);
std::string words_text(const BulletinWords& words);
BulletinWords words_from(const std::string& text);
std::string pictures_text(const BulletinPictures& pictures);
BulletinPictures pictures_from(const std::string& text);

}  // namespace league
