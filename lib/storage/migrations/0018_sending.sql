-- How fast things leave for WeChat, and what keeps them back.

-- The last call that was begun for the row: class and account, and when. Rates and quotas are counted here, calls that
-- WeChat refused included.
ALTER TABLE outbox ADD COLUMN called_as TEXT NOT NULL DEFAULT '';
ALTER TABLE outbox ADD COLUMN called_at BIGINT NOT NULL DEFAULT 0;
CREATE INDEX outbox_by_call ON outbox (called_as, called_at);
CREATE INDEX outbox_by_queue ON outbox (state, kind, account, due_at, id);

-- What WeChat refuses an account altogether, or one kind of its rows: the others wait without a call until a probe
-- gets through.
CREATE TABLE sending_holds (
    account   TEXT    NOT NULL,
    kind      TEXT    NOT NULL,  -- empty: all of the account
    errcode   INTEGER NOT NULL,
    reason    TEXT    NOT NULL,
    since     BIGINT  NOT NULL,
    probes    INTEGER NOT NULL,
    probe_at  BIGINT  NOT NULL,
    PRIMARY KEY (account, kind)
);
