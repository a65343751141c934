-- Removes a person's passkeys (passkey_by_user).
DELETE FROM passkey WHERE organisation_id = 0 AND user_id = $1
