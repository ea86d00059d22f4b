-- Records that an alert was sent: that the problem began, or (alert_over) that it is over. A problem that began again
-- in the meantime is sent again.
WITH deleted AS (
    DELETE FROM odk_alert WHERE sync_type = :?alert_type AND :?alert_over AND ended_at IS NOT NULL
), updated AS (
    UPDATE odk_alert
    SET told_at = CASE WHEN :?alert_over THEN NULL ELSE now() END, claimed_until = NULL
    WHERE sync_type = :?alert_type AND NOT (:?alert_over AND ended_at IS NOT NULL)
)
SELECT :?alert_type AS sent
