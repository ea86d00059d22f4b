-- Remembers the schema that the form's tables are made for, under the lease of the walk that made them, and marks
-- every submission: the unified table may be new, or have new columns.
WITH fence AS (
    SELECT sync_type FROM odk_sync_lease
    WHERE sync_type = :?sync AND fencing_number = :?fence FOR KEY SHARE
), saved AS (
    INSERT INTO odk_form (form, form_id, hash, fields, updated_at)
    SELECT ${form}, :?form_id, :?form_hash, :?fields::jsonb, now() FROM fence
    ON CONFLICT (form) DO UPDATE
    SET form_id = EXCLUDED.form_id, hash = EXCLUDED.hash, fields = EXCLUDED.fields,
        updated_at = EXCLUDED.updated_at
), marked AS (
    INSERT INTO odk_unified_dirty (form, submission_id)
    SELECT ${form}, m."UUID" FROM fence, ${table} m
)
SELECT count(*) AS held FROM fence
