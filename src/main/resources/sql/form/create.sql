-- Creates missing tables and columns of a form; never drops or changes any. Two passes may run this at once: the
-- advisory lock serializes them. An ALTER that waits for a dashboard's query would block every query behind it, so it
-- gives up after 50 ms and is retried.
SELECT pg_advisory_xact_lock(hashtext('odk-sync: tables of a form'));
SET LOCAL lock_timeout = '50ms';
${create}
