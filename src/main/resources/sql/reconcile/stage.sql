-- Stages a chunk of Central's list for the comparison.
WITH fence AS (
    SELECT sync_type FROM odk_sync_lease
    WHERE sync_type = :?sync AND fencing_number = :?fence FOR KEY SHARE
), staged AS (
    INSERT INTO odk_listing (sync_type, submission_id, submitted_at, updated_at, deleted_at, system)
    SELECT fence.sync_type, v.submission_id, v.submitted_at, v.updated_at, v.deleted_at, v.system
    FROM fence, jsonb_to_recordset(:?versions::jsonb)
        AS v(submission_id text, submitted_at timestamptz, updated_at timestamptz, deleted_at timestamptz,
             system jsonb)
)
SELECT count(*) AS held FROM fence
