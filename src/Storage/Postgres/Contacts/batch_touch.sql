-- Notes that contacts were signed up again as they are (import_journal_contact), so that no undo of an import removes them.
UPDATE import_journal SET is_touched = true WHERE ctid = ANY (ARRAY(
    SELECT j.ctid FROM unnest($1::int[], $2::bigint[]) AS t(organisation_id, contact_id)
    CROSS JOIN LATERAL (
        SELECT j.ctid FROM import_journal j
        WHERE j.organisation_id = t.organisation_id AND j.contact_id = t.contact_id AND NOT j.is_touched OFFSET 0
    ) j));
