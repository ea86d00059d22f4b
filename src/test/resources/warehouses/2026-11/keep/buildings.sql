SELECT m."UUID", m.property_description ->> 'property_name' AS building, m.building_image_url,
       odk_image_html(m.building_image_url, 'Building') AS building_image_url_html,
       (SELECT count(*) FROM ${repeat_person_details} p WHERE p."__Submissions-id" = m."UUID") AS people
FROM ${table} m WHERE ${live}
