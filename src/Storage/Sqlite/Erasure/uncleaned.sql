-- The number of the last erasure where the files were not cleaned since (primary keys); no row where they were. Over all organisations.
SELECT max(erasure_no) FROM erasure
HAVING max(erasure_no) > (SELECT erasure_no FROM erasure_cleaning WHERE organisation_id = 0)
