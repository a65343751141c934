-- Fills the tally of the organisation "bench" with the year 2025: in every quarter of an hour some sign-ups of each of :sources sources,
-- ten million in all, by two keys and in five groups.
INSERT INTO sign_up_tally (organisation_id, quarter, source, group_ids, key_id, submitted, created, repeated, pending, confirmed, withdrawn)
SELECT o.organisation_id, q, 'source ' || s, (q + s) % 5 + 1, s % 2 + 1, n, n - n / 3, n / 3, 0, 0, (q + s) % 11 / 10
FROM organisation o, generate_series(1928352, 1928352 + 35039) q, generate_series(1, :sources) s,
    LATERAL (SELECT (10000000.0 / 35040 / :sources * ((q * 7 + s * 13) % 101) / 50)::int AS n) n
WHERE o.slug = 'bench' AND n > 0 ORDER BY q, s;
