-- Fills the organisation "bench" with :contacts contacts as the service itself would have written them, a third of them in group 1,
-- one in a thousand in group 2, with the consents that they gave. Names come from a list of 40 first and 2,500 made-up last names,
-- external ids are as scattered as real ones.
-- The trigram index is built afterwards, with the index that must stay younger than it: the same schema, much sooner.
SET maintenance_work_mem = '1GB';
SELECT pg_get_indexdef('contact_search_trigrams'::regclass) AS search_index, pg_get_indexdef('contact_email_key'::regclass) AS email_index \gset
DROP INDEX contact_search_trigrams, contact_email_key;

INSERT INTO contact_group (organisation_id, group_id, name, name_key, created_at)
SELECT organisation_id, g.id, g.name, g.name, now()
FROM organisation, (VALUES (1, 'large'), (2, 'small')) AS g(id, name) WHERE slug = 'bench';

CREATE TEMPORARY TABLE first_name AS SELECT row_number() OVER () - 1 AS i, name FROM unnest(
    '{Jan,Jana,Petr,Petra,Pavel,Eva,Tomas,Lucie,Martin,Anna,Jakub,Marie,Lukas,Lenka,Michal,Hana,David,Katerina,Ondrej,Alena,Vojtech,Tereza,Filip,Veronika,Adam,Barbora,Matej,Monika,Karel,Zuzana,Josef,Klara,Milan,Simona,Roman,Denisa,Radek,Nikola,Ales,Kristyna}'::text[]) AS name;
CREATE TEMPORARY TABLE last_name AS
SELECT row_number() OVER () - 1 AS i, initcap(a || b || c) AS name
FROM unnest('{no,ba,ce,du,fi,go,ha,ji,ko,lu,ma,ne,pe,ra,so,ta,ur,ve,za,mi,sto,kra,pro,vla,cho}'::text[]) a,
    unnest('{vak,res,lan,tos,mek,rik,das,len,pak,nor}'::text[]) b, unnest('{ek,ova,sky,ik,ova2,in,as,el,man,ny}'::text[]) c;

INSERT INTO contact (organisation_id, external_id, email, email_key, phone, first_name, last_name, company, first_name_folded,
    last_name_folded, company_folded, email_subscribed, sms_subscribed, source, created_at, updated_at)
SELECT o.organisation_id, substr(md5(n::text), 1, 16), e.email, e.email, '+420' || (600000000 + n)::text, f.name, l.name, c.name,
    lower(f.name), lower(l.name), lower(c.name), true, n % 3 = 0, 'fill', now(), now()
FROM generate_series(1, :contacts) n
JOIN organisation o ON o.slug = 'bench'
JOIN first_name f ON f.i = n * 7 % 40
JOIN last_name l ON l.i = n * 31 % 2500
CROSS JOIN LATERAL (SELECT lower(f.name || '.' || l.name || n || '@example') || (n % 50)::text || '.com' AS email) e
CROSS JOIN LATERAL (SELECT CASE WHEN n % 10 = 0 THEN 'Company ' || (n % 5000)::text ELSE '' END AS name) c
ORDER BY n;

INSERT INTO contact_group_member (organisation_id, contact_id, group_id)
SELECT c.organisation_id, c.contact_id, 1 FROM contact c WHERE c.source = 'fill' AND c.contact_id % 3 = 1
UNION ALL
SELECT c.organisation_id, c.contact_id, 2 FROM contact c WHERE c.source = 'fill' AND c.contact_id % 1000 = 5;

INSERT INTO contact_event (organisation_id, contact_id, at, kind, source, actor, after)
SELECT organisation_id, contact_id, created_at, 'registered', source, 'fill', json_build_object('email', email, 'phone', phone,
    'firstName', first_name, 'lastName', last_name, 'emailSubscribed', true)
FROM contact WHERE source = 'fill' ORDER BY contact_id;

INSERT INTO consent (organisation_id, channel, address, state, requested_at, source, actor)
SELECT organisation_id, 0, email_key, 2, created_at, source, 'fill' FROM contact WHERE source = 'fill' ORDER BY contact_id;
INSERT INTO consent (organisation_id, channel, address, state, requested_at, source, actor)
SELECT organisation_id, 1, phone, 2, created_at, source, 'fill' FROM contact WHERE source = 'fill' AND sms_subscribed ORDER BY contact_id;

:search_index;
:email_index;
VACUUM ANALYZE contact, consent, contact_group_member, contact_tally, contact_tally_large, contact_group;
ANALYZE contact_event, contact_search; -- Which are not vacuumed after insertions.
