-- Folds the newest rows of a tally, contact_tally or contact_tally_large, into one row for each block (contact_tally_unfolded,
-- contact_tally_pkey, or those of the other). One statement: every snapshot sees the rows before or after, with the same sums. A row that
-- another process folds at the same moment is skipped here. Over all organisations.
WITH due AS MATERIALIZED (
    SELECT DISTINCT organisation_id, group_id, block FROM (
        SELECT organisation_id, group_id, block FROM {tally} WHERE NOT folded ORDER BY organisation_id, group_id, block LIMIT 20000
    ) t
),
gone AS (
    DELETE FROM {tally} t USING due d
    WHERE t.organisation_id = d.organisation_id AND t.group_id = d.group_id AND t.block = d.block
    RETURNING t.organisation_id, t.group_id, t.block, t.contacts, t.sms_subscribed
),
kept AS (
    INSERT INTO {tally} (organisation_id, group_id, block, contacts, sms_subscribed, folded)
    SELECT organisation_id, group_id, block, sum(contacts), sum(sms_subscribed), true
    FROM gone GROUP BY organisation_id, group_id, block
    HAVING sum(contacts) <> 0 OR sum(sms_subscribed) <> 0
)
SELECT count(*) FROM gone;
