-- An attribute finds a contact no more. By the primary key.
DELETE FROM contact_attribute WHERE organisation_id = ?1 AND contact_id = ?2 AND term = ?3
