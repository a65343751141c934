-- Without a search: all contacts of the organisation, of which groups are chosen.
contact h
WHERE h.organisation_id = $1 AND h.merged_into IS NULL
