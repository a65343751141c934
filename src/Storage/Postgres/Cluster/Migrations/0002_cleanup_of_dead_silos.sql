-- Removes one silo that is long dead, only as it was when it was judged: what changed since is left for the next look. Providers that know
-- this key prefer it to CleanupDefunctSiloEntriesKey, which cannot see that a row has changed.
INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES
('CleanupDefunctSiloEntryKey', $sql$
DELETE FROM cluster_silo
WHERE cluster_id = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation
    AND status = 6 AND started_at = @StartTime AND alive_at = @IAmAliveTime AND coalesce(suspicions, '') = coalesce(@SuspectTimes, '')
$sql$);
