-- A contact's group names are looked up from its memberships, one by one and in the index's order (contact_group_pkey). A join left that to
-- the statistics: while these knew of few groups, all groups of the organisation were read for each contact.
CREATE OR REPLACE VIEW contact_image AS
SELECT c.organisation_id, c.contact_id, c.external_id, c.email, c.email_key, c.phone, c.first_name, c.last_name, c.company,
    c.email_subscribed, c.sms_subscribed, c.source, c.created_at, c.updated_at, c.version, c.merged_into,
    ARRAY(SELECT m.group_id FROM contact_group_member m
        WHERE m.organisation_id = c.organisation_id AND m.contact_id = c.contact_id ORDER BY m.group_id) AS group_ids,
    ARRAY(SELECT (
            SELECT g.name FROM contact_group g
            WHERE g.organisation_id = m.organisation_id AND g.group_id >= m.group_id AND g.group_id <= m.group_id
            ORDER BY g.group_id LIMIT 1)
        FROM contact_group_member m
        WHERE m.organisation_id = c.organisation_id AND m.contact_id = c.contact_id ORDER BY m.group_id) AS group_names,
    c.foreign_id, c.attributes::text AS attributes
FROM contact c;
