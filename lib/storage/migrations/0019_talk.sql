-- Codes that lead people to a branch, and when WeChat was last asked who a follower is elsewhere.

-- What stands in the scene of every code of the unit: says nothing about it and never changes.
CREATE TABLE unit_codes (
    unit_id    TEXT    NOT NULL PRIMARY KEY REFERENCES org_units (id),
    reference  TEXT    NOT NULL UNIQUE,
    made_at    BIGINT  NOT NULL
);

-- A code that an account made. ticket: of an official account, by which WeChat gives the picture again. picture: SHA-256
-- of the bytes among the photos.
CREATE TABLE unit_code_pictures (
    unit_id  TEXT    NOT NULL REFERENCES unit_codes (unit_id),
    account  TEXT    NOT NULL,
    ticket   TEXT    NOT NULL,
    picture  TEXT    NOT NULL,
    made_at  BIGINT  NOT NULL,
    PRIMARY KEY (unit_id, account)
);

-- The last time a follower's unionid was asked for and WeChat had none (wechat-api 5.9).
CREATE TABLE unionid_asks (
    identity_id  TEXT    NOT NULL PRIMARY KEY REFERENCES identities (id),
    asked_at     BIGINT  NOT NULL
);
