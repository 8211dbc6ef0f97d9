// What this program wants of WeChat, for one account, named by the wish and not by the address.
//
// Every call ends in an Outcome; see outcome.hpp for what may be repeated. What WeChat would refuse for its
// size or form is refused before: Problem invalid_input naming the fields. Sends to one openid must be made
// one after the other by the caller (wechat-api 9.7). All calls may be made from any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/domain/ids.hpp"
#include "lib/wechat/api.hpp"
#include "lib/wechat/limits.hpp"
#include "lib/wechat/push.hpp"

namespace league::wechat {

struct Login {
    OpenId openid;
    std::string unionid;       ///< empty until the account is bound to an Open Platform account
    Secret session_key;        ///< mini programs only; never for the phone
    bool is_snapshot = false;  ///< official account: a page preview with a made-up person, not to be trusted
};

struct Follower {
    bool follows = false;
    std::string unionid;
};

/// A subscribe message (mini program) or a subscription notice (official account).
struct Notice {
    OpenId to;
    std::string template_id;
    NoticeData data;   ///< fit_notice makes it right
    std::string page;  ///< opened by a tap: a page of the mini program, or a web address; empty opens nothing
    std::string mini_program_appid;  ///< official account only: opens `mini_program_page` there instead
    std::string mini_program_page;
};

struct CustomerNews {
    std::string title;
    std::string description;
    std::string url;
    std::string picture_url;
};
struct MiniProgramCard {
    std::string title;
    std::string appid;  ///< not used by a mini program that sends its own page
    std::string page;
    std::string thumb_media_id;
};

struct Picture {
    std::string filename;  ///< with .jpg or .png
    std::string bytes;
};
struct Cover {
    std::string media_id;
    std::string url;
};
enum class CoverKind { image, thumb };

struct Draft {
    std::string media_id;
    std::int64_t updated = 0;       ///< seconds since the epoch
    std::vector<Article> articles;  ///< content is empty in lists made without it
    std::vector<std::string> urls;  ///< preview or permanent address of each article
};
struct DraftPage {
    std::int64_t total = 0;
    std::vector<Draft> drafts;
};

struct Publication {
    std::string publish_id;
    std::string message_data_id;
};
enum class PublicationState {
    published = 0,
    in_progress = 1,
    originality_failed = 2,
    failed = 3,
    rejected = 4,
    deleted_by_user = 5,
    banned = 6,
};
struct PublicationStatus {
    PublicationState state = PublicationState::in_progress;
    std::string article_id;
    std::vector<ArticleUrl> articles;
    std::vector<std::int64_t> failed_indexes;
};
struct PublishedArticle {
    std::string article_id;
    std::int64_t updated = 0;
    std::vector<Article> articles;
    std::vector<std::string> urls;
};
struct PublicationPage {
    std::int64_t total = 0;
    std::vector<PublishedArticle> publications;
};

struct MassSend {
    std::string draft_media_id;
    std::optional<std::int64_t> tag_id;  ///< nothing sends to all followers
    /// WeChat drops a second send under the same id for about a day: the caller repeats with the same one.
    std::string client_message_id;
    bool allow_reprint = false;
};
struct MassSent {
    std::string message_id;
    std::string message_data_id;  ///< empty when WeChat knew the send already
    bool was_known = false;
};
/// As mass/get tells it; why a send failed only the event says (wechat-api 6.5, 6.6).
enum class MassSendState { sending, sent, failed, deleted };

struct Media {
    std::string bytes;
    std::string content_type;
    std::string video_url;  ///< a video comes as an address instead
};

enum class CheckScene { profile = 1, comment = 2, forum = 3, social_log = 4 };
struct TextCheck {
    OpenId author;  ///< was in the mini program within two hours, or WeChat refuses with 61010 (kind user)
    CheckScene scene = CheckScene::social_log;
    std::string content;
    std::string title;
};
enum class Suggestion { pass, review, risky };
struct Verdict {
    Suggestion suggestion = Suggestion::review;
    std::int64_t label = 0;
    std::string trace_id;
};

struct MenuButton {
    std::string name;
    std::string type;  ///< click, view, scancode_push, miniprogram...; empty with sub-buttons
    std::string key;
    std::string url;  ///< of view, and what older phones open for miniprogram
    std::string appid;
    std::string page;
    std::vector<MenuButton> buttons;

