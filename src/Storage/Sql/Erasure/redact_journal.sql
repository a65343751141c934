-- Removes the values of an entry in the journal of an import (import_journal's primary key).
UPDATE import_journal SET before = CASE WHEN before IS NULL THEN NULL ELSE '{}' END, after = CASE WHEN after IS NULL THEN NULL ELSE '{}' END
WHERE organisation_id = $1 AND import_id = $2 AND contact_id = $3 AND row_number = $4
