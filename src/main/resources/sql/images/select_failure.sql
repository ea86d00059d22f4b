-- Finds the most common failure of a run that stored none of the files it had to copy, or got no answer at all. No row:
-- the run did its work. A store's answer is preferred to a broken connection.
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
