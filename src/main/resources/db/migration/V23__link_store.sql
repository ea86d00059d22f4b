-- A link works for the store and the lasting key only that it was signed for, and an object is in one bucket.
ALTER TABLE odk_attachment
    ADD COLUMN link_store text,        -- hash of endpoint, region and bucket; null where they are not known
    ADD COLUMN link_key text;          -- hash of the id of the key, if it is a lasting one
