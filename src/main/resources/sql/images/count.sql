-- What a run did with the files it took, and the reason most of its failures had.
SELECT count(*) FILTER (WHERE state = 'stored') AS stored,
       count(*) FILTER (WHERE state = 'missing') AS missing,
       count(*) FILTER (WHERE state NOT IN ('stored', 'missing')) AS failed,
       mode() WITHIN GROUP (ORDER BY reason) FILTER (WHERE state NOT IN ('stored', 'missing')) AS reason
FROM odk_attachment
WHERE form = :?form_name AND history_id = :?history_id
