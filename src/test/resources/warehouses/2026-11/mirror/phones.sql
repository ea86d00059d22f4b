SELECT m."UUID", p.mobile_1, odk_date(p.individual_dob::text) AS born
FROM ${table} m JOIN ${repeat_person_details} p ON p."__Submissions-id" = m."UUID"
WHERE ${live}
