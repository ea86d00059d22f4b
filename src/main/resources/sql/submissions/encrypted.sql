-- Counts the encrypted submissions, and tells whether any readable one is stored.
SELECT (SELECT count(*) FROM odk_encrypted_submission s WHERE s.form = ${form}) AS encrypted,
       EXISTS (SELECT FROM ${table}) AS readable
