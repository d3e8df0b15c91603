-- Test drafts with one planted error, how attentively drafts are read, and threads that somebody passed on.

CREATE TABLE canary (                  -- never changed, never sent: nothing of it is a draft, a decision or in the outbox
    id TEXT PRIMARY KEY,
    follows TEXT NOT NULL UNIQUE,      -- the draft on the desk that it was put behind
    draft_id TEXT NOT NULL UNIQUE,     -- the past draft that it copies
    draft_hash TEXT NOT NULL,          -- of that draft's text then: once it changes, the canary is withdrawn
    conversation_id TEXT NOT NULL,     -- of that draft
    language TEXT NOT NULL,
    fault TEXT NOT NULL,               -- figure, date, order, name, promise, contradiction, language
    place INTEGER NOT NULL,            -- where the wrong words begin, in code points
    was TEXT NOT NULL,                 -- what the past draft says there; empty where something was added
    planted TEXT NOT NULL,             -- the wrong words
    truth TEXT NOT NULL,               -- what the source on the screen says; empty where no source says it
    text TEXT NOT NULL,                -- the past draft with the wrong words in it, with placeholders
    checks TEXT NOT NULL,              -- JSON list of the checks' results on this text
    planted_at TIMESTAMPTZ NOT NULL
);

CREATE TABLE canary_claim (            -- who has it open; deleted when it is answered
    canary_id TEXT PRIMARY KEY,
    account_id TEXT NOT NULL,
    claim_until TIMESTAMPTZ NOT NULL
);

CREATE TABLE canary_answer (           -- at most one for each; by nobody, and by day only: no time leads to a person
    canary_id TEXT PRIMARY KEY,
    spotted BOOLEAN NOT NULL,
    answered_on DATE NOT NULL
);

CREATE TABLE decision_attention (      -- what can be measured of the reading, for figures of the whole team
    decision_id TEXT PRIMARY KEY,
    words INTEGER NOT NULL,            -- of the draft and the messages that it answers
    conversation_seen DOUBLE PRECISION, -- 0 … 1: how much of it was on the screen; NULL: the browser didn't tell
    reply_seen DOUBLE PRECISION
);

CREATE TABLE passed_on (               -- threads that somebody gave to a colleague, so that they aren't offered them again
    conversation_id TEXT NOT NULL,
    account_id TEXT NOT NULL,
    passed_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (conversation_id, account_id)
);

CREATE INDEX canary_by_conversation ON canary (conversation_id);
