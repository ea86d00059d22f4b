-- Finds the sync types that are recorded for another form.
SELECT a.sync_type, o.project, o.form_id
FROM jsonb_to_recordset(:?owners::jsonb) AS a(sync_type text, project text, form_id text)
JOIN odk_sync_owner o USING (sync_type)
WHERE (o.project, o.form_id) <> (a.project, a.form_id)
ORDER BY 1
