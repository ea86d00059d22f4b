-- Finds triggers that are stuck, or ahead of the clock, or differ from this service's schedule. Corrects check-ins in
-- the future, so that Quartz detects dead instances; changes no trigger. Uses this machine's clock (now_millis), as
-- Quartz does.
-- schedules: this service's schedules, a JSON array of sync_type and schedule (milliseconds, or a cron expression).
-- stuck: Quartz believes that the trigger is about to fire or its job is running, but has no record of it; both are
-- always written together. ahead: it was fired or created in the future, or is due later than its interval allows: some
-- clock was wrong. Triggers that a person paused are ignored.
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
