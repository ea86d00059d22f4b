-- Records the stored version of each submission's children and their number.
WITH fence AS (
    SELECT sync_type FROM odk_sync_lease
    WHERE sync_type = :?sync AND fencing_number = :?fence FOR KEY SHARE
), offered AS (
    SELECT v.* FROM fence, jsonb_to_recordset(:?versions::jsonb)
        AS v(submission_id text, submitted_at timestamptz, updated_at timestamptz, is_live boolean)
), recorded AS (
    INSERT INTO odk_expanded AS e (form, submission_id, submitted_at, updated_at, children)
    SELECT ${form}, o.submission_id, o.submitted_at, o.updated_at, ${number_of_children} FROM offered o WHERE o.is_live
    ON CONFLICT (form, submission_id) DO UPDATE
    SET submitted_at = EXCLUDED.submitted_at, updated_at = EXCLUDED.updated_at, children = EXCLUDED.children
    WHERE (e.submitted_at, e.updated_at, e.children)
          IS DISTINCT FROM (EXCLUDED.submitted_at, EXCLUDED.updated_at, EXCLUDED.children)
), deleted AS (
    DELETE FROM odk_expanded e USING offered o
    WHERE e.form = ${form} AND e.submission_id = o.submission_id AND NOT o.is_live
)
SELECT count(*) AS held FROM fence
