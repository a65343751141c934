-- A new passkey, unless somebody has it, or the person has $10 of them (primary key, passkey_by_user).
INSERT INTO passkey
    (organisation_id, credential_id, user_id, name, public_key, sign_count, transports, is_backup_eligible, is_backed_up, created_at)
SELECT 0, $1, $2, $3, $4, $5, $6, $7, $8, $9
WHERE (SELECT count(*) FROM passkey WHERE organisation_id = 0 AND user_id = $2) < $10
ON CONFLICT DO NOTHING
