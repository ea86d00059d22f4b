-- Records the project and the Central of a form's tables. Nothing is claimed if another form was faster.
WITH fence AS (
    SELECT sync_type FROM odk_sync_lease
    WHERE sync_type = :?sync AND fencing_number = :?fence FOR KEY SHARE
), claimed AS (
    INSERT INTO odk_form AS f (form, form_id, hash, fields, project, central)
    SELECT :?form_name, :?form_id, '', '[]', :?project, :?central FROM fence
    ON CONFLICT (form) DO UPDATE SET project = EXCLUDED.project, central = EXCLUDED.central
    WHERE f.form_id = EXCLUDED.form_id AND COALESCE(f.project, EXCLUDED.project) = EXCLUDED.project
    RETURNING f.form
)
SELECT (SELECT count(*) FROM fence) AS held, (SELECT count(*) FROM claimed) AS claimed
