-- Kept for tickets.
SELECT 1;
