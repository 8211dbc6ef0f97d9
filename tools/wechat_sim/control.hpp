// The control interface under /sim/: people act, faults are ordered, and what happened is looked at.
//
//   POST /sim/login    {account, openid, unionid?, scope?} -> {code}: of wx.login or the page authorization
//   POST /sim/phone    {account, openid, phone} -> {code}: of the phone number button
//   POST /sim/say      {account, openid, type, ...} -> {reply: {type, ...}|null, tries, notice?}
//        type text {content}; image {base64}; event {event, event_key, ticket?, fields?}; scan {scene|ticket};
//        voice, location, link, ... {fields}; always: msg_id?, created? to repeat a message exactly
//   POST /sim/consent  {account, openid, template_id, count, status?} -> {balance}; accept (default) or reject
//   POST /sim/follower {account, openid, unionid?, following?, phone?}
//   POST /sim/account  {account, can_publish?, callback_url?, mode?, format?, publish_polls?, publish_seconds?,
//                       publish_outcome?, quotas?: {path: {daily, per_minute}}}
//   POST /sim/template {account, template_id, title, fields, enums?, long_term?}
//   POST /sim/publish  {account, media_id}: a person presses the button in the account's console
//   POST /sim/faults   {path, errcode|status|delay_ms|hangup, times, after_effect?}; path may end in "*"
//   POST /sim/tokens   {account, lose: "expired"|"replaced"}: every token of the account stops being good
//   POST /sim/clock    {shift_s}: the simulator's clock stands that far from the real one
//   POST /sim/verify   {account}: the URL verification of the console -> {ok, why?}
//   POST /sim/settle   {}: comes back when no push is waiting
//   POST /sim/reset    {}
//   GET  /sim/inbox?openid=&account=  /sim/articles?account=  /sim/drafts  /sim/calls?path=  /sim/pushes  /sim/robots
//        /sim/faults  /sim/chat?account=&openid=  /sim/state
#pragma once

#include <string>

#include "tools/wechat_sim/push.hpp"
#include "tools/wechat_sim/stage.hpp"

namespace league::sim {

/// Waits until the worker has nothing to push.
class Idle {
public:
    virtual ~Idle() = default;
    virtual void settle() = 0;
};

class Control {
public:
    Control(Stage& stage, Pusher& pusher, Idle& worker) : stage_(stage), pusher_(pusher), worker_(worker) {}

    /// `call.path` begins with /sim/. Refusals answer {"error": text} with 404, 409 or 422.
    Answer answer(const Call& call);

private:
    Answer act(const Call& call);
    Answer look(const Call& call);
    Answer login(const Json& order);
    Answer phone(const Json& order);
    Answer say(const Json& order);
    Answer consent(const Json& order);
    Answer follower(const Json& order);
    Answer change_account(const Json& order);
    Answer add_template(const Json& order);
    Answer publish(const Json& order);
    Answer add_fault(const Json& order);
    Answer lose_tokens(const Json& order);

    Stage& stage_;
    Pusher& pusher_;
    Idle& worker_;
};

}  // namespace league::sim
