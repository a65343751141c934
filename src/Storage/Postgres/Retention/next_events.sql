-- The history's entries of the six hours after a moment, or else the end of these hours (contact_event_at). Positions are microseconds
-- since 1970; 0: before the first entry of the organisation.
WITH span AS (
    SELECT CASE WHEN $2::bigint = 0 THEN o.created_at - interval '1 microsecond'
        ELSE timestamptz 'epoch' + $2::bigint * interval '1 microsecond' END AS since
    FROM organisation o WHERE o.organisation_id = $1
), entries AS (
    SELECT e.at FROM contact_event e
    WHERE e.organisation_id = $1 AND e.at > (SELECT since FROM span) AND e.at <= (SELECT since + interval '6 hours' FROM span)
    ORDER BY e.at LIMIT $3
)
SELECT (extract(epoch FROM moment) * 1000000)::bigint AS position, moment
FROM (
    SELECT at AS moment FROM entries
    UNION ALL
    SELECT since + interval '6 hours' FROM span WHERE NOT EXISTS (SELECT FROM entries)
) found
ORDER BY moment
