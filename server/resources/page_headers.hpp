// What keeps a page of ours from doing anything that was not meant: no scripts, no foreign parts, no frames. The one
// style block of the page is allowed by its hash.
#pragma once

#include <string_view>

#include "lib/base/digest.hpp"
#include "lib/http/message.hpp"

namespace league {

http::Headers page_headers(std::string_view html, const Digest& digest);
/// Of a page that holds an article: its elements carry their styles, as WeChat wants it, and its pictures are inside.
http::Headers article_headers();
/// Of the phone page and the console: they load from us alone, stand in no frame, and use nothing of the device but its
/// camera.
http::Headers client_page_headers();

}  // namespace league
