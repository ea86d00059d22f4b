-- Counts the files of a run by outcome. A file that was requested again by an edit has none.
SELECT count(*) FILTER (WHERE outcome = 'stored') AS stored,
       count(*) FILTER (WHERE outcome = 'unchanged') AS unchanged,
       count(*) FILTER (WHERE outcome = 'missing') AS missing,
       count(*) FILTER (WHERE outcome = 'failed') AS failed,
       count(*) FILTER (WHERE outcome = 'refused') AS refused
FROM odk_attachment
WHERE history_id = :?history_id
