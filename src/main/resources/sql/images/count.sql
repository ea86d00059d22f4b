-- What a run did with the files it took, and why most failed; one that an edit has asked for again is neither. What
-- a store answered says more than that a connection to it broke.
WITH taken AS (
    SELECT state, reason, state NOT IN ('stored', 'missing') AND reason IS NOT NULL AS failed
    FROM odk_attachment
    WHERE form = :?form_name AND history_id = :?history_id
)
SELECT count(*) FILTER (WHERE state = 'stored') AS stored,
       count(*) FILTER (WHERE state = 'missing') AS missing,
       count(*) FILTER (WHERE failed) AS failed,
       (SELECT reason FROM taken WHERE failed
        GROUP BY reason ORDER BY reason LIKE '%answered%' DESC, count(*) DESC, reason LIMIT 1) AS reason
FROM taken
