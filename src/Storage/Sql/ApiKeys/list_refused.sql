-- The keys with the most refused requests since a day (primary key).
SELECT key_id, CAST(sum(refused) AS bigint) FROM key_refusal WHERE organisation_id = $1 AND day >= $2
GROUP BY key_id ORDER BY 2 DESC, key_id LIMIT $3
