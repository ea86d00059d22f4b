-- Submissions whose answers Central itself cannot read, because they are encrypted. They are no rows of the form's
-- tables, where they would look like submissions without answers.
CREATE TABLE odk_encrypted_submission (
    form text NOT NULL,
    submission_id text NOT NULL,
    submitted_at timestamptz,          -- Central's clock, as the next
    updated_at timestamptz,
    found_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (form, submission_id)
);

-- They used to be stored as such rows. Where there are any, the next walks are full ones, which take them away.
DO $$
DECLARE
    stored regclass;
    encrypted boolean;
BEGIN
    FOR stored IN
        SELECT c.oid FROM odk_form f
        JOIN pg_class c ON c.oid = to_regclass(quote_ident(f.form))
        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = '__system' AND NOT a.attisdropped
    LOOP
        EXECUTE format('SELECT EXISTS (SELECT FROM %s WHERE "__system"::text ~ ''"status": *"'')', stored)
        INTO encrypted;
        IF encrypted THEN
            UPDATE odk_sync_cursor
            SET watermark = NULL, walk_bound = NULL, walk_latest = NULL, resume_point = NULL,
                filter = NULL, etag = NULL, updated_at = now();
        END IF;
    END LOOP;
END $$;
