-- Marks every submission and every unified row as dirty. Returns the number.
WITH fence AS (
    SELECT sync_type FROM odk_sync_lease
    WHERE sync_type = :?sync AND fencing_number = :?fence FOR KEY SHARE
), marked AS (
    INSERT INTO odk_unified_dirty (form, submission_id)
    SELECT ${form}, m."UUID" FROM fence, ${table} m
    UNION
    SELECT ${form}, u."UUID" FROM fence, ${unified} u
    RETURNING submission_id
)
SELECT (SELECT count(*) FROM fence) AS held, (SELECT count(*) FROM marked) AS marked
