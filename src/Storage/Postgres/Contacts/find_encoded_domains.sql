-- All contacts with an internationalised domain, for migration 0011: through all of contact, once. Locked in the order in which batches
-- lock.
SELECT organisation_id, contact_id, email FROM contact WHERE email LIKE '%xn--%' ORDER BY organisation_id, email_key, contact_id FOR UPDATE;
