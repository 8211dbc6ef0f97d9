// The resources of the API, each in its own file: what it needs comes in, its routes go onto the list. Handlers make
// three moves: read JSON into an Input, run the use case, show the Output. What is passed outlives the routes.
#pragma once

#include <functional>
#include <string>

#include "server/api.hpp"

namespace league {

class AmendActivity;
class BindByInvite;
class BlobStore;
class CreateInvite;
class DecideMerge;
class EndRole;
class IssueLinkCode;
class ListActivities;
class ListMergeProposals;
class ListRoles;
class MyDuties;
class ReadKinds;
class ReadOrgTree;
class ReadProgress;
class RedeemLinkCode;
class ReviewActivities;
class ReviewActivity;
class Sessions;
class ShowActivity;
class ShowPhoto;
class SignIn;
class SignOutEverywhere;
class StorePhoto;
class SubmitActivity;
class WithdrawActivity;
struct Seals;

/// sessions, me
void add_session_routes(ApiRoutes& routes, Database& database, const Seals& seals, SignIn& sign_in, Sessions& sessions,
                        SignOutEverywhere& sign_out_everywhere);
/// bindings, link-codes
void add_binding_routes(ApiRoutes& routes, BindByInvite& bind, IssueLinkCode& issue, RedeemLinkCode& redeem);
/// invites, roles, merge-proposals
void add_people_routes(ApiRoutes& routes, CreateInvite& invite, ListRoles& list_roles, EndRole& end_role,
                       ListMergeProposals& list_merges, DecideMerge& decide_merge);
/// activity-kinds
void add_kind_routes(ApiRoutes& routes, ReadKinds& kinds);
/// activities: create and repeat, read, amend, withdraw
void add_activity_routes(ApiRoutes& routes, SubmitActivity& submit, AmendActivity& amend, WithdrawActivity& withdraw,
                         ListActivities& list, ShowActivity& show);
/// reviews of activities, one and many
void add_review_routes(ApiRoutes& routes, ReviewActivity& review, ReviewActivities& review_many);
/// photos; `max_bytes` bounds an upload
void add_photo_routes(ApiRoutes& routes, StorePhoto& store, ShowPhoto& show, std::size_t max_bytes);
/// units, duties, progress. `process_mark` makes ETags of two processes differ.
void add_unit_routes(ApiRoutes& routes, ReadOrgTree& tree);
void add_duty_routes(ApiRoutes& routes, MyDuties& duties);
void add_progress_routes(ApiRoutes& routes, Database& database, ReadProgress& progress, const Clock& clock,
                         std::string process_mark);
/// openapi.json
void add_document_routes(ApiRoutes& routes);

}  // namespace league
