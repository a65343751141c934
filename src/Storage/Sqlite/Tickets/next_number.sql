-- An organisation's next ticket number. By the primary key.
INSERT INTO ticket_counter (organisation_id, last_number) VALUES (?1, 1)
ON CONFLICT (organisation_id) DO UPDATE SET last_number = last_number + 1
RETURNING last_number
