-- The first shape of everything Glassdesk keeps. The same text runs on DuckDB 2.0 and PostgreSQL 15+.
-- Ids are UUIDv7 in text form, made by the program. Times are UTC. JSON is kept as text.
-- Columns called sealed_* hold AES-256-GCM blobs; no other column holds personal data.
-- Columns that an UPDATE changes carry no index: DuckDB turns such an update into delete + insert.

CREATE TABLE customer (
    id TEXT PRIMARY KEY,
    contact_hash TEXT,                 -- keyed hash of the e-mail address; NULL for anonymous visitors
    wrapped_key {blob},                -- the customer's data key; NULL once the customer is erased
    sealed_profile {blob},             -- JSON: name, email, phone, address
    language TEXT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    erased_at TIMESTAMPTZ
);

CREATE TABLE conversation (
    id TEXT PRIMARY KEY,
    customer_id TEXT NOT NULL,
    channel TEXT NOT NULL,             -- chat, api
    access_hash TEXT,                  -- SHA-256 of the chat visitor's secret
    integration_id TEXT,               -- the API integration that opened it
    external_id TEXT,                  -- the integration's own name for the conversation
    language TEXT NOT NULL,
    state TEXT NOT NULL,               -- ai, waiting_human, human, closed
    last_seq INTEGER NOT NULL,         -- number of messages so far; the next message is last_seq + 1
    last_inbound_seq INTEGER NOT NULL,
    version INTEGER NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL,
    UNIQUE (integration_id, external_id)
);

CREATE TABLE message (
    id TEXT PRIMARY KEY,
    conversation_id TEXT NOT NULL,
    seq INTEGER NOT NULL,
    direction TEXT NOT NULL,           -- inbound, outbound
    kind TEXT NOT NULL,                -- customer, reply, notice
    authorship TEXT,                   -- ai, ai_approved, ai_edited, human; NULL for inbound
    language TEXT,
    redacted TEXT,                     -- NULL until the redact step has run
    findings TEXT,                     -- JSON list of findings, offsets into the original
    disclosure TEXT,                   -- the disclosure line of an outbound message
    label TEXT,                        -- JSON, machine-readable authorship of an outbound message
    sealed_text {blob},                -- the original, or the reply as sent
    content_hash TEXT NOT NULL,        -- keyed hash of the original text
    integration_id TEXT,
    external_id TEXT,
    outbox_id TEXT UNIQUE,
    created_at TIMESTAMPTZ NOT NULL,
    UNIQUE (conversation_id, seq),
    UNIQUE (integration_id, external_id)
);

CREATE TABLE placeholder (
    conversation_id TEXT NOT NULL,
    placeholder TEXT NOT NULL,
    sealed_value {blob},
    PRIMARY KEY (conversation_id, placeholder)
);

CREATE TABLE turn (
    id TEXT PRIMARY KEY,               -- also the LangGraph thread id
    conversation_id TEXT NOT NULL,
    customer_id TEXT NOT NULL,
    first_seq INTEGER NOT NULL,        -- first unanswered inbound message
    last_seq INTEGER NOT NULL,         -- last inbound message this turn answers
    status TEXT NOT NULL,              -- pending, running, review, decided, human, done, superseded, failed
    ready_at TIMESTAMPTZ NOT NULL,     -- a burst is over
    leased_by TEXT,
    lease_until TIMESTAMPTZ,
    attempts INTEGER NOT NULL,
    error TEXT,
    language TEXT,
    sentiment DOUBLE PRECISION,
    emotion TEXT,
    intent TEXT,
    urgency TEXT,
    wants_human BOOLEAN,
    must_escalate BOOLEAN,
    injection BOOLEAN,
    reasons TEXT,                      -- JSON list: why triage said so
    created_at TIMESTAMPTZ NOT NULL,
    started_at TIMESTAMPTZ,
    drafted_at TIMESTAMPTZ,
    finished_at TIMESTAMPTZ,
    version INTEGER NOT NULL
);

