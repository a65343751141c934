-- Whose change a dry run shows: the contact's id, or, below zero, the row that would have made the contact. Null in older samples.
ALTER TABLE import_sample ADD contact_id bigint;
