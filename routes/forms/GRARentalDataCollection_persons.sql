-- The view GRARentalDataCollection_persons: one row a person, with the submission that the person is of, and what the
-- whole building earns and owes. A submission without persons has no row; <form>_unified has all of them.
--
-- A SELECT and nothing else. Names that the service fills in: ${table} (submissions), ${live} (of a submission m: it
-- is not deleted), ${repeat_person_details} (the repeat of that path), ${page} (the form's page in Central, a text).
-- No answer makes the view fail: it goes through odk_number, odk_date or odk_timestamp, never through a cast.

WITH currencies (name, dalasi, answers) AS (VALUES      -- what one of it is worth; every answer is in one row only
    ('Dalasi', 1.00, ARRAY['dalasi', 'gmd']),           -- also any other answer
    ('Euro', 76.92, ARRAY['euro', 'eur', '€']),
    ('USD', 71.43, ARRAY['usd', 'dollar', '$']),
    ('Pounds', 90.91, ARRAY['pounds', 'pound', 'gbp', '£'])
), incomes (name, tax, answers) AS (VALUES              -- the tax on rent, by what the property is used for
    ('commercial', 0.15, ARRAY['place-of-business', 'commercial', 'shop', 'office']),
    ('business', 0.27, ARRAY['business']),
    ('residential_rental', 0.08, ARRAY['residence'])    -- also any other answer
), people AS (
    SELECT
        p."UUID" AS person_id, p."__Submissions-id" AS parent_id,
        p.person_type, p.shop_apt_unit_number, p.type, p.business_name, p.tax_registered, p.tin,
        p.individual_first_name, p.individual_last_name, p.individual_gender, p.individual_id_type,
        p.individual_nin, p.individual_drivers_licence, p.individual_passport_number, p.passport_country,
        p.individual_residence_permit_number, p.residence_permit_country, p.mobile_1, p.mobile_2, p.email, p.occupancy,
        to_jsonb(p.individual_dob) #>> '{}' AS dob,     -- a date, or text in tables of the Python service
        coalesce(odk_number(p.occupancy ->> 'rent_annual_amount', 0, 10000000), 0) AS rent,
        coalesce(c.name, 'Dalasi') AS rent_currency,
        coalesce(odk_number(p.occupancy ->> 'rent_annual_amount', 0, 10000000), 0) * coalesce(c.dalasi, 1.00) AS gmd,
        coalesce(i.name, 'residential_rental') AS income,
        CASE
            WHEN lower(trim(p.person_type ->> 'property_basis') COLLATE "C") IN ('owner', 'proprietor') THEN 'owner'
            WHEN lower(trim(p.person_type ->> 'property_basis') COLLATE "C") IN ('landlord', 'agent') THEN 'landlord'
            ELSE 'occupant'
        END AS basis
    FROM ${repeat_person_details} p
    LEFT JOIN currencies c ON lower(trim(p.occupancy ->> 'rent_currency_unit') COLLATE "C") = ANY (c.answers)
    LEFT JOIN incomes i ON lower(trim(p.occupancy ->> 'property_use') COLLATE "C") = ANY (i.answers)
), persons AS (                                         -- over a building: a filter on "UUID" still finds the index
    SELECT
        p.*,
        coalesce(sum(gmd) FILTER (WHERE income = 'commercial') OVER building, 0) AS all_commercial,
        coalesce(sum(gmd) FILTER (WHERE income = 'residential_rental') OVER building, 0) AS all_residential,
        coalesce(sum(gmd) FILTER (WHERE income = 'business') OVER building, 0) AS all_business,
        bool_or(basis = 'owner') OVER building AS has_owner
    FROM people p
    WINDOW building AS (PARTITION BY parent_id)
), taxed AS (                                           -- nothing of a submission that was rejected
    SELECT
        p.*,
        m."UUID" AS submission_id,
        left(to_jsonb(m.survey_date) #>> '{}', 10) AS survey_day,   -- of a timestamp in tables of the Python service
        m.property_location AS location,
        m.property_description AS building,
        m."End" AS ending,
        m."__system" AS system,
        m.building_image_url,
        m.address_plus_code_url,
        rejected,
        CASE WHEN rejected THEN 0 ELSE all_commercial END AS commercial,
        CASE WHEN rejected THEN 0 ELSE all_residential END AS residential,
        CASE WHEN rejected THEN 0 ELSE all_business END AS business
    FROM ${table} m
    JOIN persons p ON p.parent_id = m."UUID"
    CROSS JOIN LATERAL (SELECT coalesce(m."__system" ->> 'reviewState' = 'rejected', false) AS rejected) review
    WHERE ${live}
), money AS (
    SELECT
        t.*,
        commercial * (SELECT tax FROM incomes WHERE name = 'commercial') AS commercial_tax,
        residential * (SELECT tax FROM incomes WHERE name = 'residential_rental') AS residential_tax,
        business * (SELECT tax FROM incomes WHERE name = 'business') AS business_tax,
        commercial + residential + business AS total,
        read.*
    FROM taxed t
    -- OFFSET 0: worked out once a row, however many columns name it
    CROSS JOIN LATERAL (
        SELECT
            coalesce(odk_number(building #>> '{building__geopoint,coordinates,1}', 13.0, 13.9),
                     odk_number(location #>> '{centroid_gps,coordinates,1}', 13.0, 13.9)) AS latitude,
            coalesce(odk_number(building #>> '{building__geopoint,coordinates,0}', -17.0, -13.5),
                     odk_number(location #>> '{centroid_gps,coordinates,0}', -17.0, -13.5)) AS longitude,
            odk_date(dob) AS birthday,
            upper(trim(location ->> 'address_plus_code')) AS plus_code
        OFFSET 0
    ) read
)
SELECT
    submission_id::varchar AS "UUID",
    person_id::text AS "Person UUID",
    '<a href="' || odk_escape(${page} || '/submissions/' || odk_segment(submission_id)) || '">GO TO ODK</a>'
        AS "Go to ODK",
    CASE basis WHEN 'owner' THEN 'Owner' WHEN 'landlord' THEN 'Agent/landlord' ELSE 'Occupant' END AS "Basis",
    CASE type
        WHEN 'individual' THEN 'Individual'
        WHEN 'corporate' THEN 'Corporate/Government'
        ELSE initcap(type)
    END AS "Type",
    nullif(trim(business_name), '') AS "Business Name",
    nullif(trim(individual_first_name), '') AS "First Name",
    nullif(trim(individual_last_name), '') AS "Last Name",
    CASE tax_registered WHEN 'not_sure' THEN 'Not sure' ELSE initcap(tax_registered) END AS "Tax Registered",
    nullif(trim(tin), '') AS "TIN",
    nullif(trim(mobile_1), '') AS "Mobile 1",
    nullif(trim(mobile_2), '') AS "Mobile 2",
    coalesce(trim(location ->> 'address_plus_code'), '') AS "Address Plus Code",
    coalesce(initcap(trim(location ->> 'street_label')), '') AS "Street",
    coalesce(initcap(trim(location ->> 'town_label')), '') AS "Town",
    coalesce(initcap(trim(location ->> 'district_label')), '') AS "District",
    coalesce(trim(building ->> 'property_name'), '') AS "Property Name",
    CASE building ->> 'building_type'
        WHEN 'apartment_complex' THEN 'Apartment Complex'
        WHEN 'residence_business' THEN 'Residence/Business'
        ELSE coalesce(initcap(building ->> 'building_type'), '')
    END AS "Building Type",
    latitude AS "Latitude",
    longitude AS "Longitude",
    'POINT(' || longitude || ' ' || latitude || ')' AS "Geographic Point",
    CASE WHEN building ->> 'number_of_shops_apts_units' ~ '^[0-9]+$'
        THEN coalesce(odk_number(building ->> 'number_of_shops_apts_units', 1, 1000), 1)
        ELSE 1
    END::int AS "Number of shops/apts/units",
    CASE WHEN lower(trim(email)) ~ '^[A-Za-z0-9._%-]+@[A-Za-z0-9.-]+[.][A-Za-z]+$' THEN lower(trim(email)) END
        AS "Email",
    CASE occupancy ->> 'occupancy_basis'
        WHEN 'rent_lease' THEN 'Rent/Lease'
        WHEN 'family_compound' THEN 'Rent Free - family compound'
        WHEN 'rent_free' THEN 'Rent free - other, not family'
        ELSE initcap(occupancy ->> 'occupancy_basis')
    END AS "Occupancy Basis",
    initcap(individual_gender) AS "Gender",
    CASE individual_id_type
        WHEN 'national_id' THEN 'National ID'
        WHEN 'drivers_license' THEN 'Drivers License'
        ELSE initcap(individual_id_type)
    END AS "ID Type",
    nullif(trim(individual_nin), '') AS "NIN",
    trim(individual_drivers_licence) AS "Driver's License",
    trim(individual_passport_number) AS "Passport",
    initcap(passport_country) AS "Passport Country",
    trim(individual_residence_permit_number) AS "Residence Permit",
    initcap(residence_permit_country) AS "Residence Permit Country",
    CASE WHEN birthday BETWEEN '1900-01-01' AND current_date THEN birthday END AS "DOB",
    CASE WHEN birthday <= current_date THEN date_part('year', age(current_date, birthday)) END::int AS "Age",
    CASE person_type ->> 'where_owner_landlord'
        WHEN 'occupant' THEN 'This person occupies a unit'
        WHEN 'remote' THEN 'This person manages or owns the property from elsewhere'
        ELSE initcap(person_type ->> 'where_owner_landlord')
    END AS "Occupant or Remote",
    odk_date(occupancy ->> 'occupancy_start_date') AS "Occupancy Start Date",
    nullif(trim(occupancy ->> 'occupancy_duration'), '') AS "Occupancy Duration",
    CASE occupancy ->> 'property_use'
        WHEN 'place-of-business' THEN 'Place of Business'
        ELSE initcap(occupancy ->> 'property_use')
    END AS "Property Use",
    CASE occupancy ->> 'payment_frequency'
        WHEN 'semi_annually' THEN 'Semi-Annually'
        ELSE initcap(occupancy ->> 'payment_frequency')
    END AS "Payment Frequency",
    CASE occupancy ->> 'currency_unit'
        WHEN 'dalasi' THEN 'Dalasi'
        WHEN 'pounds' THEN 'Pounds'
        WHEN 'euro' THEN 'Euro'
        ELSE upper(occupancy ->> 'currency_unit')
    END AS "Currency Unit",
    gmd AS "Annual Rent GMD",
    CASE occupancy ->> 'rent_payment_method'
        WHEN 'local_bank' THEN 'Local Bank'
        WHEN 'foreign_bank' THEN 'Foreign Bank'
        WHEN 'mobile_money' THEN 'Mobile Money'
        ELSE initcap(occupancy ->> 'rent_payment_method')
    END AS "Occupancy Rent Payment Method",
    shop_apt_unit_number AS "Shop/Unit",
    rent AS "Annual Rent",
    rent_currency AS "Rent Currency",
    odk_date(ending ->> 'meeting_date') AS "Meeting Date",
    commercial AS "CI",
    residential AS "RI",
    business AS "BI",
    commercial_tax AS "CTL",
    residential_tax AS "RTL",
    business_tax AS "BTL",
    greatest(odk_number(ending ->> 'amount_paid'), 0) AS "AP",
    'GMD ' || to_char(commercial_tax, 'FM999,999,999,999,999,990.00') AS "CTL_Formatted",
    'GMD ' || to_char(residential_tax, 'FM999,999,999,999,999,990.00') AS "RTL_Formatted",
    'GMD ' || to_char(business_tax, 'FM999,999,999,999,999,990.00') AS "BTL_Formatted",
    'GMD ' || to_char(total, 'FM999,999,999,999,999,990.00') AS "Total_Building_Rent_Formatted",
    business_tax AS business_tax_liability,
    residential_tax AS residential_tax_liability,
    commercial_tax AS commercial_tl,
    CASE WHEN has_owner THEN 'Owner' ELSE 'No Owner' END AS sum_owner,
    CASE
        WHEN tin ~ '^[0-9]{10}$' THEN 'Valid TIN'
        WHEN trim(tin) <> '' THEN 'TIN Provided (Needs Validation)'
        ELSE 'No TIN'
    END AS "Tin",
    total AS "Total Building Rent",
    trim(ending ->> 'receipt_number') AS "Receipt Number",
    initcap(ending ->> 'payment_plan_frequency') AS "Payment Plan Frequency",
    odk_number(ending ->> 'payment_plan_amount') AS "Payment Plan Amount",
    odk_date(ending ->> 'payment_Plan_start_date') AS "Payment Plan Start Date",
    odk_date(ending ->> 'payment_Plan_end_date') AS "Payment Plan End Date",
    CASE ending ->> 'follow_up_status'
        WHEN 'meeting_scheduled' THEN 'Meeting Scheduled'
        WHEN 'reported_paid' THEN 'Reported and paid'
        ELSE coalesce(initcap(ending ->> 'follow_up_status'), 'New')
    END AS "Follow Up Status",
    initcap(system ->> 'submitterName') AS "Submitter Name",
    odk_timestamp(system ->> 'submissionDate') AS "Submission Date",
    coalesce(system ->> 'formVersion', '1.0') AS "Form Version",
    odk_date(survey_day) AS "Survey Date",
    CASE system ->> 'reviewState'
        WHEN 'hasIssues' THEN 'Has Issues'
        ELSE coalesce(initcap(system ->> 'reviewState'), 'Pending')
    END AS "Review State",
    CASE WHEN rejected THEN 'EXCLUDE' ELSE 'INCLUDE' END AS "Rejected",
    (CASE WHEN trim(individual_first_name) <> '' THEN 10 ELSE 0 END
        + CASE WHEN individual_gender IS NOT NULL THEN 10 ELSE 0 END
        + CASE WHEN birthday IS NOT NULL THEN 15 ELSE 0 END
        + CASE WHEN mobile_1 ~ '^([+]220|220)?[0-9]{7,8}$' THEN 15 ELSE 0 END
        + CASE WHEN tin ~ '^[0-9]{10}$' THEN 20 ELSE 0 END
        + CASE WHEN latitude IS NOT NULL AND longitude IS NOT NULL THEN 10 ELSE 0 END
        + CASE WHEN gmd > 0 THEN 20 ELSE 0 END)::numeric AS "Data Quality Score",
    now() AS "Processed At",
    date_part('year', current_date)::numeric AS "Tax Year",
    CASE WHEN plus_code ~ '^[2-9CFGHJMPQRVWX]{8}[+][2-9CFGHJMPQRVWX]{2,7}$'
        THEN '<a href="https://plus.codes/' || odk_segment(plus_code) || '">' || plus_code || '</a>'
    END AS address_plus_code_url_htm,
    'Property'::text AS "Property",
    submission_id::varchar AS "Value",
    odk_image_html(building_image_url, 'Building image') AS building_image_url_html,
    odk_image_html(address_plus_code_url, 'Address plus code image') AS address_plus_code_url_html
FROM money
