-- The mails of the oldest erasures of all organisations above a number (erasure_order; its primary key in SQLite).
SELECT erasure_no, at, mails FROM erasure WHERE erasure_no > $1 ORDER BY erasure_no LIMIT $2
