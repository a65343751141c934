-- New contacts of an import. Where another transaction has inserted an address or an integrator's id meanwhile this one begins again.
COPY contact (organisation_id, contact_id, external_id, email, email_key, email_folded, phone, email_subscribed, sms_subscribed, source,
    created_at, updated_at, foreign_id, attributes, {profile_folded}) FROM STDIN (FORMAT BINARY)
