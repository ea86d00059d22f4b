-- Records the current problems: wrong, a JSON array of sync_type, message and begins (false: no new alert, but an
-- existing one continues). Drops alerts that ended before they were sent. Several instances may run this at once.
WITH wrong AS (
    SELECT sync_type, message, begins
    FROM jsonb_to_recordset(:?wrong::jsonb) AS w (sync_type text, message text, begins boolean)
), begun AS (
    INSERT INTO odk_alert AS a (sync_type, message)
    SELECT sync_type, message FROM wrong WHERE begins
    ON CONFLICT (sync_type) DO UPDATE SET ended_at = NULL WHERE a.ended_at IS NOT NULL
), ended AS (
    UPDATE odk_alert a
    SET ended_at = now()
    WHERE a.told_at IS NOT NULL AND a.ended_at IS NULL
      AND NOT EXISTS (SELECT FROM wrong w WHERE w.sync_type = a.sync_type)
), unsent AS (
    DELETE FROM odk_alert a
    WHERE a.told_at IS NULL AND coalesce(a.claimed_until < now(), true)
      AND NOT EXISTS (SELECT FROM wrong w WHERE w.sync_type = a.sync_type)
)
SELECT count(*) AS wrong FROM wrong
