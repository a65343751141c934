-- Whether this transaction may fold the tally of sign-ups: it may, because only one writes at a time.
SELECT 1
