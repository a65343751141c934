-- One process after the other claims a job, so that none overlooks what another has just claimed.
SELECT pg_advisory_xact_lock(7204118);