    friend bool operator==(const MenuButton&, const MenuButton&) = default;
};
std::vector<FieldError> check_menu(const std::vector<MenuButton>& buttons, const WechatLimits& limits);

struct SceneCode {
    std::string ticket;
    std::string url;  ///< what the code says
    std::int64_t expires_in = 0;
};
struct MiniProgramCode {
    std::string scene;
    std::string page;  ///< without leading '/' and query; empty is the home page
    std::string version = "release";
    std::size_t width = 430;
    bool check_page = true;
};

struct Quota {
    std::int64_t daily_limit = 0;
    std::int64_t used = 0;
    std::int64_t remaining = 0;
};

struct WechatClientOptions {
    WechatLimits limits;
    std::string notice_state = "formal";  ///< miniprogram_state: developer, trial or formal
    std::string language = "zh_CN";
};

class WechatClient {
public:
    WechatClient(const WechatAccount& account, http::HttpClient& http, TokenSource& tokens,
                 WechatClientOptions options = {}, CallObserver observer = {});

    // People.
    /// The code works once and lives 5 minutes; after Unknown ask the phone for a new one.
    Outcome<Login> exchange_login_code(const std::string& code);
    Outcome<Follower> follower(const OpenId& openid);
    /// Empty when there is none (yet).
    Outcome<std::string> unionid_of(const OpenId& openid);

    // Messages to one person. None may be repeated after Unknown.
    /// The message's id, which may be empty.
    Outcome<std::string> send_notice(const Notice& notice);
    Outcome<Done> send_customer_text(const OpenId& to, const std::string& text);
    Outcome<Done> send_customer_image(const OpenId& to, const std::string& media_id);
    Outcome<Done> send_customer_news(const OpenId& to, const CustomerNews& news);
    /// A published article of the official account.
    Outcome<Done> send_customer_article(const OpenId& to, const std::string& article_id);
    Outcome<Done> send_customer_card(const OpenId& to, const MiniProgramCard& card);

    // Articles.
    /// The address to use inside an article. jpg or png, below 1 MB.
    Outcome<std::string> upload_article_picture(const Picture& picture);
    Outcome<Cover> upload_cover(const Picture& picture, CoverKind kind = CoverKind::image);
    /// The draft's media_id. After Unknown look for it with list_drafts before adding another.
    Outcome<std::string> add_draft(const std::vector<Article>& articles);
    Outcome<Done> update_draft(const std::string& media_id, std::size_t index, const Article& article);
    Outcome<Draft> get_draft(const std::string& media_id);
    Outcome<DraftPage> list_drafts(std::size_t offset, std::size_t count, bool with_content = false);
    Outcome<Done> delete_draft(const std::string& media_id);
    /// Done means accepted, not published; the draft is spent. Refused 48001: this account has no such right.
    Outcome<Publication> submit_publication(const std::string& draft_media_id);
    Outcome<PublicationStatus> publication_status(const std::string& publish_id);
    Outcome<PublicationPage> list_publications(std::size_t offset, std::size_t count, bool with_content = false);
    /// After Unknown and after a refusal of kind retry_later: the same id again.
    Outcome<MassSent> mass_send(const MassSend& send);
    Outcome<MassSendState> mass_send_state(const std::string& message_id);
    /// Every article of it; links to them break for good, those of other sends of the same articles too.
    Outcome<Done> delete_mass_send(const std::string& message_id);
    /// Every article of the publication; cannot be undone. Refused 53600: there is no such one (any more).
    Outcome<Done> delete_publication(const std::string& article_id);
    Outcome<Done> preview(const OpenId& to, const std::string& draft_media_id);

    // Pictures from people, and what may be said.
    Outcome<Media> fetch_media(const std::string& media_id);
    Outcome<Verdict> check_text(const TextCheck& check);
    /// The trace id; the verdict is pushed within 30 minutes, or never.
    Outcome<std::string> check_media_async(const OpenId& author, const std::string& url,
                                           CheckScene scene = CheckScene::social_log);

    // The account.
    /// As it stands in the account; nothing when it has none.
    Outcome<std::optional<std::vector<MenuButton>>> menu();
    Outcome<Done> create_menu(const std::vector<MenuButton>& buttons);
    /// A code that carries `scene`; nothing for `life` makes it permanent (there are 100 000 of those in all).
    Outcome<SceneCode> create_scene_code(const std::string& scene, std::optional<std::chrono::seconds> life);
    /// The picture's bytes.
    Outcome<std::string> mini_program_code(const MiniProgramCode& code);
    Outcome<Quota> quota(const std::string& path);

    const WechatAccount& account() const { return api_.account(); }

private:
    Api api_;
    WechatClientOptions options_;
};

/// Where the phone is sent to sign in with the official account (wechat-api 5.7); `open_base` as configured.
std::string authorize_url(const std::string& open_base, const std::string& appid, const std::string& redirect_uri,
                          const std::string& state);
/// The picture of a scene code; `mp_base` as configured.
std::string scene_code_picture_url(const std::string& mp_base, const std::string& ticket);

}  // namespace league::wechat
