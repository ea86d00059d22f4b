-- Requests a recheck of the unlisted submissions that Central returns by id: its list was outdated. The others are
-- absent.
WITH fence AS (
    SELECT sync_type FROM odk_sync_lease
    WHERE sync_type = :?sync AND fencing_number = :?fence FOR KEY SHARE
), answered AS (
    SELECT a.* FROM fence, jsonb_to_recordset(:?answered::jsonb) AS a(submission_id text, is_absent boolean)
), absent AS (
    UPDATE odk_unlisted u SET is_absent = true FROM answered a
    WHERE u.sync_type = :?sync AND u.submission_id = a.submission_id AND a.is_absent
), listed AS (
    DELETE FROM odk_unlisted u USING answered a
    WHERE u.sync_type = :?sync AND u.submission_id = a.submission_id AND NOT a.is_absent
    RETURNING u.feed, u.submission_id
), rechecks AS (
    INSERT INTO odk_recheck (sync_type, submission_id)
    SELECT DISTINCT feed, submission_id FROM listed
    RETURNING submission_id
), counted AS (
    UPDATE odk_sync_history h
    SET records_processed = h.records_processed + (SELECT count(DISTINCT submission_id) FROM rechecks)
    FROM fence
    WHERE h.id = :?history_id
)
SELECT count(*) AS held FROM fence
