-- Removes rows that nobody sees any more, and their entries in indexes, from all tables with personal data.
VACUUM (INDEX_CLEANUP ON, SKIP_LOCKED) contact, contact_search, contact_event, contact_merge, consent, ticket, mail, mail_quota,
    import_job, import_journal, import_error, import_sample, import_trial, import_piece, idempotency, audit_event, email_rekeying
