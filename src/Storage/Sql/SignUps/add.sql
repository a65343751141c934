-- Adds a row to the tally of sign-ups.
INSERT INTO sign_up_tally (
    organisation_id, quarter, source, group_ids, key_id, submitted, created, repeated, pending, confirmed, withdrawn)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
