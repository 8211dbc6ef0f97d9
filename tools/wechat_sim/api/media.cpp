// Pictures of articles, the library, temporary media (wechat-api 6.1).
#include <algorithm>

#include "tools/wechat_sim/gate.hpp"
#include "tools/wechat_sim/picture.hpp"

namespace league::sim {
namespace {

const UploadedFile& uploaded(Context& context) {
    for (const UploadedFile& file : context.call.files) {
        // A part without a file name is an ordinary field to WeChat.
        if (file.field == "media" && !file.filename.empty() && !file.bytes.empty()) return file;
    }
    throw Refusal(41005);
}

std::string ending(const std::string& filename) {
    const auto dot = filename.rfind('.');
    std::string end = dot == std::string::npos ? "" : filename.substr(dot + 1);
    std::transform(end.begin(), end.end(), end.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return end;
}

Media& keep(Context& context, const UploadedFile& file, const std::string& type, const std::string& content_type,
            bool permanent) {
    Media media;
    media.id = context.stage.id(permanent ? 64 : 63);
    media.type = type;
    media.content_type = content_type;
    media.bytes = file.bytes;
    media.permanent = permanent;
    media.made = context.stage.clock.now();
    const std::string id = media.id;
    return context.own().media.emplace(id, std::move(media)).first->second;
}

std::string address(Context& context, const Media& media) {
    return context.stage.base_url + "/mmbiz/" + media.id;
}

Answer upload_picture(Context& context) {
    const UploadedFile& file = uploaded(context);
    const std::string type = picture_type(file.bytes);
    if (type != "image/png" && type != "image/jpeg") throw Refusal(40005);
    if (file.bytes.size() >= context.limits().picture_bytes) throw Refusal(40009);
    return json_answer({{"url", address(context, keep(context, file, "picture", type, /*permanent=*/true))}});
}

/// The content type of a permitted upload of `type`; refuses the rest.
std::string checked_upload(Context& context, const UploadedFile& file, const std::string& type) {
    const std::string picture = picture_type(file.bytes);
    const std::string end = ending(file.filename);
    if (type == "image") {
        if (picture.empty()) throw Refusal(40005);
        if (file.bytes.size() > context.limits().image_bytes) throw Refusal(40009);
        return picture;
    }
    if (type == "thumb") {
        if (picture != "image/jpeg") throw Refusal(40005);
        if (file.bytes.size() > context.limits().thumb_bytes) throw Refusal(40009, "invalid thumb size");
        return picture;
    }
    if (type == "voice") {
        if (end != "mp3" && end != "wma" && end != "wav" && end != "amr") throw Refusal(40005);
        if (file.bytes.size() > 2 * context.limits().picture_bytes) throw Refusal(40010, "invalid voice size");
        return end == "mp3" ? "audio/mpeg" : "audio/" + end;
    }
    if (type == "video") {
        if (end != "mp4") throw Refusal(40005);
        if (file.bytes.size() > context.limits().image_bytes) throw Refusal(40011, "invalid video size");
        return "video/mp4";
    }
    throw Refusal(40004);
}

Answer add_material(Context& context) {
    const std::string type = context.call.value("type");
    const UploadedFile& file = uploaded(context);
    const std::string content_type = checked_upload(context, file, type);
    const Media& media = keep(context, file, type, content_type, /*permanent=*/true);
    Json json = {{"media_id", media.id}};
    if (type == "image" || type == "thumb") json["url"] = address(context, media);
    json["item"] = Json::array();
    return json_answer(json);
}

Answer upload_temporary(Context& context) {
    const std::string type = context.call.value("type");
    const UploadedFile& file = uploaded(context);
    const std::string content_type = checked_upload(context, file, type);
    const Media& media = keep(context, file, type, content_type, /*permanent=*/false);
    return json_answer({{"type", type},
                        {type == "thumb" ? "thumb_media_id" : "media_id", media.id},
                        {"created_at", unix_seconds(media.made)}});
}

bool is_kept(Context& context, const Media& media) {
    return media.permanent || context.stage.clock.now() < media.made + context.limits().media_life;
}

Answer send_bytes(const Media& media) {
    Answer answer;
    answer.type = media.content_type;
    answer.body = media.bytes;
    const auto slash = media.content_type.find('/');
    std::string end = media.content_type.substr(slash + 1);
    if (end == "jpeg") end = "jpg";
    answer.headers.emplace_back("Content-Disposition", "attachment; filename=\"" + media.id + "." + end + "\"");
    return answer;
}

Answer get_temporary(Context& context) {
    const auto found = context.own().media.find(context.call.value("media_id"));
    if (found == context.own().media.end() || found->second.permanent || !is_kept(context, found->second)) {
        throw Refusal(40007);
    }
    if (found->second.type == "video") return json_answer({{"video_url", address(context, found->second)}});
    return send_bytes(found->second);
}

Answer get_material(Context& context) {
    const auto found = context.own().media.find(context.text("media_id"));
    if (found == context.own().media.end() || !found->second.permanent) throw Refusal(40007);
    return send_bytes(found->second);
}

Answer delete_material(Context& context) {
    const auto found = context.own().media.find(context.text("media_id"));
    if (found == context.own().media.end() || !found->second.permanent) throw Refusal(40007);
    context.own().media.erase(found);
    return done();
}

Answer count_material(Context& context) {
    Json json = {{"voice_count", 0}, {"video_count", 0}, {"image_count", 0}, {"news_count", 0}};
    for (const auto& [id, media] : context.own().media) {
        if (!media.permanent || media.type == "picture") continue;
        Json& count = json[(media.type == "thumb" ? "image" : media.type) + "_count"];
        count = count.get<int>() + 1;
    }
    return json_answer(json);
}

}  // namespace

std::vector<Endpoint> media_interfaces() {
    constexpr auto token = Access::token;
    constexpr auto both = Side::both;
    constexpr auto official = Side::official;
    return {
        {"/cgi-bin/media/uploadimg", Method::post, token, official, false, upload_picture},
        {"/cgi-bin/material/add_material", Method::post, token, official, false, add_material},
        {"/cgi-bin/material/get_material", Method::post, token, official, true, get_material},
        {"/cgi-bin/material/del_material", Method::post, token, official, true, delete_material},
        {"/cgi-bin/material/get_materialcount", Method::any, token, official, false, count_material},
        {"/cgi-bin/media/upload", Method::post, token, both, false, upload_temporary},
        {"/cgi-bin/media/get", Method::get, token, both, false, get_temporary},
    };
}

}  // namespace league::sim
