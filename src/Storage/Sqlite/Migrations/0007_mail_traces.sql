-- The trace in which a mail was queued, as W3C Trace Context writes it; null where none was taken.
ALTER TABLE mail_outbox ADD trace_parent TEXT;
