-- Makes the unified rows of the given dirty marks equal to main table, children and links, or deletes them; whole or
-- not at all. Replaces the rows of stored views, too. The only writer of these tables. Keeps the marks if the form has a newer version: this statement
-- lacks its columns.
WITH fence AS (
    SELECT sync_type FROM odk_sync_lease
    WHERE sync_type = :?sync AND fencing_number = :?fence FOR KEY SHARE
), current_version AS (
    SELECT form FROM odk_form WHERE form = ${form} AND hash || COALESCE(' ' || options_hash, '') = ${version}
), taken AS (
    DELETE FROM odk_unified_dirty d USING fence, current_version
    WHERE d.id = ANY(:?mark_ids::bigint[])
    RETURNING d.submission_id
), submissions AS (
    SELECT DISTINCT submission_id FROM taken
), changed AS (
    INSERT INTO ${unified} AS t (${unified_columns})
    SELECT ${unified_selected}
    FROM submissions n JOIN ${unified_source} m ON m."UUID" = n.submission_id AND ${unified_live}
    ON CONFLICT ("UUID") DO UPDATE SET ${unified_set}
    WHERE (${unified_stored}) IS DISTINCT FROM (${unified_offered})
    RETURNING t."UUID"
), deleted AS (
    DELETE FROM ${unified} t USING submissions n
    WHERE t."UUID" = n.submission_id
      AND NOT EXISTS (SELECT FROM ${unified_source} m WHERE m."UUID" = n.submission_id AND ${unified_live})
    RETURNING t."UUID"
), ${stored_views}cleared AS (
    UPDATE odk_rejected_record r SET replayed_at = now() FROM submissions n
    WHERE r.sync_type = :?sync AND r.submission_id = n.submission_id AND r.replayed_at IS NULL
), counted AS (
    UPDATE odk_sync_history h
    SET records_processed = h.records_processed
        + (SELECT count(*) FROM changed) + (SELECT count(*) FROM deleted)
    FROM fence
    WHERE h.id = :?history_id
)
SELECT (SELECT count(*) FROM fence) AS held, EXISTS (SELECT FROM current_version) AS is_current
