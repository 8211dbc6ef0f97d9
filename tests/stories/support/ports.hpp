// A free TCP port that this object holds for its lifetime against other tests on this machine, so that a program can
// be killed and started again on it.
#pragma once

namespace league::test {

class HeldPort {
public:
    HeldPort();
    ~HeldPort();
    HeldPort(const HeldPort&) = delete;
    HeldPort& operator=(const HeldPort&) = delete;

    int number() const { return number_; }

private:
    int number_ = 0;
    int lock_ = -1;
};

}  // namespace league::test
