// An office of two servers behind nginx, two bots, Redis and WeChat's stand-in, whose disk can fill up or go read-only
// and whose clock can be moved. Everything below is for the thread that breaks things.
#pragma once

#include "tests/chaos/small_disk.hpp"
#include "tests/stories/support/faked_time.hpp"
#include "tests/stories/support/stage.hpp"

namespace league::test {

class World {
public:
    static constexpr std::size_t kCopies = 2;

    World();
    ~World();

    /// Until all programs say they are ready, within two minutes.
    void wait_until_ready();
    /// 09:30 of so many days later in Beijing.
    void go_to_day(int later);
    /// 09:30 of the day after the half month.
    void go_past_half_month();
    /// One person's newest message of a kind that is never sent twice on a day, and the day; counted over all.
    struct Messages {
        int received = 0;
        int doubled = 0;
    };
    Messages messages_to_secretaries();

    FakedTime time;
    ReadOnlyDisk read_only_disk;
    SmallDisk disk;
    Stage stage;
};

}  // namespace league::test
