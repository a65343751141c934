-- As before, but evidence that is null stays so: the comparison with it was neither true nor false, which let everything through.
CREATE OR REPLACE FUNCTION redact_only() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    old_row jsonb := to_jsonb(OLD);
BEGIN
    IF NOT EXISTS (SELECT FROM redaction r WHERE r.organisation_id = OLD.organisation_id) OR EXISTS (
        SELECT FROM jsonb_each(to_jsonb(NEW)) n
        WHERE n.value <> old_row -> n.key AND (n.value <> 'null' OR n.key <> ALL (TG_ARGV))
            AND (n.key = 'evidence' AND n.key = ANY (TG_ARGV)
                AND (n.value #>> '{}')::jsonb = (old_row ->> n.key)::jsonb - 'ip' - 'userAgent') IS NOT TRUE) THEN
        RAISE EXCEPTION 'rows of % are never changed', TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
