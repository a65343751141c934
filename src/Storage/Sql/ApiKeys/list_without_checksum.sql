-- The hashes of all keys whose text has no checksum, whatever organisation they are of (api_key_without_checksum).
SELECT key_hash FROM api_key WHERE NOT has_checksum
