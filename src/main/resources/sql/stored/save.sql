-- Records the query of a stored view, if it has the id of the submission. Another query makes the table incomplete, so that
-- the next run of unified fills a new one. Returns is_complete (of the table) and has_key.
WITH fence AS (
    SELECT sync_type FROM odk_sync_lease
    WHERE sync_type = :?sync AND fencing_number = :?fence FOR KEY SHARE
), key AS (
    SELECT attname FROM pg_attribute
    WHERE attrelid = to_regclass(:?view) AND attname = 'UUID' AND NOT attisdropped
), saved AS (
    INSERT INTO odk_stored_view AS s (form, view, source, stored_table, query_hash)
    SELECT ${form}, :?view_name, :?view, :?stored_table, :?query_hash FROM fence, key
    ON CONFLICT (form, view) DO UPDATE
    SET query_hash = EXCLUDED.query_hash, filled_on = NULL, is_complete = false
    WHERE s.query_hash <> EXCLUDED.query_hash
)
SELECT (SELECT count(*) FROM fence) AS held,
    EXISTS (SELECT FROM odk_stored_view s
            WHERE s.form = ${form} AND s.view = :?view_name AND s.query_hash = :?query_hash
              AND s.is_complete AND to_regclass(s.stored_table) IS NOT NULL) AS is_complete,
    EXISTS (SELECT FROM key) AS has_key
