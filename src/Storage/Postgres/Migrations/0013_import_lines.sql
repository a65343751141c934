-- Where an import is, in rows and lines too; rows that are imported without a field; and the lines of errors.
ALTER TABLE import_job ADD row_number bigint NOT NULL DEFAULT 0;
ALTER TABLE import_job ADD line_number bigint NOT NULL DEFAULT 0;
ALTER TABLE import_job ADD warnings bigint NOT NULL DEFAULT 0;
ALTER TABLE import_job ADD lenient boolean NOT NULL DEFAULT false;
ALTER TABLE import_error ADD line_number bigint;
ALTER TABLE import_error ADD is_imported boolean NOT NULL DEFAULT false;

-- Those under way counted rows without blank ones.
UPDATE import_job SET row_number = created + updated + unchanged + failed, line_number = created + updated + unchanged + failed + 1
WHERE state IN (1, 2) AND position > 0;
