// A county's year over the served world: five townships, a bot beside the server, and one clock that the story moves.
// What people do goes over HTTP, each by whoever may; what runs by night runs by the bot.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "bot/app.hpp"
#include "tests/support/served_world.hpp"
#include "tests/support/workbooks.hpp"
#include "tests/year/days.hpp"

namespace league::test::year {

using nlohmann::json;

struct Project {
    std::string id;
    std::string name;
};

class Year : public ServedWorld {
public:
    Year();

    Day today() const { return today_; }
    /// Moves the clock to a time of the day ("19:30").
    void at(Day day, const std::string& time);
    /// What the bot has to do now; issues of the column go out to WeChat.
    void let_bot_work();
    /// Sends what is waiting for WeChat.
    void pump();

    /// The answer's body; whatever is not 2xx fails the test with the body.
    json done(const CastMember& who, const std::string& method, const std::string& path, const json& body = nullptr);
    json get(const std::string& path) { return done(world.officer, "GET", path); }
    /// By the officer.
    json put(const std::string& path, const json& body) { return done(world.officer, "PUT", path, body); }
    json post(const std::string& path, const json& body) { return done(world.officer, "POST", path, body); }
    /// The same for something that must be refused.
    Served refused(const CastMember& who, const std::string& method, const std::string& path, const json& body,
                   int status);

    // acts.cpp
    void invite_secretary(const std::string& code, const std::string& name);
    /// Members, youth and a term that began in June of a year.
    void know(const std::string& code, int members, int term_from);
    /// A log of today's evening, by the branch's secretary; its id.
    std::string log(const std::string& code, const std::string& kind, int present, int expected = 20);
    /// The same, begun at another time ("2028-02-29T23:50").
    std::string log_of(const std::string& code, const std::string& kind, const std::string& started, int present,
                       int expected = 20);
    static json log_words(const std::string& code, const std::string& kind, const std::string& started, int present,
                          int expected);
    /// A project led up to its request, all of it on earlier days than today.
    Project request(const std::string& township, const std::string& name, int members = 5);
    /// Approves, elects, founds and files a batch of these; the codes they got, each with a secretary.
    std::vector<std::string> found(const std::string& township, const std::vector<std::string>& names,
                                   bool is_filed = true);
    void set_target(const std::string& unit, const json& how, int base_revision = 0);
    /// Reads an export of a day; the batch.
    json stage(const std::string& as_of, const Table& rows);

    /// Who works where, by the unit's code.
    std::map<std::string, CastMember> secretaries;
    std::map<std::string, std::string> names;  ///< of organisations, by code
    static const std::vector<std::string> kTownships;

private:
    Day today_ = 0;
    std::unique_ptr<BotApp> bot_;
};

}  // namespace league::test::year
