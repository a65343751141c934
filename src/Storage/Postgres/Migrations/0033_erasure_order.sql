-- Every process reads the erasures of all organisations in their order.
CREATE INDEX erasure_order ON erasure (erasure_no);
