-- Notes up to which erasure the files were cleaned (primary key).
UPDATE erasure_cleaning SET erasure_no = ?1 WHERE organisation_id = 0
