-- Why something is rejected: words without data, empty for what was rejected before.
ALTER TABLE odk_rejected_record ADD COLUMN reason text NOT NULL DEFAULT '';

-- The SQLSTATE with which a column refuses a value, a JSON text; none if it takes it. A character that the database's
-- encoding lacks is a value that it does not take, too, if the text has it as an escape.
CREATE FUNCTION odk_refusal(target regclass, column_name text, value text) RETURNS text
LANGUAGE plpgsql STABLE AS $$
DECLARE
    state text;
BEGIN
    EXECUTE format('SELECT jsonb_populate_record(NULL::%s, jsonb_build_object($1, $2::jsonb))', target)
        USING column_name, value;
    RETURN NULL;
EXCEPTION WHEN data_exception OR integrity_constraint_violation OR program_limit_exceeded THEN
    GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE;
    RETURN state;
END $$;

-- The id of a submission may be longer than a B-tree takes.
DROP INDEX odk_rejected_record_submission;
CREATE INDEX odk_rejected_record_submission ON odk_rejected_record USING hash (submission_id);
DROP INDEX odk_listing_sync_type;
CREATE INDEX odk_listing_sync_type ON odk_listing (sync_type);
