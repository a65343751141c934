-- Removes the addresses in the net of some tickets, by the primary key.
UPDATE ticket SET ip = NULL, network = NULL, site = NULL
WHERE organisation_id = $1 AND ticket_no > $2 AND ticket_no <= $3 AND created_at < $4
    AND (ip IS NOT NULL OR network IS NOT NULL OR site IS NOT NULL)
