// Rules and steps that drafts, publications and mass sends share.
#pragma once

#include <string>

#include "tools/wechat_sim/stage.hpp"

namespace league::sim {

/// An article as draft/get gives it, its HTML filtered; refuses what wechat-api 6.2 refuses. `single` says
/// whether it stands alone. `raw_body` is searched for escapes that title and author must not have.
Json checked_article(Stage& stage, AccountState& account, const Json& given, bool single);
void refuse_escapes(const std::string& raw_body);

/// Spends the draft and starts a publication of it; 40007 when there is no such draft.
Publication& start_publication(Stage& stage, AccountState& account, const std::string& media_id,
                               const std::string& via);

/// Ends it as published: links, article id.
void finish_publication(Stage& stage, AccountState& account, Publication& publication);

/// Ends what is due by polls or time, and queues the events (wechat-api 6.4).
void run_due_publications(Stage& stage);

/// {"count", "item": [{"idx", "article_url"}]}
Json article_detail(const Publication& publication);

}  // namespace league::sim
