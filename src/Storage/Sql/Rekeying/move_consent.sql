-- Takes the consent of an address along to its new canonical form, where nothing is stored of that one (primary key of consent).
UPDATE consent SET address = $3, version = version + 1
WHERE organisation_id = $1 AND channel = 0 AND address = $2
    AND NOT EXISTS (SELECT 1 FROM consent k WHERE k.organisation_id = $1 AND k.channel = 0 AND k.address = $3)
