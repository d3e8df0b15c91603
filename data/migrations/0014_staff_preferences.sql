-- What each of the staff chose for themselves.

ALTER TABLE account ADD COLUMN language TEXT;          -- of the console; NULL: as the browser asks
ALTER TABLE account ADD COLUMN toured_at TIMESTAMPTZ;  -- when the tour was ended; NULL: it is still to be shown
