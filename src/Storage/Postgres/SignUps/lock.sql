-- Whether this transaction may fold the tally of sign-ups: one at a time does, over all processes and organisations.
SELECT pg_try_advisory_xact_lock(hashtext('sign_up_tally'))
