-- What the ADO.NET providers of Microsoft Orleans need. They read their statements from OrleansQuery by key, and bind parameters and read
-- columns by name: that table, the keys, the parameters and the names of result columns are their contract, everything else here is this
-- program's own.
-- About whole processes and whatever grain keeps state: no organisation.
CREATE TABLE OrleansQuery (
    QueryKey text PRIMARY KEY,
    QueryText text NOT NULL
);

-- One row per cluster. Who changes the membership raises the version it has read: the row lock orders changes, the version refuses
-- stale ones.
CREATE TABLE cluster_membership (
    cluster_id text PRIMARY KEY,
    version int NOT NULL DEFAULT 0,
    changed_at timestamptz NOT NULL DEFAULT now()
);

-- One row per start of a silo; status 3 is active, 6 is dead.
CREATE TABLE cluster_silo (
    cluster_id text NOT NULL REFERENCES cluster_membership,
    address text NOT NULL,
    port int NOT NULL,
    generation int NOT NULL,
    silo_name text NOT NULL,
    host_name text NOT NULL,
    status int NOT NULL,
    gateway_port int,
    suspicions text,
    started_at timestamptz NOT NULL,
    alive_at timestamptz NOT NULL,
    PRIMARY KEY (cluster_id, address, port, generation)
);

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES
-- True where the cluster was new.
('InsertMembershipVersionKey', $sql$
WITH added AS (INSERT INTO cluster_membership (cluster_id) VALUES (@DeploymentId) ON CONFLICT DO NOTHING RETURNING 1)
SELECT count(*)::int FROM added
$sql$),
-- True where the silo was added: not where the version is stale or the silo is there already.
('InsertMembershipKey', $sql$
WITH raised AS (
    UPDATE cluster_membership m SET version = m.version + 1, changed_at = now()
    WHERE m.cluster_id = @DeploymentId AND m.version = @Version AND NOT EXISTS (
        SELECT FROM cluster_silo s
        WHERE s.cluster_id = m.cluster_id AND s.address = @Address AND s.port = @Port AND s.generation = @Generation)
    RETURNING m.cluster_id),
added AS (
    INSERT INTO cluster_silo
        (cluster_id, address, port, generation, silo_name, host_name, status, gateway_port, started_at, alive_at)
    SELECT cluster_id, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime, @IAmAliveTime FROM raised
    RETURNING 1)
SELECT count(*)::int FROM added
$sql$),
-- True where the silo was changed: not where the version is stale or the silo is unknown.
('UpdateMembershipKey', $sql$
WITH raised AS (
    UPDATE cluster_membership m SET version = m.version + 1, changed_at = now()
    WHERE m.cluster_id = @DeploymentId AND m.version = @Version AND EXISTS (
        SELECT FROM cluster_silo s
        WHERE s.cluster_id = m.cluster_id AND s.address = @Address AND s.port = @Port AND s.generation = @Generation)
    RETURNING m.cluster_id),
changed AS (
    UPDATE cluster_silo s SET status = @Status, suspicions = @SuspectTimes, alive_at = @IAmAliveTime FROM raised
    WHERE s.cluster_id = raised.cluster_id AND s.address = @Address AND s.port = @Port AND s.generation = @Generation
    RETURNING 1)
SELECT count(*)::int FROM changed
$sql$),
-- A sign of life is not a change of the membership: the version stays.
('UpdateIAmAlivetimeKey', $sql$
UPDATE cluster_silo SET alive_at = @IAmAliveTime
WHERE cluster_id = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation
$sql$),
-- The version comes also where there is no such silo.
('MembershipReadRowKey', $sql$
SELECT m.cluster_id AS DeploymentId, s.address AS Address, s.port AS Port, s.generation AS Generation, s.silo_name AS SiloName,
    s.host_name AS HostName, s.status AS Status, s.gateway_port AS ProxyPort, s.suspicions AS SuspectTimes, s.started_at AS StartTime,
    s.alive_at AS IAmAliveTime, m.version AS Version
FROM cluster_membership m
LEFT JOIN cluster_silo s ON s.cluster_id = m.cluster_id AND s.address = @Address AND s.port = @Port AND s.generation = @Generation
WHERE m.cluster_id = @DeploymentId
$sql$),
('MembershipReadAllKey', $sql$
SELECT m.cluster_id AS DeploymentId, s.address AS Address, s.port AS Port, s.generation AS Generation, s.silo_name AS SiloName,
    s.host_name AS HostName, s.status AS Status, s.gateway_port AS ProxyPort, s.suspicions AS SuspectTimes, s.started_at AS StartTime,
    s.alive_at AS IAmAliveTime, m.version AS Version
FROM cluster_membership m LEFT JOIN cluster_silo s ON s.cluster_id = m.cluster_id
WHERE m.cluster_id = @DeploymentId
$sql$),
-- Where clients reach the cluster.
('GatewaysQueryKey', $sql$
SELECT address AS Address, gateway_port AS ProxyPort, generation AS Generation FROM cluster_silo
WHERE cluster_id = @DeploymentId AND status = @Status AND gateway_port > 0
$sql$),
('DeleteMembershipTableEntriesKey', $sql$
WITH silos AS (DELETE FROM cluster_silo WHERE cluster_id = @DeploymentId)
DELETE FROM cluster_membership WHERE cluster_id = @DeploymentId
$sql$),
-- Rows of silos that are long gone; an active one is never removed.
('CleanupDefunctSiloEntriesKey', $sql$
DELETE FROM cluster_silo WHERE cluster_id = @DeploymentId AND alive_at < @IAmAliveTime AND status <> 3
$sql$);

