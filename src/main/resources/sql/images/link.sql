-- Writes the ledger's links into the columns of a new form version and empties retired link columns, for the next 1,000
-- submissions by id; marks changed ones as dirty. Returns the last id; null when done, which is recorded, so that this
-- happens once per version. Image runs start with it, because no other run then writes links by an older version. Locks
-- rows of the main table in key order, then reads the ledger.
WITH fence AS (
    SELECT sync_type FROM odk_sync_lease
    WHERE sync_type = :?sync AND fencing_number = :?fence FOR KEY SHARE
), main AS (
    SELECT m."UUID" FROM fence, ${table} m
    WHERE m."UUID" > :?after
      AND (SELECT NOT f.linked FROM odk_form f
           WHERE f.form = ${form} AND f.hash || ' ' || f.options_hash = ${version})
    ORDER BY m."UUID" LIMIT 1000 FOR NO KEY UPDATE OF m
), ledger AS (
    SELECT a.submission_id, a.file_name, a.url
    FROM (SELECT count(*) FROM main) AS main_rows_are_locked, odk_attachment a
    WHERE a.form = ${form} AND a.submission_id IN (SELECT "UUID" FROM main)
    ORDER BY a.submission_id, a.file_name FOR SHARE OF a
), links AS (
    SELECT m."UUID"::text AS submission_id,
        COALESCE(jsonb_object_agg(a.file_name, a.url) FILTER (WHERE a.url IS NOT NULL), '{}') AS links
    FROM main m LEFT JOIN ledger a ON a.submission_id = m."UUID"
    GROUP BY m."UUID"
), linked AS (
    UPDATE ${table} m SET ${links} FROM links l
    WHERE m."UUID" = l.submission_id AND (${relinked})
    RETURNING m."UUID" AS submission_id
)${linked_children}, marked AS (
    INSERT INTO odk_unified_dirty (form, submission_id)
    SELECT ${form}, submission_id FROM linked${marked_children}
), finished AS (
    UPDATE odk_form f SET linked = true FROM fence
    WHERE f.form = ${form} AND f.hash || ' ' || f.options_hash = ${version}
      AND NOT f.linked AND NOT EXISTS (SELECT FROM main)
)
SELECT (SELECT count(*) FROM fence) AS held, (SELECT max(l.submission_id) FROM links l) AS last
