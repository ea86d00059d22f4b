-- Accepts files that are missing or failed: those with these ids, or all, if their submissions are so many days old.
-- Gives their ids. One that comes all the same is copied.
WITH accepted AS (
    UPDATE odk_attachment a SET accepted_at = coalesce(a.accepted_at, now())
    WHERE a.state IN ('missing', 'failed')
      AND coalesce(a.submitted_at, a.requested_at) <= now() - make_interval(days => :?older_than)
      AND (:?ids::jsonb @> to_jsonb(a.id) OR (:?ids::jsonb = '[]' AND a.accepted_at IS NULL))
    RETURNING a.id
)
SELECT id FROM accepted ORDER BY id
