-- Selects the ids of the oldest dirty marks, at most the given number. A fixed list, so that newer marks do not change
-- what is retried or rejected.
SELECT COALESCE(array_agg(d.id), '{}')::text AS marks
FROM (SELECT id FROM odk_unified_dirty WHERE form = ${form} ORDER BY id LIMIT :?batch_size::bigint) d
