-- Articles and templates that people write: every version of them, unfinished edits, and which drafts cite what.

CREATE TABLE knowledge_version (       -- append-only
    kind TEXT NOT NULL,                -- article, template
    item_id TEXT NOT NULL,             -- language/slug
    number INTEGER NOT NULL,           -- 1, 2, 3 …
    origin TEXT NOT NULL,              -- file: as a file of the company's folder has it; person: written in the console
    archived BOOLEAN NOT NULL,         -- drafts don't see it from this version on
    title TEXT NOT NULL,
    body TEXT NOT NULL,
    details TEXT NOT NULL,             -- JSON: an article's intents; a template's intent, condition and emotion
    account_id TEXT,                   -- NULL: the file
    why TEXT NOT NULL,                 -- what was changed, in the words of whoever changed it
    based_on INTEGER,                  -- the version that was on the screen; of a restored one: the version it was
    saved_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (kind, item_id, number)
);

CREATE TABLE knowledge_edit (          -- what somebody has typed and not saved; one a person and item
    kind TEXT NOT NULL,
    item_id TEXT NOT NULL,
    account_id TEXT NOT NULL,
    title TEXT NOT NULL,
    body TEXT NOT NULL,
    details TEXT NOT NULL,
    based_on INTEGER NOT NULL,         -- the newest version when it was begun; 0 for a new item
    saved_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (kind, item_id, account_id)
);

CREATE TABLE citation (                -- which articles and templates a draft cites; ids only
    draft_id TEXT NOT NULL,
    kind TEXT NOT NULL,                -- article, template
    part TEXT NOT NULL,                -- the passage's id, or the template's
    item_id TEXT NOT NULL,             -- the article's or template's id
    version INTEGER,                   -- its version in force then; NULL for drafts from before versions were kept
    PRIMARY KEY (draft_id, kind, part)
);

ALTER TABLE article ADD COLUMN version INTEGER DEFAULT 1;         -- the number of the version in force
ALTER TABLE article ADD COLUMN held BOOLEAN DEFAULT FALSE;        -- a person's version is in force, not the file's
ALTER TABLE article ADD COLUMN archived BOOLEAN DEFAULT FALSE;
ALTER TABLE template ADD COLUMN version INTEGER DEFAULT 1;
ALTER TABLE template ADD COLUMN held BOOLEAN DEFAULT FALSE;
ALTER TABLE template ADD COLUMN archived BOOLEAN DEFAULT FALSE;
ALTER TABLE example ADD COLUMN made_by TEXT;                      -- the network that made its vector; NULL: make it anew

-- What there is already is each one's first version. Ids, intents and states are words of ours and need no escaping.
INSERT INTO knowledge_version
    SELECT 'article', id, 1, 'file', FALSE, title, body, '{' || '"intents": ' || intents || '}', NULL, '', NULL, updated_at
    FROM article;
INSERT INTO knowledge_version
    SELECT 'template', id, 1, 'file', FALSE, title, body,
           '{' || '"intent": "' || intent || '", "condition": "' || condition || '", "emotion": '
           || coalesce('"' || emotion || '"', 'null') || '}', NULL, '', NULL, CURRENT_TIMESTAMP
    FROM template;

-- Drafts cite at most a few dozen sources; a passage's id is its article's, a # and a number.
INSERT INTO citation (draft_id, kind, part, item_id)
    SELECT DISTINCT s.id, s.kind, s.part, CASE s.kind WHEN 'article' THEN regexp_replace(s.part, '#[0-9]+$', '') ELSE s.part END
    FROM (SELECT d.id, (CAST(d.sources AS JSON) -> CAST(place.n AS INTEGER)) ->> 'kind' AS kind,
                 (CAST(d.sources AS JSON) -> CAST(place.n AS INTEGER)) ->> 'id' AS part
          FROM draft d, generate_series(0, CAST(json_array_length(CAST(d.sources AS JSON)) AS INTEGER) - 1) AS place(n)) s
    WHERE s.kind IN ('article', 'template') AND s.part IS NOT NULL;

CREATE INDEX citation_by_item ON citation (item_id);
