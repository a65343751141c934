-- How many mails wait, and since when the oldest does (mail_outbox_due). Over all organisations.
SELECT count(*), min(queued_at) FROM mail_outbox WHERE state = 0;
