-- Selects the next dirty marks in the order of their submissions, from the given one on, at most batch_size. A fixed list,
-- so that newer marks do not change what is retried or rejected. Compares the key as a whole: only then the planner reads
-- the index in its order even without statistics, and not all marks for each batch.
SELECT COALESCE(array_agg(d.id), '{}')::text AS marks, max(d.submission_id) AS last
FROM (SELECT form, submission_id, id FROM odk_unified_dirty
      WHERE (form, submission_id) >= (${form}, :?first)
      ORDER BY form, submission_id, id LIMIT :?batch_size::bigint) d
WHERE d.form = ${form}
