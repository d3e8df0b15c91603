-- Words that people want masked or left, and the chances behind a turn's labels.

CREATE TABLE term (                    -- append-only: a withdrawal is a row of its own
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,                -- deny (mask it), allow (leave it)
    scope TEXT NOT NULL,               -- conversation, everywhere
    conversation_id TEXT,              -- where it was marked; NULL: typed into the lists
    customer_id TEXT,                  -- whose words it came from: erased with them
    value_hash TEXT NOT NULL,          -- keyed hash of the word, equal within a scope only
    sealed_value {blob} NOT NULL,      -- under the customer's key, or for everywhere under the lists' key
    sealed_reason {blob},
    account_id TEXT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL
);

CREATE TABLE term_withdrawal (
    id TEXT PRIMARY KEY,
    term_id TEXT NOT NULL UNIQUE,
    account_id TEXT NOT NULL,
    sealed_reason {blob},
    withdrawn_at TIMESTAMPTZ NOT NULL
);

CREATE INDEX term_by_conversation ON term (conversation_id);

DROP INDEX turn_by_conversation;       -- DuckDB changes no table that an index hangs on
ALTER TABLE turn ADD COLUMN chances TEXT;  -- JSON: label → class → probability, the likeliest classes only
CREATE INDEX turn_by_conversation ON turn (conversation_id);