CREATE TABLE draft (
    id TEXT PRIMARY KEY,
    turn_id TEXT NOT NULL,
    conversation_id TEXT NOT NULL,
    version INTEGER NOT NULL,          -- 1 is the first draft, each redraft adds one
    text TEXT NOT NULL,                -- with placeholders
    text_hash TEXT NOT NULL,
    language TEXT NOT NULL,
    last_seq INTEGER NOT NULL,         -- the last inbound message it answers
    drafter TEXT NOT NULL,             -- openai, offline
    model TEXT NOT NULL,
    prompt_version TEXT NOT NULL,
    sources TEXT NOT NULL,             -- JSON list of citations
    notes TEXT NOT NULL,               -- JSON list of sentences for the reviewer
    checks TEXT NOT NULL,              -- JSON list of check results
    examples TEXT NOT NULL,            -- JSON list of the ids of examples it was shown
    guidance TEXT,                     -- what the reviewer asked of this redraft
    seconds DOUBLE PRECISION NOT NULL,
    interrupt_id TEXT,
    created_at TIMESTAMPTZ NOT NULL,
    UNIQUE (turn_id, version)
);

-- What changes about a draft while people work on it stands apart from the draft, which never changes.
CREATE TABLE desk (
    draft_id TEXT PRIMARY KEY,
    status TEXT NOT NULL,              -- open, decided, stale
    claimed_by TEXT,
    claim_until TIMESTAMPTZ,
    opened_at TIMESTAMPTZ,
    edit_text TEXT,                    -- autosaved edit
    edit_by TEXT,
    edit_at TIMESTAMPTZ,
    version INTEGER NOT NULL
);

CREATE TABLE decision (
    id TEXT PRIMARY KEY,
    draft_id TEXT NOT NULL UNIQUE,
    turn_id TEXT NOT NULL,
    conversation_id TEXT NOT NULL,
    kind TEXT NOT NULL,                -- approve, edit, reject, take_over
    reviewer_id TEXT NOT NULL,
    text TEXT,                         -- exactly what was decided, with placeholders; NULL for reject, take_over
    text_hash TEXT,
    draft_version INTEGER NOT NULL,
    last_seq INTEGER NOT NULL,         -- the last inbound message the reviewer saw
    reasons TEXT NOT NULL,             -- JSON list of edit-reason tags
    guidance TEXT,
    starred BOOLEAN NOT NULL,
    edit_distance DOUBLE PRECISION,    -- 0 unchanged … 1 rewritten (normalised Levenshtein)
    seconds_open DOUBLE PRECISION,
    decided_at TIMESTAMPTZ NOT NULL
);

CREATE TABLE outbox (
    id TEXT PRIMARY KEY,
    conversation_id TEXT NOT NULL,
    decision_id TEXT UNIQUE,           -- the idempotency key of a reply; NULL for notices and people's chat
    takeover_id TEXT,
    kind TEXT NOT NULL,                -- reply, notice, human
    authorship TEXT NOT NULL,
    person TEXT,                       -- the display name in a human disclosure
    language TEXT NOT NULL,
    redacted TEXT NOT NULL,
    sealed_text {blob},                -- exactly what the customer will read, disclosure included
    disclosure TEXT NOT NULL,
    label TEXT NOT NULL,
    last_seq INTEGER NOT NULL,
    status TEXT NOT NULL,              -- queued, sending, sent, refused
    attempts INTEGER NOT NULL,
    refused TEXT,                      -- why the gate said no
    created_at TIMESTAMPTZ NOT NULL,
    send_after TIMESTAMPTZ NOT NULL,
    sent_at TIMESTAMPTZ
);

CREATE TABLE takeover (
    id TEXT PRIMARY KEY,
    conversation_id TEXT NOT NULL,
    turn_id TEXT,
    reason TEXT NOT NULL,              -- customer_asked, must_escalate, reviewer, no_sources, failed
    detail TEXT,
    requested_at TIMESTAMPTZ NOT NULL,
    reviewer_id TEXT,
    started_at TIMESTAMPTZ,
    first_reply_at TIMESTAMPTZ,
    ended_at TIMESTAMPTZ
);

CREATE TABLE example (
    id TEXT PRIMARY KEY,
    decision_id TEXT NOT NULL UNIQUE,
    customer_id TEXT NOT NULL,
    language TEXT NOT NULL,
    intent TEXT NOT NULL,
    reasons TEXT NOT NULL,
    request TEXT NOT NULL,             -- redacted
    draft TEXT NOT NULL,
    reply TEXT NOT NULL,
    reviewer_id TEXT NOT NULL,
    starred BOOLEAN NOT NULL,
    embedding TEXT NOT NULL,           -- JSON list of floats
    created_at TIMESTAMPTZ NOT NULL
);

CREATE TABLE example_switch (          -- append-only: the newest row says whether the example is on
    id TEXT PRIMARY KEY,
    example_id TEXT NOT NULL,
    active BOOLEAN NOT NULL,
    account_id TEXT NOT NULL,
    reason TEXT,
    switched_at TIMESTAMPTZ NOT NULL
);

