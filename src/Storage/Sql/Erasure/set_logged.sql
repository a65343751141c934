-- Notes that the log of erasures has one (primary key).
UPDATE erasure SET is_logged = true WHERE organisation_id = $1 AND erasure_no = $2
