-- Ends what begin_redaction.sql began.
DELETE FROM redaction WHERE organisation_id = $1
