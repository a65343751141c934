-- How many mails wait, counted up to 10,000, and since when the oldest does (mail_waiting). Over all organisations.
SELECT (SELECT count(*) FROM (SELECT 1 FROM mail WHERE state = 0 ORDER BY queued_at LIMIT 10000) AS counted),
    (SELECT min(queued_at) FROM mail WHERE state = 0)
