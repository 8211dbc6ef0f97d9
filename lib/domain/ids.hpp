// The ids of everything that is remembered. All are UUIDv7 text made where the thing is made, except where noted.
#pragma once

#include "lib/base/strong_id.hpp"

namespace league {

using PersonId = StrongId<struct PersonTag>;
/// One openid in one WeChat account; several identities can be one person.
using IdentityId = StrongId<struct IdentityTag>;
using OrgUnitId = StrongId<struct OrgUnitTag>;
using ActivityId = StrongId<struct ActivityTag>;
using InviteId = StrongId<struct InviteTag>;
using RoleGrantId = StrongId<struct RoleGrantTag>;
using FeedbackId = StrongId<struct FeedbackTag>;
using OutboxId = StrongId<struct OutboxTag>;
using BulletinId = StrongId<struct BulletinTag>;
using MergeId = StrongId<struct MergeTag>;
using OrgProjectId = StrongId<struct OrgProjectTag>;
using OrgStepId = StrongId<struct OrgStepTag>;
using BatchId = StrongId<struct BatchTag>;
using PaperId = StrongId<struct PaperTag>;
using PartnerId = StrongId<struct PartnerTag>;
/// Lower-case hex SHA-256 of the bytes a phone sent.
using PhotoHash = StrongId<struct PhotoTag>;
/// The openid itself, as WeChat gave it: personal data, sealed wherever it is stored.
using OpenId = StrongId<struct OpenIdTag>;

}  // namespace league
