-- What customers' reactions, reviewers' edits and supervisors' choices teach.

CREATE TABLE outcome (                 -- append-only: of a decision and kind the highest number counts
    decision_id TEXT NOT NULL,
    kind TEXT NOT NULL,                -- thumbs, thanks, sentiment, reopened, person, silence
    number INTEGER NOT NULL,           -- 1; a customer who changes their thumbs adds the next
    conversation_id TEXT NOT NULL,
    value DOUBLE PRECISION NOT NULL,   -- -1 (badly) … 1 (well); never a word of the customer
    noted_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (decision_id, kind, number)
);

CREATE TABLE example_use (             -- which drafts were shown which example
    example_id TEXT NOT NULL,
    draft_id TEXT NOT NULL,
    PRIMARY KEY (example_id, draft_id)
);

CREATE TABLE example_pair (            -- two examples that seem to contradict each other, both kept by a supervisor
    first_id TEXT NOT NULL,            -- the smaller id of the two
    second_id TEXT NOT NULL,
    account_id TEXT NOT NULL,
    kept_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (first_id, second_id)
);

CREATE TABLE tone_rule (               -- never changed: a verdict is a row of its own
    id TEXT PRIMARY KEY,
    intent TEXT NOT NULL,
    language TEXT NOT NULL,
    kind TEXT NOT NULL,                -- remove, replace, add
    old TEXT NOT NULL,                 -- what to remove or replace; empty for add
    new TEXT NOT NULL,                 -- what to say instead, or to add; empty for remove
    proposal TEXT NOT NULL UNIQUE,     -- hash of what was proposed, before a supervisor reworded it
    decisions INTEGER NOT NULL,        -- how many decisions it was drawn from, by how many reviewers
    reviewers INTEGER NOT NULL,
    created_at TIMESTAMPTZ NOT NULL
);

CREATE TABLE tone_rule_verdict (       -- append-only: the newest row says whether the rule is in force
    id TEXT PRIMARY KEY,
    rule_id TEXT NOT NULL,
    in_force BOOLEAN NOT NULL,
    account_id TEXT NOT NULL,
    decided_at TIMESTAMPTZ NOT NULL
);

CREATE INDEX example_use_by_draft ON example_use (draft_id);
CREATE INDEX tone_rule_by_intent ON tone_rule (intent, language);
