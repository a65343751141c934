-- Lets personal data be removed from histories and the audit until the end of the transaction.
INSERT INTO redaction (organisation_id) VALUES ($1)
