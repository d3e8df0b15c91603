-- Decisions that were taken back before anything left, and drafts that were put off.

CREATE TABLE undone_decision (         -- append-only; the table `decision` holds only those that stand
    id TEXT PRIMARY KEY,               -- of the decision
    draft_id TEXT NOT NULL,
    turn_id TEXT NOT NULL,
    conversation_id TEXT NOT NULL,
    kind TEXT NOT NULL,                -- approve, edit, reject
    reviewer_id TEXT NOT NULL,
    text TEXT,                         -- as decided, with placeholders
    text_hash TEXT,
    draft_version INTEGER NOT NULL,
    last_seq INTEGER NOT NULL,
    reasons TEXT NOT NULL,             -- JSON list of edit-reason tags
    guidance TEXT,
    starred BOOLEAN NOT NULL,
    edit_distance DOUBLE PRECISION,
    seconds_open DOUBLE PRECISION,
    decided_at TIMESTAMPTZ NOT NULL,
    wants_second TEXT NOT NULL,        -- JSON list: why it took a second person
    approved_by TEXT,                  -- the second person, where there was one
    undone_at TIMESTAMPTZ NOT NULL,
    undone_by TEXT NOT NULL
);

CREATE TABLE snooze (                  -- a draft sleeps while a row of it has not ended and `until` lies ahead
    id TEXT PRIMARY KEY,
    draft_id TEXT NOT NULL,
    turn_id TEXT NOT NULL,
    conversation_id TEXT NOT NULL,
    until TIMESTAMPTZ NOT NULL,
    for_message BOOLEAN NOT NULL,      -- it waits for the customer to write; `until` is the longest
    note TEXT,                         -- for whoever opens it next, with placeholders
    account_id TEXT NOT NULL,
    snoozed_at TIMESTAMPTZ NOT NULL,
    ended_at TIMESTAMPTZ,              -- woken by hand, or put off anew
    ended_by TEXT
);

CREATE INDEX undone_decision_by_conversation ON undone_decision (conversation_id);
CREATE INDEX snooze_by_draft ON snooze (draft_id);
