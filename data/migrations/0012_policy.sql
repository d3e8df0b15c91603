-- Which replies may leave without a person, who said so, and on what grounds each did.

CREATE TABLE policy (                  -- append-only: of a use case and language the newest row counts
    id TEXT PRIMARY KEY,
    intent TEXT NOT NULL,
    language TEXT,                     -- NULL: every language
    mode TEXT NOT NULL,                -- review, second, auto
    bound DOUBLE PRECISION NOT NULL,   -- auto: what the lower confidence bound of unchanged approvals must reach
    fewest INTEGER NOT NULL,           -- auto: reviewed drafts that this must rest on
    sample DOUBLE PRECISION NOT NULL,  -- auto: share that is reviewed all the same
    daily INTEGER NOT NULL,            -- auto: most replies of a UTC day
    newcomers BOOLEAN NOT NULL,        -- auto: whether the first reply to a customer may be one
    reason TEXT NOT NULL,              -- with placeholders
    account_id TEXT NOT NULL,
    began_at TIMESTAMPTZ NOT NULL,     -- since when the mode is this one; what was decided before earns nothing
    decided_at TIMESTAMPTZ NOT NULL
);

CREATE TABLE brake (                   -- append-only: the highest number says whether everything is stopped
    number INTEGER PRIMARY KEY,
    stopped BOOLEAN NOT NULL,
    cause TEXT NOT NULL,               -- wrong_reply, complaint, outage, other; of a start: start
    note TEXT NOT NULL,                -- with placeholders
    account_id TEXT NOT NULL,          -- or operator: from the command line
    pulled_at TIMESTAMPTZ NOT NULL
);

CREATE TABLE policy_head (             -- one row; touching it puts changes, stops and unreviewed replies in order
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL
);
INSERT INTO policy_head VALUES (1, 0);

CREATE TABLE judgement (               -- append-only: whether a draft was kept for people, and why
    draft_id TEXT PRIMARY KEY,
    turn_id TEXT NOT NULL,
    policy_id TEXT,                    -- NULL: none was ever set
    verdict TEXT NOT NULL,             -- review, auto
    kept TEXT NOT NULL,                -- JSON list: what of the fixed list is true of it
    why TEXT NOT NULL,                 -- JSON list: why else it is reviewed
    newcomer BOOLEAN NOT NULL,         -- the customer had no reply from us before
    judged_at TIMESTAMPTZ NOT NULL
);

CREATE TABLE auto_decision (           -- append-only: the grounds of a decision that no person made
    decision_id TEXT PRIMARY KEY,
    draft_id TEXT NOT NULL,
    policy_id TEXT NOT NULL,
    intent TEXT NOT NULL,
    language TEXT NOT NULL,
    text_hash TEXT NOT NULL,
    draft_version INTEGER NOT NULL,
    last_seq INTEGER NOT NULL,
    number INTEGER NOT NULL,           -- reviewed drafts that it rests on
    unchanged INTEGER NOT NULL,        -- of these approved as they were
    lower DOUBLE PRECISION NOT NULL,   -- lower confidence bound of that share
    decided_at TIMESTAMPTZ NOT NULL
);

CREATE INDEX policy_by_intent ON policy (intent);
