-- What is in doubt about the warehouse, how it is found out, and what cannot be stored.

-- Submissions that a feed is to read again by their ids: reconcile found a difference, or rejects are tried again.
-- Append-only, no unique key: asking never waits.
CREATE TABLE odk_recheck (
    id bigserial PRIMARY KEY,
    sync_type varchar(50) NOT NULL,    -- the feed that reads it again
    submission_id text NOT NULL
);
CREATE INDEX odk_recheck_sync_type ON odk_recheck (sync_type, id);

-- Which version of which submission the tables of the repeats hold the children of: children show no version,
-- and a submission without any has no row there.
CREATE TABLE odk_expanded (
    form text NOT NULL,
    submission_id text NOT NULL,
    submitted_at timestamptz,          -- Central's clock, as the next
    updated_at timestamptz,
    PRIMARY KEY (form, submission_id)
);

-- What Central listed for the comparison that is under way. Worth nothing after it, hence not logged.
CREATE UNLOGGED TABLE odk_listing (
    sync_type varchar(50) NOT NULL,
    submission_id text NOT NULL,
    submitted_at timestamptz,
    updated_at timestamptz,
    deleted_at timestamptz
);
CREATE INDEX odk_listing_sync_type ON odk_listing (sync_type, submission_id);

-- A reject is of a submission, whatever table its record belongs to; an empty column_name stands for the record
-- as a whole. replayed_at: a later version was stored.
ALTER TABLE odk_rejected_record ADD COLUMN submission_id text NOT NULL DEFAULT '';
CREATE INDEX odk_rejected_record_submission ON odk_rejected_record (sync_type, submission_id);

-- The next walks are full ones: they fill what is new here, and find the rejects again.
DELETE FROM odk_rejected_record;
DELETE FROM odk_sync_cursor;

-- Whether a column takes a value. Tables that were there before us keep their types, narrow as they may be.
CREATE FUNCTION odk_fits(target regclass, column_name text, value jsonb) RETURNS boolean
LANGUAGE plpgsql STABLE AS $$
BEGIN
    EXECUTE format('SELECT jsonb_populate_record(NULL::%s, jsonb_build_object($1, $2))', target)
        USING column_name, value;
    RETURN true;
EXCEPTION WHEN data_exception OR integrity_constraint_violation THEN
    RETURN false;
END $$;
