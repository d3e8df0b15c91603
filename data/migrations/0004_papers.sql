-- Parcels and invoices beside orders; articles know the file they were read from.

CREATE TABLE shipment (
    id TEXT PRIMARY KEY,               -- the tracking number, or the order's number and a count
    order_number TEXT NOT NULL,
    customer_id TEXT NOT NULL,
    direction TEXT NOT NULL,           -- out, back
    status TEXT NOT NULL,              -- announced, in_transit, delayed, waiting, delivered, lost
    carrier TEXT,
    tracking TEXT,
    shipped_on DATE,
    promised_on DATE,
    delivered_on DATE,
    updated_on DATE
);

CREATE TABLE invoice (
    number TEXT PRIMARY KEY,
    customer_id TEXT NOT NULL,
    order_number TEXT,
    status TEXT NOT NULL,              -- open, reminded, collections, paid, credited
    issued_on DATE NOT NULL,
    due_on DATE,
    paid_on DATE,
    amount DOUBLE PRECISION NOT NULL,
    currency TEXT NOT NULL,
    reminders INTEGER NOT NULL
);

ALTER TABLE article ADD COLUMN path TEXT;       -- the file in the articles folder; NULL: not from a file
ALTER TABLE article ADD COLUMN file_hash TEXT;  -- of the file's bytes, and of how they were read and embedded

CREATE INDEX shipment_by_customer ON shipment (customer_id);
CREATE INDEX invoice_by_customer ON invoice (customer_id);
