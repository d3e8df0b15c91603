-- Finding, telling each other, and joining conversations: search, views, notes, tags, canned replies, hand backs, merges.

CREATE TABLE message_search (          -- what can be found by words: each redacted message, folded (data.folding)
    message_id TEXT PRIMARY KEY,
    conversation_id TEXT NOT NULL,
    folded TEXT NOT NULL               -- lower case, without diacritics, one space between words
);

-- Once, for what is there already; from now on the program folds.
INSERT INTO message_search
SELECT id, conversation_id,
    replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
        lower(regexp_replace(redacted, '\s+', ' ', 'g'))
        , 'ä', 'a'), 'å', 'a'), 'á', 'a'), 'à', 'a'), 'â', 'a'), 'ã', 'a')
        , 'ö', 'o'), 'ø', 'o'), 'ó', 'o'), 'ò', 'o'), 'ô', 'o'), 'õ', 'o')
        , 'ü', 'u'), 'ú', 'u'), 'ù', 'u'), 'û', 'u'), 'é', 'e'), 'è', 'e')
        , 'ê', 'e'), 'ë', 'e'), 'í', 'i'), 'ì', 'i'), 'î', 'i'), 'ï', 'i')
        , 'ñ', 'n'), 'ç', 'c'), 'æ', 'ae'), 'œ', 'oe'), 'ß', 'ss'), '’', '''')
        , 'Ä', 'a'), 'Ö', 'o'), 'Ü', 'u'), 'Å', 'a'), 'Ø', 'o'), 'Æ', 'ae')
        , 'É', 'e')
FROM message WHERE redacted IS NOT NULL AND redacted <> '[erased]';

CREATE TABLE note (                    -- what staff tell each other about a conversation; never sent
    id TEXT PRIMARY KEY,
    conversation_id TEXT NOT NULL,
    account_id TEXT NOT NULL,
    text TEXT NOT NULL,                -- with placeholders
    folded TEXT NOT NULL,              -- as in message_search
    created_at TIMESTAMPTZ NOT NULL
);

CREATE TABLE mention (                 -- who is named in a note, and when they looked
    note_id TEXT NOT NULL,
    account_id TEXT NOT NULL,
    seen_at TIMESTAMPTZ,
    PRIMARY KEY (note_id, account_id)
);

CREATE TABLE conversation_tag (
    conversation_id TEXT NOT NULL,
    tag TEXT NOT NULL,                 -- small letters, digits and hyphens; names no person
    account_id TEXT NOT NULL,
    tagged_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (conversation_id, tag)
);

CREATE TABLE saved_view (
    id TEXT PRIMARY KEY,
    account_id TEXT NOT NULL,
    name TEXT NOT NULL,
    shared BOOLEAN NOT NULL,           -- all staff see it; otherwise only whoever saved it
    wanted TEXT NOT NULL,              -- JSON: the filters
    created_at TIMESTAMPTZ NOT NULL
);

CREATE TABLE canned_reply (
    id TEXT PRIMARY KEY,
    account_id TEXT NOT NULL,
    title TEXT NOT NULL,
    language TEXT NOT NULL,
    text TEXT NOT NULL,                -- with fields such as { customer.name }; no personal data
    shared BOOLEAN NOT NULL,
    created_at TIMESTAMPTZ NOT NULL
);

CREATE TABLE hand_back (               -- what a person agreed with the customer, told when handing back
    takeover_id TEXT PRIMARY KEY,
    conversation_id TEXT NOT NULL,
    account_id TEXT NOT NULL,
    summary TEXT NOT NULL,             -- with placeholders
    created_at TIMESTAMPTZ NOT NULL
);

CREATE TABLE conversation_merge (      -- never changed: a split is a row of its own
    id TEXT PRIMARY KEY,
    source_id TEXT NOT NULL,
    target_id TEXT NOT NULL,
    account_id TEXT NOT NULL,
    merged_at TIMESTAMPTZ NOT NULL
);

CREATE TABLE conversation_split (      -- at most one for each merge
    merge_id TEXT PRIMARY KEY,
    account_id TEXT NOT NULL,
    split_at TIMESTAMPTZ NOT NULL
);

CREATE INDEX note_by_conversation ON note (conversation_id);
CREATE INDEX mention_by_account ON mention (account_id);
CREATE INDEX hand_back_by_conversation ON hand_back (conversation_id);
CREATE INDEX merge_by_source ON conversation_merge (source_id);
CREATE INDEX merge_by_target ON conversation_merge (target_id);
