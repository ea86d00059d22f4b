-- Finds the triggers that would never fire again, or not for long, and those that another service has set otherwise. Corrects
-- check-ins that lie in the future, so that Quartz notices which instances have died; changes no trigger. By the clock of this
-- machine (now_millis), as Quartz's own times are.
-- schedules: what this service has set, a JSON array of sync_type and schedule (milliseconds, or a cron expression).
-- A trigger is stuck when Quartz believes that it is about to fire or that its run is under way, and has no record of either:
-- both are always written together. It is ahead when it was fired, was made or is due later than its clock allows: some clock
-- was wrong. One that was paused by hand stays so.
WITH corrected AS (
    UPDATE qrtz_scheduler_state SET last_checkin_time = :?now_millis
    WHERE sched_name = :?scheduler AND last_checkin_time > :?now_millis + 60000
), checked AS (
    SELECT t.trigger_name AS sync_type, t.trigger_state AS state,
        coalesce(c.cron_expression, s.repeat_interval::text) AS schedule,
        coalesce(c.cron_expression, s.repeat_interval::text) <> own.schedule AS differs,
        t.trigger_state IN ('ACQUIRED', 'BLOCKED', 'ERROR') AND NOT EXISTS (
            SELECT FROM qrtz_fired_triggers f
            WHERE f.sched_name = t.sched_name
              AND ((f.trigger_group, f.trigger_name) = (t.trigger_group, t.trigger_name)
                OR (f.job_group, f.job_name) = (t.job_group, t.job_name))) AS stuck,
        NOT starts_with(t.trigger_state, 'PAUSED')
            AND greatest(t.start_time, t.prev_fire_time, t.next_fire_time - s.repeat_interval) > :?now_millis + 60000 AS ahead
    FROM qrtz_triggers t
    LEFT JOIN qrtz_simple_triggers s USING (sched_name, trigger_name, trigger_group)
    LEFT JOIN qrtz_cron_triggers c USING (sched_name, trigger_name, trigger_group)
    LEFT JOIN jsonb_to_recordset(:?schedules::jsonb) AS own (sync_type text, schedule text)
        ON own.sync_type = t.trigger_name
    WHERE t.sched_name = :?scheduler AND t.trigger_group = 'odk-sync'
)
SELECT sync_type, state, schedule, stuck, ahead, differs FROM checked
WHERE stuck OR ahead OR differs
ORDER BY sync_type
