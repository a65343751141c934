-- The merges after a moment (contact_merge_at). Positions are microseconds since 1970.
SELECT (extract(epoch FROM merged_at) * 1000000)::bigint, merged_at FROM contact_merge
WHERE organisation_id = $1 AND merged_at > timestamptz 'epoch' + $2::bigint * interval '1 microsecond' ORDER BY merged_at LIMIT $3
