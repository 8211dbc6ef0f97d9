#include "tests/fuzz/entries.hpp"

#include "lib/base/ensure.hpp"
#include "lib/base/text.hpp"
#include "lib/wechat/message_tree.hpp"
#include "lib/wechat/outcome.hpp"
#include "tests/wechat/push_parts.hpp"

namespace league::fuzz {
namespace {

using namespace league::wechat;

/// Whatever was read must be text, and a reply to it must be readable again.
void check(const Push& push) {
    for (const auto& text : {push.to, push.from.str(), push.msg_type, push.event, push.event_key, push.msg_id}) {
        ensure(text.empty() || text::is_valid_utf8(text));
    }
    const auto reply = read_tree(render_reply(push, TextReply{push.event_key}, 1));
    ensure(reply.has_value());
}

void read_opened(std::string_view bytes) {
    static const PushReader plain(test::account_in(PushMode::plain));
    const auto push = plain.read(test::signed_query(plain.crypto()), bytes);
    if (push) check(*push);

    static const PushReader compatible(test::account_in(PushMode::compatible));
    ensure(!compatible.read({}, bytes).has_value());
}

void check_node(const MessageNode& node, std::size_t depth, std::size_t& count) {
    ensure(depth <= TreeLimits().max_depth && ++count <= TreeLimits().max_nodes);
    ensure(text::is_valid_utf8(node.name) && text::is_valid_utf8(node.text));
    node.number_of("errcode");
    node.decimal_of("errcode");
    for (const MessageNode& child : node.children) {
        ensure(node.find(child.name) != nullptr);
        for (const MessageNode* item : node.items_of(child.name)) ensure(item != nullptr);
        check_node(child, depth + 1, count);
    }
}

}  // namespace

void push_xml(std::string_view bytes) {
    read_opened(bytes);
    // The same bytes as the text of a message: they must not break out of it.
    read_opened("<xml><MsgType>text</MsgType><Content>" + cdata(bytes) + "</Content></xml>");
}

void push_json(std::string_view bytes) {
    read_opened(bytes);
    read_opened("{\"MsgType\":\"event\",\"Event\":\"subscribe_msg_popup_event\",\"List\":" + std::string(bytes) + "}");
}

void decrypt(std::string_view bytes) {
    static const PushCrypto crypto(test::account_in(PushMode::safe));
    // As it comes over the wire, and past the base64 reader.
    const auto message = crypto.decrypt(bytes);
    if (message) ensure(message->size() < bytes.size());
    const auto direct = crypto.decrypt(base64_encode(bytes));
    if (direct) ensure(direct->size() < bytes.size());

    test::CountingRandom random;
    const auto again = crypto.decrypt(crypto.encrypt(bytes, random));
    ensure(again.has_value() && *again == bytes);
}

void query_signature(std::string_view bytes) {
    static const PushReader reader(test::account_in(PushMode::safe));
    const auto parts = text::split(bytes, '\n');
    const auto part = [&](std::size_t i) { return i < parts.size() ? parts[i] : std::string(); };
    const PushQuery query{part(0), part(1), part(2), part(3), part(4)};
    const bool is_signed = query.signature == reader.crypto().signature(query.timestamp, query.nonce);
    ensure(reader.verify_address(query).has_value() == is_signed);
    if (!is_signed) ensure(reader.read(query, bytes).error() == PushFailure::bad_signature);
}

void wechat_answer(std::string_view bytes) {
    const auto tree = read_tree(bytes);
    if (!tree) return;
    std::size_t count = 0;
    check_node(*tree, 1, count);
    const std::string errmsg = tree->text_of("errmsg");
    ensure(errmsg.find(rid_of(errmsg)) != std::string::npos);
    ensure(!to_string(classify(tree->number_of("errcode").value_or(-1), errmsg)).empty());
}

}  // namespace league::fuzz
