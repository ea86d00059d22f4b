-- Records that a file is in the bucket and writes its link into every column whose field names it; marks the submission
-- as dirty if the link changed. A file that was requested again in the meantime stays pending: these may be old bytes.
-- replaced_key: the object of an earlier version, which is no longer linked. The first check is due as in mark_checked;
-- without an MD5 there is no check.
WITH fence AS (
    SELECT sync_type FROM odk_sync_lease
    WHERE sync_type = :?sync AND fencing_number = :?fence FOR KEY SHARE
), before AS (
    SELECT a.object_key FROM odk_attachment a
    WHERE a.form = ${form} AND a.submission_id = :?submission_id AND a.file_name = :?file_name
), main AS (
    SELECT m."UUID" FROM fence, ${table} m
    WHERE m."UUID" = :?submission_id FOR NO KEY UPDATE OF m
), recorded AS (
    UPDATE odk_attachment a
    SET state = CASE WHEN odk_utc(a.requested_at) = :?requested_at THEN 'stored' ELSE a.state END,
        outcome = CASE WHEN odk_utc(a.requested_at) = :?requested_at THEN :?outcome END,
        reason = NULL, attempts = a.attempts + 1,
        stored_at = CASE WHEN :?outcome::text = 'stored' OR a.stored_at IS NULL THEN now() ELSE a.stored_at END,
        next_check_at = CASE WHEN :?md5::text <> ''
                        THEN now() + make_interval(days => :?recheck_days) * (1 - random() / 10) END,
        md5 = NULLIF(:?md5, ''), size = NULLIF(:?size, -1), content_type = :?content_type, object_key = :?object_key,
        url = odk_link(:?link, NULLIF(:?link_expires_at, '')::timestamptz, a.link_id),
        url_expires_at = NULLIF(:?link_expires_at, '')::timestamptz, link_store = :?link_store,
        link_key = NULLIF(:?link_key, 'none'), history_id = :?history_id
    FROM fence, (SELECT count(*) FROM main) AS main_rows_are_locked
    WHERE a.form = ${form} AND a.submission_id = :?submission_id AND a.file_name = :?file_name
    RETURNING a.submission_id, a.file_name, a.url
), links AS (
    SELECT submission_id, jsonb_build_object(file_name, url) AS links FROM recorded
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
)
SELECT (SELECT count(*) FROM fence) AS held,
       (SELECT object_key FROM before WHERE object_key <> :?object_key) AS replaced_key
