-- Why most files of a run failed, when it stored none of those it had to copy, or when nothing that it asked for was
-- answered. No row: it did its work. What a store answered says more than that a connection to it broke.
WITH worked AS (
    SELECT state, outcome, reason FROM odk_attachment WHERE history_id = :?history_id
), judged AS (
    SELECT CASE WHEN bool_or(outcome = 'failed' AND state = 'pending')
                THEN bool_or(outcome IN ('stored', 'unchanged'))
                ELSE bool_or(outcome IN ('stored', 'unchanged', 'missing')) END AS did_its_work
    FROM worked
)
SELECT reason
FROM worked, judged
WHERE outcome IN ('failed', 'refused') AND NOT did_its_work
GROUP BY reason
ORDER BY reason LIKE '%answered%' DESC, count(*) DESC, reason
LIMIT 1
