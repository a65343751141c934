-- Lets the commit of this transaction return before the log is on the disk.
SELECT set_config('synchronous_commit', 'off', true);
