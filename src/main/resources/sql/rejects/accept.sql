-- Accepts open rejects by id, or all that are at least older_than days old. Returns their ids.
WITH accepted AS (
    UPDATE odk_rejected_record r SET accepted_at = coalesce(r.accepted_at, now())
    WHERE r.replayed_at IS NULL AND r.rejected_at <= now() - make_interval(days => :?older_than)
      AND (:?ids::jsonb @> to_jsonb(r.id) OR (:?ids::jsonb = '[]' AND r.accepted_at IS NULL))
    RETURNING r.id
)
SELECT id FROM accepted ORDER BY id
