-- Drafts know where each sentence comes from, what they cost, and why the offline drafter stood in.

DROP INDEX draft_by_conversation;  -- DuckDB changes no table that an index hangs on
ALTER TABLE draft ADD COLUMN sentences TEXT NOT NULL DEFAULT '[]';  -- JSON list of {text, source, kind}, in order
ALTER TABLE draft ADD COLUMN usage TEXT NOT NULL DEFAULT '{}';      -- JSON: input_tokens, output_tokens, seconds, cost, calls
ALTER TABLE draft ADD COLUMN fallback TEXT;                         -- why the model wasn't asked
CREATE INDEX draft_by_conversation ON draft (conversation_id);