-- The state of grains that ask for it. Two activations that write at once: one finds the version changed and fails.
CREATE TABLE grain_state (
    service_id text NOT NULL,
    grain_type text NOT NULL,
    grain_type_hash int NOT NULL,
    id_hash int NOT NULL,
    id_0 bigint NOT NULL,
    id_1 bigint NOT NULL,
    id_text text NOT NULL DEFAULT '',
    payload bytea,
    version int NOT NULL,
    changed_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (id_hash, grain_type_hash, id_0, id_1, id_text, grain_type, service_id)
);

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES
('ReadFromStorageKey', $sql$
SELECT payload AS PayloadBinary, version AS Version FROM grain_state
WHERE id_hash = @GrainIdHash AND grain_type_hash = @GrainTypeHash AND id_0 = @GrainIdN0 AND id_1 = @GrainIdN1
    AND id_text = coalesce(@GrainIdExtensionString, '') AND grain_type = @GrainTypeString AND service_id = @ServiceId
$sql$),
-- Gives the new version; the given one, or null, where another activation was first.
('WriteToStorageKey', $sql$
WITH added AS (
    INSERT INTO grain_state (service_id, grain_type, grain_type_hash, id_hash, id_0, id_1, id_text, payload, version)
    SELECT @ServiceId, @GrainTypeString, @GrainTypeHash, @GrainIdHash, @GrainIdN0, @GrainIdN1, coalesce(@GrainIdExtensionString, ''),
        @PayloadBinary, 1
    WHERE @GrainStateVersion::int IS NULL
    ON CONFLICT DO NOTHING RETURNING version),
changed AS (
    UPDATE grain_state SET payload = @PayloadBinary, version = version + 1, changed_at = now()
    WHERE id_hash = @GrainIdHash AND grain_type_hash = @GrainTypeHash AND id_0 = @GrainIdN0 AND id_1 = @GrainIdN1
        AND id_text = coalesce(@GrainIdExtensionString, '') AND grain_type = @GrainTypeString AND service_id = @ServiceId
        AND version = @GrainStateVersion::int
    RETURNING version)
SELECT coalesce((SELECT version FROM added), (SELECT version FROM changed), @GrainStateVersion::int) AS NewGrainStateVersion
$sql$),
('ClearStorageKey', $sql$
UPDATE grain_state SET payload = NULL, version = version + 1, changed_at = now()
WHERE id_hash = @GrainIdHash AND grain_type_hash = @GrainTypeHash AND id_0 = @GrainIdN0 AND id_1 = @GrainIdN1
    AND id_text = coalesce(@GrainIdExtensionString, '') AND grain_type = @GrainTypeString AND service_id = @ServiceId
    AND version = @GrainStateVersion::int
RETURNING version AS NewGrainStateVersion
$sql$),
('DeleteStorageKey', $sql$
DELETE FROM grain_state
WHERE id_hash = @GrainIdHash AND grain_type_hash = @GrainTypeHash AND id_0 = @GrainIdN0 AND id_1 = @GrainIdN1
    AND id_text = coalesce(@GrainIdExtensionString, '') AND grain_type = @GrainTypeString AND service_id = @ServiceId
    AND version = @GrainStateVersion::int
RETURNING version + 1 AS NewGrainStateVersion
$sql$);

