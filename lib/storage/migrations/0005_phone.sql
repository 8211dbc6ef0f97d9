-- What people bring from the phone client: suggestions and complaints, a role handed over, numbers looked up.

-- A suggestion, a complaint or a problem, and the office's answer. `content_hash` covers what was sent under the id.
CREATE TABLE feedback (
    id              TEXT   NOT NULL PRIMARY KEY,
    identity_id     TEXT   NOT NULL REFERENCES identities (id),
    person_id       TEXT   REFERENCES people (id),
    from_unit_id    TEXT   REFERENCES org_units (id),
    unit_id         TEXT   NOT NULL REFERENCES org_units (id),
    category        TEXT   NOT NULL CHECK (category IN ('suggestion', 'complaint', 'problem')),
    content_sealed  TEXT   NOT NULL,
    contact_sealed  TEXT,
    content_hash    TEXT   NOT NULL,
    created_at      BIGINT NOT NULL,
    answer_sealed   TEXT,
    answered_by     TEXT   REFERENCES people (id),
    answered_at     BIGINT
);
CREATE INDEX feedback_by_identity ON feedback (identity_id, created_at);
CREATE INDEX feedback_by_unit ON feedback (unit_id, created_at);

-- An invite with `ends_grant` hands a role over: using it ends that grant. `cancelled_at`: taken back, or replaced.
ALTER TABLE invites ADD COLUMN ends_grant TEXT REFERENCES role_grants (id);
ALTER TABLE invites ADD COLUMN cancelled_at BIGINT;
CREATE INDEX invites_by_grant ON invites (ends_grant);

-- Phone numbers shown in full to somebody who sees them masked, and the reason that was given.
CREATE TABLE disclosures (
    id             TEXT   NOT NULL PRIMARY KEY,
    person_id      TEXT   REFERENCES people (id),
    unit_id        TEXT   NOT NULL REFERENCES org_units (id),
    reason_sealed  TEXT   NOT NULL,
    numbers        INTEGER NOT NULL,
    made_at        BIGINT NOT NULL
);
CREATE INDEX disclosures_by_time ON disclosures (made_at);
