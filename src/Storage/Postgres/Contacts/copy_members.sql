-- Memberships of new contacts.
COPY contact_group_member (organisation_id, contact_id, group_id) FROM STDIN (FORMAT BINARY)
