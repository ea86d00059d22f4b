-- Drops the table of a view that is no longer stored. The view itself must read its query again.
WITH fence AS (
    SELECT sync_type FROM odk_sync_lease
    WHERE sync_type = :?sync AND fencing_number = :?fence FOR KEY SHARE
), dropped AS (
    SELECT odk_drop_stored_view(s.stored_table, s.source) FROM fence, odk_stored_view s
    WHERE s.form = ${form} AND s.view = :?view_name
), forgotten AS (
    DELETE FROM odk_stored_view s USING fence, (SELECT count(*) FROM dropped) AS table_is_dropped
    WHERE s.form = ${form} AND s.view = :?view_name
)
SELECT count(*) AS held FROM fence
