#include "lib/app/photos.hpp"
#include "server/resources/query_input.hpp"
#include "server/resources/routes.hpp"
#include "server/resources/shapes.hpp"

namespace league {
namespace {

http::Response upload(StorePhoto& store, const ApiCall& call) {
    QueryInput query(call.request);
    StorePhoto::Input input;
    input.unit = query.optional_text("unit").value_or("");
    query.finish();
    input.bytes = call.request.body;
    const StorePhoto::Output output = store.run(call.actor, input);
    return shapes::answer(output.created ? 201 : 200, {{"sha256", output.hash.str()}, {"bytes", output.bytes}});
}

http::Response picture(ShowPhoto& show, const ApiCall& call, PhotoSize size) {
    const ShowPhoto::Output output = show.run(call.actor, {PhotoHash(call.request.parameter("sha256")), size});
    http::Response response = http::Response::bytes("image/jpeg", output.jpeg);
    return response.with_header("Cache-Control", "private, max-age=86400, immutable");
}

}  // namespace

void add_photo_routes(ApiRoutes& routes, StorePhoto& store, ShowPhoto& show, std::size_t max_bytes) {
    routes.signed_in(
        "POST", "/api/v1/photos", [&store](const ApiCall& call) { return upload(store, call); }, max_bytes, Pace::slow);
    routes.signed_in("GET", "/api/v1/photos/{sha256}",
                     [&show](const ApiCall& call) { return picture(show, call, PhotoSize::full); });
    routes.signed_in("GET", "/api/v1/photos/{sha256}/thumbnail",
                     [&show](const ApiCall& call) { return picture(show, call, PhotoSize::thumbnail); });
}

}  // namespace league
