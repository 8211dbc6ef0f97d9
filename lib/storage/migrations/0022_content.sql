-- WeChat's check of what a log says (wechat-api 3.6): the newest one, of the revision it names. A log without a row was
-- not taken up: nothing checks, or its kind is restricted.
CREATE TABLE content_checks (
    activity_id  TEXT    NOT NULL PRIMARY KEY REFERENCES activities (id),
    revision     INTEGER NOT NULL,
    state        TEXT    NOT NULL
                 CHECK (state IN ('waiting', 'passed', 'review', 'risky', 'not_checked', 'allowed', 'refused')),
    text_hash    TEXT    NOT NULL,
    label        BIGINT  NOT NULL DEFAULT 0,
    cause        TEXT    NOT NULL DEFAULT '' CHECK (cause IN ('', 'no_identity', 'refused', 'no_answer')),
    asked_at     BIGINT  NOT NULL,
    changed_at   BIGINT  NOT NULL,
    judged_by    TEXT    REFERENCES people (id),
    reason       TEXT    NOT NULL DEFAULT ''
);
CREATE INDEX content_checks_waiting ON content_checks (asked_at) WHERE state = 'waiting';
CREATE INDEX content_checks_open ON content_checks (changed_at) WHERE state IN ('review', 'risky');
-- What was logged or amended lately: the bot looks for logs that have no check yet.
CREATE INDEX activities_by_change ON activities (changed_at);