CREATE TABLE article (
    id TEXT PRIMARY KEY,               -- language/slug
    slug TEXT NOT NULL,
    language TEXT NOT NULL,
    title TEXT NOT NULL,
    intents TEXT NOT NULL,             -- JSON list
    body TEXT NOT NULL,
    content_hash TEXT NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL
);

CREATE TABLE passage (
    id TEXT PRIMARY KEY,               -- article id # ordinal
    article_id TEXT NOT NULL,
    ordinal INTEGER NOT NULL,
    language TEXT NOT NULL,
    heading TEXT NOT NULL,
    text TEXT NOT NULL,
    embedding TEXT NOT NULL
);

CREATE TABLE template (
    id TEXT PRIMARY KEY,               -- language/slug
    slug TEXT NOT NULL,
    language TEXT NOT NULL,
    intent TEXT NOT NULL,
    condition TEXT NOT NULL,           -- the order state it fits: any, none, late, in_transit …
    emotion TEXT,
    title TEXT NOT NULL,
    body TEXT NOT NULL
);

CREATE TABLE customer_order (
    number TEXT PRIMARY KEY,
    customer_id TEXT NOT NULL,
    status TEXT NOT NULL,
    placed_on DATE NOT NULL,
    promised_on DATE,
    shipped_on DATE,
    delivered_on DATE,
    carrier TEXT,
    tracking TEXT,
    items TEXT NOT NULL,               -- JSON list of {sku, name, quantity, price}
    total DOUBLE PRECISION NOT NULL,
    currency TEXT NOT NULL,
    country TEXT NOT NULL
);

CREATE TABLE account (
    id TEXT PRIMARY KEY,
    username TEXT NOT NULL UNIQUE,
    display_name TEXT NOT NULL,
    role TEXT NOT NULL,                -- reviewer, supervisor, admin
    password_hash TEXT,                -- argon2id; NULL until the one-time link is used
    active BOOLEAN NOT NULL,
    created_at TIMESTAMPTZ NOT NULL
);

CREATE TABLE signin_try (              -- append-only: wrong passwords slow the next try down
    id TEXT PRIMARY KEY,
    username_hash TEXT NOT NULL,
    success BOOLEAN NOT NULL,
    tried_at TIMESTAMPTZ NOT NULL
);

CREATE TABLE signin_link (
    token_hash TEXT PRIMARY KEY,
    account_id TEXT NOT NULL,
    expires_at TIMESTAMPTZ NOT NULL,
    used_at TIMESTAMPTZ
);

CREATE TABLE session (
    token_hash TEXT PRIMARY KEY,
    account_id TEXT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    expires_at TIMESTAMPTZ NOT NULL,
    ended_at TIMESTAMPTZ
);

CREATE TABLE integration (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    token_hash TEXT NOT NULL UNIQUE,
    created_at TIMESTAMPTZ NOT NULL,
    revoked_at TIMESTAMPTZ
);

CREATE TABLE audit_event (
    seq BIGINT PRIMARY KEY,
    "at" TEXT NOT NULL,                  -- ISO 8601 UTC with microseconds: part of what is hashed
    actor TEXT NOT NULL,               -- customer, system, or an account id
    kind TEXT NOT NULL,
    conversation_id TEXT,
    subject TEXT NOT NULL,             -- JSON of ids and plain facts, no personal data
    content_hash TEXT,                 -- hash of the text concerned
    previous TEXT NOT NULL,
    hash TEXT NOT NULL
);

CREATE TABLE audit_head (              -- one row; updating it is what puts events in order
    id INTEGER PRIMARY KEY,
    seq BIGINT NOT NULL,
    hash TEXT NOT NULL
);
INSERT INTO audit_head VALUES (1, 0, '');

CREATE INDEX conversation_by_customer ON conversation (customer_id);
CREATE INDEX conversation_by_access ON conversation (access_hash);
CREATE INDEX draft_by_conversation ON draft (conversation_id);
CREATE INDEX turn_by_conversation ON turn (conversation_id);
CREATE INDEX decision_by_turn ON decision (turn_id);
CREATE INDEX outbox_by_conversation ON outbox (conversation_id);
CREATE INDEX takeover_by_conversation ON takeover (conversation_id);
CREATE INDEX order_by_customer ON customer_order (customer_id);
CREATE INDEX audit_by_conversation ON audit_event (conversation_id);
CREATE INDEX passage_by_article ON passage (article_id);
