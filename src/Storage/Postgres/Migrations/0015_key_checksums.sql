-- The text of a new key ends in a checksum, so that invented keys are refused without a look into the store. Keys from before have none.
ALTER TABLE api_key ADD has_checksum boolean NOT NULL DEFAULT false;
CREATE INDEX api_key_without_checksum ON api_key (key_hash) WHERE NOT has_checksum;
