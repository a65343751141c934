-- Addresses of internationalised domains are found by the domain's Unicode form too. What is stored already is renewed, in the search index
-- as well; contact_search_text is a function of the program's own (SearchText).
INSERT INTO contact_search (contact_search, rowid, search_text)
SELECT 'delete', contact_id, search_text FROM contact WHERE email LIKE '%xn--%';

UPDATE contact SET search_text = contact_search_text(first_name_folded, last_name_folded, email, company, phone) WHERE email LIKE '%xn--%';

INSERT INTO contact_search (rowid, search_text)
SELECT contact_id, search_text FROM contact WHERE email LIKE '%xn--%';
