-- Notes that a contact was signed up again as it is (import_journal_contact), so that no undo of an import removes it.
UPDATE import_journal SET is_touched = 1 WHERE organisation_id = ?1 AND contact_id = ?2
