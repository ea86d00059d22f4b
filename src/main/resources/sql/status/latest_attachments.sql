-- Reads the latest stored files, newest first, with their links. No file contents. A JSON object.
SELECT json_build_object('files', coalesce(json_agg(json_build_object(
        'id', a.id,
        'form', a.form,
        'submission_id', a.submission_id,
        'file_name', a.file_name,
        'state', a.state,
        'reason', a.reason,
        'attempts', a.attempts,
        'next_attempt_at', NULL,
        'stored_at', odk_utc(a.stored_at),
        'accepted_at', odk_utc(a.accepted_at),
        'link', a.url)
    ORDER BY a.id DESC), '[]'))::text AS answer
FROM (
    SELECT * FROM odk_attachment WHERE state = 'stored' ORDER BY id DESC LIMIT :?limit
) a
