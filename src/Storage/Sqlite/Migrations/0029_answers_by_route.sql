-- Erasures look for answers of some routes that do not say whom they are about, beside those of all sign-ups of a day.
CREATE INDEX idempotency_route ON idempotency (organisation_id, route) WHERE effect IS NULL;
