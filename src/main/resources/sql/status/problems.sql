-- Counts problems other than failed runs that were not accepted: how many, how many are older than notice_days (then
-- only a notice), and since when. A missing image is late after a day. A JSON object.
WITH notice AS (
    SELECT now() - make_interval(days => :?notice_days) AS since
)
SELECT json_build_object(
    'instances', (
        SELECT coalesce(json_agg(instance_name), '[]') FROM qrtz_scheduler_state
        WHERE last_checkin_time > extract(epoch FROM now() - interval '1 minute') * 1000),
    'notice_after_days', :?notice_days::integer,
    'rejects', rejected.open,
    'old_rejects', rejected.old,
    'encrypted', encrypted.open,
    'old_encrypted', encrypted.old,
    'images', (
        SELECT coalesce(json_object_agg(state, files), '{}')
        FROM (SELECT state, count(*) AS files FROM odk_attachment GROUP BY state) by_state),
    'late_missing', missing.late,
    'old_missing', missing.old,
    'oldest_missing', odk_utc(missing.since),
    'seconds_missing', floor(extract(epoch FROM now() - missing.since)),
    'links_expiring', (
        SELECT count(*) FROM odk_attachment
        WHERE url IS NOT NULL AND url_expires_at BETWEEN now() AND now() + interval '1 hour'),
    'links_expired', (
        SELECT count(*) FROM odk_attachment WHERE url IS NOT NULL AND url_expires_at < now())
)::text AS answer
FROM (
    SELECT min(submitted_at) AS since, count(*) FILTER (WHERE submitted_at <= notice.since) AS old,
        count(*) FILTER (WHERE submitted_at > notice.since AND submitted_at <= now() - interval '1 day') AS late
    FROM odk_attachment, notice WHERE state = 'missing' AND accepted_at IS NULL
) missing, (
    SELECT count(*) AS open, count(*) FILTER (WHERE rejected_at <= notice.since) AS old
    FROM odk_rejected_record, notice WHERE replayed_at IS NULL AND accepted_at IS NULL
) rejected, (
    SELECT count(*) AS open, count(*) FILTER (WHERE found_at <= notice.since) AS old
    FROM odk_encrypted_submission, notice
) encrypted
