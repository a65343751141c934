-- The newest keys of an organisation's links (primary key).
SELECT key_no, secret FROM link_key WHERE organisation_id = $1 ORDER BY key_no DESC LIMIT 2
