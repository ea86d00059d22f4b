-- Claims the alerts to send for one minute. If they are not sent by then, any instance may claim them again.
UPDATE odk_alert
SET claimed_until = now() + interval '1 minute'
WHERE sync_type IN (
    SELECT sync_type
    FROM odk_alert
    WHERE (told_at IS NULL OR ended_at IS NOT NULL) AND coalesce(claimed_until < now(), true)
    ORDER BY sync_type
    FOR UPDATE SKIP LOCKED)
RETURNING sync_type, message, odk_utc(begun_at) AS begun, odk_utc(ended_at) AS ended
