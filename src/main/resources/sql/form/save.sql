-- Saves the schema, options and names that the form's tables were made for. Marks every submission as dirty if the
-- version is new, because the unified table may be new or have new columns. Saves nothing if the names have changed in
-- the meantime.
WITH fence AS (
    SELECT sync_type FROM odk_sync_lease
    WHERE sync_type = :?sync AND fencing_number = :?fence FOR KEY SHARE
), before AS (
    SELECT f.hash || COALESCE(' ' || f.options_hash, '') AS version FROM odk_form f WHERE f.form = ${form}
), saved AS (
    INSERT INTO odk_form AS f
        (form, form_id, hash, fields, names, options, options_hash, media_types, linked, updated_at)
    SELECT ${form}, :?form_id, :?schema_hash, :?fields::jsonb, :?names::jsonb, :?form_options::json, :?options_hash,
           :?media_types::jsonb, false, now()
    FROM fence
    ON CONFLICT (form) DO UPDATE
    SET form_id = EXCLUDED.form_id, hash = EXCLUDED.hash, fields = EXCLUDED.fields,
        names = EXCLUDED.names, options = EXCLUDED.options, options_hash = EXCLUDED.options_hash,
        media_types = EXCLUDED.media_types, linked = EXCLUDED.linked,
        updated_at = CASE WHEN f.hash = EXCLUDED.hash THEN f.updated_at ELSE EXCLUDED.updated_at END
    WHERE f.names IS NOT DISTINCT FROM NULLIF(:?names_before, '')::jsonb
    RETURNING f.hash
), marked AS (
    INSERT INTO odk_unified_dirty (form, submission_id)
    SELECT ${form}, m."UUID" FROM saved, ${table} m
    WHERE NOT EXISTS (SELECT FROM before b WHERE b.version = ${version})
)
SELECT (SELECT count(*) FROM fence) AS held, (SELECT count(*) FROM saved) AS saved
