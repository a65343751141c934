-- What rows of an import have written.
INSERT INTO import_journal (organisation_id, import_id, contact_id, row_number, version, gave_email, before, after)
SELECT $1, $2, e.* FROM unnest($3::bigint[], $4::bigint[], $5::bigint[], $6::boolean[], $7::text[], $8::text[]) AS e;
