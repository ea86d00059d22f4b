-- The id of a file in its stable link. Whoever knows it may see the picture, so nobody can guess it: it is random,
-- and tells nothing of the file.
ALTER TABLE odk_attachment
    ADD COLUMN link_id uuid NOT NULL DEFAULT gen_random_uuid();
CREATE UNIQUE INDEX odk_attachment_link ON odk_attachment (link_id);

COMMENT ON COLUMN odk_attachment.url_expires_at IS 'null for a stable link, which ends with link_id';

-- The link of a file as it is stored: one that expires as it was signed, one that does not with the id at its end.
CREATE FUNCTION odk_link(url text, expires_at timestamptz, link_id uuid) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT CASE WHEN expires_at IS NULL THEN url || link_id::text ELSE url END $$;
