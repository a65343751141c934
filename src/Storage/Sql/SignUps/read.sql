-- What is counted from one day to another ($3, $4), in all and by a dimension ($2; primary keys): the days, and the rows of the tally that
-- are in none yet. One statement, so that one snapshot has each sign-up in one of them. Of days that are not among $5 (null: of none) only
-- the sum is needed, which is in the first $6 bytes.
SELECT dimension, day, name,
    CASE WHEN CAST($5 AS text) IS NULL OR $5 LIKE '%,' || day || ',%' THEN counts ELSE substr(counts, 1, $6) END,
    CAST(NULL AS bigint), CAST(NULL AS int), CAST(NULL AS text), CAST(NULL AS text), CAST(NULL AS bigint),
    CAST(NULL AS int), CAST(NULL AS int), CAST(NULL AS int), CAST(NULL AS int), CAST(NULL AS int), CAST(NULL AS int)
FROM sign_up_day WHERE organisation_id = $1 AND dimension IN (0, $2) AND day BETWEEN $3 AND $4
UNION ALL
SELECT CAST(NULL AS int), CAST(NULL AS int), CAST(NULL AS text), NULL, tally_id, quarter, source, group_ids, key_id,
    submitted, created, repeated, pending, confirmed, withdrawn
FROM sign_up_tally WHERE organisation_id = $1 AND quarter BETWEEN $3 * 96 AND $4 * 96 + 95
