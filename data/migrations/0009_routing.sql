-- Who works on what: assignments, what people take on, and the clocks that customers' waits run against.

CREATE TABLE assignment (              -- append-only: of a conversation the highest number counts
    conversation_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    account_id TEXT,                   -- NULL: nobody's any more
    actor TEXT NOT NULL,               -- an account id, or system
    reason TEXT NOT NULL,              -- by_hand, knows_customer, least_loaded, lopsided, absent, unfit, full
    assigned_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (conversation_id, number)
);

CREATE TABLE staffing (                -- changed in place: how somebody worked last year is nobody's business
    account_id TEXT PRIMARY KEY,
    languages TEXT NOT NULL,           -- JSON list; empty: all
    intents TEXT NOT NULL,             -- JSON list; empty: all
    capacity INTEGER,                  -- most open items at once; NULL: no limit
    hours TEXT NOT NULL,               -- JSON {"monday": ["08:00", "16:00"], …}; empty: always
    time_zone TEXT NOT NULL,           -- IANA name, for the hours
    away_since TIMESTAMPTZ,            -- NULL: not away
    away_until TIMESTAMPTZ,            -- NULL while away: until they say that they are back
    queue_shown TEXT NOT NULL,         -- all, mine, unassigned
    changed_at TIMESTAMPTZ NOT NULL,
    version INTEGER NOT NULL
);

CREATE TABLE sla_clock (               -- append-only: what was promised for one wait, as it was promised
    item_id TEXT PRIMARY KEY,          -- the turn whose draft waits, or the takeover
    queue TEXT NOT NULL,               -- drafts, people
    conversation_id TEXT NOT NULL,
    wait_id TEXT NOT NULL,             -- the first unanswered message, or the takeover: one wait is one notice
    urgency TEXT,
    minutes DOUBLE PRECISION NOT NULL, -- the limit, in minutes of business hours
    since TIMESTAMPTZ NOT NULL,
    remind_at TIMESTAMPTZ NOT NULL,
    due_at TIMESTAMPTZ NOT NULL
);

CREATE TABLE sla_event (               -- append-only: a reminder or an escalation, once for each item
    item_id TEXT NOT NULL,
    kind TEXT NOT NULL,                -- reminder, escalation
    conversation_id TEXT NOT NULL,
    account_id TEXT,                   -- whose it was, if anybody's
    notice_id TEXT,                    -- the outbox row that told the customer, if one did
    noted_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (item_id, kind)
);
