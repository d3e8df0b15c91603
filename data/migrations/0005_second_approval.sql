-- What one person can't let out alone: asked of a second one, with the exact text.

CREATE TABLE approval_request (        -- never changed; of a draft's requests the highest number counts
    id TEXT PRIMARY KEY,
    draft_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    conversation_id TEXT NOT NULL,
    kind TEXT NOT NULL,                -- approve, edit: what the decision will be
    text TEXT NOT NULL,                -- exactly what is to be sent, with placeholders
    text_hash TEXT NOT NULL,
    draft_version INTEGER NOT NULL,
    last_seq INTEGER NOT NULL,         -- the last inbound message that whoever asks has seen
    wants TEXT NOT NULL,               -- JSON list of why: names of failing checks, two_people, supervisor
    checks TEXT NOT NULL,              -- JSON list of the checks of this text
    senior BOOLEAN NOT NULL,           -- whether the second person must be a supervisor or admin
    reason TEXT NOT NULL,              -- with placeholders
    reasons TEXT NOT NULL,             -- for the decision: JSON list of edit-reason tags
    starred BOOLEAN NOT NULL,
    seconds_open DOUBLE PRECISION,
    asked_by TEXT NOT NULL,
    asked_at TIMESTAMPTZ NOT NULL,
    UNIQUE (draft_id, number)
);

CREATE TABLE approval_answer (         -- at most one for each request
    request_id TEXT PRIMARY KEY,
    answer TEXT NOT NULL,              -- approved, declined, withdrawn
    account_id TEXT NOT NULL,
    role TEXT NOT NULL,                -- of the account, when it answered
    note TEXT,                         -- with placeholders
    decision_id TEXT,                  -- of an approval
    answered_at TIMESTAMPTZ NOT NULL
);

DROP INDEX decision_by_turn;  -- DuckDB changes no table that an index hangs on
ALTER TABLE decision ADD COLUMN wants_second TEXT NOT NULL DEFAULT '[]';  -- JSON list: why it takes a second person
CREATE INDEX decision_by_turn ON decision (turn_id);
