-- The silos of a cluster that count as active, with their last sign of life. By the primary key. About processes: no organisation.
SELECT address, port, generation, alive_at FROM cluster_silo WHERE cluster_id = $1 AND status = 3;
