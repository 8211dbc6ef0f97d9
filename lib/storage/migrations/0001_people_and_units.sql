-- Units, people, their WeChat identities and roles. *_sealed columns are ciphertext (lib/base/cipher.hpp), *_hash
-- columns keyed hashes for look-up. Instants are milliseconds since 1970; ids are UUIDv7 text.

CREATE TABLE org_units (
    id          TEXT    NOT NULL PRIMARY KEY,
    code        TEXT    NOT NULL UNIQUE,
    name        TEXT    NOT NULL,
    short_name  TEXT    NOT NULL,
    kind        TEXT    NOT NULL CHECK (kind IN ('province', 'city', 'county', 'township', 'grassroots_committee',
                                                 'general_branch', 'branch', 'joint_branch', 'temporary_branch')),
    parent_id   TEXT    REFERENCES org_units (id),
    path        TEXT    NOT NULL UNIQUE,
    sort        INTEGER NOT NULL DEFAULT 0,
    opened_at   BIGINT  NOT NULL,
    closed_at   BIGINT
);
CREATE INDEX org_units_by_parent ON org_units (parent_id, sort, code);

CREATE TABLE people (
    id            TEXT   NOT NULL PRIMARY KEY,
    name_sealed   TEXT   NOT NULL,
    phone_sealed  TEXT,
    phone_hash    TEXT,
    created_at    BIGINT NOT NULL,
    merged_into   TEXT   REFERENCES people (id)
);
CREATE INDEX people_by_phone ON people (phone_hash);

CREATE TABLE role_grants (
    id          TEXT   NOT NULL PRIMARY KEY,
    person_id   TEXT   NOT NULL REFERENCES people (id),
    role        TEXT   NOT NULL CHECK (role IN ('branch_secretary', 'township_secretary', 'county_officer', 'county_leader')),
    unit_id     TEXT   NOT NULL REFERENCES org_units (id),
    granted_at  BIGINT NOT NULL,
    ended_at    BIGINT
);
CREATE INDEX role_grants_by_person ON role_grants (person_id);
CREATE INDEX role_grants_by_unit ON role_grants (unit_id);
CREATE UNIQUE INDEX role_grants_once ON role_grants (person_id, role, unit_id) WHERE ended_at IS NULL;

CREATE TABLE identities (
    id               TEXT    NOT NULL PRIMARY KEY,
    account          TEXT    NOT NULL,
    openid_sealed    TEXT    NOT NULL,
    openid_hash      TEXT    NOT NULL,
    unionid_sealed   TEXT,
    unionid_hash     TEXT,
    person_id        TEXT    REFERENCES people (id),
    follows          INTEGER NOT NULL DEFAULT 1 CHECK (follows IN (0, 1)),
    last_message_at  BIGINT,
    created_at       BIGINT  NOT NULL,
    UNIQUE (account, openid_hash)
);
CREATE INDEX identities_by_person ON identities (person_id);
CREATE INDEX identities_by_unionid ON identities (unionid_hash);

CREATE TABLE invites (
    id           TEXT   NOT NULL PRIMARY KEY,
    code_hash    TEXT   NOT NULL UNIQUE,
    role         TEXT   NOT NULL,
    unit_id      TEXT   NOT NULL REFERENCES org_units (id),
    name_sealed  TEXT,
    phone_sealed TEXT,
    created_by   TEXT   REFERENCES people (id),
    created_at   BIGINT NOT NULL,
    expires_at   BIGINT NOT NULL,
    used_by      TEXT   REFERENCES people (id),
    used_at      BIGINT
);

-- Six digits that join a second account to a person: 10 minutes, one use, five attempts.
CREATE TABLE link_codes (
    id          TEXT    NOT NULL PRIMARY KEY,
    code_hash   TEXT    NOT NULL,
    person_id   TEXT    NOT NULL REFERENCES people (id),
    created_at  BIGINT  NOT NULL,
    expires_at  BIGINT  NOT NULL,
    used_at     BIGINT
);
CREATE INDEX link_codes_by_code ON link_codes (code_hash);
CREATE TABLE link_attempts (
    identity_id  TEXT   NOT NULL REFERENCES identities (id),
    made_at      BIGINT NOT NULL
);
CREATE INDEX link_attempts_by_identity ON link_attempts (identity_id, made_at);

-- Two bound people that one unionid shows to be one; an officer decides.
CREATE TABLE merge_proposals (
    id          TEXT   NOT NULL PRIMARY KEY,
    keep_id     TEXT   NOT NULL REFERENCES people (id),
    merge_id    TEXT   NOT NULL REFERENCES people (id),
    created_at  BIGINT NOT NULL,
    decided_at  BIGINT,
    decided_by  TEXT   REFERENCES people (id),
    verdict     TEXT   CHECK (verdict IN ('merged', 'refused')),
    UNIQUE (keep_id, merge_id)
);
