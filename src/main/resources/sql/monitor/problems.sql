-- What is not as it should be beside runs that fail: how many, and since when. JSON, an object.
SELECT json_build_object(
    'instances', (
        SELECT coalesce(json_agg(instance_name), '[]') FROM qrtz_scheduler_state
        WHERE last_checkin_time > extract(epoch FROM now() - interval '1 minute') * 1000),
    'rejects', (SELECT count(*) FROM odk_rejected_record WHERE replayed_at IS NULL),
    'encrypted', (SELECT count(*) FROM odk_encrypted_submission),
    'images', (
        SELECT coalesce(json_object_agg(state, files), '{}')
        FROM (SELECT state, count(*) AS files FROM odk_attachment GROUP BY state) by_state),
    'oldest_missing', odk_utc(missing.since),
    'seconds_missing', floor(extract(epoch FROM now() - missing.since)),
    'links_expiring', (
        SELECT count(*) FROM odk_attachment
        WHERE url IS NOT NULL AND url_expires_at BETWEEN now() AND now() + interval '1 hour'),
    'links_expired', (
        SELECT count(*) FROM odk_attachment WHERE url IS NOT NULL AND url_expires_at < now())
)::text AS answer
FROM (SELECT min(submitted_at) AS since FROM odk_attachment WHERE state = 'missing') missing
