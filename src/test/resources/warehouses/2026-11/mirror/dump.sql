--
-- PostgreSQL database dump
--


-- Dumped from database version 15.20 (Debian 15.20-0+deb12u1)
-- Dumped by pg_dump version 15.20 (Debian 15.20-0+deb12u1)

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

--
-- Name: odk_date(text); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.odk_date(raw text) RETURNS date
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $_$ SELECT CASE
    WHEN raw ~ '^(?!0000)[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$' THEN
        CASE WHEN substr(raw, 9)::int <= date_part('day', make_date(left(raw, 4)::int, substr(raw, 6, 2)::int, 1)
                                                          + interval '1 month' - interval '1 day')
        THEN make_date(left(raw, 4)::int, substr(raw, 6, 2)::int, substr(raw, 9)::int) END
    END $_$;


--
-- Name: odk_escape(text); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.odk_escape(raw text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$ SELECT replace(replace(replace(replace(replace(
    raw, '&', '&amp;'), '<', '&lt;'), '>', '&gt;'), '"', '&quot;'), '''', '&#39;') $$;


--
-- Name: odk_fits(regclass, text, jsonb); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.odk_fits(target regclass, column_name text, value jsonb) RETURNS boolean
    LANGUAGE plpgsql STABLE
    AS $_$
BEGIN
    EXECUTE format('SELECT jsonb_populate_record(NULL::%s, jsonb_build_object($1, $2))', target)
        USING column_name, value;
    RETURN true;
EXCEPTION WHEN data_exception OR integrity_constraint_violation THEN
    RETURN false;
END $_$;


--
-- Name: odk_image_html(text, text); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.odk_image_html(url text, alt text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$ SELECT CASE WHEN lower(left(url, 8)) = 'https://' OR lower(left(url, 7)) = 'http://' THEN
    '<a href="' || odk_escape(url) || '"><img src="' || odk_escape(url)
    || '" alt="' || odk_escape(alt) || '" width="100%"></a>' END $$;


--
-- Name: odk_json(text); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.odk_json(raw text) RETURNS json
    LANGUAGE plpgsql IMMUTABLE
    AS $$
BEGIN
    RETURN raw::json;
EXCEPTION WHEN data_exception THEN
    RETURN NULL;
END
$$;


--
-- Name: odk_link(text, timestamp with time zone, uuid); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.odk_link(url text, expires_at timestamp with time zone, link_id uuid) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$ SELECT CASE WHEN expires_at IS NULL THEN url || link_id::text ELSE url END $$;


--
-- Name: odk_number(text); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.odk_number(raw text) RETURNS numeric
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $_$ SELECT CASE WHEN length(raw) <= 60 AND raw ~ '^-?[0-9]+[.]?[0-9]*$' THEN raw::numeric END $_$;


--
-- Name: odk_number(text, numeric, numeric); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.odk_number(raw text, lowest numeric, highest numeric) RETURNS numeric
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$ SELECT CASE WHEN odk_number(raw) BETWEEN lowest AND highest THEN odk_number(raw) END $$;


--
-- Name: odk_replace_view(text, text, text); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.odk_replace_view(view_name text, query text, origin text) RETURNS void
    LANGUAGE plpgsql
    SET lock_timeout TO '50ms'
    AS $$
BEGIN
    EXECUTE 'CREATE OR REPLACE VIEW ' || view_name || E' AS (\n' || query || E'\n)';
    EXECUTE format('COMMENT ON VIEW %s IS %L', view_name, origin);
END $$;


--
-- Name: odk_segment(text); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.odk_segment(raw text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$ SELECT replace(replace(replace(replace(replace(replace(replace(replace(
    raw, '%', '%25'), '/', '%2F'), '\', '%5C'), '?', '%3F'), '#', '%23'), ':', '%3A'), '+', '%2B'), ' ', '%20') $$;


--
-- Name: odk_timestamp(text); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.odk_timestamp(raw text) RETURNS timestamp without time zone
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $_$ SELECT CASE
    WHEN raw ~ ('^[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9][T ](?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]'
                || '(?:[.][0-9]+)?(?:Z|[+-][0-9:]+)?$') THEN
        odk_date(left(raw, 10)) + make_interval(
            hours => substr(raw, 12, 2)::int,
            mins => substr(raw, 15, 2)::int,
            secs => substr(raw, 18, 2)::int + coalesce(left(substring(raw FROM '[.][0-9]+'), 7), '0')::double precision)
    WHEN length(raw) = 10 THEN odk_date(raw)
    END $_$;


--
-- Name: odk_utc(timestamp with time zone); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.odk_utc(moment timestamp with time zone) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$ SELECT to_char(moment AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') $$;


SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: GRARentalDataCollection; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public."GRARentalDataCollection" (
    "UUID" text NOT NULL,
    __id text,
    survey_date date,
    survey_start timestamp with time zone,
    survey_end timestamp with time zone,
    logo text,
    start_geopoint jsonb,
    property_location jsonb,
    property_description jsonb,
    generated_note_name_35 text,
    sum_owner bigint,
    sum_landlord bigint,
    sum_occupant bigint,
    check_counts_1 text,
    check_counts_2 text,
    "person_details@odata.navigationLink" text,
    "End" jsonb,
    meta jsonb,
    __system jsonb,
    "SubmittedDate" timestamp with time zone,
    building_image_url text,
    address_plus_code_url text
);


--
-- Name: GRARentalDataCollection_person_details; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public."GRARentalDataCollection_person_details" (
    "UUID" text NOT NULL,
    __id text,
    "__Submissions-id" text,
    person_type jsonb,
    shop_apt_unit_number text,
    type text,
    business_name text,
    tax_registered text,
    tin text,
    individual_first_name text,
    individual_middle_name text,
    individual_last_name text,
    individual_gender text,
    individual_id_type text,
    individual_nin text,
    individual_drivers_licence text,
    individual_passport_number text,
    passport_country text,
    individual_residence_permit_number text,
    residence_permit_country text,
    individual_dob date,
    mobile_1 text,
    mobile_2 text,
    email text,
    occupancy jsonb,
    repeat_position integer
);


--
-- Name: GRARentalDataCollection_persons; Type: VIEW; Schema: public; Owner: -
--

CREATE VIEW public."GRARentalDataCollection_persons" AS
 WITH currencies(name, dalasi, answers) AS (
         VALUES ('Dalasi'::text,1.00,ARRAY['dalasi'::text, 'gmd'::text]), ('Euro'::text,76.92,ARRAY['euro'::text, 'eur'::text, '€'::text]), ('USD'::text,71.43,ARRAY['usd'::text, 'dollar'::text, '$'::text]), ('Pounds'::text,90.91,ARRAY['pounds'::text, 'pound'::text, 'gbp'::text, '£'::text])
        ), incomes(name, tax, answers) AS (
         VALUES ('commercial'::text,0.15,ARRAY['place-of-business'::text, 'commercial'::text, 'shop'::text, 'office'::text]), ('business'::text,0.27,ARRAY['business'::text]), ('residential_rental'::text,0.08,ARRAY['residence'::text])
        ), people AS (
         SELECT p."UUID" AS person_id,
            p."__Submissions-id" AS parent_id,
            p.person_type,
            p.shop_apt_unit_number,
            p.type,
            p.business_name,
            p.tax_registered,
            p.tin,
            p.individual_first_name,
            p.individual_last_name,
            p.individual_gender,
            p.individual_id_type,
            p.individual_nin,
            p.individual_drivers_licence,
            p.individual_passport_number,
            p.passport_country,
            p.individual_residence_permit_number,
            p.residence_permit_country,
            p.mobile_1,
            p.mobile_2,
            p.email,
            p.occupancy,
            (to_jsonb(p.individual_dob) #>> '{}'::text[]) AS dob,
            COALESCE(public.odk_number((p.occupancy ->> 'rent_annual_amount'::text), (0)::numeric, (10000000)::numeric), (0)::numeric) AS rent,
            COALESCE(c.name, 'Dalasi'::text) AS rent_currency,
            (COALESCE(public.odk_number((p.occupancy ->> 'rent_annual_amount'::text), (0)::numeric, (10000000)::numeric), (0)::numeric) * COALESCE(c.dalasi, 1.00)) AS gmd,
            COALESCE(i.name, 'residential_rental'::text) AS income,
                CASE
                    WHEN (lower((TRIM(BOTH FROM (p.person_type ->> 'property_basis'::text)) COLLATE "C")) = ANY (ARRAY['owner'::text, 'proprietor'::text])) THEN 'owner'::text
                    WHEN (lower((TRIM(BOTH FROM (p.person_type ->> 'property_basis'::text)) COLLATE "C")) = ANY (ARRAY['landlord'::text, 'agent'::text])) THEN 'landlord'::text
                    ELSE 'occupant'::text
                END AS basis
           FROM ((public."GRARentalDataCollection_person_details" p
             LEFT JOIN currencies c ON ((lower((TRIM(BOTH FROM (p.occupancy ->> 'rent_currency_unit'::text)) COLLATE "C")) = ANY (c.answers))))
             LEFT JOIN incomes i ON ((lower((TRIM(BOTH FROM (p.occupancy ->> 'property_use'::text)) COLLATE "C")) = ANY (i.answers))))
        ), persons AS (
         SELECT p.person_id,
            p.parent_id,
            p.person_type,
            p.shop_apt_unit_number,
            p.type,
            p.business_name,
            p.tax_registered,
            p.tin,
            p.individual_first_name,
            p.individual_last_name,
            p.individual_gender,
            p.individual_id_type,
            p.individual_nin,
            p.individual_drivers_licence,
            p.individual_passport_number,
            p.passport_country,
            p.individual_residence_permit_number,
            p.residence_permit_country,
            p.mobile_1,
            p.mobile_2,
            p.email,
            p.occupancy,
            p.dob,
            p.rent,
            p.rent_currency,
            p.gmd,
            p.income,
            p.basis,
            COALESCE(sum(p.gmd) FILTER (WHERE (p.income = 'commercial'::text)) OVER building, (0)::numeric) AS all_commercial,
            COALESCE(sum(p.gmd) FILTER (WHERE (p.income = 'residential_rental'::text)) OVER building, (0)::numeric) AS all_residential,
            COALESCE(sum(p.gmd) FILTER (WHERE (p.income = 'business'::text)) OVER building, (0)::numeric) AS all_business,
            bool_or((p.basis = 'owner'::text)) OVER building AS has_owner
           FROM people p
          WINDOW building AS (PARTITION BY p.parent_id)
        ), taxed AS (
         SELECT p.person_id,
            p.parent_id,
            p.person_type,
            p.shop_apt_unit_number,
            p.type,
            p.business_name,
            p.tax_registered,
            p.tin,
            p.individual_first_name,
            p.individual_last_name,
            p.individual_gender,
            p.individual_id_type,
            p.individual_nin,
            p.individual_drivers_licence,
            p.individual_passport_number,
            p.passport_country,
            p.individual_residence_permit_number,
            p.residence_permit_country,
            p.mobile_1,
            p.mobile_2,
            p.email,
            p.occupancy,
            p.dob,
            p.rent,
            p.rent_currency,
            p.gmd,
            p.income,
            p.basis,
            p.all_commercial,
            p.all_residential,
            p.all_business,
            p.has_owner,
            m."UUID" AS submission_id,
            "left"((to_jsonb(m.survey_date) #>> '{}'::text[]), 10) AS survey_day,
            m.property_location AS location,
            m.property_description AS building,
            m."End" AS ending,
            m.__system AS system,
            m.building_image_url,
            m.address_plus_code_url,
            review.rejected,
                CASE
                    WHEN review.rejected THEN (0)::numeric
                    ELSE p.all_commercial
                END AS commercial,
                CASE
                    WHEN review.rejected THEN (0)::numeric
                    ELSE p.all_residential
                END AS residential,
                CASE
                    WHEN review.rejected THEN (0)::numeric
                    ELSE p.all_business
                END AS business
           FROM ((public."GRARentalDataCollection" m
             JOIN persons p ON ((p.parent_id = m."UUID")))
             CROSS JOIN LATERAL ( SELECT COALESCE(((m.__system ->> 'reviewState'::text) = 'rejected'::text), false) AS rejected) review)
          WHERE true
        ), money AS (
         SELECT t.person_id,
            t.parent_id,
            t.person_type,
            t.shop_apt_unit_number,
            t.type,
            t.business_name,
            t.tax_registered,
            t.tin,
            t.individual_first_name,
            t.individual_last_name,
            t.individual_gender,
            t.individual_id_type,
            t.individual_nin,
            t.individual_drivers_licence,
            t.individual_passport_number,
            t.passport_country,
            t.individual_residence_permit_number,
            t.residence_permit_country,
            t.mobile_1,
            t.mobile_2,
            t.email,
            t.occupancy,
            t.dob,
            t.rent,
            t.rent_currency,
            t.gmd,
            t.income,
            t.basis,
            t.all_commercial,
            t.all_residential,
            t.all_business,
            t.has_owner,
            t.submission_id,
            t.survey_day,
            t.location,
            t.building,
            t.ending,
            t.system,
            t.building_image_url,
            t.address_plus_code_url,
            t.rejected,
            t.commercial,
            t.residential,
            t.business,
            (t.commercial * ( SELECT incomes.tax
                   FROM incomes
                  WHERE (incomes.name = 'commercial'::text))) AS commercial_tax,
            (t.residential * ( SELECT incomes.tax
                   FROM incomes
                  WHERE (incomes.name = 'residential_rental'::text))) AS residential_tax,
            (t.business * ( SELECT incomes.tax
                   FROM incomes
                  WHERE (incomes.name = 'business'::text))) AS business_tax,
            ((t.commercial + t.residential) + t.business) AS total,
            read.latitude,
            read.longitude,
            read.birthday,
            read.plus_code
           FROM (taxed t
             CROSS JOIN LATERAL ( SELECT COALESCE(public.odk_number((t.building #>> '{building__geopoint,coordinates,1}'::text[]), 13.0, 13.9), public.odk_number((t.location #>> '{centroid_gps,coordinates,1}'::text[]), 13.0, 13.9)) AS latitude,
                    COALESCE(public.odk_number((t.building #>> '{building__geopoint,coordinates,0}'::text[]), '-17.0'::numeric, '-13.5'::numeric), public.odk_number((t.location #>> '{centroid_gps,coordinates,0}'::text[]), '-17.0'::numeric, '-13.5'::numeric)) AS longitude,
                    public.odk_date(t.dob) AS birthday,
                    upper(TRIM(BOTH FROM (t.location ->> 'address_plus_code'::text))) AS plus_code
                 OFFSET 0) read)
        )
 SELECT (money.submission_id)::character varying AS "UUID",
    money.person_id AS "Person UUID",
    (('<a href="'::text || public.odk_escape((('${central}/projects/1/forms/GRARentalDataCollection'::text || '/submissions/'::text) || public.odk_segment(money.submission_id)))) || '">GO TO ODK</a>'::text) AS "Go to ODK",
        CASE money.basis
            WHEN 'owner'::text THEN 'Owner'::text
            WHEN 'landlord'::text THEN 'Agent/landlord'::text
            ELSE 'Occupant'::text
        END AS "Basis",
        CASE money.type
            WHEN 'individual'::text THEN 'Individual'::text
            WHEN 'corporate'::text THEN 'Corporate/Government'::text
            ELSE initcap(money.type)
        END AS "Type",
    NULLIF(TRIM(BOTH FROM money.business_name), ''::text) AS "Business Name",
    NULLIF(TRIM(BOTH FROM money.individual_first_name), ''::text) AS "First Name",
    NULLIF(TRIM(BOTH FROM money.individual_last_name), ''::text) AS "Last Name",
        CASE money.tax_registered
            WHEN 'not_sure'::text THEN 'Not sure'::text
            ELSE initcap(money.tax_registered)
        END AS "Tax Registered",
    NULLIF(TRIM(BOTH FROM money.tin), ''::text) AS "TIN",
    NULLIF(TRIM(BOTH FROM money.mobile_1), ''::text) AS "Mobile 1",
    NULLIF(TRIM(BOTH FROM money.mobile_2), ''::text) AS "Mobile 2",
    COALESCE(TRIM(BOTH FROM (money.location ->> 'address_plus_code'::text)), ''::text) AS "Address Plus Code",
    COALESCE(initcap(TRIM(BOTH FROM (money.location ->> 'street_label'::text))), ''::text) AS "Street",
    COALESCE(initcap(TRIM(BOTH FROM (money.location ->> 'town_label'::text))), ''::text) AS "Town",
    COALESCE(initcap(TRIM(BOTH FROM (money.location ->> 'district_label'::text))), ''::text) AS "District",
    COALESCE(TRIM(BOTH FROM (money.building ->> 'property_name'::text)), ''::text) AS "Property Name",
        CASE (money.building ->> 'building_type'::text)
            WHEN 'apartment_complex'::text THEN 'Apartment Complex'::text
            WHEN 'residence_business'::text THEN 'Residence/Business'::text
            ELSE COALESCE(initcap((money.building ->> 'building_type'::text)), ''::text)
        END AS "Building Type",
    money.latitude AS "Latitude",
    money.longitude AS "Longitude",
    (((('POINT('::text || money.longitude) || ' '::text) || money.latitude) || ')'::text) AS "Geographic Point",
    (
        CASE
            WHEN ((money.building ->> 'number_of_shops_apts_units'::text) ~ '^[0-9]+$'::text) THEN COALESCE(public.odk_number((money.building ->> 'number_of_shops_apts_units'::text), (1)::numeric, (1000)::numeric), (1)::numeric)
            ELSE (1)::numeric
        END)::integer AS "Number of shops/apts/units",
        CASE
            WHEN (lower(TRIM(BOTH FROM money.email)) ~ '^[A-Za-z0-9._%-]+@[A-Za-z0-9.-]+[.][A-Za-z]+$'::text) THEN lower(TRIM(BOTH FROM money.email))
            ELSE NULL::text
        END AS "Email",
        CASE (money.occupancy ->> 'occupancy_basis'::text)
            WHEN 'rent_lease'::text THEN 'Rent/Lease'::text
            WHEN 'family_compound'::text THEN 'Rent Free - family compound'::text
            WHEN 'rent_free'::text THEN 'Rent free - other, not family'::text
            ELSE initcap((money.occupancy ->> 'occupancy_basis'::text))
        END AS "Occupancy Basis",
    initcap(money.individual_gender) AS "Gender",
        CASE money.individual_id_type
            WHEN 'national_id'::text THEN 'National ID'::text
            WHEN 'drivers_license'::text THEN 'Drivers License'::text
            ELSE initcap(money.individual_id_type)
        END AS "ID Type",
    NULLIF(TRIM(BOTH FROM money.individual_nin), ''::text) AS "NIN",
    TRIM(BOTH FROM money.individual_drivers_licence) AS "Driver's License",
    TRIM(BOTH FROM money.individual_passport_number) AS "Passport",
    initcap(money.passport_country) AS "Passport Country",
    TRIM(BOTH FROM money.individual_residence_permit_number) AS "Residence Permit",
    initcap(money.residence_permit_country) AS "Residence Permit Country",
        CASE
            WHEN ((money.birthday >= '1900-01-01'::date) AND (money.birthday <= CURRENT_DATE)) THEN money.birthday
            ELSE NULL::date
        END AS "DOB",
    (
        CASE
            WHEN (money.birthday <= CURRENT_DATE) THEN date_part('year'::text, age((CURRENT_DATE)::timestamp with time zone, (money.birthday)::timestamp with time zone))
            ELSE NULL::double precision
        END)::integer AS "Age",
        CASE (money.person_type ->> 'where_owner_landlord'::text)
            WHEN 'occupant'::text THEN 'This person occupies a unit'::text
            WHEN 'remote'::text THEN 'This person manages or owns the property from elsewhere'::text
            ELSE initcap((money.person_type ->> 'where_owner_landlord'::text))
        END AS "Occupant or Remote",
    public.odk_date((money.occupancy ->> 'occupancy_start_date'::text)) AS "Occupancy Start Date",
    NULLIF(TRIM(BOTH FROM (money.occupancy ->> 'occupancy_duration'::text)), ''::text) AS "Occupancy Duration",
        CASE (money.occupancy ->> 'property_use'::text)
            WHEN 'place-of-business'::text THEN 'Place of Business'::text
            ELSE initcap((money.occupancy ->> 'property_use'::text))
        END AS "Property Use",
        CASE (money.occupancy ->> 'payment_frequency'::text)
            WHEN 'semi_annually'::text THEN 'Semi-Annually'::text
            ELSE initcap((money.occupancy ->> 'payment_frequency'::text))
        END AS "Payment Frequency",
        CASE (money.occupancy ->> 'currency_unit'::text)
            WHEN 'dalasi'::text THEN 'Dalasi'::text
            WHEN 'pounds'::text THEN 'Pounds'::text
            WHEN 'euro'::text THEN 'Euro'::text
            ELSE upper((money.occupancy ->> 'currency_unit'::text))
        END AS "Currency Unit",
    money.gmd AS "Annual Rent GMD",
        CASE (money.occupancy ->> 'rent_payment_method'::text)
            WHEN 'local_bank'::text THEN 'Local Bank'::text
            WHEN 'foreign_bank'::text THEN 'Foreign Bank'::text
            WHEN 'mobile_money'::text THEN 'Mobile Money'::text
            ELSE initcap((money.occupancy ->> 'rent_payment_method'::text))
        END AS "Occupancy Rent Payment Method",
    money.shop_apt_unit_number AS "Shop/Unit",
    money.rent AS "Annual Rent",
    money.rent_currency AS "Rent Currency",
    public.odk_date((money.ending ->> 'meeting_date'::text)) AS "Meeting Date",
    money.commercial AS "CI",
    money.residential AS "RI",
    money.business AS "BI",
    money.commercial_tax AS "CTL",
    money.residential_tax AS "RTL",
    money.business_tax AS "BTL",
    GREATEST(public.odk_number((money.ending ->> 'amount_paid'::text)), (0)::numeric) AS "AP",
    ('GMD '::text || to_char(money.commercial_tax, 'FM999,999,999,999,999,990.00'::text)) AS "CTL_Formatted",
    ('GMD '::text || to_char(money.residential_tax, 'FM999,999,999,999,999,990.00'::text)) AS "RTL_Formatted",
    ('GMD '::text || to_char(money.business_tax, 'FM999,999,999,999,999,990.00'::text)) AS "BTL_Formatted",
    ('GMD '::text || to_char(money.total, 'FM999,999,999,999,999,990.00'::text)) AS "Total_Building_Rent_Formatted",
    money.business_tax AS business_tax_liability,
    money.residential_tax AS residential_tax_liability,
    money.commercial_tax AS commercial_tl,
        CASE
            WHEN money.has_owner THEN 'Owner'::text
            ELSE 'No Owner'::text
        END AS sum_owner,
        CASE
            WHEN (money.tin ~ '^[0-9]{10}$'::text) THEN 'Valid TIN'::text
            WHEN (TRIM(BOTH FROM money.tin) <> ''::text) THEN 'TIN Provided (Needs Validation)'::text
            ELSE 'No TIN'::text
        END AS "Tin",
    money.total AS "Total Building Rent",
    TRIM(BOTH FROM (money.ending ->> 'receipt_number'::text)) AS "Receipt Number",
    initcap((money.ending ->> 'payment_plan_frequency'::text)) AS "Payment Plan Frequency",
    public.odk_number((money.ending ->> 'payment_plan_amount'::text)) AS "Payment Plan Amount",
    public.odk_date((money.ending ->> 'payment_Plan_start_date'::text)) AS "Payment Plan Start Date",
    public.odk_date((money.ending ->> 'payment_Plan_end_date'::text)) AS "Payment Plan End Date",
        CASE (money.ending ->> 'follow_up_status'::text)
            WHEN 'meeting_scheduled'::text THEN 'Meeting Scheduled'::text
            WHEN 'reported_paid'::text THEN 'Reported and paid'::text
            ELSE COALESCE(initcap((money.ending ->> 'follow_up_status'::text)), 'New'::text)
        END AS "Follow Up Status",
    initcap((money.system ->> 'submitterName'::text)) AS "Submitter Name",
    public.odk_timestamp((money.system ->> 'submissionDate'::text)) AS "Submission Date",
    COALESCE((money.system ->> 'formVersion'::text), '1.0'::text) AS "Form Version",
    public.odk_date(money.survey_day) AS "Survey Date",
        CASE (money.system ->> 'reviewState'::text)
            WHEN 'hasIssues'::text THEN 'Has Issues'::text
            ELSE COALESCE(initcap((money.system ->> 'reviewState'::text)), 'Pending'::text)
        END AS "Review State",
        CASE
            WHEN money.rejected THEN 'EXCLUDE'::text
            ELSE 'INCLUDE'::text
        END AS "Rejected",
    (((((((
        CASE
            WHEN (TRIM(BOTH FROM money.individual_first_name) <> ''::text) THEN 10
            ELSE 0
        END +
        CASE
            WHEN (money.individual_gender IS NOT NULL) THEN 10
            ELSE 0
        END) +
        CASE
            WHEN (money.birthday IS NOT NULL) THEN 15
            ELSE 0
        END) +
        CASE
            WHEN (money.mobile_1 ~ '^([+]220|220)?[0-9]{7,8}$'::text) THEN 15
            ELSE 0
        END) +
        CASE
            WHEN (money.tin ~ '^[0-9]{10}$'::text) THEN 20
            ELSE 0
        END) +
        CASE
            WHEN ((money.latitude IS NOT NULL) AND (money.longitude IS NOT NULL)) THEN 10
            ELSE 0
        END) +
        CASE
            WHEN (money.gmd > (0)::numeric) THEN 20
            ELSE 0
        END))::numeric AS "Data Quality Score",
    now() AS "Processed At",
    (date_part('year'::text, CURRENT_DATE))::numeric AS "Tax Year",
        CASE
            WHEN (money.plus_code ~ '^[2-9CFGHJMPQRVWX]{8}[+][2-9CFGHJMPQRVWX]{2,7}$'::text) THEN (((('<a href="https://plus.codes/'::text || public.odk_segment(money.plus_code)) || '">'::text) || money.plus_code) || '</a>'::text)
            ELSE NULL::text
        END AS address_plus_code_url_htm,
    'Property'::text AS "Property",
    (money.submission_id)::character varying AS "Value",
    public.odk_image_html(money.building_image_url, 'Building image'::text) AS building_image_url_html,
    public.odk_image_html(money.address_plus_code_url, 'Address plus code image'::text) AS address_plus_code_url_html
   FROM money;


--
-- Name: VIEW "GRARentalDataCollection_persons"; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON VIEW public."GRARentalDataCollection_persons" IS 'odk-sync: GRARentalDataCollection_persons.sql, 27e628514da725fc76c2acfb59e4ec0299838ab750ba38d77076031bcb462188';


--
-- Name: GRARentalDataCollection_phones; Type: VIEW; Schema: public; Owner: -
--

CREATE VIEW public."GRARentalDataCollection_phones" AS
 SELECT m."UUID",
    p.mobile_1,
    public.odk_date((p.individual_dob)::text) AS born
   FROM (public."GRARentalDataCollection" m
     JOIN public."GRARentalDataCollection_person_details" p ON ((p."__Submissions-id" = m."UUID")))
  WHERE true;


--
-- Name: VIEW "GRARentalDataCollection_phones"; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON VIEW public."GRARentalDataCollection_phones" IS 'odk-sync: phones.sql, 6f041c75be09fc0ae0783f6882b8822ccd6a6d624ce40bd90294d3c66c712b29';


--
-- Name: GRARentalDataCollection_unified; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public."GRARentalDataCollection_unified" (
    "UUID" text NOT NULL,
    __id text,
    survey_date date,
    survey_start timestamp with time zone,
    survey_end timestamp with time zone,
    logo text,
    start_geopoint jsonb,
    property_location jsonb,
    property_description jsonb,
    generated_note_name_35 text,
    sum_owner bigint,
    sum_landlord bigint,
    sum_occupant bigint,
    check_counts_1 text,
    check_counts_2 text,
    "person_details@odata.navigationLink" text,
    "End" jsonb,
    meta jsonb,
    __system jsonb,
    "SubmittedDate" timestamp with time zone,
    building_image_url text,
    address_plus_code_url text,
    person_details jsonb,
    building_image_url_html text,
    address_plus_code_url_html text
);


--
-- Name: odk_alert; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.odk_alert (
    sync_type character varying(50) NOT NULL,
    message text NOT NULL,
    begun_at timestamp with time zone DEFAULT now() NOT NULL,
    ended_at timestamp with time zone,
    told_at timestamp with time zone,
    claimed_until timestamp with time zone
);


--
-- Name: odk_attachment; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.odk_attachment (
    form text NOT NULL,
    submission_id text NOT NULL,
    file_name text NOT NULL,
    folder text NOT NULL,
    state text NOT NULL,
    reason text,
    submitted_at timestamp with time zone,
    requested_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    next_attempt_at timestamp with time zone DEFAULT now() NOT NULL,
    next_check_at timestamp with time zone,
    md5 text,
    size bigint,
    content_type text,
    object_key text,
    stored_at timestamp with time zone,
    url text,
    url_expires_at timestamp with time zone,
    history_id integer,
    outcome text,
    link_id uuid DEFAULT gen_random_uuid() NOT NULL,
    id bigint NOT NULL,
    CONSTRAINT odk_attachment_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'stored'::text, 'missing'::text, 'failed'::text])))
);


--
-- Name: COLUMN odk_attachment.next_check_at; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.odk_attachment.next_check_at IS 'when a stored file is to be compared with Central''s; null where that is not possible, without an md5';


--
-- Name: COLUMN odk_attachment.url_expires_at; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.odk_attachment.url_expires_at IS 'null for a stable link, which ends with link_id';


--
-- Name: COLUMN odk_attachment.outcome; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.odk_attachment.outcome IS 'of the run that last worked on it: stored, unchanged, missing, failed or refused';


--
-- Name: odk_attachment_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.odk_attachment ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.odk_attachment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: odk_expanded; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.odk_expanded (
    form text NOT NULL,
    submission_id text NOT NULL,
    submitted_at timestamp with time zone,
    updated_at timestamp with time zone
);


--
-- Name: odk_form; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.odk_form (
    form text NOT NULL,
    form_id text NOT NULL,
    hash text NOT NULL,
    fields jsonb NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL
);


--
-- Name: odk_listing; Type: TABLE; Schema: public; Owner: -
--

CREATE UNLOGGED TABLE public.odk_listing (
    sync_type character varying(50) NOT NULL,
    submission_id text NOT NULL,
    submitted_at timestamp with time zone,
    updated_at timestamp with time zone,
    deleted_at timestamp with time zone
);


--
-- Name: odk_recheck; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.odk_recheck (
    id bigint NOT NULL,
    sync_type character varying(50) NOT NULL,
    submission_id text NOT NULL
);


--
-- Name: odk_recheck_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.odk_recheck_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: odk_recheck_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.odk_recheck_id_seq OWNED BY public.odk_recheck.id;


--
-- Name: odk_rejected_record; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.odk_rejected_record (
    sync_type character varying(50) NOT NULL,
    table_name text NOT NULL,
    record_id text NOT NULL,
    column_name text NOT NULL,
    raw json NOT NULL,
    rejected_at timestamp with time zone DEFAULT now() NOT NULL,
    replayed_at timestamp with time zone,
    submission_id text DEFAULT ''::text NOT NULL,
    id bigint NOT NULL
);


--
-- Name: odk_rejected_record_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.odk_rejected_record ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.odk_rejected_record_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: odk_schema_history; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.odk_schema_history (
    installed_rank integer NOT NULL,
    version character varying(50),
    description character varying(200) NOT NULL,
    type character varying(20) NOT NULL,
    script character varying(1000) NOT NULL,
    checksum integer,
    installed_by character varying(100) NOT NULL,
    installed_on timestamp without time zone DEFAULT now() NOT NULL,
    execution_time integer NOT NULL,
    success boolean NOT NULL
);


--
-- Name: odk_sync_cursor; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.odk_sync_cursor (
    sync_type character varying(50) NOT NULL,
    watermark timestamp with time zone,
    walk_bound timestamp with time zone,
    walk_latest timestamp with time zone,
    resume_point timestamp with time zone,
    source text,
    filter text,
    etag text,
    form_hash text,
    verified_at timestamp with time zone,
    updated_at timestamp with time zone DEFAULT now() NOT NULL
);


--
-- Name: odk_sync_history; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.odk_sync_history (
    id integer NOT NULL,
    sync_type character varying(50) NOT NULL,
    sync_timestamp timestamp with time zone DEFAULT now(),
    status character varying(20) NOT NULL,
    records_processed integer,
    duration_seconds integer,
    error_message text,
    sync_metadata text,
    service_instance character varying(100)
);


--
-- Name: odk_sync_history_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.odk_sync_history_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: odk_sync_history_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.odk_sync_history_id_seq OWNED BY public.odk_sync_history.id;


--
-- Name: odk_sync_lease; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.odk_sync_lease (
    sync_type character varying(50) NOT NULL,
    holder text,
    instance text,
    fencing_number bigint NOT NULL,
    heartbeat_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL
);


--
-- Name: odk_sync_status; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.odk_sync_status (
    sync_type character varying(50) NOT NULL,
    last_sync_timestamp timestamp with time zone,
    last_attempt_timestamp timestamp with time zone,
    last_sync_status character varying(20) DEFAULT 'pending'::character varying,
    last_error_message text,
    successful_sync_count integer DEFAULT 0,
    failed_sync_count integer DEFAULT 0,
    last_records_processed integer,
    created_at timestamp with time zone DEFAULT now(),
    updated_at timestamp with time zone DEFAULT now()
);


--
-- Name: odk_tombstone; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.odk_tombstone (
    form text NOT NULL,
    submission_id text NOT NULL,
    deleted_at timestamp with time zone NOT NULL
);


--
-- Name: odk_unified_dirty; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.odk_unified_dirty (
    id bigint NOT NULL,
    form text NOT NULL,
    submission_id text NOT NULL
);


--
-- Name: odk_unified_dirty_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.odk_unified_dirty_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: odk_unified_dirty_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.odk_unified_dirty_id_seq OWNED BY public.odk_unified_dirty.id;


--
-- Name: qrtz_blob_triggers; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.qrtz_blob_triggers (
    sched_name character varying(120) NOT NULL,
    trigger_name character varying(200) NOT NULL,
    trigger_group character varying(200) NOT NULL,
    blob_data bytea
);


--
-- Name: qrtz_calendars; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.qrtz_calendars (
    sched_name character varying(120) NOT NULL,
    calendar_name character varying(200) NOT NULL,
    calendar bytea NOT NULL
);


--
-- Name: qrtz_cron_triggers; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.qrtz_cron_triggers (
    sched_name character varying(120) NOT NULL,
    trigger_name character varying(200) NOT NULL,
    trigger_group character varying(200) NOT NULL,
    cron_expression character varying(120) NOT NULL,
    time_zone_id character varying(80)
);


--
-- Name: qrtz_fired_triggers; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.qrtz_fired_triggers (
    sched_name character varying(120) NOT NULL,
    entry_id character varying(95) NOT NULL,
    trigger_name character varying(200) NOT NULL,
    trigger_group character varying(200) NOT NULL,
    instance_name character varying(200) NOT NULL,
    fired_time bigint NOT NULL,
    sched_time bigint NOT NULL,
    priority integer NOT NULL,
    state character varying(16) NOT NULL,
    job_name character varying(200),
    job_group character varying(200),
    is_nonconcurrent boolean,
    requests_recovery boolean
);


--
-- Name: qrtz_job_details; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.qrtz_job_details (
    sched_name character varying(120) NOT NULL,
    job_name character varying(200) NOT NULL,
    job_group character varying(200) NOT NULL,
    description character varying(250),
    job_class_name character varying(250) NOT NULL,
    is_durable boolean NOT NULL,
    is_nonconcurrent boolean NOT NULL,
    is_update_data boolean NOT NULL,
    requests_recovery boolean NOT NULL,
    job_data bytea
);


--
-- Name: qrtz_locks; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.qrtz_locks (
    sched_name character varying(120) NOT NULL,
    lock_name character varying(40) NOT NULL
);


--
-- Name: qrtz_paused_trigger_grps; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.qrtz_paused_trigger_grps (
    sched_name character varying(120) NOT NULL,
    trigger_group character varying(200) NOT NULL
);


--
-- Name: qrtz_scheduler_state; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.qrtz_scheduler_state (
    sched_name character varying(120) NOT NULL,
    instance_name character varying(200) NOT NULL,
    last_checkin_time bigint NOT NULL,
    checkin_interval bigint NOT NULL
);


--
-- Name: qrtz_simple_triggers; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.qrtz_simple_triggers (
    sched_name character varying(120) NOT NULL,
    trigger_name character varying(200) NOT NULL,
    trigger_group character varying(200) NOT NULL,
    repeat_count bigint NOT NULL,
    repeat_interval bigint NOT NULL,
    times_triggered bigint NOT NULL
);


--
-- Name: qrtz_simprop_triggers; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.qrtz_simprop_triggers (
    sched_name character varying(120) NOT NULL,
    trigger_name character varying(200) NOT NULL,
    trigger_group character varying(200) NOT NULL,
    str_prop_1 character varying(512),
    str_prop_2 character varying(512),
    str_prop_3 character varying(512),
    int_prop_1 integer,
    int_prop_2 integer,
    long_prop_1 bigint,
    long_prop_2 bigint,
    dec_prop_1 numeric(13,4),
    dec_prop_2 numeric(13,4),
    bool_prop_1 boolean,
    bool_prop_2 boolean
);


--
-- Name: qrtz_triggers; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.qrtz_triggers (
    sched_name character varying(120) NOT NULL,
    trigger_name character varying(200) NOT NULL,
    trigger_group character varying(200) NOT NULL,
    job_name character varying(200) NOT NULL,
    job_group character varying(200) NOT NULL,
    description character varying(250),
    next_fire_time bigint,
    prev_fire_time bigint,
    priority integer,
    trigger_state character varying(16) NOT NULL,
    trigger_type character varying(8) NOT NULL,
    start_time bigint NOT NULL,
    end_time bigint,
    calendar_name character varying(200),
    misfire_instr smallint,
    job_data bytea
);


--
-- Name: odk_recheck id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.odk_recheck ALTER COLUMN id SET DEFAULT nextval('public.odk_recheck_id_seq'::regclass);


--
-- Name: odk_sync_history id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.odk_sync_history ALTER COLUMN id SET DEFAULT nextval('public.odk_sync_history_id_seq'::regclass);


--
-- Name: odk_unified_dirty id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.odk_unified_dirty ALTER COLUMN id SET DEFAULT nextval('public.odk_unified_dirty_id_seq'::regclass);


--
-- Data for Name: GRARentalDataCollection; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public."GRARentalDataCollection" VALUES ('uuid:5f066941-6aa2-4807-a81c-c26cc2da3479', 'uuid:5f066941-6aa2-4807-a81c-c26cc2da3479', '2026-11-30', '2026-11-30 02:05:15.068+00', '2026-11-30 02:54:41.068+00', NULL, '{"type": "Point", "properties": {"accuracy": 11.651}, "coordinates": [-16.764112, 13.424224, 188.5]}', '{"town_label": "Brikama", "centroid_gps": {"type": "Point", "properties": {"accuracy": 11.801}, "coordinates": [-16.715927, 13.457551, 339.5]}, "street_label": "Independence Drive", "district_label": "Kanifing", "address_plus_code": "6CGH6QQJ+PJV", "address_plus_code_image": null}', '{"building_type": "mixed", "property_name": "Shop Sowe 666", "building_image": "1796007302548.jpg", "building__geopoint": {"type": "Point", "properties": {"accuracy": 11.291}, "coordinates": [-16.624553, 13.457323, 41.5]}, "number_of_shops_apts_units": 25}', NULL, 1, 1, 3, NULL, NULL, 'Submissions(''uuid%3A5f066941-6aa2-4807-a81c-c26cc2da3479'')/person_details', '{"end_note": null}', '{"instanceID": "uuid:5f066941-6aa2-4807-a81c-c26cc2da3479", "instanceName": "Shop Sowe 666"}', '{"edits": 0, "status": null, "deviceId": null, "deletedAt": null, "updatedAt": null, "formVersion": "2026010101", "reviewState": null, "submitterId": "5", "submitterName": "sample@odk-sync.invalid", "submissionDate": "2026-11-30T04:59:40.068Z", "attachmentsPresent": 1, "attachmentsExpected": 1}', '2026-11-30 04:59:40.068+00', NULL, NULL);
INSERT INTO public."GRARentalDataCollection" VALUES ('uuid:2390a6ac-ff57-4c08-8390-60d92cf019dd', 'uuid:2390a6ac-ff57-4c08-8390-60d92cf019dd', '2026-11-30', '2026-11-30 03:24:59.988+00', '2026-11-30 03:32:34.988+00', NULL, '{"type": "Point", "properties": {"accuracy": 8.181}, "coordinates": [-16.791871, 13.484339, 124.5]}', '{"town_label": "Banjul", "centroid_gps": {"type": "Point", "properties": {"accuracy": 12.231}, "coordinates": [-16.757112, 13.442937, 276.5]}, "street_label": "Garba Jahumpa Rd", "district_label": "Upper Baddibu", "address_plus_code": "6CPVMV2F+C2V", "address_plus_code_image": "1796009113762.jpg"}', '{"building_type": "compound", "property_name": "Shop Jallow 502", "building_image": "1796009611809.jpg", "building__geopoint": {"type": "Point", "properties": {"accuracy": 5.701}, "coordinates": [-16.642251, 13.489531, 56.5]}, "number_of_shops_apts_units": 3}', NULL, 0, 1, 0, NULL, NULL, 'Submissions(''uuid%3A2390a6ac-ff57-4c08-8390-60d92cf019dd'')/person_details', '{"end_note": null}', '{"instanceID": "uuid:2390a6ac-ff57-4c08-8390-60d92cf019dd", "instanceName": "Shop Jallow 502"}', '{"edits": 0, "status": null, "deviceId": null, "deletedAt": null, "updatedAt": null, "formVersion": "2026010101", "reviewState": null, "submitterId": "5", "submitterName": "sample@odk-sync.invalid", "submissionDate": "2026-11-30T04:59:39.989Z", "attachmentsPresent": 2, "attachmentsExpected": 2}', '2026-11-30 04:59:39.989+00', '${store}/odk-images/earlier/mirror/building-images/uuid%3A2390a6ac-ff57-4c08-8390-60d92cf019dd-1796009611809.jpg?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=20261130T045953Z&X-Amz-SignedHeaders=host&X-Amz-Credential=odk-sync%2F20261130%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Expires=86400&X-Amz-Signature=ba7adaa722a8aa86745f1cd6ed1cf9b347999307845208ebfad8023d8234765f', '${store}/odk-images/earlier/mirror/address-plus-code-images/uuid%3A2390a6ac-ff57-4c08-8390-60d92cf019dd-1796009113762.jpg?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=20261130T045953Z&X-Amz-SignedHeaders=host&X-Amz-Credential=odk-sync%2F20261130%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Expires=86400&X-Amz-Signature=87a394678fb36061e6eacc012bfe32b46e465ca401ef3f6d3d82e4278b2ae854');
INSERT INTO public."GRARentalDataCollection" VALUES ('uuid:7c8c0fd9-3c7a-4413-9251-791d7692d4ce', 'uuid:7c8c0fd9-3c7a-4413-9251-791d7692d4ce', '2026-11-30', '2026-11-30 03:47:59.563+00', '2026-11-30 04:13:11.563+00', NULL, '{"type": "Point", "properties": {"accuracy": 12.091}, "coordinates": [-16.746104, 13.506761, 331.5]}', '{"town_label": "Basse Santa Su", "centroid_gps": {"type": "Point", "properties": {"accuracy": 6.721}, "coordinates": [-16.657034, 13.502885, 242.5]}, "street_label": "Bertil Harding Hwy", "district_label": "Kombo North", "address_plus_code": "6C9QX5J8+RC3", "address_plus_code_image": "1796010489957.jpg"}', '{"building_type": "compound", "property_name": "Plaza Manneh 874", "building_image": "1796012020136.jpg", "building__geopoint": {"type": "Point", "properties": {"accuracy": 3.331}, "coordinates": [-16.725372, 13.466782, 386.5]}, "number_of_shops_apts_units": 2}', NULL, 1, 0, 2, NULL, NULL, 'Submissions(''uuid%3A7c8c0fd9-3c7a-4413-9251-791d7692d4ce'')/person_details', '{"end_note": null}', '{"instanceID": "uuid:7c8c0fd9-3c7a-4413-9251-791d7692d4ce", "instanceName": "Plaza Manneh 874"}', '{"edits": 0, "status": null, "deviceId": null, "deletedAt": null, "updatedAt": null, "formVersion": "2026010101", "reviewState": null, "submitterId": "5", "submitterName": "sample@odk-sync.invalid", "submissionDate": "2026-11-30T04:59:51.564Z", "attachmentsPresent": 0, "attachmentsExpected": 2}', '2026-11-30 04:59:51.564+00', NULL, NULL);
INSERT INTO public."GRARentalDataCollection" VALUES ('uuid:dd204116-8e35-4a3e-ab28-be2482050bb1', 'uuid:dd204116-8e35-4a3e-ab28-be2482050bb1', '2026-11-29', '2026-11-29 22:36:52.01+00', '2026-11-29 23:27:05.01+00', NULL, '{"type": "Point", "properties": {"accuracy": 9.621}, "coordinates": [-16.683887, 13.515125, 68.5]}', '{"town_label": "Bakau", "centroid_gps": {"type": "Point", "properties": {"accuracy": 8.131}, "coordinates": [-16.569417, 13.433613, 68.5]}, "street_label": "Sayerr Jobe Ave.", "district_label": "Kombo Central", "address_plus_code": "6CHM354H+FPV", "address_plus_code_image": "1795991825178.jpg"}', '{"building_type": "compound", "property_name": "Kunda Touray 622", "building_image": "1795994852112.jpg", "building__geopoint": {"type": "Point", "properties": {"accuracy": 9.351}, "coordinates": [-16.669901, 13.479046, 119.5]}, "number_of_shops_apts_units": 21}', NULL, 0, 2, 1, NULL, NULL, 'Submissions(''uuid%3Add204116-8e35-4a3e-ab28-be2482050bb1'')/person_details', '{"end_note": null}', '{"instanceID": "uuid:dd204116-8e35-4a3e-ab28-be2482050bb1", "instanceName": "Kunda Touray 622"}', '{"edits": 0, "status": null, "deviceId": null, "deletedAt": null, "updatedAt": null, "formVersion": "2026010101", "reviewState": null, "submitterId": "5", "submitterName": "sample@odk-sync.invalid", "submissionDate": "2026-11-30T04:59:40.011Z", "attachmentsPresent": 2, "attachmentsExpected": 2}', '2026-11-30 04:59:40.011+00', '${store}/odk-images/earlier/mirror/building-images/uuid%3Add204116-8e35-4a3e-ab28-be2482050bb1-1795994852112.jpg?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=20261130T045953Z&X-Amz-SignedHeaders=host&X-Amz-Credential=odk-sync%2F20261130%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Expires=86400&X-Amz-Signature=7fa3333866827b16152f4266f0aeed6b6f4cfc2063eccfeb21feff81aa6656ba', '${store}/odk-images/earlier/mirror/address-plus-code-images/uuid%3Add204116-8e35-4a3e-ab28-be2482050bb1-1795991825178.jpg?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=20261130T045953Z&X-Amz-SignedHeaders=host&X-Amz-Credential=odk-sync%2F20261130%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Expires=86400&X-Amz-Signature=cb41b77444606b813d6f72cf2f2544f8ae5416a66f5f8de0b0ff55ecebabd748');
INSERT INTO public."GRARentalDataCollection" VALUES ('uuid:8c850c58-7d24-465f-a1ca-4af9cfff3d27', 'uuid:8c850c58-7d24-465f-a1ca-4af9cfff3d27', '2026-11-29', '2026-11-29 21:33:39.965+00', '2026-11-29 21:46:17.965+00', NULL, '{"type": "Point", "properties": {"accuracy": 8.681}, "coordinates": [-16.599201, 13.445024, 30.5]}', '{"town_label": "Serrekunda", "centroid_gps": {"type": "Point", "properties": {"accuracy": 5.271}, "coordinates": [-16.582308, 13.497421, 252.5]}, "street_label": "Sayerr Jobe Ave.", "district_label": "Kombo South", "address_plus_code": "6CF7H2PM+Q2W", "address_plus_code_image": null}', '{"building_type": "commercial", "property_name": "Shop Saidykhan 969", "building_image": "1795988835706.jpg", "building__geopoint": {"type": "Point", "properties": {"accuracy": 10.581}, "coordinates": [-16.738935, 13.515637, 131.5]}, "number_of_shops_apts_units": 26}', NULL, 0, 0, 1, NULL, NULL, 'Submissions(''uuid%3A8c850c58-7d24-465f-a1ca-4af9cfff3d27'')/person_details', '{"end_note": null}', '{"instanceID": "uuid:8c850c58-7d24-465f-a1ca-4af9cfff3d27", "instanceName": "Shop Saidykhan 969"}', '{"edits": 0, "status": null, "deviceId": null, "deletedAt": null, "updatedAt": null, "formVersion": "2026010101", "reviewState": null, "submitterId": "5", "submitterName": "sample@odk-sync.invalid", "submissionDate": "2026-11-30T04:59:39.966Z", "attachmentsPresent": 1, "attachmentsExpected": 1}', '2026-11-30 04:59:39.966+00', '${store}/odk-images/earlier/mirror/building-images/uuid%3A8c850c58-7d24-465f-a1ca-4af9cfff3d27-1795988835706.jpg?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=20261130T045953Z&X-Amz-SignedHeaders=host&X-Amz-Credential=odk-sync%2F20261130%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Expires=86400&X-Amz-Signature=7913079a108fe5fd13fd4d856280b67e12ed9eeb009660c977e1a9d1acc3dfef', NULL);
INSERT INTO public."GRARentalDataCollection" VALUES ('uuid:0af750bc-d49e-4e34-a667-e59a66e59294', 'uuid:0af750bc-d49e-4e34-a667-e59a66e59294', '2026-11-30', '2026-11-30 03:03:45.229+00', '2026-11-30 03:10:59.229+00', NULL, '{"type": "Point", "properties": {"accuracy": 12.731}, "coordinates": [-16.754003, 13.488723, 92.5]}', '{"town_label": "Basse Santa Su", "centroid_gps": {"type": "Point", "properties": {"accuracy": 3.301}, "coordinates": [-16.569179, 13.437883, 49.5]}, "street_label": "Kairaba Avenue", "district_label": "Kanifing", "address_plus_code": "6C85MXCV+345", "address_plus_code_image": "1796007844755.jpg"}', '{"building_type": "commercial", "property_name": "Shop Fatty 519", "building_image": "1796008269062.jpg", "building__geopoint": {"type": "Point", "properties": {"accuracy": 5.661}, "coordinates": [-16.748149, 13.507014, 153.5]}, "number_of_shops_apts_units": 28}', NULL, 0, 0, 1, NULL, NULL, 'Submissions(''uuid%3A0af750bc-d49e-4e34-a667-e59a66e59294'')/person_details', '{"end_note": null}', '{"instanceID": "uuid:0af750bc-d49e-4e34-a667-e59a66e59294", "instanceName": "Shop Fatty 519"}', '{"edits": 0, "status": null, "deviceId": null, "deletedAt": null, "updatedAt": null, "formVersion": "2026010101", "reviewState": null, "submitterId": "5", "submitterName": "sample@odk-sync.invalid", "submissionDate": "2026-11-30T04:59:54.230Z", "attachmentsPresent": 2, "attachmentsExpected": 2}', '2026-11-30 04:59:54.23+00', NULL, NULL);
INSERT INTO public."GRARentalDataCollection" VALUES ('uuid:c818d053-dea9-4946-84cd-8daa1b14c015', 'uuid:c818d053-dea9-4946-84cd-8daa1b14c015', '2026-11-30', '2026-11-30 01:16:02.957+00', '2026-11-30 02:03:53.957+00', NULL, '{"type": "Point", "properties": {"accuracy": 12.691}, "coordinates": [-16.62839, 13.438934, 208.5]}', '{"town_label": "Soma", "centroid_gps": {"type": "Point", "properties": {"accuracy": 10.441}, "coordinates": [-16.559888, 13.491546, 61.5]}, "street_label": "Market Lane", "district_label": "Kanifing", "address_plus_code": "6CR92QVJ+C62", "address_plus_code_image": null}', '{"building_type": "mixed", "property_name": "Plaza Jallow 260", "building_image": "1796004274570.jpg", "building__geopoint": {"type": "Point", "properties": {"accuracy": 5.601}, "coordinates": [-16.643187, 13.490801, 24.5]}, "number_of_shops_apts_units": 9}', NULL, 1, 0, 1, NULL, NULL, 'Submissions(''uuid%3Ac818d053-dea9-4946-84cd-8daa1b14c015'')/person_details', '{"end_note": null}', '{"instanceID": "uuid:c818d053-dea9-4946-84cd-8daa1b14c015", "instanceName": "Plaza Jallow 260"}', '{"edits": 0, "status": null, "deviceId": null, "deletedAt": null, "updatedAt": null, "formVersion": "2026010101", "reviewState": null, "submitterId": "5", "submitterName": "sample@odk-sync.invalid", "submissionDate": "2026-11-30T04:59:39.958Z", "attachmentsPresent": 1, "attachmentsExpected": 1}', '2026-11-30 04:59:39.958+00', '${store}/odk-images/earlier/mirror/building-images/uuid%3Ac818d053-dea9-4946-84cd-8daa1b14c015-1796004274570.jpg?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=20261130T045953Z&X-Amz-SignedHeaders=host&X-Amz-Credential=odk-sync%2F20261130%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Expires=86400&X-Amz-Signature=7bfd1fed6c242d46edb960db169e7458e87b97a909ae024fd17f2c37bb124154', NULL);
INSERT INTO public."GRARentalDataCollection" VALUES ('uuid:b44d805d-3521-4b2d-bafd-664533101e95', 'uuid:b44d805d-3521-4b2d-bafd-664533101e95', NULL, '2026-11-30 01:45:35.132+00', '2026-11-30 02:06:14.132+00', NULL, '{"type": "Point", "properties": {"accuracy": 7.921}, "coordinates": [-16.669273, 13.467988, 21.5]}', '{"town_label": "Soma", "centroid_gps": {"type": "Point", "properties": {"accuracy": 9.491}, "coordinates": [-16.729959, 13.470382, 11.5]}, "street_label": "Sayerr Jobe Ave.", "district_label": "Banjul", "address_plus_code": "6C95JHVR+684", "address_plus_code_image": "1796003174192.jpg"}', '{"building_type": "compound", "property_name": "House Cham 979", "building_image": "1796004406167.jpg", "building__geopoint": {"type": "Point", "properties": {"accuracy": 10.701}, "coordinates": [-16.614212, 13.500036, 39.5]}, "number_of_shops_apts_units": 13}', NULL, 2, 1, 2, NULL, NULL, 'Submissions(''uuid%3Ab44d805d-3521-4b2d-bafd-664533101e95'')/person_details', '{"end_note": null}', '{"instanceID": "uuid:107ad23a-cabf-4e49-a044-e648905059a9", "instanceName": "House Cham 979"}', '{"edits": 1, "status": null, "deviceId": null, "deletedAt": null, "updatedAt": "2026-11-30T04:59:51.519Z", "formVersion": "2026010101", "reviewState": "edited", "submitterId": "5", "submitterName": "sample@odk-sync.invalid", "submissionDate": "2026-11-30T04:59:40.133Z", "attachmentsPresent": 2, "attachmentsExpected": 2}', '2026-11-30 04:59:40.133+00', '${store}/odk-images/earlier/mirror/building-images/uuid%3Ab44d805d-3521-4b2d-bafd-664533101e95-1796004406167.jpg?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=20261130T045953Z&X-Amz-SignedHeaders=host&X-Amz-Credential=odk-sync%2F20261130%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Expires=86400&X-Amz-Signature=851b0fa59a5d87b9c5b167f9e958352e4f23763617cca80745010923ab12813f', '${store}/odk-images/earlier/mirror/address-plus-code-images/uuid%3Ab44d805d-3521-4b2d-bafd-664533101e95-1796003174192.jpg?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=20261130T045953Z&X-Amz-SignedHeaders=host&X-Amz-Credential=odk-sync%2F20261130%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Expires=86400&X-Amz-Signature=6aca8de1b658f4a2f2f0f6d47915cb5281cbe46f0b2dd9970de6b33c819d62b5');
INSERT INTO public."GRARentalDataCollection" VALUES ('uuid:296eaae5-d0e6-4c8a-b990-d004f0e8301d', 'uuid:296eaae5-d0e6-4c8a-b990-d004f0e8301d', '2026-11-29', '2026-11-29 22:25:48.097+00', '2026-11-29 23:10:08.097+00', NULL, '{"type": "Point", "properties": {"accuracy": 7.911}, "coordinates": [-16.608752, 13.425687, 44.5]}', '{"town_label": "Soma", "centroid_gps": {"type": "Point", "properties": {"accuracy": 9.301}, "coordinates": [-16.775711, 13.493701, 365.5]}, "street_label": "Old Cape Road", "district_label": "Kombo South", "address_plus_code": "6C6QVVM9+H2H", "address_plus_code_image": "1795991148967.jpg"}', '{"building_type": "mixed", "property_name": "Lodge Saidykhan 715", "building_image": "1795993860181.jpg", "building__geopoint": {"type": "Point", "properties": {"accuracy": 9.971}, "coordinates": [-16.679386, 13.507622, 350.5]}, "number_of_shops_apts_units": 28}', NULL, 1, 0, 1, 'edited twice', NULL, 'Submissions(''uuid%3A296eaae5-d0e6-4c8a-b990-d004f0e8301d'')/person_details', '{"end_note": null}', '{"instanceID": "uuid:b849543f-54bf-4129-915b-fac8915375f2", "instanceName": "Lodge Saidykhan 715"}', '{"edits": 2, "status": null, "deviceId": null, "deletedAt": null, "updatedAt": "2026-11-30T04:59:54.228Z", "formVersion": "2026010101", "reviewState": "edited", "submitterId": "5", "submitterName": "sample@odk-sync.invalid", "submissionDate": "2026-11-30T04:59:40.097Z", "attachmentsPresent": 2, "attachmentsExpected": 2}', '2026-11-30 04:59:40.097+00', '${store}/odk-images/earlier/mirror/building-images/uuid%3A296eaae5-d0e6-4c8a-b990-d004f0e8301d-1795993860181.jpg?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=20261130T045953Z&X-Amz-SignedHeaders=host&X-Amz-Credential=odk-sync%2F20261130%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Expires=86400&X-Amz-Signature=78c93d534b2240ad3bb9dc390b4682d6ff1df6f5454780da3d64670f2cdd8202', '${store}/odk-images/earlier/mirror/address-plus-code-images/uuid%3A296eaae5-d0e6-4c8a-b990-d004f0e8301d-1795991148967.jpg?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=20261130T045953Z&X-Amz-SignedHeaders=host&X-Amz-Credential=odk-sync%2F20261130%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Expires=86400&X-Amz-Signature=352c0a1a432ff5ac4c75658fe55f2e44b7eb6091c1fcabf3fa0c3dff66b8941f');


--
-- Data for Name: GRARentalDataCollection_person_details; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public."GRARentalDataCollection_person_details" VALUES ('uuid:b44d805d-3521-4b2d-bafd-664533101e95_6084a14ab05851879ef563a394367800e9e41ad6', '6084a14ab05851879ef563a394367800e9e41ad6', 'uuid:b44d805d-3521-4b2d-bafd-664533101e95', '{"property_basis": "landlord"}', NULL, 'individual', NULL, 'no', NULL, 'Sëydinaa', NULL, 'Saidykhan', 'female', 'nin', '11512741692', NULL, NULL, NULL, NULL, NULL, '2000-12-07', '+2207294679', '4619683', NULL, '{"property_use": "shop", "occupancy_basis": "free", "rent_annual_amount": null, "rent_currency_unit": "USD"}', 1);
INSERT INTO public."GRARentalDataCollection_person_details" VALUES ('uuid:b44d805d-3521-4b2d-bafd-664533101e95_190032ccf12ae56214ecd05c44f048cf12c89230', '190032ccf12ae56214ecd05c44f048cf12c89230', 'uuid:b44d805d-3521-4b2d-bafd-664533101e95', '{"property_basis": "occupant"}', '30', 'individual', NULL, 'no', NULL, 'Awa', NULL, 'Touray', 'male', 'drivers_licence', NULL, 'DL70155', NULL, NULL, NULL, NULL, '1990-05-24', '+2205961086', '8446650', NULL, '{"property_use": "storage", "occupancy_basis": "free", "rent_annual_amount": null, "rent_currency_unit": "GMD"}', 2);
INSERT INTO public."GRARentalDataCollection_person_details" VALUES ('uuid:b44d805d-3521-4b2d-bafd-664533101e95_a49a4560c531951dde148c1f0181b16b07285d97', 'a49a4560c531951dde148c1f0181b16b07285d97', 'uuid:b44d805d-3521-4b2d-bafd-664533101e95', '{"property_basis": "owner"}', '36A', 'individual', NULL, 'no', NULL, 'Binta', NULL, 'Ceesay', 'male', 'passport', NULL, NULL, 'PC122996', 'Gambia', NULL, NULL, '1942-08-03', '+2208375653', '9413253', 'binta.752@example.org', '{"property_use": "residential", "occupancy_basis": "free", "rent_annual_amount": null, "rent_currency_unit": "USD"}', 3);
INSERT INTO public."GRARentalDataCollection_person_details" VALUES ('uuid:b44d805d-3521-4b2d-bafd-664533101e95_5c162b8dfbdf8c2e5d64ac59dcccf76a9b7d7f16', '5c162b8dfbdf8c2e5d64ac59dcccf76a9b7d7f16', 'uuid:b44d805d-3521-4b2d-bafd-664533101e95', '{"property_basis": "owner"}', '16A', 'individual', NULL, 'yes', '1207542067', 'Ñaali', NULL, 'Fatty', 'male', 'residence_permit', NULL, NULL, NULL, NULL, 'RP-9192', 'Lebanon', '1980-12-31', '+2207336136', NULL, NULL, '{"property_use": "residential", "occupancy_basis": "free", "rent_annual_amount": 616000, "rent_currency_unit": "GMD"}', 4);
INSERT INTO public."GRARentalDataCollection_person_details" VALUES ('uuid:b44d805d-3521-4b2d-bafd-664533101e95_ad9bc4d83ecae3c1a1f76754f65e81faadcaf135', 'ad9bc4d83ecae3c1a1f76754f65e81faadcaf135', 'uuid:b44d805d-3521-4b2d-bafd-664533101e95', '{"property_basis": "occupant"}', '10', 'individual', NULL, 'yes', NULL, 'Alhaji', NULL, 'Jallow', 'female', 'residence_permit', NULL, NULL, NULL, NULL, 'RP-7641', 'Mali', '1997-01-19', '+2201065532', NULL, NULL, '{"property_use": "storage", "occupancy_basis": "rented", "rent_annual_amount": null, "rent_currency_unit": "USD"}', 5);
INSERT INTO public."GRARentalDataCollection_person_details" VALUES ('uuid:296eaae5-d0e6-4c8a-b990-d004f0e8301d_b4f1098b7ad06ba2c2e89d84462a1dd8940acc7a', 'b4f1098b7ad06ba2c2e89d84462a1dd8940acc7a', 'uuid:296eaae5-d0e6-4c8a-b990-d004f0e8301d', '{"property_basis": "occupant"}', '17B', 'individual', NULL, 'yes', '1024041063', 'Ebrima', 'Ousman', 'Manneh', 'male', 'drivers_licence', NULL, 'DL63173', NULL, NULL, NULL, NULL, '2000-08-13', '+2202600103', NULL, NULL, '{"property_use": "office", "occupancy_basis": "owned", "rent_annual_amount": 204000, "rent_currency_unit": "USD"}', 1);
INSERT INTO public."GRARentalDataCollection_person_details" VALUES ('uuid:296eaae5-d0e6-4c8a-b990-d004f0e8301d_724fcb84f1bffd3716c71a65bf87923aec0fa493', '724fcb84f1bffd3716c71a65bf87923aec0fa493', 'uuid:296eaae5-d0e6-4c8a-b990-d004f0e8301d', '{"property_basis": "owner"}', '21B', 'individual', NULL, 'no', '1755093107', 'Sainabou', 'Mariama', 'Njie', 'male', 'passport', NULL, NULL, 'PC247024', 'Senegal', NULL, NULL, '1959-06-06', '+2204789416', '9075263', NULL, '{"property_use": "storage", "occupancy_basis": "owned", "rent_annual_amount": 878000, "rent_currency_unit": "GMD"}', 2);
INSERT INTO public."GRARentalDataCollection_person_details" VALUES ('uuid:5f066941-6aa2-4807-a81c-c26cc2da3479_4d2b9e3ef7f1d2e93902775c396d7191f4c85689', '4d2b9e3ef7f1d2e93902775c396d7191f4c85689', 'uuid:5f066941-6aa2-4807-a81c-c26cc2da3479', '{"property_basis": "owner"}', NULL, 'individual', NULL, 'yes', NULL, 'Alhaji', NULL, 'Cham', 'male', 'drivers_licence', NULL, 'DL79146', NULL, NULL, NULL, NULL, '1965-05-06', '+2205836619', NULL, 'alhaji.819@example.org', '{"property_use": "residential", "occupancy_basis": "owned", "rent_annual_amount": null, "rent_currency_unit": "GMD"}', 1);
INSERT INTO public."GRARentalDataCollection_person_details" VALUES ('uuid:5f066941-6aa2-4807-a81c-c26cc2da3479_efbfbf8f3dd42799c51736e4f1d6d88e0ef2d772', 'efbfbf8f3dd42799c51736e4f1d6d88e0ef2d772', 'uuid:5f066941-6aa2-4807-a81c-c26cc2da3479', '{"property_basis": "occupant"}', NULL, 'business', 'Bah & Co. "GM"', 'no', NULL, NULL, NULL, NULL, 'female', 'passport', NULL, NULL, 'PC692337', 'Gambia', NULL, NULL, NULL, '+2207289544', '7354317', NULL, '{"property_use": "storage", "occupancy_basis": "free", "rent_annual_amount": 797000, "rent_currency_unit": "USD"}', 2);
INSERT INTO public."GRARentalDataCollection_person_details" VALUES ('uuid:5f066941-6aa2-4807-a81c-c26cc2da3479_d806c04c6589d7af77d16c5eaea28c4b3431ccdf', 'd806c04c6589d7af77d16c5eaea28c4b3431ccdf', 'uuid:5f066941-6aa2-4807-a81c-c26cc2da3479', '{"property_basis": "landlord"}', NULL, 'business', 'Saidykhan Trading', 'no', NULL, NULL, NULL, NULL, 'male', 'passport', NULL, NULL, 'PC222457', 'Gambia', NULL, NULL, NULL, '+2202722998', '8045931', NULL, '{"property_use": "storage", "occupancy_basis": "rented", "rent_annual_amount": 115000, "rent_currency_unit": "USD"}', 3);
INSERT INTO public."GRARentalDataCollection_person_details" VALUES ('uuid:5f066941-6aa2-4807-a81c-c26cc2da3479_74f0c56c5989bdaed4a0fa3de52632fd89c0035f', '74f0c56c5989bdaed4a0fa3de52632fd89c0035f', 'uuid:5f066941-6aa2-4807-a81c-c26cc2da3479', '{"property_basis": "occupant"}', '35', 'individual', NULL, 'yes', NULL, 'Binta', 'Mariama', 'Manneh', 'female', 'passport', NULL, NULL, 'PC502004', 'Gambia', NULL, NULL, '1952-06-10', '+2200250540', '8351628', 'binta.212@example.org', '{"property_use": "office", "occupancy_basis": "free", "rent_annual_amount": null, "rent_currency_unit": "GMD"}', 4);
INSERT INTO public."GRARentalDataCollection_person_details" VALUES ('uuid:5f066941-6aa2-4807-a81c-c26cc2da3479_a316040cb414f5ed7d02bbcc342ea7731449c8ea', 'a316040cb414f5ed7d02bbcc342ea7731449c8ea', 'uuid:5f066941-6aa2-4807-a81c-c26cc2da3479', '{"property_basis": "occupant"}', '12B', 'individual', NULL, 'yes', NULL, 'Ousman', NULL, 'Fatty', 'female', 'drivers_licence', NULL, 'DL91009', NULL, NULL, NULL, NULL, '1968-09-11', '+2203101564', NULL, NULL, '{"property_use": "office", "occupancy_basis": "owned", "rent_annual_amount": null, "rent_currency_unit": "USD"}', 5);
INSERT INTO public."GRARentalDataCollection_person_details" VALUES ('uuid:dd204116-8e35-4a3e-ab28-be2482050bb1_e33dd0e2e9bb5e80e9bf823ced76b0e1126af13a', 'e33dd0e2e9bb5e80e9bf823ced76b0e1126af13a', 'uuid:dd204116-8e35-4a3e-ab28-be2482050bb1', '{"property_basis": "landlord"}', '14A', 'individual', NULL, 'no', '1420482326', 'Isatou', NULL, 'Saidykhan', 'female', 'drivers_licence', NULL, 'DL42854', NULL, NULL, NULL, NULL, '1989-06-23', '+2208468901', NULL, NULL, '{"property_use": "shop", "occupancy_basis": "owned", "rent_annual_amount": 334000, "rent_currency_unit": "USD"}', 1);
INSERT INTO public."GRARentalDataCollection_person_details" VALUES ('uuid:dd204116-8e35-4a3e-ab28-be2482050bb1_63ebe8a70ac0ce84d9f0b0a768ae970b8e75162f', '63ebe8a70ac0ce84d9f0b0a768ae970b8e75162f', 'uuid:dd204116-8e35-4a3e-ab28-be2482050bb1', '{"property_basis": "occupant"}', '33', 'business', 'Cham Enterprise', 'no', '1858366728', NULL, NULL, NULL, 'female', 'nin', '18119776387', NULL, NULL, NULL, NULL, NULL, NULL, '+2208992168', '5664049', NULL, '{"property_use": "office", "occupancy_basis": "owned", "rent_annual_amount": 153000.5, "rent_currency_unit": "GMD"}', 2);
INSERT INTO public."GRARentalDataCollection_person_details" VALUES ('uuid:dd204116-8e35-4a3e-ab28-be2482050bb1_163b8c15f71dd53d7ea9e5829c9a54cf72633258', '163b8c15f71dd53d7ea9e5829c9a54cf72633258', 'uuid:dd204116-8e35-4a3e-ab28-be2482050bb1', '{"property_basis": "landlord"}', NULL, 'business', 'Njie Fashion', 'yes', '1349925364', NULL, NULL, NULL, 'male', 'passport', NULL, NULL, 'PC022981', 'Senegal', NULL, NULL, NULL, '+2200159510', '8260045', NULL, '{"property_use": "residential", "occupancy_basis": "free", "rent_annual_amount": 495000, "rent_currency_unit": "USD"}', 3);
INSERT INTO public."GRARentalDataCollection_person_details" VALUES ('uuid:2390a6ac-ff57-4c08-8390-60d92cf019dd_cfb67306bc191f1aced74be4a846500c4d772bb4', 'cfb67306bc191f1aced74be4a846500c4d772bb4', 'uuid:2390a6ac-ff57-4c08-8390-60d92cf019dd', '{"property_basis": "landlord"}', NULL, 'individual', NULL, 'no', NULL, 'Yankuba', NULL, 'N''Jie', 'female', 'drivers_licence', NULL, 'DL94408', NULL, NULL, NULL, NULL, '1941-11-18', '+2205765092', NULL, NULL, '{"property_use": "office", "occupancy_basis": "free", "rent_annual_amount": null, "rent_currency_unit": "USD"}', 1);
INSERT INTO public."GRARentalDataCollection_person_details" VALUES ('uuid:8c850c58-7d24-465f-a1ca-4af9cfff3d27_f948099baa61cfa3ff201f9b4f26c4d1c5b89f74', 'f948099baa61cfa3ff201f9b4f26c4d1c5b89f74', 'uuid:8c850c58-7d24-465f-a1ca-4af9cfff3d27', '{"property_basis": "occupant"}', '12A', 'business', 'Cham & Sons', 'yes', '1813061324', NULL, NULL, NULL, 'female', 'residence_permit', NULL, NULL, NULL, NULL, 'RP-1624', 'Guinée', NULL, '+2209111907', '4528194', NULL, '{"property_use": "residential", "occupancy_basis": "rented", "rent_annual_amount": 804000.5, "rent_currency_unit": "GMD"}', 1);
INSERT INTO public."GRARentalDataCollection_person_details" VALUES ('uuid:c818d053-dea9-4946-84cd-8daa1b14c015_b18e53dc662d7ba255ae87e0c5e04d67bae212a6', 'b18e53dc662d7ba255ae87e0c5e04d67bae212a6', 'uuid:c818d053-dea9-4946-84cd-8daa1b14c015', '{"property_basis": "owner"}', NULL, 'individual', NULL, 'yes', NULL, 'Awa', NULL, 'N''Jie', 'female', 'drivers_licence', NULL, 'DL22201', NULL, NULL, NULL, NULL, '1995-05-29', '+2205589605', NULL, NULL, '{"property_use": "office", "occupancy_basis": "rented", "rent_annual_amount": null, "rent_currency_unit": "USD"}', 1);
INSERT INTO public."GRARentalDataCollection_person_details" VALUES ('uuid:c818d053-dea9-4946-84cd-8daa1b14c015_7e761620ec91b8fd8e16230338ff32ed2957c6e4', '7e761620ec91b8fd8e16230338ff32ed2957c6e4', 'uuid:c818d053-dea9-4946-84cd-8daa1b14c015', '{"property_basis": "occupant"}', '3B', 'business', 'Manneh Electronics <Main Rd>', 'no', NULL, NULL, NULL, NULL, 'male', 'residence_permit', NULL, NULL, NULL, NULL, 'RP-5125', 'Lebanon', NULL, '+2200831860', NULL, NULL, '{"property_use": "residential", "occupancy_basis": "free", "rent_annual_amount": 453000, "rent_currency_unit": "USD"}', 2);
INSERT INTO public."GRARentalDataCollection_person_details" VALUES ('uuid:7c8c0fd9-3c7a-4413-9251-791d7692d4ce_5bbcb7eb10e9e896edbc30f868b65f2d3cf41256', '5bbcb7eb10e9e896edbc30f868b65f2d3cf41256', 'uuid:7c8c0fd9-3c7a-4413-9251-791d7692d4ce', '{"property_basis": "occupant"}', '28A', 'individual', NULL, 'yes', '1584893681', 'Yankuba', NULL, 'Touray', 'female', 'nin', '16274793084', NULL, NULL, NULL, NULL, NULL, '1969-09-12', '+2203898184', NULL, NULL, '{"property_use": "residential", "occupancy_basis": "owned", "rent_annual_amount": 520000, "rent_currency_unit": "GMD"}', 1);
INSERT INTO public."GRARentalDataCollection_person_details" VALUES ('uuid:7c8c0fd9-3c7a-4413-9251-791d7692d4ce_2512d6bb87bb8555f654167e9d6f40260a8c0927', '2512d6bb87bb8555f654167e9d6f40260a8c0927', 'uuid:7c8c0fd9-3c7a-4413-9251-791d7692d4ce', '{"property_basis": "occupant"}', '12', 'individual', NULL, 'yes', NULL, 'Isatou', NULL, 'Sowe', 'male', 'drivers_licence', NULL, 'DL23588', NULL, NULL, NULL, NULL, '1996-04-02', '+2202713480', NULL, NULL, '{"property_use": "shop", "occupancy_basis": "owned", "rent_annual_amount": 312000, "rent_currency_unit": "GMD"}', 2);
INSERT INTO public."GRARentalDataCollection_person_details" VALUES ('uuid:7c8c0fd9-3c7a-4413-9251-791d7692d4ce_79ee450bd560de75b41f861887bb9f8bac411ef6', '79ee450bd560de75b41f861887bb9f8bac411ef6', 'uuid:7c8c0fd9-3c7a-4413-9251-791d7692d4ce', '{"property_basis": "owner"}', '34', 'business', 'N''Jie & Co. "GM"', 'no', '1621875353', NULL, NULL, NULL, 'female', 'residence_permit', NULL, NULL, NULL, NULL, 'RP-7821', 'Mali', NULL, '+2205024364', NULL, NULL, '{"property_use": "storage", "occupancy_basis": "rented", "rent_annual_amount": null, "rent_currency_unit": "GMD"}', 3);
INSERT INTO public."GRARentalDataCollection_person_details" VALUES ('uuid:0af750bc-d49e-4e34-a667-e59a66e59294_4b1510e3d8bdf2fb949ed44984c3e7d8ed8319ca', '4b1510e3d8bdf2fb949ed44984c3e7d8ed8319ca', 'uuid:0af750bc-d49e-4e34-a667-e59a66e59294', '{"property_basis": "occupant"}', '17A', 'individual', NULL, 'yes', '1009650095', 'Kaddy', NULL, 'Cham', 'female', 'drivers_licence', NULL, 'DL50146', NULL, NULL, NULL, NULL, '1941-05-16', '+2205374802', '8246165', NULL, '{"property_use": "shop", "occupancy_basis": "owned", "rent_annual_amount": 574000, "rent_currency_unit": "GMD"}', 1);


--
-- Data for Name: GRARentalDataCollection_unified; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public."GRARentalDataCollection_unified" VALUES ('uuid:5f066941-6aa2-4807-a81c-c26cc2da3479', 'uuid:5f066941-6aa2-4807-a81c-c26cc2da3479', '2026-11-30', '2026-11-30 02:05:15.068+00', '2026-11-30 02:54:41.068+00', NULL, '{"type": "Point", "properties": {"accuracy": 11.651}, "coordinates": [-16.764112, 13.424224, 188.5]}', '{"town_label": "Brikama", "centroid_gps": {"type": "Point", "properties": {"accuracy": 11.801}, "coordinates": [-16.715927, 13.457551, 339.5]}, "street_label": "Independence Drive", "district_label": "Kanifing", "address_plus_code": "6CGH6QQJ+PJV", "address_plus_code_image": null}', '{"building_type": "mixed", "property_name": "Shop Sowe 666", "building_image": "1796007302548.jpg", "building__geopoint": {"type": "Point", "properties": {"accuracy": 11.291}, "coordinates": [-16.624553, 13.457323, 41.5]}, "number_of_shops_apts_units": 25}', NULL, 1, 1, 3, NULL, NULL, 'Submissions(''uuid%3A5f066941-6aa2-4807-a81c-c26cc2da3479'')/person_details', '{"end_note": null}', '{"instanceID": "uuid:5f066941-6aa2-4807-a81c-c26cc2da3479", "instanceName": "Shop Sowe 666"}', '{"edits": 0, "status": null, "deviceId": null, "deletedAt": null, "updatedAt": null, "formVersion": "2026010101", "reviewState": null, "submitterId": "5", "submitterName": "sample@odk-sync.invalid", "submissionDate": "2026-11-30T04:59:40.068Z", "attachmentsPresent": 1, "attachmentsExpected": 1}', '2026-11-30 04:59:40.068+00', NULL, NULL, '[{"tin": null, "UUID": "uuid:5f066941-6aa2-4807-a81c-c26cc2da3479_4d2b9e3ef7f1d2e93902775c396d7191f4c85689", "__id": "4d2b9e3ef7f1d2e93902775c396d7191f4c85689", "type": "individual", "email": "alhaji.819@example.org", "mobile_1": "+2205836619", "mobile_2": null, "occupancy": {"property_use": "residential", "occupancy_basis": "owned", "rent_annual_amount": null, "rent_currency_unit": "GMD"}, "person_type": {"property_basis": "owner"}, "business_name": null, "individual_dob": "1965-05-06", "individual_nin": null, "tax_registered": "yes", "repeat_position": 1, "passport_country": null, "individual_gender": "male", "individual_id_type": "drivers_licence", "individual_last_name": "Cham", "shop_apt_unit_number": null, "individual_first_name": "Alhaji", "individual_middle_name": null, "residence_permit_country": null, "individual_drivers_licence": "DL79146", "individual_passport_number": null, "individual_residence_permit_number": null}, {"tin": null, "UUID": "uuid:5f066941-6aa2-4807-a81c-c26cc2da3479_efbfbf8f3dd42799c51736e4f1d6d88e0ef2d772", "__id": "efbfbf8f3dd42799c51736e4f1d6d88e0ef2d772", "type": "business", "email": null, "mobile_1": "+2207289544", "mobile_2": "7354317", "occupancy": {"property_use": "storage", "occupancy_basis": "free", "rent_annual_amount": 797000, "rent_currency_unit": "USD"}, "person_type": {"property_basis": "occupant"}, "business_name": "Bah & Co. \"GM\"", "individual_dob": null, "individual_nin": null, "tax_registered": "no", "repeat_position": 2, "passport_country": "Gambia", "individual_gender": "female", "individual_id_type": "passport", "individual_last_name": null, "shop_apt_unit_number": null, "individual_first_name": null, "individual_middle_name": null, "residence_permit_country": null, "individual_drivers_licence": null, "individual_passport_number": "PC692337", "individual_residence_permit_number": null}, {"tin": null, "UUID": "uuid:5f066941-6aa2-4807-a81c-c26cc2da3479_d806c04c6589d7af77d16c5eaea28c4b3431ccdf", "__id": "d806c04c6589d7af77d16c5eaea28c4b3431ccdf", "type": "business", "email": null, "mobile_1": "+2202722998", "mobile_2": "8045931", "occupancy": {"property_use": "storage", "occupancy_basis": "rented", "rent_annual_amount": 115000, "rent_currency_unit": "USD"}, "person_type": {"property_basis": "landlord"}, "business_name": "Saidykhan Trading", "individual_dob": null, "individual_nin": null, "tax_registered": "no", "repeat_position": 3, "passport_country": "Gambia", "individual_gender": "male", "individual_id_type": "passport", "individual_last_name": null, "shop_apt_unit_number": null, "individual_first_name": null, "individual_middle_name": null, "residence_permit_country": null, "individual_drivers_licence": null, "individual_passport_number": "PC222457", "individual_residence_permit_number": null}, {"tin": null, "UUID": "uuid:5f066941-6aa2-4807-a81c-c26cc2da3479_74f0c56c5989bdaed4a0fa3de52632fd89c0035f", "__id": "74f0c56c5989bdaed4a0fa3de52632fd89c0035f", "type": "individual", "email": "binta.212@example.org", "mobile_1": "+2200250540", "mobile_2": "8351628", "occupancy": {"property_use": "office", "occupancy_basis": "free", "rent_annual_amount": null, "rent_currency_unit": "GMD"}, "person_type": {"property_basis": "occupant"}, "business_name": null, "individual_dob": "1952-06-10", "individual_nin": null, "tax_registered": "yes", "repeat_position": 4, "passport_country": "Gambia", "individual_gender": "female", "individual_id_type": "passport", "individual_last_name": "Manneh", "shop_apt_unit_number": "35", "individual_first_name": "Binta", "individual_middle_name": "Mariama", "residence_permit_country": null, "individual_drivers_licence": null, "individual_passport_number": "PC502004", "individual_residence_permit_number": null}, {"tin": null, "UUID": "uuid:5f066941-6aa2-4807-a81c-c26cc2da3479_a316040cb414f5ed7d02bbcc342ea7731449c8ea", "__id": "a316040cb414f5ed7d02bbcc342ea7731449c8ea", "type": "individual", "email": null, "mobile_1": "+2203101564", "mobile_2": null, "occupancy": {"property_use": "office", "occupancy_basis": "owned", "rent_annual_amount": null, "rent_currency_unit": "USD"}, "person_type": {"property_basis": "occupant"}, "business_name": null, "individual_dob": "1968-09-11", "individual_nin": null, "tax_registered": "yes", "repeat_position": 5, "passport_country": null, "individual_gender": "female", "individual_id_type": "drivers_licence", "individual_last_name": "Fatty", "shop_apt_unit_number": "12B", "individual_first_name": "Ousman", "individual_middle_name": null, "residence_permit_country": null, "individual_drivers_licence": "DL91009", "individual_passport_number": null, "individual_residence_permit_number": null}]', NULL, NULL);
INSERT INTO public."GRARentalDataCollection_unified" VALUES ('uuid:2390a6ac-ff57-4c08-8390-60d92cf019dd', 'uuid:2390a6ac-ff57-4c08-8390-60d92cf019dd', '2026-11-30', '2026-11-30 03:24:59.988+00', '2026-11-30 03:32:34.988+00', NULL, '{"type": "Point", "properties": {"accuracy": 8.181}, "coordinates": [-16.791871, 13.484339, 124.5]}', '{"town_label": "Banjul", "centroid_gps": {"type": "Point", "properties": {"accuracy": 12.231}, "coordinates": [-16.757112, 13.442937, 276.5]}, "street_label": "Garba Jahumpa Rd", "district_label": "Upper Baddibu", "address_plus_code": "6CPVMV2F+C2V", "address_plus_code_image": "1796009113762.jpg"}', '{"building_type": "compound", "property_name": "Shop Jallow 502", "building_image": "1796009611809.jpg", "building__geopoint": {"type": "Point", "properties": {"accuracy": 5.701}, "coordinates": [-16.642251, 13.489531, 56.5]}, "number_of_shops_apts_units": 3}', NULL, 0, 1, 0, NULL, NULL, 'Submissions(''uuid%3A2390a6ac-ff57-4c08-8390-60d92cf019dd'')/person_details', '{"end_note": null}', '{"instanceID": "uuid:2390a6ac-ff57-4c08-8390-60d92cf019dd", "instanceName": "Shop Jallow 502"}', '{"edits": 0, "status": null, "deviceId": null, "deletedAt": null, "updatedAt": null, "formVersion": "2026010101", "reviewState": null, "submitterId": "5", "submitterName": "sample@odk-sync.invalid", "submissionDate": "2026-11-30T04:59:39.989Z", "attachmentsPresent": 2, "attachmentsExpected": 2}', '2026-11-30 04:59:39.989+00', '${store}/odk-images/earlier/mirror/building-images/uuid%3A2390a6ac-ff57-4c08-8390-60d92cf019dd-1796009611809.jpg?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=20261130T045953Z&X-Amz-SignedHeaders=host&X-Amz-Credential=odk-sync%2F20261130%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Expires=86400&X-Amz-Signature=ba7adaa722a8aa86745f1cd6ed1cf9b347999307845208ebfad8023d8234765f', '${store}/odk-images/earlier/mirror/address-plus-code-images/uuid%3A2390a6ac-ff57-4c08-8390-60d92cf019dd-1796009113762.jpg?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=20261130T045953Z&X-Amz-SignedHeaders=host&X-Amz-Credential=odk-sync%2F20261130%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Expires=86400&X-Amz-Signature=87a394678fb36061e6eacc012bfe32b46e465ca401ef3f6d3d82e4278b2ae854', '[{"tin": null, "UUID": "uuid:2390a6ac-ff57-4c08-8390-60d92cf019dd_cfb67306bc191f1aced74be4a846500c4d772bb4", "__id": "cfb67306bc191f1aced74be4a846500c4d772bb4", "type": "individual", "email": null, "mobile_1": "+2205765092", "mobile_2": null, "occupancy": {"property_use": "office", "occupancy_basis": "free", "rent_annual_amount": null, "rent_currency_unit": "USD"}, "person_type": {"property_basis": "landlord"}, "business_name": null, "individual_dob": "1941-11-18", "individual_nin": null, "tax_registered": "no", "repeat_position": 1, "passport_country": null, "individual_gender": "female", "individual_id_type": "drivers_licence", "individual_last_name": "N''Jie", "shop_apt_unit_number": null, "individual_first_name": "Yankuba", "individual_middle_name": null, "residence_permit_country": null, "individual_drivers_licence": "DL94408", "individual_passport_number": null, "individual_residence_permit_number": null}]', '<a href="${store}/odk-images/earlier/mirror/building-images/uuid%3A2390a6ac-ff57-4c08-8390-60d92cf019dd-1796009611809.jpg?X-Amz-Algorithm=AWS4-HMAC-SHA256&amp;X-Amz-Date=20261130T045953Z&amp;X-Amz-SignedHeaders=host&amp;X-Amz-Credential=odk-sync%2F20261130%2Fus-east-1%2Fs3%2Faws4_request&amp;X-Amz-Expires=86400&amp;X-Amz-Signature=ba7adaa722a8aa86745f1cd6ed1cf9b347999307845208ebfad8023d8234765f"><img src="${store}/odk-images/earlier/mirror/building-images/uuid%3A2390a6ac-ff57-4c08-8390-60d92cf019dd-1796009611809.jpg?X-Amz-Algorithm=AWS4-HMAC-SHA256&amp;X-Amz-Date=20261130T045953Z&amp;X-Amz-SignedHeaders=host&amp;X-Amz-Credential=odk-sync%2F20261130%2Fus-east-1%2Fs3%2Faws4_request&amp;X-Amz-Expires=86400&amp;X-Amz-Signature=ba7adaa722a8aa86745f1cd6ed1cf9b347999307845208ebfad8023d8234765f" alt="Building image" width="100%"></a>', '<a href="${store}/odk-images/earlier/mirror/address-plus-code-images/uuid%3A2390a6ac-ff57-4c08-8390-60d92cf019dd-1796009113762.jpg?X-Amz-Algorithm=AWS4-HMAC-SHA256&amp;X-Amz-Date=20261130T045953Z&amp;X-Amz-SignedHeaders=host&amp;X-Amz-Credential=odk-sync%2F20261130%2Fus-east-1%2Fs3%2Faws4_request&amp;X-Amz-Expires=86400&amp;X-Amz-Signature=87a394678fb36061e6eacc012bfe32b46e465ca401ef3f6d3d82e4278b2ae854"><img src="${store}/odk-images/earlier/mirror/address-plus-code-images/uuid%3A2390a6ac-ff57-4c08-8390-60d92cf019dd-1796009113762.jpg?X-Amz-Algorithm=AWS4-HMAC-SHA256&amp;X-Amz-Date=20261130T045953Z&amp;X-Amz-SignedHeaders=host&amp;X-Amz-Credential=odk-sync%2F20261130%2Fus-east-1%2Fs3%2Faws4_request&amp;X-Amz-Expires=86400&amp;X-Amz-Signature=87a394678fb36061e6eacc012bfe32b46e465ca401ef3f6d3d82e4278b2ae854" alt="Address plus code image" width="100%"></a>');
INSERT INTO public."GRARentalDataCollection_unified" VALUES ('uuid:7c8c0fd9-3c7a-4413-9251-791d7692d4ce', 'uuid:7c8c0fd9-3c7a-4413-9251-791d7692d4ce', '2026-11-30', '2026-11-30 03:47:59.563+00', '2026-11-30 04:13:11.563+00', NULL, '{"type": "Point", "properties": {"accuracy": 12.091}, "coordinates": [-16.746104, 13.506761, 331.5]}', '{"town_label": "Basse Santa Su", "centroid_gps": {"type": "Point", "properties": {"accuracy": 6.721}, "coordinates": [-16.657034, 13.502885, 242.5]}, "street_label": "Bertil Harding Hwy", "district_label": "Kombo North", "address_plus_code": "6C9QX5J8+RC3", "address_plus_code_image": "1796010489957.jpg"}', '{"building_type": "compound", "property_name": "Plaza Manneh 874", "building_image": "1796012020136.jpg", "building__geopoint": {"type": "Point", "properties": {"accuracy": 3.331}, "coordinates": [-16.725372, 13.466782, 386.5]}, "number_of_shops_apts_units": 2}', NULL, 1, 0, 2, NULL, NULL, 'Submissions(''uuid%3A7c8c0fd9-3c7a-4413-9251-791d7692d4ce'')/person_details', '{"end_note": null}', '{"instanceID": "uuid:7c8c0fd9-3c7a-4413-9251-791d7692d4ce", "instanceName": "Plaza Manneh 874"}', '{"edits": 0, "status": null, "deviceId": null, "deletedAt": null, "updatedAt": null, "formVersion": "2026010101", "reviewState": null, "submitterId": "5", "submitterName": "sample@odk-sync.invalid", "submissionDate": "2026-11-30T04:59:51.564Z", "attachmentsPresent": 0, "attachmentsExpected": 2}', '2026-11-30 04:59:51.564+00', NULL, NULL, '[{"tin": "1584893681", "UUID": "uuid:7c8c0fd9-3c7a-4413-9251-791d7692d4ce_5bbcb7eb10e9e896edbc30f868b65f2d3cf41256", "__id": "5bbcb7eb10e9e896edbc30f868b65f2d3cf41256", "type": "individual", "email": null, "mobile_1": "+2203898184", "mobile_2": null, "occupancy": {"property_use": "residential", "occupancy_basis": "owned", "rent_annual_amount": 520000, "rent_currency_unit": "GMD"}, "person_type": {"property_basis": "occupant"}, "business_name": null, "individual_dob": "1969-09-12", "individual_nin": "16274793084", "tax_registered": "yes", "repeat_position": 1, "passport_country": null, "individual_gender": "female", "individual_id_type": "nin", "individual_last_name": "Touray", "shop_apt_unit_number": "28A", "individual_first_name": "Yankuba", "individual_middle_name": null, "residence_permit_country": null, "individual_drivers_licence": null, "individual_passport_number": null, "individual_residence_permit_number": null}, {"tin": null, "UUID": "uuid:7c8c0fd9-3c7a-4413-9251-791d7692d4ce_2512d6bb87bb8555f654167e9d6f40260a8c0927", "__id": "2512d6bb87bb8555f654167e9d6f40260a8c0927", "type": "individual", "email": null, "mobile_1": "+2202713480", "mobile_2": null, "occupancy": {"property_use": "shop", "occupancy_basis": "owned", "rent_annual_amount": 312000, "rent_currency_unit": "GMD"}, "person_type": {"property_basis": "occupant"}, "business_name": null, "individual_dob": "1996-04-02", "individual_nin": null, "tax_registered": "yes", "repeat_position": 2, "passport_country": null, "individual_gender": "male", "individual_id_type": "drivers_licence", "individual_last_name": "Sowe", "shop_apt_unit_number": "12", "individual_first_name": "Isatou", "individual_middle_name": null, "residence_permit_country": null, "individual_drivers_licence": "DL23588", "individual_passport_number": null, "individual_residence_permit_number": null}, {"tin": "1621875353", "UUID": "uuid:7c8c0fd9-3c7a-4413-9251-791d7692d4ce_79ee450bd560de75b41f861887bb9f8bac411ef6", "__id": "79ee450bd560de75b41f861887bb9f8bac411ef6", "type": "business", "email": null, "mobile_1": "+2205024364", "mobile_2": null, "occupancy": {"property_use": "storage", "occupancy_basis": "rented", "rent_annual_amount": null, "rent_currency_unit": "GMD"}, "person_type": {"property_basis": "owner"}, "business_name": "N''Jie & Co. \"GM\"", "individual_dob": null, "individual_nin": null, "tax_registered": "no", "repeat_position": 3, "passport_country": null, "individual_gender": "female", "individual_id_type": "residence_permit", "individual_last_name": null, "shop_apt_unit_number": "34", "individual_first_name": null, "individual_middle_name": null, "residence_permit_country": "Mali", "individual_drivers_licence": null, "individual_passport_number": null, "individual_residence_permit_number": "RP-7821"}]', NULL, NULL);
INSERT INTO public."GRARentalDataCollection_unified" VALUES ('uuid:dd204116-8e35-4a3e-ab28-be2482050bb1', 'uuid:dd204116-8e35-4a3e-ab28-be2482050bb1', '2026-11-29', '2026-11-29 22:36:52.01+00', '2026-11-29 23:27:05.01+00', NULL, '{"type": "Point", "properties": {"accuracy": 9.621}, "coordinates": [-16.683887, 13.515125, 68.5]}', '{"town_label": "Bakau", "centroid_gps": {"type": "Point", "properties": {"accuracy": 8.131}, "coordinates": [-16.569417, 13.433613, 68.5]}, "street_label": "Sayerr Jobe Ave.", "district_label": "Kombo Central", "address_plus_code": "6CHM354H+FPV", "address_plus_code_image": "1795991825178.jpg"}', '{"building_type": "compound", "property_name": "Kunda Touray 622", "building_image": "1795994852112.jpg", "building__geopoint": {"type": "Point", "properties": {"accuracy": 9.351}, "coordinates": [-16.669901, 13.479046, 119.5]}, "number_of_shops_apts_units": 21}', NULL, 0, 2, 1, NULL, NULL, 'Submissions(''uuid%3Add204116-8e35-4a3e-ab28-be2482050bb1'')/person_details', '{"end_note": null}', '{"instanceID": "uuid:dd204116-8e35-4a3e-ab28-be2482050bb1", "instanceName": "Kunda Touray 622"}', '{"edits": 0, "status": null, "deviceId": null, "deletedAt": null, "updatedAt": null, "formVersion": "2026010101", "reviewState": null, "submitterId": "5", "submitterName": "sample@odk-sync.invalid", "submissionDate": "2026-11-30T04:59:40.011Z", "attachmentsPresent": 2, "attachmentsExpected": 2}', '2026-11-30 04:59:40.011+00', '${store}/odk-images/earlier/mirror/building-images/uuid%3Add204116-8e35-4a3e-ab28-be2482050bb1-1795994852112.jpg?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=20261130T045953Z&X-Amz-SignedHeaders=host&X-Amz-Credential=odk-sync%2F20261130%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Expires=86400&X-Amz-Signature=7fa3333866827b16152f4266f0aeed6b6f4cfc2063eccfeb21feff81aa6656ba', '${store}/odk-images/earlier/mirror/address-plus-code-images/uuid%3Add204116-8e35-4a3e-ab28-be2482050bb1-1795991825178.jpg?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=20261130T045953Z&X-Amz-SignedHeaders=host&X-Amz-Credential=odk-sync%2F20261130%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Expires=86400&X-Amz-Signature=cb41b77444606b813d6f72cf2f2544f8ae5416a66f5f8de0b0ff55ecebabd748', '[{"tin": "1420482326", "UUID": "uuid:dd204116-8e35-4a3e-ab28-be2482050bb1_e33dd0e2e9bb5e80e9bf823ced76b0e1126af13a", "__id": "e33dd0e2e9bb5e80e9bf823ced76b0e1126af13a", "type": "individual", "email": null, "mobile_1": "+2208468901", "mobile_2": null, "occupancy": {"property_use": "shop", "occupancy_basis": "owned", "rent_annual_amount": 334000, "rent_currency_unit": "USD"}, "person_type": {"property_basis": "landlord"}, "business_name": null, "individual_dob": "1989-06-23", "individual_nin": null, "tax_registered": "no", "repeat_position": 1, "passport_country": null, "individual_gender": "female", "individual_id_type": "drivers_licence", "individual_last_name": "Saidykhan", "shop_apt_unit_number": "14A", "individual_first_name": "Isatou", "individual_middle_name": null, "residence_permit_country": null, "individual_drivers_licence": "DL42854", "individual_passport_number": null, "individual_residence_permit_number": null}, {"tin": "1858366728", "UUID": "uuid:dd204116-8e35-4a3e-ab28-be2482050bb1_63ebe8a70ac0ce84d9f0b0a768ae970b8e75162f", "__id": "63ebe8a70ac0ce84d9f0b0a768ae970b8e75162f", "type": "business", "email": null, "mobile_1": "+2208992168", "mobile_2": "5664049", "occupancy": {"property_use": "office", "occupancy_basis": "owned", "rent_annual_amount": 153000.5, "rent_currency_unit": "GMD"}, "person_type": {"property_basis": "occupant"}, "business_name": "Cham Enterprise", "individual_dob": null, "individual_nin": "18119776387", "tax_registered": "no", "repeat_position": 2, "passport_country": null, "individual_gender": "female", "individual_id_type": "nin", "individual_last_name": null, "shop_apt_unit_number": "33", "individual_first_name": null, "individual_middle_name": null, "residence_permit_country": null, "individual_drivers_licence": null, "individual_passport_number": null, "individual_residence_permit_number": null}, {"tin": "1349925364", "UUID": "uuid:dd204116-8e35-4a3e-ab28-be2482050bb1_163b8c15f71dd53d7ea9e5829c9a54cf72633258", "__id": "163b8c15f71dd53d7ea9e5829c9a54cf72633258", "type": "business", "email": null, "mobile_1": "+2200159510", "mobile_2": "8260045", "occupancy": {"property_use": "residential", "occupancy_basis": "free", "rent_annual_amount": 495000, "rent_currency_unit": "USD"}, "person_type": {"property_basis": "landlord"}, "business_name": "Njie Fashion", "individual_dob": null, "individual_nin": null, "tax_registered": "yes", "repeat_position": 3, "passport_country": "Senegal", "individual_gender": "male", "individual_id_type": "passport", "individual_last_name": null, "shop_apt_unit_number": null, "individual_first_name": null, "individual_middle_name": null, "residence_permit_country": null, "individual_drivers_licence": null, "individual_passport_number": "PC022981", "individual_residence_permit_number": null}]', '<a href="${store}/odk-images/earlier/mirror/building-images/uuid%3Add204116-8e35-4a3e-ab28-be2482050bb1-1795994852112.jpg?X-Amz-Algorithm=AWS4-HMAC-SHA256&amp;X-Amz-Date=20261130T045953Z&amp;X-Amz-SignedHeaders=host&amp;X-Amz-Credential=odk-sync%2F20261130%2Fus-east-1%2Fs3%2Faws4_request&amp;X-Amz-Expires=86400&amp;X-Amz-Signature=7fa3333866827b16152f4266f0aeed6b6f4cfc2063eccfeb21feff81aa6656ba"><img src="${store}/odk-images/earlier/mirror/building-images/uuid%3Add204116-8e35-4a3e-ab28-be2482050bb1-1795994852112.jpg?X-Amz-Algorithm=AWS4-HMAC-SHA256&amp;X-Amz-Date=20261130T045953Z&amp;X-Amz-SignedHeaders=host&amp;X-Amz-Credential=odk-sync%2F20261130%2Fus-east-1%2Fs3%2Faws4_request&amp;X-Amz-Expires=86400&amp;X-Amz-Signature=7fa3333866827b16152f4266f0aeed6b6f4cfc2063eccfeb21feff81aa6656ba" alt="Building image" width="100%"></a>', '<a href="${store}/odk-images/earlier/mirror/address-plus-code-images/uuid%3Add204116-8e35-4a3e-ab28-be2482050bb1-1795991825178.jpg?X-Amz-Algorithm=AWS4-HMAC-SHA256&amp;X-Amz-Date=20261130T045953Z&amp;X-Amz-SignedHeaders=host&amp;X-Amz-Credential=odk-sync%2F20261130%2Fus-east-1%2Fs3%2Faws4_request&amp;X-Amz-Expires=86400&amp;X-Amz-Signature=cb41b77444606b813d6f72cf2f2544f8ae5416a66f5f8de0b0ff55ecebabd748"><img src="${store}/odk-images/earlier/mirror/address-plus-code-images/uuid%3Add204116-8e35-4a3e-ab28-be2482050bb1-1795991825178.jpg?X-Amz-Algorithm=AWS4-HMAC-SHA256&amp;X-Amz-Date=20261130T045953Z&amp;X-Amz-SignedHeaders=host&amp;X-Amz-Credential=odk-sync%2F20261130%2Fus-east-1%2Fs3%2Faws4_request&amp;X-Amz-Expires=86400&amp;X-Amz-Signature=cb41b77444606b813d6f72cf2f2544f8ae5416a66f5f8de0b0ff55ecebabd748" alt="Address plus code image" width="100%"></a>');
INSERT INTO public."GRARentalDataCollection_unified" VALUES ('uuid:8c850c58-7d24-465f-a1ca-4af9cfff3d27', 'uuid:8c850c58-7d24-465f-a1ca-4af9cfff3d27', '2026-11-29', '2026-11-29 21:33:39.965+00', '2026-11-29 21:46:17.965+00', NULL, '{"type": "Point", "properties": {"accuracy": 8.681}, "coordinates": [-16.599201, 13.445024, 30.5]}', '{"town_label": "Serrekunda", "centroid_gps": {"type": "Point", "properties": {"accuracy": 5.271}, "coordinates": [-16.582308, 13.497421, 252.5]}, "street_label": "Sayerr Jobe Ave.", "district_label": "Kombo South", "address_plus_code": "6CF7H2PM+Q2W", "address_plus_code_image": null}', '{"building_type": "commercial", "property_name": "Shop Saidykhan 969", "building_image": "1795988835706.jpg", "building__geopoint": {"type": "Point", "properties": {"accuracy": 10.581}, "coordinates": [-16.738935, 13.515637, 131.5]}, "number_of_shops_apts_units": 26}', NULL, 0, 0, 1, NULL, NULL, 'Submissions(''uuid%3A8c850c58-7d24-465f-a1ca-4af9cfff3d27'')/person_details', '{"end_note": null}', '{"instanceID": "uuid:8c850c58-7d24-465f-a1ca-4af9cfff3d27", "instanceName": "Shop Saidykhan 969"}', '{"edits": 0, "status": null, "deviceId": null, "deletedAt": null, "updatedAt": null, "formVersion": "2026010101", "reviewState": null, "submitterId": "5", "submitterName": "sample@odk-sync.invalid", "submissionDate": "2026-11-30T04:59:39.966Z", "attachmentsPresent": 1, "attachmentsExpected": 1}', '2026-11-30 04:59:39.966+00', '${store}/odk-images/earlier/mirror/building-images/uuid%3A8c850c58-7d24-465f-a1ca-4af9cfff3d27-1795988835706.jpg?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=20261130T045953Z&X-Amz-SignedHeaders=host&X-Amz-Credential=odk-sync%2F20261130%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Expires=86400&X-Amz-Signature=7913079a108fe5fd13fd4d856280b67e12ed9eeb009660c977e1a9d1acc3dfef', NULL, '[{"tin": "1813061324", "UUID": "uuid:8c850c58-7d24-465f-a1ca-4af9cfff3d27_f948099baa61cfa3ff201f9b4f26c4d1c5b89f74", "__id": "f948099baa61cfa3ff201f9b4f26c4d1c5b89f74", "type": "business", "email": null, "mobile_1": "+2209111907", "mobile_2": "4528194", "occupancy": {"property_use": "residential", "occupancy_basis": "rented", "rent_annual_amount": 804000.5, "rent_currency_unit": "GMD"}, "person_type": {"property_basis": "occupant"}, "business_name": "Cham & Sons", "individual_dob": null, "individual_nin": null, "tax_registered": "yes", "repeat_position": 1, "passport_country": null, "individual_gender": "female", "individual_id_type": "residence_permit", "individual_last_name": null, "shop_apt_unit_number": "12A", "individual_first_name": null, "individual_middle_name": null, "residence_permit_country": "Guinée", "individual_drivers_licence": null, "individual_passport_number": null, "individual_residence_permit_number": "RP-1624"}]', '<a href="${store}/odk-images/earlier/mirror/building-images/uuid%3A8c850c58-7d24-465f-a1ca-4af9cfff3d27-1795988835706.jpg?X-Amz-Algorithm=AWS4-HMAC-SHA256&amp;X-Amz-Date=20261130T045953Z&amp;X-Amz-SignedHeaders=host&amp;X-Amz-Credential=odk-sync%2F20261130%2Fus-east-1%2Fs3%2Faws4_request&amp;X-Amz-Expires=86400&amp;X-Amz-Signature=7913079a108fe5fd13fd4d856280b67e12ed9eeb009660c977e1a9d1acc3dfef"><img src="${store}/odk-images/earlier/mirror/building-images/uuid%3A8c850c58-7d24-465f-a1ca-4af9cfff3d27-1795988835706.jpg?X-Amz-Algorithm=AWS4-HMAC-SHA256&amp;X-Amz-Date=20261130T045953Z&amp;X-Amz-SignedHeaders=host&amp;X-Amz-Credential=odk-sync%2F20261130%2Fus-east-1%2Fs3%2Faws4_request&amp;X-Amz-Expires=86400&amp;X-Amz-Signature=7913079a108fe5fd13fd4d856280b67e12ed9eeb009660c977e1a9d1acc3dfef" alt="Building image" width="100%"></a>', NULL);
INSERT INTO public."GRARentalDataCollection_unified" VALUES ('uuid:c818d053-dea9-4946-84cd-8daa1b14c015', 'uuid:c818d053-dea9-4946-84cd-8daa1b14c015', '2026-11-30', '2026-11-30 01:16:02.957+00', '2026-11-30 02:03:53.957+00', NULL, '{"type": "Point", "properties": {"accuracy": 12.691}, "coordinates": [-16.62839, 13.438934, 208.5]}', '{"town_label": "Soma", "centroid_gps": {"type": "Point", "properties": {"accuracy": 10.441}, "coordinates": [-16.559888, 13.491546, 61.5]}, "street_label": "Market Lane", "district_label": "Kanifing", "address_plus_code": "6CR92QVJ+C62", "address_plus_code_image": null}', '{"building_type": "mixed", "property_name": "Plaza Jallow 260", "building_image": "1796004274570.jpg", "building__geopoint": {"type": "Point", "properties": {"accuracy": 5.601}, "coordinates": [-16.643187, 13.490801, 24.5]}, "number_of_shops_apts_units": 9}', NULL, 1, 0, 1, NULL, NULL, 'Submissions(''uuid%3Ac818d053-dea9-4946-84cd-8daa1b14c015'')/person_details', '{"end_note": null}', '{"instanceID": "uuid:c818d053-dea9-4946-84cd-8daa1b14c015", "instanceName": "Plaza Jallow 260"}', '{"edits": 0, "status": null, "deviceId": null, "deletedAt": null, "updatedAt": null, "formVersion": "2026010101", "reviewState": null, "submitterId": "5", "submitterName": "sample@odk-sync.invalid", "submissionDate": "2026-11-30T04:59:39.958Z", "attachmentsPresent": 1, "attachmentsExpected": 1}', '2026-11-30 04:59:39.958+00', '${store}/odk-images/earlier/mirror/building-images/uuid%3Ac818d053-dea9-4946-84cd-8daa1b14c015-1796004274570.jpg?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=20261130T045953Z&X-Amz-SignedHeaders=host&X-Amz-Credential=odk-sync%2F20261130%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Expires=86400&X-Amz-Signature=7bfd1fed6c242d46edb960db169e7458e87b97a909ae024fd17f2c37bb124154', NULL, '[{"tin": null, "UUID": "uuid:c818d053-dea9-4946-84cd-8daa1b14c015_b18e53dc662d7ba255ae87e0c5e04d67bae212a6", "__id": "b18e53dc662d7ba255ae87e0c5e04d67bae212a6", "type": "individual", "email": null, "mobile_1": "+2205589605", "mobile_2": null, "occupancy": {"property_use": "office", "occupancy_basis": "rented", "rent_annual_amount": null, "rent_currency_unit": "USD"}, "person_type": {"property_basis": "owner"}, "business_name": null, "individual_dob": "1995-05-29", "individual_nin": null, "tax_registered": "yes", "repeat_position": 1, "passport_country": null, "individual_gender": "female", "individual_id_type": "drivers_licence", "individual_last_name": "N''Jie", "shop_apt_unit_number": null, "individual_first_name": "Awa", "individual_middle_name": null, "residence_permit_country": null, "individual_drivers_licence": "DL22201", "individual_passport_number": null, "individual_residence_permit_number": null}, {"tin": null, "UUID": "uuid:c818d053-dea9-4946-84cd-8daa1b14c015_7e761620ec91b8fd8e16230338ff32ed2957c6e4", "__id": "7e761620ec91b8fd8e16230338ff32ed2957c6e4", "type": "business", "email": null, "mobile_1": "+2200831860", "mobile_2": null, "occupancy": {"property_use": "residential", "occupancy_basis": "free", "rent_annual_amount": 453000, "rent_currency_unit": "USD"}, "person_type": {"property_basis": "occupant"}, "business_name": "Manneh Electronics <Main Rd>", "individual_dob": null, "individual_nin": null, "tax_registered": "no", "repeat_position": 2, "passport_country": null, "individual_gender": "male", "individual_id_type": "residence_permit", "individual_last_name": null, "shop_apt_unit_number": "3B", "individual_first_name": null, "individual_middle_name": null, "residence_permit_country": "Lebanon", "individual_drivers_licence": null, "individual_passport_number": null, "individual_residence_permit_number": "RP-5125"}]', '<a href="${store}/odk-images/earlier/mirror/building-images/uuid%3Ac818d053-dea9-4946-84cd-8daa1b14c015-1796004274570.jpg?X-Amz-Algorithm=AWS4-HMAC-SHA256&amp;X-Amz-Date=20261130T045953Z&amp;X-Amz-SignedHeaders=host&amp;X-Amz-Credential=odk-sync%2F20261130%2Fus-east-1%2Fs3%2Faws4_request&amp;X-Amz-Expires=86400&amp;X-Amz-Signature=7bfd1fed6c242d46edb960db169e7458e87b97a909ae024fd17f2c37bb124154"><img src="${store}/odk-images/earlier/mirror/building-images/uuid%3Ac818d053-dea9-4946-84cd-8daa1b14c015-1796004274570.jpg?X-Amz-Algorithm=AWS4-HMAC-SHA256&amp;X-Amz-Date=20261130T045953Z&amp;X-Amz-SignedHeaders=host&amp;X-Amz-Credential=odk-sync%2F20261130%2Fus-east-1%2Fs3%2Faws4_request&amp;X-Amz-Expires=86400&amp;X-Amz-Signature=7bfd1fed6c242d46edb960db169e7458e87b97a909ae024fd17f2c37bb124154" alt="Building image" width="100%"></a>', NULL);
INSERT INTO public."GRARentalDataCollection_unified" VALUES ('uuid:b44d805d-3521-4b2d-bafd-664533101e95', 'uuid:b44d805d-3521-4b2d-bafd-664533101e95', NULL, '2026-11-30 01:45:35.132+00', '2026-11-30 02:06:14.132+00', NULL, '{"type": "Point", "properties": {"accuracy": 7.921}, "coordinates": [-16.669273, 13.467988, 21.5]}', '{"town_label": "Soma", "centroid_gps": {"type": "Point", "properties": {"accuracy": 9.491}, "coordinates": [-16.729959, 13.470382, 11.5]}, "street_label": "Sayerr Jobe Ave.", "district_label": "Banjul", "address_plus_code": "6C95JHVR+684", "address_plus_code_image": "1796003174192.jpg"}', '{"building_type": "compound", "property_name": "House Cham 979", "building_image": "1796004406167.jpg", "building__geopoint": {"type": "Point", "properties": {"accuracy": 10.701}, "coordinates": [-16.614212, 13.500036, 39.5]}, "number_of_shops_apts_units": 13}', NULL, 2, 1, 2, NULL, NULL, 'Submissions(''uuid%3Ab44d805d-3521-4b2d-bafd-664533101e95'')/person_details', '{"end_note": null}', '{"instanceID": "uuid:107ad23a-cabf-4e49-a044-e648905059a9", "instanceName": "House Cham 979"}', '{"edits": 1, "status": null, "deviceId": null, "deletedAt": null, "updatedAt": "2026-11-30T04:59:51.519Z", "formVersion": "2026010101", "reviewState": "edited", "submitterId": "5", "submitterName": "sample@odk-sync.invalid", "submissionDate": "2026-11-30T04:59:40.133Z", "attachmentsPresent": 2, "attachmentsExpected": 2}', '2026-11-30 04:59:40.133+00', '${store}/odk-images/earlier/mirror/building-images/uuid%3Ab44d805d-3521-4b2d-bafd-664533101e95-1796004406167.jpg?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=20261130T045953Z&X-Amz-SignedHeaders=host&X-Amz-Credential=odk-sync%2F20261130%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Expires=86400&X-Amz-Signature=851b0fa59a5d87b9c5b167f9e958352e4f23763617cca80745010923ab12813f', '${store}/odk-images/earlier/mirror/address-plus-code-images/uuid%3Ab44d805d-3521-4b2d-bafd-664533101e95-1796003174192.jpg?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=20261130T045953Z&X-Amz-SignedHeaders=host&X-Amz-Credential=odk-sync%2F20261130%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Expires=86400&X-Amz-Signature=6aca8de1b658f4a2f2f0f6d47915cb5281cbe46f0b2dd9970de6b33c819d62b5', '[{"tin": null, "UUID": "uuid:b44d805d-3521-4b2d-bafd-664533101e95_6084a14ab05851879ef563a394367800e9e41ad6", "__id": "6084a14ab05851879ef563a394367800e9e41ad6", "type": "individual", "email": null, "mobile_1": "+2207294679", "mobile_2": "4619683", "occupancy": {"property_use": "shop", "occupancy_basis": "free", "rent_annual_amount": null, "rent_currency_unit": "USD"}, "person_type": {"property_basis": "landlord"}, "business_name": null, "individual_dob": "2000-12-07", "individual_nin": "11512741692", "tax_registered": "no", "repeat_position": 1, "passport_country": null, "individual_gender": "female", "individual_id_type": "nin", "individual_last_name": "Saidykhan", "shop_apt_unit_number": null, "individual_first_name": "Sëydinaa", "individual_middle_name": null, "residence_permit_country": null, "individual_drivers_licence": null, "individual_passport_number": null, "individual_residence_permit_number": null}, {"tin": null, "UUID": "uuid:b44d805d-3521-4b2d-bafd-664533101e95_190032ccf12ae56214ecd05c44f048cf12c89230", "__id": "190032ccf12ae56214ecd05c44f048cf12c89230", "type": "individual", "email": null, "mobile_1": "+2205961086", "mobile_2": "8446650", "occupancy": {"property_use": "storage", "occupancy_basis": "free", "rent_annual_amount": null, "rent_currency_unit": "GMD"}, "person_type": {"property_basis": "occupant"}, "business_name": null, "individual_dob": "1990-05-24", "individual_nin": null, "tax_registered": "no", "repeat_position": 2, "passport_country": null, "individual_gender": "male", "individual_id_type": "drivers_licence", "individual_last_name": "Touray", "shop_apt_unit_number": "30", "individual_first_name": "Awa", "individual_middle_name": null, "residence_permit_country": null, "individual_drivers_licence": "DL70155", "individual_passport_number": null, "individual_residence_permit_number": null}, {"tin": null, "UUID": "uuid:b44d805d-3521-4b2d-bafd-664533101e95_a49a4560c531951dde148c1f0181b16b07285d97", "__id": "a49a4560c531951dde148c1f0181b16b07285d97", "type": "individual", "email": "binta.752@example.org", "mobile_1": "+2208375653", "mobile_2": "9413253", "occupancy": {"property_use": "residential", "occupancy_basis": "free", "rent_annual_amount": null, "rent_currency_unit": "USD"}, "person_type": {"property_basis": "owner"}, "business_name": null, "individual_dob": "1942-08-03", "individual_nin": null, "tax_registered": "no", "repeat_position": 3, "passport_country": "Gambia", "individual_gender": "male", "individual_id_type": "passport", "individual_last_name": "Ceesay", "shop_apt_unit_number": "36A", "individual_first_name": "Binta", "individual_middle_name": null, "residence_permit_country": null, "individual_drivers_licence": null, "individual_passport_number": "PC122996", "individual_residence_permit_number": null}, {"tin": "1207542067", "UUID": "uuid:b44d805d-3521-4b2d-bafd-664533101e95_5c162b8dfbdf8c2e5d64ac59dcccf76a9b7d7f16", "__id": "5c162b8dfbdf8c2e5d64ac59dcccf76a9b7d7f16", "type": "individual", "email": null, "mobile_1": "+2207336136", "mobile_2": null, "occupancy": {"property_use": "residential", "occupancy_basis": "free", "rent_annual_amount": 616000, "rent_currency_unit": "GMD"}, "person_type": {"property_basis": "owner"}, "business_name": null, "individual_dob": "1980-12-31", "individual_nin": null, "tax_registered": "yes", "repeat_position": 4, "passport_country": null, "individual_gender": "male", "individual_id_type": "residence_permit", "individual_last_name": "Fatty", "shop_apt_unit_number": "16A", "individual_first_name": "Ñaali", "individual_middle_name": null, "residence_permit_country": "Lebanon", "individual_drivers_licence": null, "individual_passport_number": null, "individual_residence_permit_number": "RP-9192"}, {"tin": null, "UUID": "uuid:b44d805d-3521-4b2d-bafd-664533101e95_ad9bc4d83ecae3c1a1f76754f65e81faadcaf135", "__id": "ad9bc4d83ecae3c1a1f76754f65e81faadcaf135", "type": "individual", "email": null, "mobile_1": "+2201065532", "mobile_2": null, "occupancy": {"property_use": "storage", "occupancy_basis": "rented", "rent_annual_amount": null, "rent_currency_unit": "USD"}, "person_type": {"property_basis": "occupant"}, "business_name": null, "individual_dob": "1997-01-19", "individual_nin": null, "tax_registered": "yes", "repeat_position": 5, "passport_country": null, "individual_gender": "female", "individual_id_type": "residence_permit", "individual_last_name": "Jallow", "shop_apt_unit_number": "10", "individual_first_name": "Alhaji", "individual_middle_name": null, "residence_permit_country": "Mali", "individual_drivers_licence": null, "individual_passport_number": null, "individual_residence_permit_number": "RP-7641"}]', '<a href="${store}/odk-images/earlier/mirror/building-images/uuid%3Ab44d805d-3521-4b2d-bafd-664533101e95-1796004406167.jpg?X-Amz-Algorithm=AWS4-HMAC-SHA256&amp;X-Amz-Date=20261130T045953Z&amp;X-Amz-SignedHeaders=host&amp;X-Amz-Credential=odk-sync%2F20261130%2Fus-east-1%2Fs3%2Faws4_request&amp;X-Amz-Expires=86400&amp;X-Amz-Signature=851b0fa59a5d87b9c5b167f9e958352e4f23763617cca80745010923ab12813f"><img src="${store}/odk-images/earlier/mirror/building-images/uuid%3Ab44d805d-3521-4b2d-bafd-664533101e95-1796004406167.jpg?X-Amz-Algorithm=AWS4-HMAC-SHA256&amp;X-Amz-Date=20261130T045953Z&amp;X-Amz-SignedHeaders=host&amp;X-Amz-Credential=odk-sync%2F20261130%2Fus-east-1%2Fs3%2Faws4_request&amp;X-Amz-Expires=86400&amp;X-Amz-Signature=851b0fa59a5d87b9c5b167f9e958352e4f23763617cca80745010923ab12813f" alt="Building image" width="100%"></a>', '<a href="${store}/odk-images/earlier/mirror/address-plus-code-images/uuid%3Ab44d805d-3521-4b2d-bafd-664533101e95-1796003174192.jpg?X-Amz-Algorithm=AWS4-HMAC-SHA256&amp;X-Amz-Date=20261130T045953Z&amp;X-Amz-SignedHeaders=host&amp;X-Amz-Credential=odk-sync%2F20261130%2Fus-east-1%2Fs3%2Faws4_request&amp;X-Amz-Expires=86400&amp;X-Amz-Signature=6aca8de1b658f4a2f2f0f6d47915cb5281cbe46f0b2dd9970de6b33c819d62b5"><img src="${store}/odk-images/earlier/mirror/address-plus-code-images/uuid%3Ab44d805d-3521-4b2d-bafd-664533101e95-1796003174192.jpg?X-Amz-Algorithm=AWS4-HMAC-SHA256&amp;X-Amz-Date=20261130T045953Z&amp;X-Amz-SignedHeaders=host&amp;X-Amz-Credential=odk-sync%2F20261130%2Fus-east-1%2Fs3%2Faws4_request&amp;X-Amz-Expires=86400&amp;X-Amz-Signature=6aca8de1b658f4a2f2f0f6d47915cb5281cbe46f0b2dd9970de6b33c819d62b5" alt="Address plus code image" width="100%"></a>');
INSERT INTO public."GRARentalDataCollection_unified" VALUES ('uuid:296eaae5-d0e6-4c8a-b990-d004f0e8301d', 'uuid:296eaae5-d0e6-4c8a-b990-d004f0e8301d', '2026-11-29', '2026-11-29 22:25:48.097+00', '2026-11-29 23:10:08.097+00', NULL, '{"type": "Point", "properties": {"accuracy": 7.911}, "coordinates": [-16.608752, 13.425687, 44.5]}', '{"town_label": "Soma", "centroid_gps": {"type": "Point", "properties": {"accuracy": 9.301}, "coordinates": [-16.775711, 13.493701, 365.5]}, "street_label": "Old Cape Road", "district_label": "Kombo South", "address_plus_code": "6C6QVVM9+H2H", "address_plus_code_image": "1795991148967.jpg"}', '{"building_type": "mixed", "property_name": "Lodge Saidykhan 715", "building_image": "1795993860181.jpg", "building__geopoint": {"type": "Point", "properties": {"accuracy": 9.971}, "coordinates": [-16.679386, 13.507622, 350.5]}, "number_of_shops_apts_units": 28}', NULL, 1, 0, 1, 'edited', NULL, 'Submissions(''uuid%3A296eaae5-d0e6-4c8a-b990-d004f0e8301d'')/person_details', '{"end_note": null}', '{"instanceID": "uuid:5a00f015-643e-4eeb-a4b5-39b268a9063f", "instanceName": "Lodge Saidykhan 715"}', '{"edits": 1, "status": null, "deviceId": null, "deletedAt": null, "updatedAt": "2026-11-30T04:59:51.521Z", "formVersion": "2026010101", "reviewState": "edited", "submitterId": "5", "submitterName": "sample@odk-sync.invalid", "submissionDate": "2026-11-30T04:59:40.097Z", "attachmentsPresent": 2, "attachmentsExpected": 2}', '2026-11-30 04:59:40.097+00', '${store}/odk-images/earlier/mirror/building-images/uuid%3A296eaae5-d0e6-4c8a-b990-d004f0e8301d-1795993860181.jpg?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=20261130T045953Z&X-Amz-SignedHeaders=host&X-Amz-Credential=odk-sync%2F20261130%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Expires=86400&X-Amz-Signature=78c93d534b2240ad3bb9dc390b4682d6ff1df6f5454780da3d64670f2cdd8202', '${store}/odk-images/earlier/mirror/address-plus-code-images/uuid%3A296eaae5-d0e6-4c8a-b990-d004f0e8301d-1795991148967.jpg?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=20261130T045953Z&X-Amz-SignedHeaders=host&X-Amz-Credential=odk-sync%2F20261130%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Expires=86400&X-Amz-Signature=352c0a1a432ff5ac4c75658fe55f2e44b7eb6091c1fcabf3fa0c3dff66b8941f', '[{"tin": "1024041063", "UUID": "uuid:296eaae5-d0e6-4c8a-b990-d004f0e8301d_b4f1098b7ad06ba2c2e89d84462a1dd8940acc7a", "__id": "b4f1098b7ad06ba2c2e89d84462a1dd8940acc7a", "type": "individual", "email": null, "mobile_1": "+2202600103", "mobile_2": null, "occupancy": {"property_use": "office", "occupancy_basis": "owned", "rent_annual_amount": 204000, "rent_currency_unit": "USD"}, "person_type": {"property_basis": "occupant"}, "business_name": null, "individual_dob": "2000-08-13", "individual_nin": null, "tax_registered": "yes", "repeat_position": 1, "passport_country": null, "individual_gender": "male", "individual_id_type": "drivers_licence", "individual_last_name": "Manneh", "shop_apt_unit_number": "17B", "individual_first_name": "Ebrima", "individual_middle_name": "Ousman", "residence_permit_country": null, "individual_drivers_licence": "DL63173", "individual_passport_number": null, "individual_residence_permit_number": null}, {"tin": "1755093107", "UUID": "uuid:296eaae5-d0e6-4c8a-b990-d004f0e8301d_724fcb84f1bffd3716c71a65bf87923aec0fa493", "__id": "724fcb84f1bffd3716c71a65bf87923aec0fa493", "type": "individual", "email": null, "mobile_1": "+2204789416", "mobile_2": "9075263", "occupancy": {"property_use": "storage", "occupancy_basis": "owned", "rent_annual_amount": 878000, "rent_currency_unit": "GMD"}, "person_type": {"property_basis": "owner"}, "business_name": null, "individual_dob": "1959-06-06", "individual_nin": null, "tax_registered": "no", "repeat_position": 2, "passport_country": "Senegal", "individual_gender": "male", "individual_id_type": "passport", "individual_last_name": "Njie", "shop_apt_unit_number": "21B", "individual_first_name": "Sainabou", "individual_middle_name": "Mariama", "residence_permit_country": null, "individual_drivers_licence": null, "individual_passport_number": "PC247024", "individual_residence_permit_number": null}]', '<a href="${store}/odk-images/earlier/mirror/building-images/uuid%3A296eaae5-d0e6-4c8a-b990-d004f0e8301d-1795993860181.jpg?X-Amz-Algorithm=AWS4-HMAC-SHA256&amp;X-Amz-Date=20261130T045953Z&amp;X-Amz-SignedHeaders=host&amp;X-Amz-Credential=odk-sync%2F20261130%2Fus-east-1%2Fs3%2Faws4_request&amp;X-Amz-Expires=86400&amp;X-Amz-Signature=78c93d534b2240ad3bb9dc390b4682d6ff1df6f5454780da3d64670f2cdd8202"><img src="${store}/odk-images/earlier/mirror/building-images/uuid%3A296eaae5-d0e6-4c8a-b990-d004f0e8301d-1795993860181.jpg?X-Amz-Algorithm=AWS4-HMAC-SHA256&amp;X-Amz-Date=20261130T045953Z&amp;X-Amz-SignedHeaders=host&amp;X-Amz-Credential=odk-sync%2F20261130%2Fus-east-1%2Fs3%2Faws4_request&amp;X-Amz-Expires=86400&amp;X-Amz-Signature=78c93d534b2240ad3bb9dc390b4682d6ff1df6f5454780da3d64670f2cdd8202" alt="Building image" width="100%"></a>', '<a href="${store}/odk-images/earlier/mirror/address-plus-code-images/uuid%3A296eaae5-d0e6-4c8a-b990-d004f0e8301d-1795991148967.jpg?X-Amz-Algorithm=AWS4-HMAC-SHA256&amp;X-Amz-Date=20261130T045953Z&amp;X-Amz-SignedHeaders=host&amp;X-Amz-Credential=odk-sync%2F20261130%2Fus-east-1%2Fs3%2Faws4_request&amp;X-Amz-Expires=86400&amp;X-Amz-Signature=352c0a1a432ff5ac4c75658fe55f2e44b7eb6091c1fcabf3fa0c3dff66b8941f"><img src="${store}/odk-images/earlier/mirror/address-plus-code-images/uuid%3A296eaae5-d0e6-4c8a-b990-d004f0e8301d-1795991148967.jpg?X-Amz-Algorithm=AWS4-HMAC-SHA256&amp;X-Amz-Date=20261130T045953Z&amp;X-Amz-SignedHeaders=host&amp;X-Amz-Credential=odk-sync%2F20261130%2Fus-east-1%2Fs3%2Faws4_request&amp;X-Amz-Expires=86400&amp;X-Amz-Signature=352c0a1a432ff5ac4c75658fe55f2e44b7eb6091c1fcabf3fa0c3dff66b8941f" alt="Address plus code image" width="100%"></a>');


--
-- Data for Name: odk_alert; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: odk_attachment; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.odk_attachment OVERRIDING SYSTEM VALUE VALUES ('GRARentalDataCollection', 'uuid:7c8c0fd9-3c7a-4413-9251-791d7692d4ce', '1796010489957.jpg', 'address-plus-code-images', 'missing', 'Central has not got this file', '2026-11-30 04:59:51.564+00', '2026-11-30 04:59:52.518853+00', 1, '2026-11-30 05:00:53.318057+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 12, 'missing', '9b486bae-100f-4f14-b3b0-5943e8b93c42', 19);
INSERT INTO public.odk_attachment OVERRIDING SYSTEM VALUE VALUES ('GRARentalDataCollection', 'uuid:7c8c0fd9-3c7a-4413-9251-791d7692d4ce', '1796012020136.jpg', 'building-images', 'missing', 'Central has not got this file', '2026-11-30 04:59:51.564+00', '2026-11-30 04:59:52.518888+00', 1, '2026-11-30 05:00:53.333838+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 12, 'missing', '6b13f6ff-f9e8-4ba6-82c4-731a6efedd45', 20);
INSERT INTO public.odk_attachment OVERRIDING SYSTEM VALUE VALUES ('GRARentalDataCollection', 'uuid:5f066941-6aa2-4807-a81c-c26cc2da3479', '1796007302548.jpg', 'building-images', 'failed', 'data: the file is no image that a browser shows, but text/plain (${central}/v1/projects/1/forms/GRARentalDataCollection/submissions/uuid%3A5f066941-6aa2-4807-a81c-c26cc2da3479/attachments/1796007302548.jpg): take the picture again', '2026-11-30 04:59:40.068+00', '2026-11-30 04:59:45.086375+00', 1, '2026-11-30 05:00:53.395956+00', '2026-12-06 17:55:12.073625+00', '52b8497c36cfa26b2af4345a99d95e6c', NULL, NULL, NULL, NULL, NULL, NULL, 12, 'refused', '155a01d6-cf3d-4a71-90ce-250a6547b093', 7);
INSERT INTO public.odk_attachment OVERRIDING SYSTEM VALUE VALUES ('GRARentalDataCollection', 'uuid:dd204116-8e35-4a3e-ab28-be2482050bb1', '1795991825178.jpg', 'address-plus-code-images', 'stored', NULL, '2026-11-30 04:59:40.011+00', '2026-11-30 04:59:45.08651+00', 1, '2026-11-30 04:59:45.066973+00', '2026-12-07 02:31:54.000234+00', '00edaf33a28811c0fb2dab6e51673699', 62, 'image/jpeg', 'earlier/mirror/address-plus-code-images/uuid:dd204116-8e35-4a3e-ab28-be2482050bb1-1795991825178.jpg', '2026-11-30 04:59:53.597633+00', '${store}/odk-images/earlier/mirror/address-plus-code-images/uuid%3Add204116-8e35-4a3e-ab28-be2482050bb1-1795991825178.jpg?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=20261130T045953Z&X-Amz-SignedHeaders=host&X-Amz-Credential=odk-sync%2F20261130%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Expires=86400&X-Amz-Signature=cb41b77444606b813d6f72cf2f2544f8ae5416a66f5f8de0b0ff55ecebabd748', '2026-12-01 04:59:53.578567+00', 12, 'stored', '6e81d099-d0d4-48b6-99a5-7db3c0b770fe', 12);
INSERT INTO public.odk_attachment OVERRIDING SYSTEM VALUE VALUES ('GRARentalDataCollection', 'uuid:2390a6ac-ff57-4c08-8390-60d92cf019dd', '1796009113762.jpg', 'address-plus-code-images', 'stored', NULL, '2026-11-30 04:59:39.989+00', '2026-11-30 04:59:45.085226+00', 1, '2026-11-30 04:59:45.066973+00', '2026-12-06 21:12:53.945686+00', '86894a1591687ade217cb01353a06fb6', 62, 'image/jpeg', 'earlier/mirror/address-plus-code-images/uuid:2390a6ac-ff57-4c08-8390-60d92cf019dd-1796009113762.jpg', '2026-11-30 04:59:53.605326+00', '${store}/odk-images/earlier/mirror/address-plus-code-images/uuid%3A2390a6ac-ff57-4c08-8390-60d92cf019dd-1796009113762.jpg?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=20261130T045953Z&X-Amz-SignedHeaders=host&X-Amz-Credential=odk-sync%2F20261130%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Expires=86400&X-Amz-Signature=87a394678fb36061e6eacc012bfe32b46e465ca401ef3f6d3d82e4278b2ae854', '2026-12-01 04:59:53.577627+00', 12, 'stored', 'b0aab50d-e4f4-42d4-9fa1-d17779a9819d', 1);
INSERT INTO public.odk_attachment OVERRIDING SYSTEM VALUE VALUES ('GRARentalDataCollection', 'uuid:dd204116-8e35-4a3e-ab28-be2482050bb1', '1795994852112.jpg', 'building-images', 'stored', NULL, '2026-11-30 04:59:40.011+00', '2026-11-30 04:59:45.086557+00', 1, '2026-11-30 04:59:45.066973+00', '2026-12-06 12:41:29.662817+00', 'f60dea8e878e12e961e38ad52a4e9515', 62, 'image/jpeg', 'earlier/mirror/building-images/uuid:dd204116-8e35-4a3e-ab28-be2482050bb1-1795994852112.jpg', '2026-11-30 04:59:53.605888+00', '${store}/odk-images/earlier/mirror/building-images/uuid%3Add204116-8e35-4a3e-ab28-be2482050bb1-1795994852112.jpg?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=20261130T045953Z&X-Amz-SignedHeaders=host&X-Amz-Credential=odk-sync%2F20261130%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Expires=86400&X-Amz-Signature=7fa3333866827b16152f4266f0aeed6b6f4cfc2063eccfeb21feff81aa6656ba', '2026-12-01 04:59:53.580361+00', 12, 'stored', '4d0bc62a-0cf4-4fa3-95fa-9b3503dad5a5', 13);
INSERT INTO public.odk_attachment OVERRIDING SYSTEM VALUE VALUES ('GRARentalDataCollection', 'uuid:8c850c58-7d24-465f-a1ca-4af9cfff3d27', '1795988835706.jpg', 'building-images', 'stored', NULL, '2026-11-30 04:59:39.966+00', '2026-11-30 04:59:45.086401+00', 1, '2026-11-30 04:59:45.066973+00', '2026-12-06 22:06:49.073926+00', 'def22a9f72919103524eedbb250b8471', 62, 'image/jpeg', 'earlier/mirror/building-images/uuid:8c850c58-7d24-465f-a1ca-4af9cfff3d27-1795988835706.jpg', '2026-11-30 04:59:53.622445+00', '${store}/odk-images/earlier/mirror/building-images/uuid%3A8c850c58-7d24-465f-a1ca-4af9cfff3d27-1795988835706.jpg?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=20261130T045953Z&X-Amz-SignedHeaders=host&X-Amz-Credential=odk-sync%2F20261130%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Expires=86400&X-Amz-Signature=7913079a108fe5fd13fd4d856280b67e12ed9eeb009660c977e1a9d1acc3dfef', '2026-12-01 04:59:53.577694+00', 12, 'stored', '748a2b48-0417-4e43-903d-af2b4a174130', 8);
INSERT INTO public.odk_attachment OVERRIDING SYSTEM VALUE VALUES ('GRARentalDataCollection', 'uuid:c818d053-dea9-4946-84cd-8daa1b14c015', '1796004274570.jpg', 'building-images', 'stored', NULL, '2026-11-30 04:59:39.958+00', '2026-11-30 04:59:45.086484+00', 1, '2026-11-30 04:59:45.066973+00', '2026-12-06 20:41:44.097247+00', '4a74e2ce356255d9e5e5069c0ceb34f9', 62, 'image/jpeg', 'earlier/mirror/building-images/uuid:c818d053-dea9-4946-84cd-8daa1b14c015-1796004274570.jpg', '2026-11-30 04:59:53.619963+00', '${store}/odk-images/earlier/mirror/building-images/uuid%3Ac818d053-dea9-4946-84cd-8daa1b14c015-1796004274570.jpg?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=20261130T045953Z&X-Amz-SignedHeaders=host&X-Amz-Credential=odk-sync%2F20261130%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Expires=86400&X-Amz-Signature=7bfd1fed6c242d46edb960db169e7458e87b97a909ae024fd17f2c37bb124154', '2026-12-01 04:59:53.59445+00', 12, 'stored', '80adbf4e-4070-49e7-b7f5-85cc634b8dca', 11);
INSERT INTO public.odk_attachment OVERRIDING SYSTEM VALUE VALUES ('GRARentalDataCollection', 'uuid:2390a6ac-ff57-4c08-8390-60d92cf019dd', '1796009611809.jpg', 'building-images', 'stored', NULL, '2026-11-30 04:59:39.989+00', '2026-11-30 04:59:45.086208+00', 1, '2026-11-30 04:59:45.066973+00', '2026-12-06 14:08:21.355743+00', 'caa93d9d48f3a600412554d443a55f5c', 62, 'image/jpeg', 'earlier/mirror/building-images/uuid:2390a6ac-ff57-4c08-8390-60d92cf019dd-1796009611809.jpg', '2026-11-30 04:59:53.628622+00', '${store}/odk-images/earlier/mirror/building-images/uuid%3A2390a6ac-ff57-4c08-8390-60d92cf019dd-1796009611809.jpg?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=20261130T045953Z&X-Amz-SignedHeaders=host&X-Amz-Credential=odk-sync%2F20261130%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Expires=86400&X-Amz-Signature=ba7adaa722a8aa86745f1cd6ed1cf9b347999307845208ebfad8023d8234765f', '2026-12-01 04:59:53.590606+00', 12, 'stored', '83e4f502-3fba-4418-8cd7-a14f58b0d702', 2);
INSERT INTO public.odk_attachment OVERRIDING SYSTEM VALUE VALUES ('GRARentalDataCollection', 'uuid:0af750bc-d49e-4e34-a667-e59a66e59294', '1796007844755.jpg', 'address-plus-code-images', 'pending', NULL, '2026-11-30 04:59:54.23+00', '2026-11-30 04:59:54.330742+00', 0, '2026-11-30 04:59:54.32732+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '40aaaae6-7f9e-4c87-96a7-25f9960affe5', 40);
INSERT INTO public.odk_attachment OVERRIDING SYSTEM VALUE VALUES ('GRARentalDataCollection', 'uuid:0af750bc-d49e-4e34-a667-e59a66e59294', '1796008269062.jpg', 'building-images', 'pending', NULL, '2026-11-30 04:59:54.23+00', '2026-11-30 04:59:54.330871+00', 0, '2026-11-30 04:59:54.32732+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '30548283-85d2-4764-b983-1ac03090b209', 41);
INSERT INTO public.odk_attachment OVERRIDING SYSTEM VALUE VALUES ('GRARentalDataCollection', 'uuid:296eaae5-d0e6-4c8a-b990-d004f0e8301d', '1795991148967.jpg', 'address-plus-code-images', 'pending', NULL, '2026-11-30 04:59:40.097+00', '2026-11-30 04:59:54.330944+00', 0, '2026-11-30 04:59:54.32732+00', '2026-12-06 12:57:50.907899+00', '49625c6090e1ac81398dce69b56a95f7', 62, 'image/jpeg', 'earlier/mirror/address-plus-code-images/uuid:296eaae5-d0e6-4c8a-b990-d004f0e8301d-1795991148967.jpg', '2026-11-30 04:59:53.605361+00', '${store}/odk-images/earlier/mirror/address-plus-code-images/uuid%3A296eaae5-d0e6-4c8a-b990-d004f0e8301d-1795991148967.jpg?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=20261130T045953Z&X-Amz-SignedHeaders=host&X-Amz-Credential=odk-sync%2F20261130%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Expires=86400&X-Amz-Signature=352c0a1a432ff5ac4c75658fe55f2e44b7eb6091c1fcabf3fa0c3dff66b8941f', '2026-12-01 04:59:53.579332+00', NULL, 'stored', 'cb936055-2a9d-4f1a-a5cd-97015c8de4e4', 3);
INSERT INTO public.odk_attachment OVERRIDING SYSTEM VALUE VALUES ('GRARentalDataCollection', 'uuid:b44d805d-3521-4b2d-bafd-664533101e95', '1796003174192.jpg', 'address-plus-code-images', 'stored', NULL, '2026-11-30 04:59:40.133+00', '2026-11-30 04:59:52.518932+00', 1, '2026-11-30 04:59:52.511553+00', '2026-12-06 23:10:41.878243+00', '33474442e96807fcddf31bd00751043b', 62, 'image/jpeg', 'earlier/mirror/address-plus-code-images/uuid:b44d805d-3521-4b2d-bafd-664533101e95-1796003174192.jpg', '2026-11-30 04:59:53.609872+00', '${store}/odk-images/earlier/mirror/address-plus-code-images/uuid%3Ab44d805d-3521-4b2d-bafd-664533101e95-1796003174192.jpg?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=20261130T045953Z&X-Amz-SignedHeaders=host&X-Amz-Credential=odk-sync%2F20261130%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Expires=86400&X-Amz-Signature=6aca8de1b658f4a2f2f0f6d47915cb5281cbe46f0b2dd9970de6b33c819d62b5', '2026-12-01 04:59:53.578992+00', 12, 'stored', '9e642811-5266-4d62-bc90-ba42efaa88ad', 9);
INSERT INTO public.odk_attachment OVERRIDING SYSTEM VALUE VALUES ('GRARentalDataCollection', 'uuid:b44d805d-3521-4b2d-bafd-664533101e95', '1796004406167.jpg', 'building-images', 'stored', NULL, '2026-11-30 04:59:40.133+00', '2026-11-30 04:59:52.518968+00', 1, '2026-11-30 04:59:52.511553+00', '2026-12-06 20:02:45.284428+00', '48068e3ef2b96619e73b9728e3fce668', 62, 'image/jpeg', 'earlier/mirror/building-images/uuid:b44d805d-3521-4b2d-bafd-664533101e95-1796004406167.jpg', '2026-11-30 04:59:53.633809+00', '${store}/odk-images/earlier/mirror/building-images/uuid%3Ab44d805d-3521-4b2d-bafd-664533101e95-1796004406167.jpg?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=20261130T045953Z&X-Amz-SignedHeaders=host&X-Amz-Credential=odk-sync%2F20261130%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Expires=86400&X-Amz-Signature=851b0fa59a5d87b9c5b167f9e958352e4f23763617cca80745010923ab12813f', '2026-12-01 04:59:53.58909+00', 12, 'stored', '7f2321dd-bcf8-4b7c-9dc1-914bee735bd0', 10);
INSERT INTO public.odk_attachment OVERRIDING SYSTEM VALUE VALUES ('GRARentalDataCollection', 'uuid:296eaae5-d0e6-4c8a-b990-d004f0e8301d', '1795993860181.jpg', 'building-images', 'pending', NULL, '2026-11-30 04:59:40.097+00', '2026-11-30 04:59:54.33099+00', 0, '2026-11-30 04:59:54.32732+00', '2026-12-07 01:04:05.155181+00', 'c9801bbe409ba9bf94bee64dd571085f', 62, 'image/jpeg', 'earlier/mirror/building-images/uuid:296eaae5-d0e6-4c8a-b990-d004f0e8301d-1795993860181.jpg', '2026-11-30 04:59:53.635103+00', '${store}/odk-images/earlier/mirror/building-images/uuid%3A296eaae5-d0e6-4c8a-b990-d004f0e8301d-1795993860181.jpg?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=20261130T045953Z&X-Amz-SignedHeaders=host&X-Amz-Credential=odk-sync%2F20261130%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Expires=86400&X-Amz-Signature=78c93d534b2240ad3bb9dc390b4682d6ff1df6f5454780da3d64670f2cdd8202', '2026-12-01 04:59:53.582368+00', NULL, 'stored', 'fd4f8fbb-7174-4df4-b038-c92ad38ac61b', 4);


--
-- Data for Name: odk_expanded; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.odk_expanded VALUES ('GRARentalDataCollection', 'uuid:5f066941-6aa2-4807-a81c-c26cc2da3479', '2026-11-30 04:59:40.068+00', NULL);
INSERT INTO public.odk_expanded VALUES ('GRARentalDataCollection', 'uuid:dd204116-8e35-4a3e-ab28-be2482050bb1', '2026-11-30 04:59:40.011+00', NULL);
INSERT INTO public.odk_expanded VALUES ('GRARentalDataCollection', 'uuid:2390a6ac-ff57-4c08-8390-60d92cf019dd', '2026-11-30 04:59:39.989+00', NULL);
INSERT INTO public.odk_expanded VALUES ('GRARentalDataCollection', 'uuid:8c850c58-7d24-465f-a1ca-4af9cfff3d27', '2026-11-30 04:59:39.966+00', NULL);
INSERT INTO public.odk_expanded VALUES ('GRARentalDataCollection', 'uuid:c818d053-dea9-4946-84cd-8daa1b14c015', '2026-11-30 04:59:39.958+00', NULL);
INSERT INTO public.odk_expanded VALUES ('GRARentalDataCollection', 'uuid:7c8c0fd9-3c7a-4413-9251-791d7692d4ce', '2026-11-30 04:59:51.564+00', NULL);
INSERT INTO public.odk_expanded VALUES ('GRARentalDataCollection', 'uuid:b44d805d-3521-4b2d-bafd-664533101e95', '2026-11-30 04:59:40.133+00', '2026-11-30 04:59:51.519+00');
INSERT INTO public.odk_expanded VALUES ('GRARentalDataCollection', 'uuid:0af750bc-d49e-4e34-a667-e59a66e59294', '2026-11-30 04:59:54.23+00', NULL);
INSERT INTO public.odk_expanded VALUES ('GRARentalDataCollection', 'uuid:296eaae5-d0e6-4c8a-b990-d004f0e8301d', '2026-11-30 04:59:40.097+00', '2026-11-30 04:59:54.228+00');


--
-- Data for Name: odk_form; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.odk_form VALUES ('GRARentalDataCollection', 'GRARentalDataCollection', '71005638ac5190e55ea603440935903b', '[{"name": "survey_date", "path": "/survey_date", "type": "date", "binary": null, "selectMultiple": null}, {"name": "survey_start", "path": "/survey_start", "type": "dateTime", "binary": null, "selectMultiple": null}, {"name": "survey_end", "path": "/survey_end", "type": "dateTime", "binary": null, "selectMultiple": null}, {"name": "logo", "path": "/logo", "type": "binary", "binary": true, "selectMultiple": null}, {"name": "start_geopoint", "path": "/start_geopoint", "type": "geopoint", "binary": null, "selectMultiple": null}, {"name": "property_location", "path": "/property_location", "type": "structure", "binary": null, "selectMultiple": null}, {"name": "address_plus_code", "path": "/property_location/address_plus_code", "type": "string", "binary": null, "selectMultiple": null}, {"name": "street_label", "path": "/property_location/street_label", "type": "string", "binary": null, "selectMultiple": null}, {"name": "town_label", "path": "/property_location/town_label", "type": "string", "binary": null, "selectMultiple": null}, {"name": "district_label", "path": "/property_location/district_label", "type": "string", "binary": null, "selectMultiple": null}, {"name": "centroid_gps", "path": "/property_location/centroid_gps", "type": "geopoint", "binary": null, "selectMultiple": null}, {"name": "address_plus_code_image", "path": "/property_location/address_plus_code_image", "type": "binary", "binary": true, "selectMultiple": null}, {"name": "property_description", "path": "/property_description", "type": "structure", "binary": null, "selectMultiple": null}, {"name": "property_name", "path": "/property_description/property_name", "type": "string", "binary": null, "selectMultiple": null}, {"name": "building_type", "path": "/property_description/building_type", "type": "string", "binary": null, "selectMultiple": null}, {"name": "number_of_shops_apts_units", "path": "/property_description/number_of_shops_apts_units", "type": "int", "binary": null, "selectMultiple": null}, {"name": "building_image", "path": "/property_description/building_image", "type": "binary", "binary": true, "selectMultiple": null}, {"name": "building__geopoint", "path": "/property_description/building__geopoint", "type": "geopoint", "binary": null, "selectMultiple": null}, {"name": "generated_note_name_35", "path": "/generated_note_name_35", "type": "string", "binary": null, "selectMultiple": null}, {"name": "sum_owner", "path": "/sum_owner", "type": "int", "binary": null, "selectMultiple": null}, {"name": "sum_landlord", "path": "/sum_landlord", "type": "int", "binary": null, "selectMultiple": null}, {"name": "sum_occupant", "path": "/sum_occupant", "type": "int", "binary": null, "selectMultiple": null}, {"name": "check_counts_1", "path": "/check_counts_1", "type": "string", "binary": null, "selectMultiple": null}, {"name": "check_counts_2", "path": "/check_counts_2", "type": "string", "binary": null, "selectMultiple": null}, {"name": "person_details", "path": "/person_details", "type": "repeat", "binary": null, "selectMultiple": null}, {"name": "person_type", "path": "/person_details/person_type", "type": "structure", "binary": null, "selectMultiple": null}, {"name": "property_basis", "path": "/person_details/person_type/property_basis", "type": "string", "binary": null, "selectMultiple": null}, {"name": "shop_apt_unit_number", "path": "/person_details/shop_apt_unit_number", "type": "string", "binary": null, "selectMultiple": null}, {"name": "type", "path": "/person_details/type", "type": "string", "binary": null, "selectMultiple": null}, {"name": "business_name", "path": "/person_details/business_name", "type": "string", "binary": null, "selectMultiple": null}, {"name": "tax_registered", "path": "/person_details/tax_registered", "type": "string", "binary": null, "selectMultiple": null}, {"name": "tin", "path": "/person_details/tin", "type": "string", "binary": null, "selectMultiple": null}, {"name": "individual_first_name", "path": "/person_details/individual_first_name", "type": "string", "binary": null, "selectMultiple": null}, {"name": "individual_middle_name", "path": "/person_details/individual_middle_name", "type": "string", "binary": null, "selectMultiple": null}, {"name": "individual_last_name", "path": "/person_details/individual_last_name", "type": "string", "binary": null, "selectMultiple": null}, {"name": "individual_gender", "path": "/person_details/individual_gender", "type": "string", "binary": null, "selectMultiple": null}, {"name": "individual_id_type", "path": "/person_details/individual_id_type", "type": "string", "binary": null, "selectMultiple": null}, {"name": "individual_nin", "path": "/person_details/individual_nin", "type": "string", "binary": null, "selectMultiple": null}, {"name": "individual_drivers_licence", "path": "/person_details/individual_drivers_licence", "type": "string", "binary": null, "selectMultiple": null}, {"name": "individual_passport_number", "path": "/person_details/individual_passport_number", "type": "string", "binary": null, "selectMultiple": null}, {"name": "passport_country", "path": "/person_details/passport_country", "type": "string", "binary": null, "selectMultiple": null}, {"name": "individual_residence_permit_number", "path": "/person_details/individual_residence_permit_number", "type": "string", "binary": null, "selectMultiple": null}, {"name": "residence_permit_country", "path": "/person_details/residence_permit_country", "type": "string", "binary": null, "selectMultiple": null}, {"name": "individual_dob", "path": "/person_details/individual_dob", "type": "date", "binary": null, "selectMultiple": null}, {"name": "mobile_1", "path": "/person_details/mobile_1", "type": "string", "binary": null, "selectMultiple": null}, {"name": "mobile_2", "path": "/person_details/mobile_2", "type": "string", "binary": null, "selectMultiple": null}, {"name": "email", "path": "/person_details/email", "type": "string", "binary": null, "selectMultiple": null}, {"name": "occupancy", "path": "/person_details/occupancy", "type": "structure", "binary": null, "selectMultiple": null}, {"name": "occupancy_basis", "path": "/person_details/occupancy/occupancy_basis", "type": "string", "binary": null, "selectMultiple": null}, {"name": "property_use", "path": "/person_details/occupancy/property_use", "type": "string", "binary": null, "selectMultiple": null}, {"name": "rent_annual_amount", "path": "/person_details/occupancy/rent_annual_amount", "type": "decimal", "binary": null, "selectMultiple": null}, {"name": "rent_currency_unit", "path": "/person_details/occupancy/rent_currency_unit", "type": "string", "binary": null, "selectMultiple": null}, {"name": "End", "path": "/End", "type": "structure", "binary": null, "selectMultiple": null}, {"name": "end_note", "path": "/End/end_note", "type": "string", "binary": null, "selectMultiple": null}, {"name": "meta", "path": "/meta", "type": "structure", "binary": null, "selectMultiple": null}, {"name": "instanceID", "path": "/meta/instanceID", "type": "string", "binary": null, "selectMultiple": null}, {"name": "instanceName", "path": "/meta/instanceName", "type": "string", "binary": null, "selectMultiple": null}]', '2026-11-30 04:59:44.941438+00');


--
-- Data for Name: odk_listing; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: odk_recheck; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: odk_rejected_record; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.odk_rejected_record OVERRIDING SYSTEM VALUE VALUES ('main_submissions', 'GRARentalDataCollection', 'uuid:b44d805d-3521-4b2d-bafd-664533101e95', 'survey_date', '"not-a-date"', '2026-11-30 04:59:52.511553+00', NULL, 'uuid:b44d805d-3521-4b2d-bafd-664533101e95', 1);


--
-- Data for Name: odk_schema_history; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.odk_schema_history VALUES (1, '1', 'tracking', 'SQL', 'V1__tracking.sql', -1797762969, 'postgres', '2026-11-30 10:44:40.706442', 78, true);
INSERT INTO public.odk_schema_history VALUES (2, '2', 'Quartz', 'JDBC', 'org.odksync.config.V2__Quartz', NULL, 'postgres', '2026-11-30 10:44:40.797843', 88, true);
INSERT INTO public.odk_schema_history VALUES (3, '3', 'change capture', 'SQL', 'V3__change_capture.sql', 1631154070, 'postgres', '2026-11-30 10:44:40.89931', 33, true);
INSERT INTO public.odk_schema_history VALUES (4, '4', 'late and replaced attachments', 'SQL', 'V4__late_and_replaced_attachments.sql', 41333792, 'postgres', '2026-11-30 10:44:40.945032', 14, true);
INSERT INTO public.odk_schema_history VALUES (5, '5', 'fence', 'SQL', 'V5__fence.sql', 354135975, 'postgres', '2026-11-30 10:44:40.970416', 5, true);
INSERT INTO public.odk_schema_history VALUES (6, '6', 'views', 'SQL', 'V6__views.sql', 1771572278, 'postgres', '2026-11-30 10:44:40.995791', 17, true);
INSERT INTO public.odk_schema_history VALUES (7, '7', 'stable links', 'SQL', 'V7__stable_links.sql', -154096939, 'postgres', '2026-11-30 10:44:41.025291', 26, true);
INSERT INTO public.odk_schema_history VALUES (8, '8', 'refused attachments', 'SQL', 'V8__refused_attachments.sql', 1266070912, 'postgres', '2026-11-30 10:44:41.068528', 10, true);
INSERT INTO public.odk_schema_history VALUES (9, '9', 'image html', 'SQL', 'V9__image_html.sql', 1276179909, 'postgres', '2026-11-30 10:44:41.092243', 4, true);
INSERT INTO public.odk_schema_history VALUES (10, '10', 'monitoring', 'SQL', 'V10__monitoring.sql', -285350431, 'postgres', '2026-11-30 10:44:41.107333', 6, true);
INSERT INTO public.odk_schema_history VALUES (11, '11', 'pages', 'SQL', 'V11__pages.sql', -811853753, 'postgres', '2026-11-30 10:44:41.122513', 37, true);
INSERT INTO public.odk_schema_history VALUES (12, '12', 'alerts', 'SQL', 'V12__alerts.sql', -752984292, 'postgres', '2026-11-30 10:44:41.178821', 8, true);
INSERT INTO public.odk_schema_history VALUES (13, '13', 'open rejects', 'SQL', 'V13__open_rejects.sql', 244704826, 'postgres', '2026-11-30 10:44:41.196388', 4, true);


--
-- Data for Name: odk_sync_cursor; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.odk_sync_cursor VALUES ('reconcile', NULL, NULL, NULL, '2026-11-01 00:00:00+00', NULL, NULL, NULL, NULL, NULL, '2026-11-30 04:59:53.99962+00');
INSERT INTO public.odk_sync_cursor VALUES ('main_submissions', '2026-11-30 04:59:54+00', NULL, NULL, NULL, '${central}/v1/projects/1/forms/GRARentalDataCollection', '__system/submissionDate ge 2026-11-30T04:54:51.564Z or __system/updatedAt ge 2026-11-30T04:54:51.564Z or __system/deletedAt ge 2026-11-30T04:54:51.564Z', 'W/"eventhash:ea252232426da611fa1a8d4f6b86ff26"', '71005638ac5190e55ea603440935903b', '2026-11-30 04:59:53.99962+00', '2026-11-30 04:59:54.341079+00');
INSERT INTO public.odk_sync_cursor VALUES ('person_details', '2026-11-30 04:59:54+00', NULL, NULL, NULL, '${central}/v1/projects/1/forms/GRARentalDataCollection', '__system/submissionDate ge 2026-11-30T04:54:51.564Z or __system/updatedAt ge 2026-11-30T04:54:51.564Z or __system/deletedAt ge 2026-11-30T04:54:51.564Z', 'W/"eventhash:ea252232426da611fa1a8d4f6b86ff26"', '71005638ac5190e55ea603440935903b', '2026-11-30 04:59:53.99962+00', '2026-11-30 04:59:54.406013+00');


--
-- Data for Name: odk_sync_history; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.odk_sync_history VALUES (1, 'image_processing', '2026-11-30 04:59:44.569045+00', 'success', 0, 0, NULL, '{"attempts": 1, "stages_ms": {"database": 132}, "duration_ms": 161, "retry_wait_ms": 0, "fencing_number": 1, "records_per_second": 0.0}', 'earlier-1');
INSERT INTO public.odk_sync_history VALUES (3, 'url_refresh', '2026-11-30 04:59:44.731601+00', 'success', 0, 0, NULL, '{"attempts": 1, "stages_ms": {"database": 40}, "duration_ms": 55, "retry_wait_ms": 0, "fencing_number": 1, "records_per_second": 0.0}', 'earlier-1');
INSERT INTO public.odk_sync_history VALUES (5, 'unified', '2026-11-30 04:59:44.846374+00', 'success', 0, 0, NULL, '{"attempts": 1, "stages_ms": {"database": 25}, "duration_ms": 42, "retry_wait_ms": 0, "fencing_number": 1, "records_per_second": 0.0}', 'earlier-1');
INSERT INTO public.odk_sync_history VALUES (6, 'views', '2026-11-30 04:59:44.90653+00', 'success', 0, 0, NULL, '{"attempts": 1, "stages_ms": {"database": 35}, "duration_ms": 34, "retry_wait_ms": 0, "fencing_number": 1, "records_per_second": 0.0}', 'earlier-1');
INSERT INTO public.odk_sync_history VALUES (7, 'reconcile', '2026-11-30 04:59:44.97146+00', 'success', 0, 0, NULL, '{"attempts": 1, "stages_ms": {"database": 55}, "duration_ms": 65, "retry_wait_ms": 0, "fencing_number": 1, "records_per_second": 0.0}', 'earlier-1');
INSERT INTO public.odk_sync_history VALUES (8, 'history_cleanup', '2026-11-30 04:59:45.046132+00', 'success', 0, 0, NULL, '{"attempts": 1, "stages_ms": {"database": 28}, "duration_ms": 37, "retry_wait_ms": 0, "fencing_number": 1, "records_per_second": 0.0}', 'earlier-1');
INSERT INTO public.odk_sync_history VALUES (2, 'main_submissions', '2026-11-30 04:59:44.580735+00', 'success', 8, 1, NULL, '{"read_ms": 1, "attempts": 1, "rejected": 0, "requests": 1, "stages_ms": {"central": 124, "database": 162}, "watermark": "2026-11-30T04:59:40.133Z", "duration_ms": 542, "records_read": 8, "retry_wait_ms": 0, "fencing_number": 1, "records_per_second": 14.8}', 'earlier-1');
INSERT INTO public.odk_sync_history VALUES (4, 'person_details', '2026-11-30 04:59:44.794967+00', 'success', 22, 0, NULL, '{"read_ms": 11, "attempts": 1, "rejected": 0, "requests": 1, "stages_ms": {"central": 87, "database": 135}, "watermark": "2026-11-30T04:59:40.133Z", "duration_ms": 382, "records_read": 8, "retry_wait_ms": 0, "fencing_number": 1, "records_per_second": 57.6}', 'earlier-1');
INSERT INTO public.odk_sync_history VALUES (9, 'image_processing', '2026-11-30 04:59:45.331307+00', 'error', 0, 0, 'internal: interrupted: the service was stopped; the next run goes on from here', '{"attempts": 1, "stages_ms": {"database": 9}, "duration_ms": 23, "error_class": "internal", "retry_wait_ms": 0, "fencing_number": 2}', 'earlier-1');
INSERT INTO public.odk_sync_history VALUES (10, 'unified', '2026-11-30 04:59:45.342303+00', 'error', 0, 0, 'internal: interrupted: the service was stopped; the next run goes on from here', '{"attempts": 1, "stages_ms": {"database": 13}, "duration_ms": 20, "error_class": "internal", "retry_wait_ms": 0, "fencing_number": 2}', 'earlier-1');
INSERT INTO public.odk_sync_history VALUES (22, 'person_details', '2026-11-30 04:59:54.3538+00', 'success', 1, 0, NULL, '{"read_ms": 0, "attempts": 1, "rejected": 0, "requests": 1, "stages_ms": {"central": 8, "database": 22}, "watermark": "2026-11-30T04:59:54Z", "duration_ms": 57, "records_read": 10, "retry_wait_ms": 0, "fencing_number": 3, "records_per_second": 17.7}', 'earlier-1');
INSERT INTO public.odk_sync_history VALUES (11, 'main_submissions', '2026-11-30 04:59:52.440913+00', 'success', 4, 0, NULL, '{"read_ms": 1, "attempts": 1, "rejected": 1, "requests": 1, "stages_ms": {"central": 20, "database": 32}, "watermark": "2026-11-30T04:59:51.564Z", "duration_ms": 99, "records_read": 9, "retry_wait_ms": 0, "fencing_number": 2, "records_per_second": 40.3}', 'earlier-1');
INSERT INTO public.odk_sync_history VALUES (17, 'reconcile', '2026-11-30 04:59:53.906832+00', 'success', 0, 0, NULL, '{"repairs": 0, "attempts": 1, "stages_ms": {"central": 23, "database": 32}, "duration_ms": 98, "source_count": 8, "retry_wait_ms": 0, "fencing_number": 2, "warehouse_count": 8, "buckets_compared": 1, "records_per_second": 0.0, "buckets_that_differ": 0}', 'earlier-1');
INSERT INTO public.odk_sync_history VALUES (12, 'image_processing', '2026-11-30 04:59:52.553251+00', 'success', 10, 1, NULL, '{"failed": 0, "stored": 10, "missing": 2, "refused": 1, "attempts": 1, "stages_ms": {"s3": 5244, "central": 530, "database": 393}, "unchanged": 0, "duration_ms": 1116, "retry_wait_ms": 0, "fencing_number": 3, "records_per_second": 9.0}', 'earlier-1');
INSERT INTO public.odk_sync_history VALUES (13, 'person_details', '2026-11-30 04:59:53.681024+00', 'success', 6, 0, NULL, '{"read_ms": 1, "attempts": 1, "rejected": 0, "requests": 1, "stages_ms": {"central": 9, "database": 32}, "watermark": "2026-11-30T04:59:51.564Z", "duration_ms": 93, "records_read": 9, "retry_wait_ms": 0, "fencing_number": 2, "records_per_second": 64.6}', 'earlier-1');
INSERT INTO public.odk_sync_history VALUES (14, 'url_refresh', '2026-11-30 04:59:53.781947+00', 'success', 0, 0, NULL, '{"attempts": 1, "stages_ms": {"database": 14}, "duration_ms": 21, "retry_wait_ms": 0, "fencing_number": 2, "records_per_second": 0.0}', 'earlier-1');
INSERT INTO public.odk_sync_history VALUES (18, 'history_cleanup', '2026-11-30 04:59:54.012985+00', 'success', 0, 0, NULL, '{"attempts": 1, "stages_ms": {"database": 8}, "duration_ms": 10, "retry_wait_ms": 0, "fencing_number": 2, "records_per_second": 0.0}', 'earlier-1');
INSERT INTO public.odk_sync_history VALUES (15, 'unified', '2026-11-30 04:59:53.812448+00', 'success', 8, 0, NULL, '{"attempts": 1, "stages_ms": {"database": 24}, "duration_ms": 30, "retry_wait_ms": 0, "fencing_number": 3, "records_per_second": 266.6}', 'earlier-1');
INSERT INTO public.odk_sync_history VALUES (19, 'main_submissions', '2026-11-30 04:59:54.035528+00', 'error', 0, 0, 'network: Central answered 500 to ${central}/v1/projects/1/forms/GRARentalDataCollection.svc/Submissions: look at Central''s log; the next run tries again', '{"attempts": 4, "stages_ms": {"central": 31, "database": 16}, "duration_ms": 100, "error_class": "network", "retry_wait_ms": 19, "fencing_number": 3}', 'earlier-1');
INSERT INTO public.odk_sync_history VALUES (16, 'views', '2026-11-30 04:59:53.852328+00', 'success', 2, 0, NULL, '{"attempts": 1, "stages_ms": {"database": 28}, "duration_ms": 45, "retry_wait_ms": 0, "fencing_number": 2, "records_per_second": 44.0}', 'earlier-1');
INSERT INTO public.odk_sync_history VALUES (20, 'main_submissions', '2026-11-30 04:59:54.14354+00', 'success', 0, 0, NULL, '{"read_ms": 1, "attempts": 1, "rejected": 1, "requests": 1, "stages_ms": {"central": 7, "database": 27}, "watermark": "2026-11-30T04:59:51.564Z", "duration_ms": 52, "records_read": 9, "retry_wait_ms": 0, "fencing_number": 4, "records_per_second": 0.0}', 'earlier-1');
INSERT INTO public.odk_sync_history VALUES (21, 'main_submissions', '2026-11-30 04:59:54.294506+00', 'success', 2, 0, NULL, '{"read_ms": 0, "attempts": 1, "rejected": 1, "requests": 1, "stages_ms": {"central": 6, "database": 21}, "watermark": "2026-11-30T04:59:54Z", "duration_ms": 51, "records_read": 10, "retry_wait_ms": 0, "fencing_number": 5, "records_per_second": 39.5}', 'earlier-1');


--
-- Data for Name: odk_sync_lease; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.odk_sync_lease VALUES ('image_processing', NULL, 'earlier-1', 3, '2026-11-30 04:59:53.439038+00', '2026-11-30 04:59:53.669555+00');
INSERT INTO public.odk_sync_lease VALUES ('url_refresh', NULL, 'earlier-1', 2, '2026-11-30 04:59:53.780902+00', '2026-11-30 04:59:53.803318+00');
INSERT INTO public.odk_sync_lease VALUES ('unified', NULL, 'earlier-1', 3, '2026-11-30 04:59:53.811442+00', '2026-11-30 04:59:53.842454+00');
INSERT INTO public.odk_sync_lease VALUES ('views', NULL, 'earlier-1', 2, '2026-11-30 04:59:53.851313+00', '2026-11-30 04:59:53.897793+00');
INSERT INTO public.odk_sync_lease VALUES ('reconcile', NULL, 'earlier-1', 2, '2026-11-30 04:59:53.905759+00', '2026-11-30 04:59:54.004365+00');
INSERT INTO public.odk_sync_lease VALUES ('history_cleanup', NULL, 'earlier-1', 2, '2026-11-30 04:59:54.011994+00', '2026-11-30 04:59:54.02269+00');
INSERT INTO public.odk_sync_lease VALUES ('main_submissions', NULL, 'earlier-1', 5, '2026-11-30 04:59:54.293483+00', '2026-11-30 04:59:54.345142+00');
INSERT INTO public.odk_sync_lease VALUES ('person_details', NULL, 'earlier-1', 3, '2026-11-30 04:59:54.352735+00', '2026-11-30 04:59:54.410315+00');


--
-- Data for Name: odk_sync_status; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.odk_sync_status VALUES ('image_processing', '2026-11-30 04:59:52.553251+00', '2026-11-30 04:59:52.553251+00', 'success', NULL, 2, 1, 10, '2026-11-30 04:59:44.427708+00', '2026-11-30 04:59:53.669555+00');
INSERT INTO public.odk_sync_status VALUES ('url_refresh', '2026-11-30 04:59:53.781947+00', '2026-11-30 04:59:53.781947+00', 'success', NULL, 2, 0, 0, '2026-11-30 04:59:44.427708+00', '2026-11-30 04:59:53.803318+00');
INSERT INTO public.odk_sync_status VALUES ('unified', '2026-11-30 04:59:53.812448+00', '2026-11-30 04:59:53.812448+00', 'success', NULL, 2, 1, 8, '2026-11-30 04:59:44.427708+00', '2026-11-30 04:59:53.842454+00');
INSERT INTO public.odk_sync_status VALUES ('views', '2026-11-30 04:59:53.852328+00', '2026-11-30 04:59:53.852328+00', 'success', NULL, 2, 0, 2, '2026-11-30 04:59:44.427708+00', '2026-11-30 04:59:53.897793+00');
INSERT INTO public.odk_sync_status VALUES ('reconcile', '2026-11-30 04:59:53.906832+00', '2026-11-30 04:59:53.906832+00', 'success', NULL, 2, 0, 0, '2026-11-30 04:59:44.427708+00', '2026-11-30 04:59:54.004365+00');
INSERT INTO public.odk_sync_status VALUES ('history_cleanup', '2026-11-30 04:59:54.012985+00', '2026-11-30 04:59:54.012985+00', 'success', NULL, 2, 0, 0, '2026-11-30 04:59:44.427708+00', '2026-11-30 04:59:54.02269+00');
INSERT INTO public.odk_sync_status VALUES ('main_submissions', '2026-11-30 04:59:54+00', '2026-11-30 04:59:54.294506+00', 'success', NULL, 4, 1, 2, '2026-11-30 04:59:44.427708+00', '2026-11-30 04:59:54.345142+00');
INSERT INTO public.odk_sync_status VALUES ('person_details', '2026-11-30 04:59:54+00', '2026-11-30 04:59:54.3538+00', 'success', NULL, 3, 0, 1, '2026-11-30 04:59:44.427708+00', '2026-11-30 04:59:54.410315+00');


--
-- Data for Name: odk_tombstone; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.odk_tombstone VALUES ('GRARentalDataCollection', 'uuid:5d5c686b-e17d-4bfe-bf08-d467e529353d', '2026-11-30 04:59:51.522+00');


--
-- Data for Name: odk_unified_dirty; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.odk_unified_dirty VALUES (33, 'GRARentalDataCollection', 'uuid:0af750bc-d49e-4e34-a667-e59a66e59294');
INSERT INTO public.odk_unified_dirty VALUES (34, 'GRARentalDataCollection', 'uuid:296eaae5-d0e6-4c8a-b990-d004f0e8301d');
INSERT INTO public.odk_unified_dirty VALUES (35, 'GRARentalDataCollection', 'uuid:0af750bc-d49e-4e34-a667-e59a66e59294');


--
-- Data for Name: qrtz_blob_triggers; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: qrtz_calendars; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: qrtz_cron_triggers; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: qrtz_fired_triggers; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: qrtz_job_details; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.qrtz_job_details VALUES ('scheduler-odk-sync', 'main_submissions', 'odk-sync', NULL, 'org.apache.camel.component.quartz.StatefulCamelJob', false, true, true, false, '\xaced0005737200156f72672e71756172747a2e4a6f62446174614d61709fb083e8bfa9b0cb020000787200266f72672e71756172747a2e7574696c732e537472696e674b65794469727479466c61674d61708208e8c3fbc55d280200015a0013616c6c6f77735472616e7369656e74446174617872001d6f72672e71756172747a2e7574696c732e4469727479466c61674d617013e62ead28760ace0200025a000564697274794c00036d617074000f4c6a6176612f7574696c2f4d61703b787001737200116a6176612e7574696c2e486173684d61700507dac1c31660d103000246000a6c6f6164466163746f724900097468726573686f6c6478703f4000000000000c7708000000100000000574002643616d656c51756172747a5472696767657253696d706c65526570656174496e74657276616c740008383634303030303074002543616d656c51756172747a5472696767657253696d706c65526570656174436f756e7465727400022d3174001343616d656c51756172747a456e64706f696e7474008471756172747a3a2f2f6f646b2d73796e632f6d61696e5f7375626d697373696f6e733f737461746566756c3d7472756526747269676765722e6d697366697265496e737472756374696f6e3d3126747269676765722e726570656174436f756e743d2d3126747269676765722e726570656174496e74657276616c3d383634303030303074001643616d656c51756172747a547269676765725479706574000673696d706c6574001b43616d656c51756172747a43616d656c436f6e746578744e616d657400086f646b2d73796e637800');
INSERT INTO public.qrtz_job_details VALUES ('scheduler-odk-sync', 'image_processing', 'odk-sync', NULL, 'org.apache.camel.component.quartz.StatefulCamelJob', false, true, true, false, '\xaced0005737200156f72672e71756172747a2e4a6f62446174614d61709fb083e8bfa9b0cb020000787200266f72672e71756172747a2e7574696c732e537472696e674b65794469727479466c61674d61708208e8c3fbc55d280200015a0013616c6c6f77735472616e7369656e74446174617872001d6f72672e71756172747a2e7574696c732e4469727479466c61674d617013e62ead28760ace0200025a000564697274794c00036d617074000f4c6a6176612f7574696c2f4d61703b787001737200116a6176612e7574696c2e486173684d61700507dac1c31660d103000246000a6c6f6164466163746f724900097468726573686f6c6478703f4000000000000c7708000000100000000574002643616d656c51756172747a5472696767657253696d706c65526570656174496e74657276616c740008383634303030303074002543616d656c51756172747a5472696767657253696d706c65526570656174436f756e7465727400022d3174001343616d656c51756172747a456e64706f696e7474008471756172747a3a2f2f6f646b2d73796e632f696d6167655f70726f63657373696e673f737461746566756c3d7472756526747269676765722e6d697366697265496e737472756374696f6e3d3126747269676765722e726570656174436f756e743d2d3126747269676765722e726570656174496e74657276616c3d383634303030303074001643616d656c51756172747a547269676765725479706574000673696d706c6574001b43616d656c51756172747a43616d656c436f6e746578744e616d657400086f646b2d73796e637800');
INSERT INTO public.qrtz_job_details VALUES ('scheduler-odk-sync', 'url_refresh', 'odk-sync', NULL, 'org.apache.camel.component.quartz.StatefulCamelJob', false, true, true, false, '\xaced0005737200156f72672e71756172747a2e4a6f62446174614d61709fb083e8bfa9b0cb020000787200266f72672e71756172747a2e7574696c732e537472696e674b65794469727479466c61674d61708208e8c3fbc55d280200015a0013616c6c6f77735472616e7369656e74446174617872001d6f72672e71756172747a2e7574696c732e4469727479466c61674d617013e62ead28760ace0200025a000564697274794c00036d617074000f4c6a6176612f7574696c2f4d61703b787001737200116a6176612e7574696c2e486173684d61700507dac1c31660d103000246000a6c6f6164466163746f724900097468726573686f6c6478703f4000000000000c7708000000100000000574002643616d656c51756172747a5472696767657253696d706c65526570656174496e74657276616c740008383634303030303074002543616d656c51756172747a5472696767657253696d706c65526570656174436f756e7465727400022d3174001343616d656c51756172747a456e64706f696e7474007f71756172747a3a2f2f6f646b2d73796e632f75726c5f726566726573683f737461746566756c3d7472756526747269676765722e6d697366697265496e737472756374696f6e3d3126747269676765722e726570656174436f756e743d2d3126747269676765722e726570656174496e74657276616c3d383634303030303074001643616d656c51756172747a547269676765725479706574000673696d706c6574001b43616d656c51756172747a43616d656c436f6e746578744e616d657400086f646b2d73796e637800');
INSERT INTO public.qrtz_job_details VALUES ('scheduler-odk-sync', 'person_details', 'odk-sync', NULL, 'org.apache.camel.component.quartz.StatefulCamelJob', false, true, true, false, '\xaced0005737200156f72672e71756172747a2e4a6f62446174614d61709fb083e8bfa9b0cb020000787200266f72672e71756172747a2e7574696c732e537472696e674b65794469727479466c61674d61708208e8c3fbc55d280200015a0013616c6c6f77735472616e7369656e74446174617872001d6f72672e71756172747a2e7574696c732e4469727479466c61674d617013e62ead28760ace0200025a000564697274794c00036d617074000f4c6a6176612f7574696c2f4d61703b787001737200116a6176612e7574696c2e486173684d61700507dac1c31660d103000246000a6c6f6164466163746f724900097468726573686f6c6478703f4000000000000c7708000000100000000574002643616d656c51756172747a5472696767657253696d706c65526570656174496e74657276616c740008383634303030303074002543616d656c51756172747a5472696767657253696d706c65526570656174436f756e7465727400022d3174001343616d656c51756172747a456e64706f696e7474008271756172747a3a2f2f6f646b2d73796e632f706572736f6e5f64657461696c733f737461746566756c3d7472756526747269676765722e6d697366697265496e737472756374696f6e3d3126747269676765722e726570656174436f756e743d2d3126747269676765722e726570656174496e74657276616c3d383634303030303074001643616d656c51756172747a547269676765725479706574000673696d706c6574001b43616d656c51756172747a43616d656c436f6e746578744e616d657400086f646b2d73796e637800');
INSERT INTO public.qrtz_job_details VALUES ('scheduler-odk-sync', 'unified', 'odk-sync', NULL, 'org.apache.camel.component.quartz.StatefulCamelJob', false, true, true, false, '\xaced0005737200156f72672e71756172747a2e4a6f62446174614d61709fb083e8bfa9b0cb020000787200266f72672e71756172747a2e7574696c732e537472696e674b65794469727479466c61674d61708208e8c3fbc55d280200015a0013616c6c6f77735472616e7369656e74446174617872001d6f72672e71756172747a2e7574696c732e4469727479466c61674d617013e62ead28760ace0200025a000564697274794c00036d617074000f4c6a6176612f7574696c2f4d61703b787001737200116a6176612e7574696c2e486173684d61700507dac1c31660d103000246000a6c6f6164466163746f724900097468726573686f6c6478703f4000000000000c7708000000100000000574002643616d656c51756172747a5472696767657253696d706c65526570656174496e74657276616c740008383634303030303074002543616d656c51756172747a5472696767657253696d706c65526570656174436f756e7465727400022d3174001343616d656c51756172747a456e64706f696e7474007b71756172747a3a2f2f6f646b2d73796e632f756e69666965643f737461746566756c3d7472756526747269676765722e6d697366697265496e737472756374696f6e3d3126747269676765722e726570656174436f756e743d2d3126747269676765722e726570656174496e74657276616c3d383634303030303074001643616d656c51756172747a547269676765725479706574000673696d706c6574001b43616d656c51756172747a43616d656c436f6e746578744e616d657400086f646b2d73796e637800');
INSERT INTO public.qrtz_job_details VALUES ('scheduler-odk-sync', 'views', 'odk-sync', NULL, 'org.apache.camel.component.quartz.StatefulCamelJob', false, true, true, false, '\xaced0005737200156f72672e71756172747a2e4a6f62446174614d61709fb083e8bfa9b0cb020000787200266f72672e71756172747a2e7574696c732e537472696e674b65794469727479466c61674d61708208e8c3fbc55d280200015a0013616c6c6f77735472616e7369656e74446174617872001d6f72672e71756172747a2e7574696c732e4469727479466c61674d617013e62ead28760ace0200025a000564697274794c00036d617074000f4c6a6176612f7574696c2f4d61703b787001737200116a6176612e7574696c2e486173684d61700507dac1c31660d103000246000a6c6f6164466163746f724900097468726573686f6c6478703f4000000000000c7708000000100000000574002643616d656c51756172747a5472696767657253696d706c65526570656174496e74657276616c740008383634303030303074002543616d656c51756172747a5472696767657253696d706c65526570656174436f756e7465727400022d3174001343616d656c51756172747a456e64706f696e7474007971756172747a3a2f2f6f646b2d73796e632f76696577733f737461746566756c3d7472756526747269676765722e6d697366697265496e737472756374696f6e3d3126747269676765722e726570656174436f756e743d2d3126747269676765722e726570656174496e74657276616c3d383634303030303074001643616d656c51756172747a547269676765725479706574000673696d706c6574001b43616d656c51756172747a43616d656c436f6e746578744e616d657400086f646b2d73796e637800');
INSERT INTO public.qrtz_job_details VALUES ('scheduler-odk-sync', 'reconcile', 'odk-sync', NULL, 'org.apache.camel.component.quartz.StatefulCamelJob', false, true, true, false, '\xaced0005737200156f72672e71756172747a2e4a6f62446174614d61709fb083e8bfa9b0cb020000787200266f72672e71756172747a2e7574696c732e537472696e674b65794469727479466c61674d61708208e8c3fbc55d280200015a0013616c6c6f77735472616e7369656e74446174617872001d6f72672e71756172747a2e7574696c732e4469727479466c61674d617013e62ead28760ace0200025a000564697274794c00036d617074000f4c6a6176612f7574696c2f4d61703b787001737200116a6176612e7574696c2e486173684d61700507dac1c31660d103000246000a6c6f6164466163746f724900097468726573686f6c6478703f4000000000000c7708000000100000000574002643616d656c51756172747a5472696767657253696d706c65526570656174496e74657276616c7400073336303030303074002543616d656c51756172747a5472696767657253696d706c65526570656174436f756e7465727400022d3174001343616d656c51756172747a456e64706f696e7474007c71756172747a3a2f2f6f646b2d73796e632f7265636f6e63696c653f737461746566756c3d7472756526747269676765722e6d697366697265496e737472756374696f6e3d3126747269676765722e726570656174436f756e743d2d3126747269676765722e726570656174496e74657276616c3d3336303030303074001643616d656c51756172747a547269676765725479706574000673696d706c6574001b43616d656c51756172747a43616d656c436f6e746578744e616d657400086f646b2d73796e637800');
INSERT INTO public.qrtz_job_details VALUES ('scheduler-odk-sync', 'history_cleanup', 'odk-sync', NULL, 'org.apache.camel.component.quartz.StatefulCamelJob', false, true, true, false, '\xaced0005737200156f72672e71756172747a2e4a6f62446174614d61709fb083e8bfa9b0cb020000787200266f72672e71756172747a2e7574696c732e537472696e674b65794469727479466c61674d61708208e8c3fbc55d280200015a0013616c6c6f77735472616e7369656e74446174617872001d6f72672e71756172747a2e7574696c732e4469727479466c61674d617013e62ead28760ace0200025a000564697274794c00036d617074000f4c6a6176612f7574696c2f4d61703b787001737200116a6176612e7574696c2e486173684d61700507dac1c31660d103000246000a6c6f6164466163746f724900097468726573686f6c6478703f4000000000000c7708000000100000000574002643616d656c51756172747a5472696767657253696d706c65526570656174496e74657276616c7400073336303030303074002543616d656c51756172747a5472696767657253696d706c65526570656174436f756e7465727400022d3174001343616d656c51756172747a456e64706f696e7474008271756172747a3a2f2f6f646b2d73796e632f686973746f72795f636c65616e75703f737461746566756c3d7472756526747269676765722e6d697366697265496e737472756374696f6e3d3126747269676765722e726570656174436f756e743d2d3126747269676765722e726570656174496e74657276616c3d3336303030303074001643616d656c51756172747a547269676765725479706574000673696d706c6574001b43616d656c51756172747a43616d656c436f6e746578744e616d657400086f646b2d73796e637800');


--
-- Data for Name: qrtz_locks; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.qrtz_locks VALUES ('scheduler-odk-sync', 'TRIGGER_ACCESS');
INSERT INTO public.qrtz_locks VALUES ('scheduler-odk-sync', 'STATE_ACCESS');


--
-- Data for Name: qrtz_paused_trigger_grps; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: qrtz_scheduler_state; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.qrtz_scheduler_state VALUES ('scheduler-odk-sync', 'vm1796014782839', 1796014789452, 5000);


--
-- Data for Name: qrtz_simple_triggers; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.qrtz_simple_triggers VALUES ('scheduler-odk-sync', 'main_submissions', 'odk-sync', -1, 86400000, 1);
INSERT INTO public.qrtz_simple_triggers VALUES ('scheduler-odk-sync', 'image_processing', 'odk-sync', -1, 86400000, 1);
INSERT INTO public.qrtz_simple_triggers VALUES ('scheduler-odk-sync', 'url_refresh', 'odk-sync', -1, 86400000, 1);
INSERT INTO public.qrtz_simple_triggers VALUES ('scheduler-odk-sync', 'person_details', 'odk-sync', -1, 86400000, 1);
INSERT INTO public.qrtz_simple_triggers VALUES ('scheduler-odk-sync', 'unified', 'odk-sync', -1, 86400000, 1);
INSERT INTO public.qrtz_simple_triggers VALUES ('scheduler-odk-sync', 'views', 'odk-sync', -1, 86400000, 1);
INSERT INTO public.qrtz_simple_triggers VALUES ('scheduler-odk-sync', 'reconcile', 'odk-sync', -1, 3600000, 1);
INSERT INTO public.qrtz_simple_triggers VALUES ('scheduler-odk-sync', 'history_cleanup', 'odk-sync', -1, 3600000, 1);


--
-- Data for Name: qrtz_simprop_triggers; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: qrtz_triggers; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.qrtz_triggers VALUES ('scheduler-odk-sync', 'image_processing', 'odk-sync', 'image_processing', 'odk-sync', NULL, 1796101184024, 1796014784024, 5, 'WAITING', 'SIMPLE', 1796014784024, 0, NULL, 1, '\x');
INSERT INTO public.qrtz_triggers VALUES ('scheduler-odk-sync', 'url_refresh', 'odk-sync', 'url_refresh', 'odk-sync', NULL, 1796101184042, 1796014784042, 5, 'WAITING', 'SIMPLE', 1796014784042, 0, NULL, 1, '\x');
INSERT INTO public.qrtz_triggers VALUES ('scheduler-odk-sync', 'unified', 'odk-sync', 'unified', 'odk-sync', NULL, 1796101184074, 1796014784074, 5, 'WAITING', 'SIMPLE', 1796014784074, 0, NULL, 1, '\x');
INSERT INTO public.qrtz_triggers VALUES ('scheduler-odk-sync', 'views', 'odk-sync', 'views', 'odk-sync', NULL, 1796101184088, 1796014784088, 5, 'WAITING', 'SIMPLE', 1796014784088, 0, NULL, 1, '\x');
INSERT INTO public.qrtz_triggers VALUES ('scheduler-odk-sync', 'reconcile', 'odk-sync', 'reconcile', 'odk-sync', NULL, 1796018384107, 1796014784107, 5, 'WAITING', 'SIMPLE', 1796014784107, 0, NULL, 1, '\x');
INSERT INTO public.qrtz_triggers VALUES ('scheduler-odk-sync', 'history_cleanup', 'odk-sync', 'history_cleanup', 'odk-sync', NULL, 1796018384130, 1796014784130, 5, 'WAITING', 'SIMPLE', 1796014784130, 0, NULL, 1, '\x');
INSERT INTO public.qrtz_triggers VALUES ('scheduler-odk-sync', 'main_submissions', 'odk-sync', 'main_submissions', 'odk-sync', NULL, 1796101184000, 1796014784000, 5, 'WAITING', 'SIMPLE', 1796014784000, 0, NULL, 1, '\x');
INSERT INTO public.qrtz_triggers VALUES ('scheduler-odk-sync', 'person_details', 'odk-sync', 'person_details', 'odk-sync', NULL, 1796101184059, 1796014784059, 5, 'WAITING', 'SIMPLE', 1796014784059, 0, NULL, 1, '\x');


--
-- Name: odk_attachment_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.odk_attachment_id_seq', 54, true);


--
-- Name: odk_recheck_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.odk_recheck_id_seq', 1, false);


--
-- Name: odk_rejected_record_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.odk_rejected_record_id_seq', 3, true);


--
-- Name: odk_sync_history_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.odk_sync_history_id_seq', 22, true);


--
-- Name: odk_unified_dirty_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.odk_unified_dirty_id_seq', 35, true);


--
-- Name: GRARentalDataCollection_person_details GRARentalDataCollection_person_details_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public."GRARentalDataCollection_person_details"
    ADD CONSTRAINT "GRARentalDataCollection_person_details_pkey" PRIMARY KEY ("UUID");


--
-- Name: GRARentalDataCollection GRARentalDataCollection_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public."GRARentalDataCollection"
    ADD CONSTRAINT "GRARentalDataCollection_pkey" PRIMARY KEY ("UUID");


--
-- Name: GRARentalDataCollection_unified GRARentalDataCollection_unified_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public."GRARentalDataCollection_unified"
    ADD CONSTRAINT "GRARentalDataCollection_unified_pkey" PRIMARY KEY ("UUID");


--
-- Name: odk_alert odk_alert_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.odk_alert
    ADD CONSTRAINT odk_alert_pkey PRIMARY KEY (sync_type);


--
-- Name: odk_attachment odk_attachment_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.odk_attachment
    ADD CONSTRAINT odk_attachment_pkey PRIMARY KEY (form, submission_id, file_name);


--
-- Name: odk_expanded odk_expanded_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.odk_expanded
    ADD CONSTRAINT odk_expanded_pkey PRIMARY KEY (form, submission_id);


--
-- Name: odk_form odk_form_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.odk_form
    ADD CONSTRAINT odk_form_pkey PRIMARY KEY (form);


--
-- Name: odk_recheck odk_recheck_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.odk_recheck
    ADD CONSTRAINT odk_recheck_pkey PRIMARY KEY (id);


--
-- Name: odk_rejected_record odk_rejected_record_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.odk_rejected_record
    ADD CONSTRAINT odk_rejected_record_pkey PRIMARY KEY (sync_type, table_name, record_id, column_name);


--
-- Name: odk_schema_history odk_schema_history_pk; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.odk_schema_history
    ADD CONSTRAINT odk_schema_history_pk PRIMARY KEY (installed_rank);


--
-- Name: odk_sync_cursor odk_sync_cursor_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.odk_sync_cursor
    ADD CONSTRAINT odk_sync_cursor_pkey PRIMARY KEY (sync_type);


--
-- Name: odk_sync_history odk_sync_history_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.odk_sync_history
    ADD CONSTRAINT odk_sync_history_pkey PRIMARY KEY (id);


--
-- Name: odk_sync_lease odk_sync_lease_fence; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.odk_sync_lease
    ADD CONSTRAINT odk_sync_lease_fence UNIQUE (sync_type, fencing_number);


--
-- Name: odk_sync_lease odk_sync_lease_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.odk_sync_lease
    ADD CONSTRAINT odk_sync_lease_pkey PRIMARY KEY (sync_type);


--
-- Name: odk_sync_status odk_sync_status_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.odk_sync_status
    ADD CONSTRAINT odk_sync_status_pkey PRIMARY KEY (sync_type);


--
-- Name: odk_tombstone odk_tombstone_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.odk_tombstone
    ADD CONSTRAINT odk_tombstone_pkey PRIMARY KEY (form, submission_id);


--
-- Name: odk_unified_dirty odk_unified_dirty_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.odk_unified_dirty
    ADD CONSTRAINT odk_unified_dirty_pkey PRIMARY KEY (id);


--
-- Name: qrtz_blob_triggers qrtz_blob_triggers_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.qrtz_blob_triggers
    ADD CONSTRAINT qrtz_blob_triggers_pkey PRIMARY KEY (sched_name, trigger_name, trigger_group);


--
-- Name: qrtz_calendars qrtz_calendars_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.qrtz_calendars
    ADD CONSTRAINT qrtz_calendars_pkey PRIMARY KEY (sched_name, calendar_name);


--
-- Name: qrtz_cron_triggers qrtz_cron_triggers_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.qrtz_cron_triggers
    ADD CONSTRAINT qrtz_cron_triggers_pkey PRIMARY KEY (sched_name, trigger_name, trigger_group);


--
-- Name: qrtz_fired_triggers qrtz_fired_triggers_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.qrtz_fired_triggers
    ADD CONSTRAINT qrtz_fired_triggers_pkey PRIMARY KEY (sched_name, entry_id);


--
-- Name: qrtz_job_details qrtz_job_details_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.qrtz_job_details
    ADD CONSTRAINT qrtz_job_details_pkey PRIMARY KEY (sched_name, job_name, job_group);


--
-- Name: qrtz_locks qrtz_locks_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.qrtz_locks
    ADD CONSTRAINT qrtz_locks_pkey PRIMARY KEY (sched_name, lock_name);


--
-- Name: qrtz_paused_trigger_grps qrtz_paused_trigger_grps_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.qrtz_paused_trigger_grps
    ADD CONSTRAINT qrtz_paused_trigger_grps_pkey PRIMARY KEY (sched_name, trigger_group);


--
-- Name: qrtz_scheduler_state qrtz_scheduler_state_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.qrtz_scheduler_state
    ADD CONSTRAINT qrtz_scheduler_state_pkey PRIMARY KEY (sched_name, instance_name);


--
-- Name: qrtz_simple_triggers qrtz_simple_triggers_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.qrtz_simple_triggers
    ADD CONSTRAINT qrtz_simple_triggers_pkey PRIMARY KEY (sched_name, trigger_name, trigger_group);


--
-- Name: qrtz_simprop_triggers qrtz_simprop_triggers_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.qrtz_simprop_triggers
    ADD CONSTRAINT qrtz_simprop_triggers_pkey PRIMARY KEY (sched_name, trigger_name, trigger_group);


--
-- Name: qrtz_triggers qrtz_triggers_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.qrtz_triggers
    ADD CONSTRAINT qrtz_triggers_pkey PRIMARY KEY (sched_name, trigger_name, trigger_group);


--
-- Name: GRARentalDataCollection_person_details_submission; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX "GRARentalDataCollection_person_details_submission" ON public."GRARentalDataCollection_person_details" USING btree ("__Submissions-id");


--
-- Name: idx_qrtz_ft_inst_job_req_rcvry; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX idx_qrtz_ft_inst_job_req_rcvry ON public.qrtz_fired_triggers USING btree (sched_name, instance_name, requests_recovery);


--
-- Name: idx_qrtz_ft_j_g; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX idx_qrtz_ft_j_g ON public.qrtz_fired_triggers USING btree (sched_name, job_name, job_group);


--
-- Name: idx_qrtz_ft_jg; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX idx_qrtz_ft_jg ON public.qrtz_fired_triggers USING btree (sched_name, job_group);


--
-- Name: idx_qrtz_ft_t_g; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX idx_qrtz_ft_t_g ON public.qrtz_fired_triggers USING btree (sched_name, trigger_name, trigger_group);


--
-- Name: idx_qrtz_ft_tg; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX idx_qrtz_ft_tg ON public.qrtz_fired_triggers USING btree (sched_name, trigger_group);


--
-- Name: idx_qrtz_ft_trig_inst_name; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX idx_qrtz_ft_trig_inst_name ON public.qrtz_fired_triggers USING btree (sched_name, instance_name);


--
-- Name: idx_qrtz_j_grp; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX idx_qrtz_j_grp ON public.qrtz_job_details USING btree (sched_name, job_group);


--
-- Name: idx_qrtz_j_req_recovery; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX idx_qrtz_j_req_recovery ON public.qrtz_job_details USING btree (sched_name, requests_recovery);


--
-- Name: idx_qrtz_t_c; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX idx_qrtz_t_c ON public.qrtz_triggers USING btree (sched_name, calendar_name);


--
-- Name: idx_qrtz_t_g; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX idx_qrtz_t_g ON public.qrtz_triggers USING btree (sched_name, trigger_group);


--
-- Name: idx_qrtz_t_j; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX idx_qrtz_t_j ON public.qrtz_triggers USING btree (sched_name, job_name, job_group);


--
-- Name: idx_qrtz_t_jg; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX idx_qrtz_t_jg ON public.qrtz_triggers USING btree (sched_name, job_group);


--
-- Name: idx_qrtz_t_n_g_state; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX idx_qrtz_t_n_g_state ON public.qrtz_triggers USING btree (sched_name, trigger_group, trigger_state);


--
-- Name: idx_qrtz_t_n_state; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX idx_qrtz_t_n_state ON public.qrtz_triggers USING btree (sched_name, trigger_name, trigger_group, trigger_state);


--
-- Name: idx_qrtz_t_next_fire_time; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX idx_qrtz_t_next_fire_time ON public.qrtz_triggers USING btree (sched_name, next_fire_time);


--
-- Name: idx_qrtz_t_nft_misfire; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX idx_qrtz_t_nft_misfire ON public.qrtz_triggers USING btree (sched_name, misfire_instr, next_fire_time);


--
-- Name: idx_qrtz_t_nft_st; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX idx_qrtz_t_nft_st ON public.qrtz_triggers USING btree (sched_name, trigger_state, next_fire_time);


--
-- Name: idx_qrtz_t_nft_st_misfire; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX idx_qrtz_t_nft_st_misfire ON public.qrtz_triggers USING btree (sched_name, misfire_instr, next_fire_time, trigger_state);


--
-- Name: idx_qrtz_t_nft_st_misfire_grp; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX idx_qrtz_t_nft_st_misfire_grp ON public.qrtz_triggers USING btree (sched_name, misfire_instr, next_fire_time, trigger_group, trigger_state);


--
-- Name: idx_qrtz_t_state; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX idx_qrtz_t_state ON public.qrtz_triggers USING btree (sched_name, trigger_state);


--
-- Name: ix_odk_sync_history_sync_timestamp; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_odk_sync_history_sync_timestamp ON public.odk_sync_history USING btree (sync_timestamp);


--
-- Name: ix_odk_sync_history_sync_type; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_odk_sync_history_sync_type ON public.odk_sync_history USING btree (sync_type);


--
-- Name: odk_attachment_check_due; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX odk_attachment_check_due ON public.odk_attachment USING btree (form, next_check_at) WHERE ((state = ANY (ARRAY['stored'::text, 'failed'::text])) AND (md5 IS NOT NULL));


--
-- Name: odk_attachment_due; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX odk_attachment_due ON public.odk_attachment USING btree (form, next_attempt_at) WHERE (state = ANY (ARRAY['pending'::text, 'missing'::text]));


--
-- Name: odk_attachment_expiring; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX odk_attachment_expiring ON public.odk_attachment USING btree (form, url_expires_at) WHERE (url IS NOT NULL);


--
-- Name: odk_attachment_id; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX odk_attachment_id ON public.odk_attachment USING btree (id);


--
-- Name: odk_attachment_link; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX odk_attachment_link ON public.odk_attachment USING btree (link_id);


--
-- Name: odk_attachment_state; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX odk_attachment_state ON public.odk_attachment USING btree (state, id);


--
-- Name: odk_attachment_worked; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX odk_attachment_worked ON public.odk_attachment USING btree (history_id);


--
-- Name: odk_listing_sync_type; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX odk_listing_sync_type ON public.odk_listing USING btree (sync_type, submission_id);


--
-- Name: odk_recheck_sync_type; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX odk_recheck_sync_type ON public.odk_recheck USING btree (sync_type, id);


--
-- Name: odk_rejected_record_id; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX odk_rejected_record_id ON public.odk_rejected_record USING btree (id);


--
-- Name: odk_rejected_record_open; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX odk_rejected_record_open ON public.odk_rejected_record USING btree (id) WHERE (replayed_at IS NULL);


--
-- Name: odk_rejected_record_submission; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX odk_rejected_record_submission ON public.odk_rejected_record USING btree (sync_type, submission_id);


--
-- Name: odk_schema_history_s_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX odk_schema_history_s_idx ON public.odk_schema_history USING btree (success);


--
-- Name: odk_sync_history_outcome; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX odk_sync_history_outcome ON public.odk_sync_history USING btree (sync_type, status, id);


--
-- Name: odk_unified_dirty_form; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX odk_unified_dirty_form ON public.odk_unified_dirty USING btree (form, id);


--
-- Name: qrtz_blob_triggers qrtz_blob_triggers_sched_name_trigger_name_trigger_group_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.qrtz_blob_triggers
    ADD CONSTRAINT qrtz_blob_triggers_sched_name_trigger_name_trigger_group_fkey FOREIGN KEY (sched_name, trigger_name, trigger_group) REFERENCES public.qrtz_triggers(sched_name, trigger_name, trigger_group);


--
-- Name: qrtz_cron_triggers qrtz_cron_triggers_sched_name_trigger_name_trigger_group_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.qrtz_cron_triggers
    ADD CONSTRAINT qrtz_cron_triggers_sched_name_trigger_name_trigger_group_fkey FOREIGN KEY (sched_name, trigger_name, trigger_group) REFERENCES public.qrtz_triggers(sched_name, trigger_name, trigger_group);


--
-- Name: qrtz_simple_triggers qrtz_simple_triggers_sched_name_trigger_name_trigger_group_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.qrtz_simple_triggers
    ADD CONSTRAINT qrtz_simple_triggers_sched_name_trigger_name_trigger_group_fkey FOREIGN KEY (sched_name, trigger_name, trigger_group) REFERENCES public.qrtz_triggers(sched_name, trigger_name, trigger_group);


--
-- Name: qrtz_simprop_triggers qrtz_simprop_triggers_sched_name_trigger_name_trigger_grou_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.qrtz_simprop_triggers
    ADD CONSTRAINT qrtz_simprop_triggers_sched_name_trigger_name_trigger_grou_fkey FOREIGN KEY (sched_name, trigger_name, trigger_group) REFERENCES public.qrtz_triggers(sched_name, trigger_name, trigger_group);


--
-- Name: qrtz_triggers qrtz_triggers_sched_name_job_name_job_group_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.qrtz_triggers
    ADD CONSTRAINT qrtz_triggers_sched_name_job_name_job_group_fkey FOREIGN KEY (sched_name, job_name, job_group) REFERENCES public.qrtz_job_details(sched_name, job_name, job_group);


--
-- PostgreSQL database dump complete
--


