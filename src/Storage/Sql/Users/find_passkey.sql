-- A passkey, whoever has it (primary key).
SELECT credential_id, user_id, name, public_key, sign_count, transports, is_backup_eligible, is_backed_up, created_at, used_at
FROM passkey WHERE organisation_id = 0 AND credential_id = $1
