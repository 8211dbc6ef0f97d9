#include <catch2/catch.hpp>

#include "tests/server/api/png.hpp"
#include "tests/server/api/scene.hpp"

using namespace league;
using namespace league::test;
using nlohmann::json;

namespace {

Served upload(Scene& scene, const std::string& bytes, const std::string& type = "image/jpeg") {
    return scene.as(scene.world.cg01_secretary, "POST", "/api/v1/photos", bytes, type);
}

}  // namespace

TEST_CASE("a photo is known by the hash of what was sent, and shown as something made from it") {
    Scene scene;
    const std::string bytes = small_png(200, 30, 40);
    const Served stored = upload(scene, bytes, "image/png");
    CHECK(stored.status == 201);
    const std::string hash = scene.world.digest().sha256(bytes);
    CHECK(stored.json() == json{{"sha256", hash}, {"bytes", bytes.size()}});
    CHECK(upload(scene, bytes, "text/plain").status == 200);  // the type is told from the bytes

    for (const char* size : {"", "/thumbnail"}) {
        const Served shown = scene.as(scene.world.cg_secretary, "GET", "/api/v1/photos/" + hash + size);
        CHECK(shown.status == 200);
        CHECK(shown.header("Content-Type") == "image/jpeg");
        CHECK(shown.header("X-Content-Type-Options") == "nosniff");
        CHECK(shown.header("Cache-Control").starts_with("private"));
        CHECK(shown.body.starts_with("\xff\xd8\xff"));
        CHECK(shown.body != bytes);
    }
}

TEST_CASE("a log may name a photo that is still on its way, and is told when it is there") {
    Scene scene;
    const std::string bytes = small_png(1, 2, 3);
    const std::string hash = scene.world.digest().sha256(bytes);
    json body = ServedWorld::log_body("QH-CG-01");
    body["photos"] = {hash};
    const std::string path = "/api/v1/activities/" + scene.new_id();
    REQUIRE(scene.as(scene.world.cg01_secretary, "PUT", path, body).status == 201);
    const auto state = [&] { return scene.as(scene.world.cg_secretary, "GET", path).json().at("photo_states").at(0); };
    CHECK(state() == json{{"sha256", hash}, {"uploaded", false}});
    REQUIRE(upload(scene, bytes, "image/png").status == 201);
    CHECK(state() == json{{"sha256", hash}, {"uploaded", true}});
}

TEST_CASE("hostile bytes are refused in words about the photo, and nothing is kept of them") {
    Scene scene;
    using namespace std::string_literals;
    const std::string bomb = "\x89PNG\r\n\x1a\n"s +
                             png::chunk("IHDR", png::big32(100000) + png::big32(100000) + "\x08\x02\0\0\0"s) +
                             png::chunk("IDAT", "x") + png::chunk("IEND", "");
    const std::string half = small_png(9, 9, 9).substr(0, 60);
    const std::string page = "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>";
    for (const std::string& bytes : {std::string(), std::string("GIF89a"), bomb, half, page, std::string(5000, '\0'),
                                     "\xff\xd8\xff\xe0"s + std::string(3000, 'x')}) {
        const Served answer = upload(scene, bytes);
        INFO(bytes.substr(0, 10));
        CHECK(answer.status == 422);
        CHECK(answer.message("photo") != "");
        const std::string hash = scene.world.digest().sha256(bytes);
        CHECK(scene.as(scene.world.officer, "GET", "/api/v1/photos/" + hash).status == 404);
    }
    CHECK(scene.as(scene.world.officer, "GET", "/api/v1/photos/..%2F..%2Fetc%2Fpasswd").status == 404);
    CHECK(scene.ask("GET", "/healthz").status == 200);
}
