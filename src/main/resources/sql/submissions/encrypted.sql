-- How many submissions are encrypted, and whether any other one is stored.
SELECT (SELECT count(*) FROM odk_encrypted_submission s WHERE s.form = ${form}) AS encrypted,
       EXISTS (SELECT FROM ${table}) AS readable