-- Reminders. Silos read those of their part of the ring of grain hashes.
CREATE TABLE grain_reminder (
    service_id text NOT NULL,
    grain_id text NOT NULL,
    name text NOT NULL,
    start_at timestamptz NOT NULL,
    period_ms bigint NOT NULL,
    grain_hash int NOT NULL,
    version int NOT NULL DEFAULT 0,
    PRIMARY KEY (service_id, grain_id, name)
);
CREATE INDEX grain_reminder_ring ON grain_reminder (service_id, grain_hash);

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES
('UpsertReminderRowKey', $sql$
INSERT INTO grain_reminder AS r (service_id, grain_id, name, start_at, period_ms, grain_hash)
VALUES (@ServiceId, @GrainId, @ReminderName, @StartTime, @Period, @GrainHash)
ON CONFLICT (service_id, grain_id, name) DO UPDATE
    SET start_at = excluded.start_at, period_ms = excluded.period_ms, grain_hash = excluded.grain_hash, version = r.version + 1
RETURNING version AS Version
$sql$),
('ReadReminderRowsKey', $sql$
SELECT grain_id AS GrainId, name AS ReminderName, start_at AS StartTime, period_ms AS Period, version AS Version FROM grain_reminder
WHERE service_id = @ServiceId AND grain_id = @GrainId
$sql$),
('ReadReminderRowKey', $sql$
SELECT grain_id AS GrainId, name AS ReminderName, start_at AS StartTime, period_ms AS Period, version AS Version FROM grain_reminder
WHERE service_id = @ServiceId AND grain_id = @GrainId AND name = @ReminderName
$sql$),
('ReadRangeRows1Key', $sql$
SELECT grain_id AS GrainId, name AS ReminderName, start_at AS StartTime, period_ms AS Period, version AS Version FROM grain_reminder
WHERE service_id = @ServiceId AND grain_hash > @BeginHash AND grain_hash <= @EndHash
$sql$),
-- The part of the ring that goes over its end.
('ReadRangeRows2Key', $sql$
SELECT grain_id AS GrainId, name AS ReminderName, start_at AS StartTime, period_ms AS Period, version AS Version FROM grain_reminder
WHERE service_id = @ServiceId AND (grain_hash > @BeginHash OR grain_hash <= @EndHash)
$sql$),
('DeleteReminderRowKey', $sql$
WITH removed AS (
    DELETE FROM grain_reminder
    WHERE service_id = @ServiceId AND grain_id = @GrainId AND name = @ReminderName AND version = @Version
    RETURNING 1)
SELECT count(*)::int FROM removed
$sql$),
('DeleteReminderRowsKey', $sql$
DELETE FROM grain_reminder WHERE service_id = @ServiceId
$sql$);
