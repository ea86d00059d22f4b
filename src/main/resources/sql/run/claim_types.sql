-- Records the owning form of each sync type: the first form that ran it. A form is replaced that Central did not
-- confirm within 20 seconds: its id may be mistyped.
INSERT INTO odk_sync_owner AS o (sync_type, project, form_id)
SELECT a.sync_type, a.project, a.form_id
FROM jsonb_to_recordset(:?owners::jsonb) AS a(sync_type text, project text, form_id text)
ON CONFLICT (sync_type) DO UPDATE
SET project = EXCLUDED.project, form_id = EXCLUDED.form_id, claimed_at = now()
WHERE (o.project, o.form_id) <> (EXCLUDED.project, EXCLUDED.form_id) AND o.claimed_at < now() - interval '20 seconds'
  AND NOT EXISTS (SELECT FROM odk_form f WHERE f.project = o.project AND f.form_id = o.form_id)
