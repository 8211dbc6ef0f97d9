-- WeChat's check of pictures that logs name (wechat-api 3.6). It fetches each once from an address whose secret part is
-- kept as a hash and stops working with the answer. A picture without a row was not taken up.
CREATE TABLE photo_checks (
    sha256       TEXT    NOT NULL PRIMARY KEY REFERENCES photos (sha256),
    state        TEXT    NOT NULL
                 CHECK (state IN ('waiting', 'passed', 'review', 'risky', 'not_checked', 'allowed', 'refused')),
    account      TEXT    NOT NULL,
    ticket_hash  TEXT    NOT NULL,
    trace_id     TEXT    NOT NULL,
    label        BIGINT  NOT NULL,
    cause        TEXT    NOT NULL CHECK (cause IN ('', 'no_identity', 'refused', 'no_answer', 'no_address')),
    asked_at     BIGINT  NOT NULL,
    changed_at   BIGINT  NOT NULL,
    judged_by    TEXT    REFERENCES people (id),
    reason       TEXT    NOT NULL
);
CREATE INDEX photo_checks_waiting ON photo_checks (asked_at) WHERE state = 'waiting';
CREATE INDEX photo_checks_open ON photo_checks (changed_at) WHERE state IN ('review', 'risky');
CREATE INDEX photo_checks_by_trace ON photo_checks (account, trace_id);
CREATE INDEX photo_checks_by_ticket ON photo_checks (ticket_hash);
CREATE INDEX photo_uploads_by_time ON photo_uploads (uploaded_at);
