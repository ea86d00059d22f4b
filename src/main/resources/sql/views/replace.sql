-- Creates or replaces a view, unless it was made from the same query: then nothing is locked.
WITH fence AS (
    SELECT sync_type FROM odk_sync_lease
    WHERE sync_type = :?sync AND fencing_number = :?fence FOR KEY SHARE
), outdated AS (
    SELECT sync_type FROM fence
    WHERE obj_description(to_regclass(:?view), 'pg_class') IS DISTINCT FROM :?origin
), made AS (
    SELECT odk_replace_view(:?view, :?query, :?origin) FROM outdated
), counted AS (
    UPDATE odk_sync_history h
    SET records_processed = h.records_processed + (SELECT count(*) FROM made)
    FROM fence
    WHERE h.id = :?history_id
)
SELECT (SELECT count(*) FROM fence) AS held, (SELECT count(*) FROM made) AS made
