-- The ids of the oldest marks, so many at most: what is tried, and rejected when PostgreSQL refuses it, whatever is marked
-- meanwhile.
SELECT COALESCE(array_agg(d.id), '{}')::text AS marks
FROM (SELECT id FROM odk_unified_dirty WHERE form = ${form} ORDER BY id LIMIT :?most::bigint) d
