-- What a run did with the files it took, and why most failed. What a store answered says more than that a
-- connection to it broke.
WITH taken AS (
    SELECT state, reason
    FROM odk_attachment
    WHERE form = :?form_name AND history_id = :?history_id
)
SELECT count(*) FILTER (WHERE state = 'stored') AS stored,
       count(*) FILTER (WHERE state = 'missing') AS missing,
       count(*) FILTER (WHERE state NOT IN ('stored', 'missing')) AS failed,
       (SELECT reason FROM taken WHERE state NOT IN ('stored', 'missing')
        GROUP BY reason ORDER BY reason LIKE '%answered%' DESC, count(*) DESC, reason LIMIT 1) AS reason
FROM taken
