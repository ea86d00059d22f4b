-- Notes that somebody was told that something began, or that it is over (alert_over). What has begun again meanwhile is to
-- be told again.
WITH forgotten AS (
    DELETE FROM odk_alert WHERE sync_type = :?alert_type AND :?alert_over AND ended_at IS NOT NULL
), noted AS (
    UPDATE odk_alert
    SET told_at = CASE WHEN :?alert_over THEN NULL ELSE now() END, claimed_until = NULL
    WHERE sync_type = :?alert_type AND NOT (:?alert_over AND ended_at IS NOT NULL)
)
SELECT :?alert_type AS told
