-- Declares a silo dead that has given no sign of life since the given one; others learn of it by the version.
-- About processes: no organisation.
WITH dead AS (
    UPDATE cluster_silo SET status = 6
    WHERE cluster_id = $1 AND address = $2 AND port = $3 AND generation = $4 AND status = 3 AND alive_at = $5
    RETURNING cluster_id)
UPDATE cluster_membership m SET version = m.version + 1, changed_at = now() FROM dead WHERE m.cluster_id = dead.cluster_id;
