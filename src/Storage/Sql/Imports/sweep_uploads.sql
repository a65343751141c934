-- Gives up uploads of all organisations that nothing came of for long. Looks at all imports of the last weeks, which are few.
UPDATE import_job SET state = 5 WHERE state = 0 AND waiting_since < $1
