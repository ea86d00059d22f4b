-- Accepts missing or failed files by id, or all whose submissions are at least older_than days old. Returns their ids.
-- An accepted file is still copied if it arrives.
WITH accepted AS (
    UPDATE odk_attachment a SET accepted_at = coalesce(a.accepted_at, now())
    WHERE a.state IN ('missing', 'failed')
      AND coalesce(a.submitted_at, a.requested_at) <= now() - make_interval(days => :?older_than)
      AND (:?ids::jsonb @> to_jsonb(a.id) OR (:?ids::jsonb = '[]' AND a.accepted_at IS NULL))
    RETURNING a.id
)
SELECT id FROM accepted ORDER BY id
