-- Selects the dirty marks of the next submissions after the given one, in their order: about batch_size, and all marks of
-- each submission, so that two batches never write the same row. A fixed list, so that newer marks do not change what is
-- retried or rejected. Compares the key as a whole: only then the planner reads the index in its order even without
-- statistics, and not all marks for each batch.
WITH next AS (
    SELECT form, submission_id FROM odk_unified_dirty
    WHERE (form, submission_id) > (${form}, :?after)
    ORDER BY form, submission_id, id LIMIT :?batch_size::bigint
), batch AS (
    SELECT max(submission_id) AS last FROM next WHERE form = ${form}
)
SELECT COALESCE(array_agg(d.id ORDER BY d.submission_id, d.id), '{}')::text AS marks, max(d.submission_id) AS last
FROM batch b JOIN odk_unified_dirty d
  ON (d.form, d.submission_id) > (${form}, :?after) AND (d.form, d.submission_id) <= (${form}, b.last)
