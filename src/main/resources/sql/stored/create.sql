-- Creates the empty table of a stored view in place of an older one. The view itself reads its query until the table is complete.
WITH fence AS (
    SELECT sync_type FROM odk_sync_lease
    WHERE sync_type = :?sync AND fencing_number = :?fence FOR KEY SHARE
), incomplete AS (
    UPDATE odk_stored_view s SET is_complete = false FROM fence
    WHERE s.form = ${form} AND s.view = :?view_name
    RETURNING s.stored_table, s.source
)
SELECT (SELECT count(*) FROM fence) AS held, odk_create_stored_view(stored_table, source) FROM incomplete
