-- Audit chain, outbox, callbacks, consents, bulletins, reminders.

CREATE TABLE audit (
    seq         BIGINT NOT NULL PRIMARY KEY,
    at          BIGINT NOT NULL,
    person_id   TEXT,
    actor       TEXT   NOT NULL,
    verb        TEXT   NOT NULL,
    subject     TEXT   NOT NULL,
    subject_id  TEXT   NOT NULL,
    fields      TEXT   NOT NULL,
    hash        TEXT   NOT NULL
);

-- Everything that must leave for WeChat (design rule 4). `payload_sealed` holds openids and words.
CREATE TABLE outbox (
    id              TEXT    NOT NULL PRIMARY KEY,
    kind            TEXT    NOT NULL,
    account         TEXT    NOT NULL,
    dedupe_key      TEXT    NOT NULL UNIQUE,
    recipient_hash  TEXT    NOT NULL DEFAULT '',
    person_id       TEXT    REFERENCES people (id),
    subject_id      TEXT    NOT NULL DEFAULT '',
    period          TEXT    NOT NULL DEFAULT '',
    payload_sealed  TEXT    NOT NULL,
    state           TEXT    NOT NULL CHECK (state IN ('due', 'sending', 'sent', 'refused', 'unknown', 'cancelled')),
    attempts        INTEGER NOT NULL DEFAULT 0,
    due_at          BIGINT  NOT NULL,
    claimed_by      TEXT    NOT NULL DEFAULT '',
    claim_until     BIGINT  NOT NULL DEFAULT 0,
    errcode         INTEGER NOT NULL DEFAULT 0,
    outcome         TEXT    NOT NULL DEFAULT '',
    created_at      BIGINT  NOT NULL,
    sent_at         BIGINT
);
CREATE INDEX outbox_by_due ON outbox (state, due_at);
CREATE INDEX outbox_by_recipient ON outbox (recipient_hash, kind, sent_at);
CREATE INDEX outbox_by_subject ON outbox (subject_id);

-- The record that a callback had its effect, with the answer given (design rule 11).
CREATE TABLE callback_receipts (
    account        TEXT   NOT NULL,
    dedupe_key     TEXT   NOT NULL,
    answer_sealed  TEXT   NOT NULL,
    made_at        BIGINT NOT NULL,
    PRIMARY KEY (account, dedupe_key)
);
CREATE INDEX callback_receipts_by_time ON callback_receipts (made_at);

-- Dialog answers that came while Redis was away.
CREATE TABLE held_messages (
    id             TEXT   NOT NULL PRIMARY KEY,
    account        TEXT   NOT NULL,
    openid_hash    TEXT   NOT NULL,
    words_sealed   TEXT   NOT NULL,
    received_at    BIGINT NOT NULL,
    shown_at       BIGINT
);
CREATE INDEX held_messages_by_sender ON held_messages (account, openid_hash, shown_at);

-- One accepted popup is one send (wechat-api 4.4). `matched` joins the phone's report and WeChat's event of one tap.
CREATE TABLE consent_reports (
    id           TEXT    NOT NULL PRIMARY KEY,
    identity_id  TEXT    NOT NULL REFERENCES identities (id),
    template     TEXT    NOT NULL,
    source       TEXT    NOT NULL CHECK (source IN ('phone', 'event')),
    accepted     INTEGER NOT NULL CHECK (accepted IN (0, 1)),
    at           BIGINT  NOT NULL,
    matched      INTEGER NOT NULL DEFAULT 0 CHECK (matched IN (0, 1))
);
CREATE INDEX consent_reports_by_identity ON consent_reports (identity_id, template, at);
CREATE TABLE consents (
    identity_id  TEXT    NOT NULL REFERENCES identities (id),
    template     TEXT    NOT NULL,
    balance      INTEGER NOT NULL CHECK (balance >= 0),
    changed_at   BIGINT  NOT NULL,
    PRIMARY KEY (identity_id, template)
);

-- Issues of the progress column. `snapshot` is frozen when the issue is composed.
CREATE TABLE bulletins (
    id            TEXT    NOT NULL PRIMARY KEY,
    unit_id       TEXT    NOT NULL REFERENCES org_units (id),
    account       TEXT    NOT NULL,
    period        TEXT    NOT NULL,
    issue         INTEGER NOT NULL,
    edition       INTEGER NOT NULL,
    state         TEXT    NOT NULL CHECK (state IN ('composed', 'uploading', 'drafted', 'publishing', 'published',
                                                    'stopped_at_draft', 'refused', 'unknown')),
    release       TEXT    NOT NULL CHECK (release IN ('draft', 'publish')),
    snapshot      TEXT    NOT NULL,
    title         TEXT    NOT NULL,
    digest        TEXT    NOT NULL,
    chart_url     TEXT    NOT NULL DEFAULT '',
    cover_media   TEXT    NOT NULL DEFAULT '',
    draft_media   TEXT    NOT NULL DEFAULT '',
    publish_id    TEXT    NOT NULL DEFAULT '',
    article_id    TEXT    NOT NULL DEFAULT '',
    article_url   TEXT    NOT NULL DEFAULT '',
    note          TEXT    NOT NULL DEFAULT '',
    composed_at   BIGINT  NOT NULL,
    changed_at    BIGINT  NOT NULL,
    published_at  BIGINT,
    UNIQUE (unit_id, period, edition),
    UNIQUE (unit_id, issue)
);

-- Whom no message can reach: the list to phone.
CREATE TABLE call_list (
    id          TEXT   NOT NULL PRIMARY KEY,
    period      TEXT   NOT NULL,
    person_id   TEXT   REFERENCES people (id),
    unit_id     TEXT   NOT NULL REFERENCES org_units (id),
    reason      TEXT   NOT NULL,
    created_at  BIGINT NOT NULL,
    done_at     BIGINT,
    UNIQUE (period, unit_id, person_id)
);

-- Scheduled work that ran, so that it runs once a period.
CREATE TABLE schedule_runs (
    job        TEXT   NOT NULL,
    period     TEXT   NOT NULL,
    ran_at     BIGINT NOT NULL,
    outcome    TEXT   NOT NULL,
    PRIMARY KEY (job, period)
);
