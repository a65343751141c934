-- How many organisations there are.
SELECT count(*) FROM organisation
