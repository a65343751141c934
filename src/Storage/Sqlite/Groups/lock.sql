-- Nothing to lock: one transaction at a time writes to the file, whatever organisation it is of.
SELECT ?1
