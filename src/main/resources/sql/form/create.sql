-- Makes the form's tables, and the columns that they lack; drops and changes nothing. Two walks may do
-- this at once: one waits for the other. An ALTER that waits for a dashboard's query would hold up
-- every query behind it, so it gives up at once, and tries again a moment later.
SELECT pg_advisory_xact_lock(hashtext('odk-sync: tables of a form'));
SET LOCAL lock_timeout = '50ms';
${create}
