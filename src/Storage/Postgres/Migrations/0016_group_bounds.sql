-- Whether a sign-up through a public key created the group: there is a bound to those.
ALTER TABLE contact_group ADD by_sign_up boolean NOT NULL DEFAULT false;
CREATE INDEX contact_group_by_sign_up ON contact_group (organisation_id) WHERE by_sign_up;
