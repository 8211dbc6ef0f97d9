// What people open in a browser: articles and drafts as WeChat shows them, pictures, QR code cards, and the
// authorization page where one chooses who one is.
#pragma once

#include "tools/wechat_sim/stage.hpp"

namespace league::sim {

Answer article_page(Stage& stage, const std::string& id);
Answer draft_page(Stage& stage, const std::string& media_id);
/// Bytes of any uploaded picture; 404 when there is none.
Answer picture(Stage& stage, const std::string& media_id);
/// mp.weixin.qq.com/cgi-bin/showqrcode
Answer qr_picture(Stage& stage, const Call& call);
/// open.weixin.qq.com/connect/oauth2/authorize; with `sim_openid` in the query it redirects at once.
Answer authorize_page(Stage& stage, const Call& call);

}  // namespace league::sim
