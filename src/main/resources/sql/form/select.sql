-- The schema that the form's tables were last made for. No row: they were not made yet.
SELECT hash, fields::text AS fields FROM odk_form WHERE form = :?form_name
