// A simulated WeChat that listens on a port of its own: the interfaces of api.weixin.qq.com, mp, open and qyapi
// on one address, pushes to the callbacks of its accounts, the control interface and the page.
//
// Tests hold one in-process on port 0; main.cpp runs one for a developer. It knows nothing of our records.
#pragma once

#include <memory>
#include <string>

#include "lib/base/clock.hpp"
#include "lib/base/random.hpp"
#include "tools/wechat_sim/options.hpp"

namespace league::sim {

class WechatSim {
public:
    /// `clock` and `random` must outlive this object.
    WechatSim(SimOptions options, const Clock& clock, Random& random);
    /// Stops.
    ~WechatSim();

    /// Returns once connections are accepted. Throws Problem internal ("cannot_listen").
    void start();
    /// Ends delays on order early, finishes what was accepted. May be called twice.
    void stop();

    int port() const;
    /// "http://127.0.0.1:45123": the base address of all of WeChat's hosts.
    const std::string& url() const;

    /// Where an account's pushes go from now on; for tests, whose server starts after the simulator.
    void set_callback(const std::string& account, const std::string& url);
    /// Comes back when no push is waiting or under way.
    void settle();

private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace league::sim
