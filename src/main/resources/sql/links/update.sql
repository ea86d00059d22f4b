-- Stores new links in the ledger and in every column whose field names the file, and marks the submissions as dirty.
-- Skips a file that has another object by now: it already has a link to that.
WITH fence AS (
    SELECT sync_type FROM odk_sync_lease
    WHERE sync_type = :?sync AND fencing_number = :?fence FOR KEY SHARE
), offered AS (
    SELECT f.* FROM fence, jsonb_to_recordset(:?links::jsonb)
        AS f(submission_id text, file_name text, object_key text, url text, url_expires_at timestamptz)
), main AS (
    SELECT m."UUID" FROM ${table} m
    WHERE m."UUID" IN (SELECT submission_id FROM offered)
    ORDER BY m."UUID" FOR NO KEY UPDATE OF m
), recorded AS (
    UPDATE odk_attachment a
    SET url = odk_link(f.url, f.url_expires_at, a.link_id), url_expires_at = f.url_expires_at, link_store = :?link_store,
        link_key = NULLIF(:?link_key, 'none')
    FROM offered f, (SELECT count(*) FROM main) AS main_rows_are_locked
    WHERE a.form = ${form} AND a.submission_id = f.submission_id AND a.file_name = f.file_name
      AND a.object_key = f.object_key
    RETURNING a.submission_id, a.file_name, a.url
), links AS (
    SELECT submission_id, jsonb_object_agg(file_name, url) AS links FROM recorded GROUP BY submission_id
), linked AS (
    UPDATE ${table} m SET ${links} FROM links l
    WHERE m."UUID" = l.submission_id AND (${relinked})
    RETURNING m."UUID" AS submission_id
)${linked_children}, marked AS (
    INSERT INTO odk_unified_dirty (form, submission_id)
    SELECT ${form}, submission_id FROM linked${marked_children}
    UNION ALL
    -- the placeholder
    SELECT ${form}, m."UUID" FROM recorded r, ${table} m WHERE r.submission_id = '' AND ${without_images}
), counted AS (
    UPDATE odk_sync_history h
    SET records_processed = h.records_processed + (SELECT count(*) FROM recorded)
    FROM fence
    WHERE h.id = :?history_id
)
SELECT count(*) AS held FROM fence
