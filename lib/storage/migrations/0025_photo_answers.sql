-- What WeChat pushed about a picture under a name that no question has yet: the push may come before the answer that
-- names the question. Kept for a day.
CREATE TABLE photo_answers (
    account      TEXT    NOT NULL,
    trace_id     TEXT    NOT NULL,
    state        TEXT    NOT NULL CHECK (state IN ('passed', 'review', 'risky')),
    label        BIGINT  NOT NULL,
    was_seen     INTEGER NOT NULL CHECK (was_seen IN (0, 1)),
    told_at      BIGINT  NOT NULL,
    PRIMARY KEY (account, trace_id)
);
