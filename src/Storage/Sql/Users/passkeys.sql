-- The passkeys of a person, the oldest first (passkey_by_user).
SELECT credential_id, user_id, name, public_key, sign_count, transports, is_backup_eligible, is_backed_up, created_at, used_at
FROM passkey WHERE organisation_id = 0 AND user_id = $1 ORDER BY created_at, credential_id
