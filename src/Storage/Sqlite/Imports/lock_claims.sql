-- Only one writes at a time.
SELECT 1;
