-- Reads the number of files by state, and a page of files after a given id, of one state or all. No file contents. A
-- JSON object; next is the id to continue after, null at the end.
WITH found AS (
    SELECT a.id, json_build_object(
        'id', a.id,
        'form', a.form,
        'submission_id', a.submission_id,
        'file_name', a.file_name,
        'state', a.state,
        'reason', a.reason,
        'attempts', a.attempts,
        'next_attempt_at', CASE WHEN a.state IN ('pending', 'missing') THEN odk_utc(a.next_attempt_at) END,
        'stored_at', odk_utc(a.stored_at),
        'accepted_at', odk_utc(a.accepted_at),
        'link', CASE WHEN a.state = 'stored' THEN a.url END) AS file
    FROM odk_attachment a
    WHERE (:?state = '' OR a.state = :?state) AND a.id > :?after::bigint
    ORDER BY a.id
    LIMIT :?limit::bigint + 1
), page AS (
    SELECT id, file FROM found ORDER BY id LIMIT :?limit
)
SELECT json_build_object(
    'counts', (
        SELECT coalesce(json_object_agg(state, files), '{}')
        FROM (SELECT state, count(*) AS files FROM odk_attachment GROUP BY state) by_state),
    'files', (SELECT coalesce(json_agg(file ORDER BY id), '[]') FROM page),
    'next', CASE WHEN (SELECT count(*) FROM found) > :?limit::bigint THEN (SELECT max(id) FROM page) END
)::text AS answer
