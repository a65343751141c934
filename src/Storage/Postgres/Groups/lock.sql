-- Lets one transaction at a time number an organisation's new groups.
SELECT pg_advisory_xact_lock(7204117, organisation_id) FROM (VALUES ($1::int)) AS o(organisation_id);
