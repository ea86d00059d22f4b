-- What is asked about runs: the last ones of a sync type that ended so, and what they noted beside their columns.
CREATE INDEX odk_sync_history_outcome ON odk_sync_history (sync_type, status, id);

-- A text as JSON; NULL where it is none: the Python service, or a hand, may have written anything.
CREATE FUNCTION odk_json(raw text) RETURNS json LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
    RETURN raw::json;
EXCEPTION WHEN data_exception THEN
    RETURN NULL;
END
$$;
