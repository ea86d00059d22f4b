-- Makes every file with a known MD5 due for a check now. due_until is the time of that.
WITH fence AS (
    SELECT sync_type FROM odk_sync_lease
    WHERE sync_type = :?sync AND fencing_number = :?fence FOR KEY SHARE
), due AS (
    UPDATE odk_attachment a SET next_check_at = now() FROM fence
    WHERE a.form = :?form_name AND a.state IN ('stored', 'failed') AND a.md5 IS NOT NULL
)
SELECT count(*) AS held, odk_utc(now()) AS due_until FROM fence
