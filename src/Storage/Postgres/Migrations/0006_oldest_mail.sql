-- Finds the oldest mail that waits without reading all of them.
CREATE INDEX mail_outbox_waiting ON mail_outbox (queued_at) WHERE state = 0;
