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
    deleted_at timestamp with time zone,
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
          WHERE (m.deleted_at IS NULL)
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

COMMENT ON VIEW public."GRARentalDataCollection_persons" IS 'odk-sync: GRARentalDataCollection_persons.sql, ee0222a4eca5195c12945be5412e7f26ec5738452ffb97966709f34779d2cb29';


--
-- Name: GRARentalDataCollection_unified; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public."GRARentalDataCollection_unified" (
    "UUID" text NOT NULL,
    building text,
    building_image_url text,
    building_image_url_html text,
    people bigint
);


--
-- Name: GRARentalDataCollection_unified_source; Type: VIEW; Schema: public; Owner: -
--

CREATE VIEW public."GRARentalDataCollection_unified_source" AS
 SELECT m."UUID",
    (m.property_description ->> 'property_name'::text) AS building,
    m.building_image_url,
    public.odk_image_html(m.building_image_url, 'Building'::text) AS building_image_url_html,
    ( SELECT count(*) AS count
           FROM public."GRARentalDataCollection_person_details" p
          WHERE (p."__Submissions-id" = m."UUID")) AS people
   FROM public."GRARentalDataCollection" m
  WHERE (m.deleted_at IS NULL);


--
-- Name: VIEW "GRARentalDataCollection_unified_source"; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON VIEW public."GRARentalDataCollection_unified_source" IS 'odk-sync: buildings.sql, c9ad8938882c993f4a6bd427db4fb6baadba61eb52f2351776b07cbd0c3ed1d3';


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

INSERT INTO public."GRARentalDataCollection" VALUES ('uuid:c818d053-dea9-4946-84cd-8daa1b14c015', 'uuid:c818d053-dea9-4946-84cd-8daa1b14c015', '2026-11-30', '2026-11-30 01:16:20.908+00', '2026-11-30 02:04:11.908+00', NULL, '{"type": "Point", "properties": {"accuracy": 12.691}, "coordinates": [-16.62839, 13.438934, 208.5]}', '{"town_label": "Soma", "centroid_gps": {"type": "Point", "properties": {"accuracy": 10.441}, "coordinates": [-16.559888, 13.491546, 61.5]}, "street_label": "Market Lane", "district_label": "Kanifing", "address_plus_code": "6CR92QVJ+C62", "address_plus_code_image": null}', '{"building_type": "mixed", "property_name": "Plaza Jallow 260", "building_image": "1796004292521.jpg", "building__geopoint": {"type": "Point", "properties": {"accuracy": 5.601}, "coordinates": [-16.643187, 13.490801, 24.5]}, "number_of_shops_apts_units": 9}', NULL, 1, 0, 1, NULL, NULL, 'Submissions(''uuid%3Ac818d053-dea9-4946-84cd-8daa1b14c015'')/person_details', '{"end_note": null}', '{"instanceID": "uuid:c818d053-dea9-4946-84cd-8daa1b14c015", "instanceName": "Plaza Jallow 260"}', '{"edits": 0, "status": null, "deviceId": null, "deletedAt": null, "updatedAt": null, "formVersion": "2026010101", "reviewState": null, "submitterId": "5", "submitterName": "sample@odk-sync.invalid", "submissionDate": "2026-11-30T04:59:57.908Z", "attachmentsPresent": 1, "attachmentsExpected": 1}', '2026-11-30 04:59:57.908+00', NULL, 'https://survey.example.org/pictures/images/b280cbb7-b6d9-47e9-819a-d6d7b73ac75f', NULL);
INSERT INTO public."GRARentalDataCollection" VALUES ('uuid:8c850c58-7d24-465f-a1ca-4af9cfff3d27', 'uuid:8c850c58-7d24-465f-a1ca-4af9cfff3d27', '2026-11-29', '2026-11-29 21:33:57.915+00', '2026-11-29 21:46:35.915+00', NULL, '{"type": "Point", "properties": {"accuracy": 8.681}, "coordinates": [-16.599201, 13.445024, 30.5]}', '{"town_label": "Serrekunda", "centroid_gps": {"type": "Point", "properties": {"accuracy": 5.271}, "coordinates": [-16.582308, 13.497421, 252.5]}, "street_label": "Sayerr Jobe Ave.", "district_label": "Kombo South", "address_plus_code": "6CF7H2PM+Q2W", "address_plus_code_image": null}', '{"building_type": "commercial", "property_name": "Shop Saidykhan 969", "building_image": "1795988853656.jpg", "building__geopoint": {"type": "Point", "properties": {"accuracy": 10.581}, "coordinates": [-16.738935, 13.515637, 131.5]}, "number_of_shops_apts_units": 26}', NULL, 0, 0, 1, NULL, NULL, 'Submissions(''uuid%3A8c850c58-7d24-465f-a1ca-4af9cfff3d27'')/person_details', '{"end_note": null}', '{"instanceID": "uuid:8c850c58-7d24-465f-a1ca-4af9cfff3d27", "instanceName": "Shop Saidykhan 969"}', '{"edits": 0, "status": null, "deviceId": null, "deletedAt": null, "updatedAt": null, "formVersion": "2026010101", "reviewState": null, "submitterId": "5", "submitterName": "sample@odk-sync.invalid", "submissionDate": "2026-11-30T04:59:57.915Z", "attachmentsPresent": 1, "attachmentsExpected": 1}', '2026-11-30 04:59:57.915+00', NULL, 'https://survey.example.org/pictures/images/f1c06b30-00fd-47c1-a4e6-15468b283ef6', NULL);
INSERT INTO public."GRARentalDataCollection" VALUES ('uuid:5f066941-6aa2-4807-a81c-c26cc2da3479', 'uuid:5f066941-6aa2-4807-a81c-c26cc2da3479', '2026-11-30', '2026-11-30 02:05:33.01+00', '2026-11-30 02:54:59.01+00', NULL, '{"type": "Point", "properties": {"accuracy": 11.651}, "coordinates": [-16.764112, 13.424224, 188.5]}', '{"town_label": "Brikama", "centroid_gps": {"type": "Point", "properties": {"accuracy": 11.801}, "coordinates": [-16.715927, 13.457551, 339.5]}, "street_label": "Independence Drive", "district_label": "Kanifing", "address_plus_code": "6CGH6QQJ+PJV", "address_plus_code_image": null}', '{"building_type": "mixed", "property_name": "Shop Sowe 666", "building_image": "1796007320490.jpg", "building__geopoint": {"type": "Point", "properties": {"accuracy": 11.291}, "coordinates": [-16.624553, 13.457323, 41.5]}, "number_of_shops_apts_units": 25}', NULL, 1, 1, 3, NULL, NULL, 'Submissions(''uuid%3A5f066941-6aa2-4807-a81c-c26cc2da3479'')/person_details', '{"end_note": null}', '{"instanceID": "uuid:5f066941-6aa2-4807-a81c-c26cc2da3479", "instanceName": "Shop Sowe 666"}', '{"edits": 0, "status": null, "deviceId": null, "deletedAt": "2026-11-30T04:59:59.954Z", "updatedAt": null, "formVersion": "2026010101", "reviewState": null, "submitterId": "5", "submitterName": "sample@odk-sync.invalid", "submissionDate": "2026-11-30T04:59:58.010Z", "attachmentsPresent": 1, "attachmentsExpected": 1}', '2026-11-30 04:59:58.01+00', '2026-11-30 04:59:59.954+00', 'https://survey.example.org/pictures/images/e5765923-af50-4c6c-8f4f-70224e4d21b6', NULL);
INSERT INTO public."GRARentalDataCollection" VALUES ('uuid:dd204116-8e35-4a3e-ab28-be2482050bb1', 'uuid:dd204116-8e35-4a3e-ab28-be2482050bb1', '2026-11-29', '2026-11-29 22:37:09.993+00', '2026-11-29 23:27:22.993+00', NULL, '{"type": "Point", "properties": {"accuracy": 9.621}, "coordinates": [-16.683887, 13.515125, 68.5]}', '{"town_label": "Bakau", "centroid_gps": {"type": "Point", "properties": {"accuracy": 8.131}, "coordinates": [-16.569417, 13.433613, 68.5]}, "street_label": "Sayerr Jobe Ave.", "district_label": "Kombo Central", "address_plus_code": "6CHM354H+FPV", "address_plus_code_image": "1795991843161.jpg"}', '{"building_type": "compound", "property_name": "Kunda Touray 622", "building_image": "1795994870095.jpg", "building__geopoint": {"type": "Point", "properties": {"accuracy": 9.351}, "coordinates": [-16.669901, 13.479046, 119.5]}, "number_of_shops_apts_units": 21}', NULL, 0, 2, 1, 'edited', NULL, 'Submissions(''uuid%3Add204116-8e35-4a3e-ab28-be2482050bb1'')/person_details', '{"end_note": null}', '{"instanceID": "uuid:107ad23a-cabf-4e49-a044-e648905059a9", "instanceName": "Kunda Touray 622"}', '{"edits": 1, "status": null, "deviceId": null, "deletedAt": null, "updatedAt": "2026-11-30T04:59:59.955Z", "formVersion": "2026010101", "reviewState": "edited", "submitterId": "5", "submitterName": "sample@odk-sync.invalid", "submissionDate": "2026-11-30T04:59:57.993Z", "attachmentsPresent": 2, "attachmentsExpected": 2}', '2026-11-30 04:59:57.993+00', NULL, 'https://survey.example.org/pictures/images/38026983-107a-436e-9333-e3ff7413ca8f', 'https://survey.example.org/pictures/images/55ab5da7-019a-45d2-a42f-4e03dabae468');
INSERT INTO public."GRARentalDataCollection" VALUES ('uuid:2390a6ac-ff57-4c08-8390-60d92cf019dd', 'uuid:2390a6ac-ff57-4c08-8390-60d92cf019dd', '2026-11-30', '2026-11-30 03:25:17.928+00', '2026-11-30 03:32:52.928+00', NULL, '{"type": "Point", "properties": {"accuracy": 8.181}, "coordinates": [-16.791871, 13.484339, 124.5]}', '{"town_label": "Banjul", "centroid_gps": {"type": "Point", "properties": {"accuracy": 12.231}, "coordinates": [-16.757112, 13.442937, 276.5]}, "street_label": "Garba Jahumpa Rd", "district_label": "Upper Baddibu", "address_plus_code": "6CPVMV2F+C2V", "address_plus_code_image": "1796009131702.jpg"}', '{"building_type": "compound", "property_name": "Shop Jallow 502", "building_image": "1796009629749.jpg", "building__geopoint": {"type": "Point", "properties": {"accuracy": 5.701}, "coordinates": [-16.642251, 13.489531, 56.5]}, "number_of_shops_apts_units": 3}', NULL, 0, 1, 0, NULL, NULL, 'Submissions(''uuid%3A2390a6ac-ff57-4c08-8390-60d92cf019dd'')/person_details', '{"end_note": null}', '{"instanceID": "uuid:2390a6ac-ff57-4c08-8390-60d92cf019dd", "instanceName": "Shop Jallow 502"}', '{"edits": 0, "status": null, "deviceId": null, "deletedAt": null, "updatedAt": null, "formVersion": "2026010101", "reviewState": null, "submitterId": "5", "submitterName": "sample@odk-sync.invalid", "submissionDate": "2026-11-30T04:59:57.929Z", "attachmentsPresent": 2, "attachmentsExpected": 2}', '2026-11-30 04:59:57.929+00', NULL, 'https://survey.example.org/pictures/images/fd5f3187-3b91-4053-909f-683f77179c4c', 'https://survey.example.org/pictures/images/50dbb579-6218-4ede-9dd1-2fb6b7853ea5');
INSERT INTO public."GRARentalDataCollection" VALUES ('uuid:5d5c686b-e17d-4bfe-bf08-d467e529353d', 'uuid:5d5c686b-e17d-4bfe-bf08-d467e529353d', '2026-11-29', '2026-11-29 17:18:43.064+00', '2026-11-29 18:02:54.064+00', NULL, '{"type": "Point", "properties": {"accuracy": 10.011}, "coordinates": [-16.680325, 13.444755, 111.5]}', '{"town_label": "Lamin", "centroid_gps": {"type": "Point", "properties": {"accuracy": 3.241}, "coordinates": [-16.631476, 13.448132, 196.5]}, "street_label": "Garba Jahumpa Rd", "district_label": "Kombo Central", "address_plus_code": "6C9GJGQV+9M8", "address_plus_code_image": "1795972763912.jpg"}', '{"building_type": "mixed", "property_name": "House Bah 331", "building_image": "1795975407740.jpg", "building__geopoint": {"type": "Point", "properties": {"accuracy": 12.131}, "coordinates": [-16.775489, 13.48039, 276.5]}, "number_of_shops_apts_units": 8}', NULL, 1, 0, 2, NULL, NULL, 'Submissions(''uuid%3A5d5c686b-e17d-4bfe-bf08-d467e529353d'')/person_details', '{"end_note": null}', '{"instanceID": "uuid:5d5c686b-e17d-4bfe-bf08-d467e529353d", "instanceName": "House Bah 331"}', '{"edits": 0, "status": null, "deviceId": null, "deletedAt": "2026-11-30T04:59:59.954Z", "updatedAt": null, "formVersion": "2026010101", "reviewState": null, "submitterId": "5", "submitterName": "sample@odk-sync.invalid", "submissionDate": "2026-11-30T04:59:58.064Z", "attachmentsPresent": 2, "attachmentsExpected": 2}', '2026-11-30 04:59:58.064+00', '2026-11-30 04:59:59.954+00', 'https://survey.example.org/pictures/images/775a6650-4b0c-4036-8a88-99998f704d8a', 'https://survey.example.org/pictures/images/9a71e49f-d622-497f-80e1-24ca2d486f76');


--
-- Data for Name: GRARentalDataCollection_person_details; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public."GRARentalDataCollection_person_details" VALUES ('uuid:5d5c686b-e17d-4bfe-bf08-d467e529353d_4cf55ac97c4f8099ec5d5d01c5c02e824bef46ae', '4cf55ac97c4f8099ec5d5d01c5c02e824bef46ae', 'uuid:5d5c686b-e17d-4bfe-bf08-d467e529353d', '{"property_basis": "occupant"}', NULL, 'business', 'Fatty & Co. "GM"', 'yes', NULL, NULL, NULL, NULL, 'female', 'passport', NULL, NULL, 'PC890428', 'Senegal', NULL, NULL, NULL, '+2203547853', '9780025', NULL, '{"property_use": "residential", "occupancy_basis": "owned", "rent_annual_amount": 660000, "rent_currency_unit": "GMD"}', 1);
INSERT INTO public."GRARentalDataCollection_person_details" VALUES ('uuid:5d5c686b-e17d-4bfe-bf08-d467e529353d_e7091f3f7bc1a8f709a015509d0fc51190cec6b9', 'e7091f3f7bc1a8f709a015509d0fc51190cec6b9', 'uuid:5d5c686b-e17d-4bfe-bf08-d467e529353d', '{"property_basis": "owner"}', NULL, 'business', 'N''Jie & Sons', 'no', NULL, NULL, NULL, NULL, 'male', 'passport', NULL, NULL, 'PC522230', 'Côte d''Ivoire', NULL, NULL, NULL, '+2209641696', '5497456', NULL, '{"property_use": "storage", "occupancy_basis": "owned", "rent_annual_amount": 275000, "rent_currency_unit": "GMD"}', 2);
INSERT INTO public."GRARentalDataCollection_person_details" VALUES ('uuid:5d5c686b-e17d-4bfe-bf08-d467e529353d_2de4e21deb1639ee3a44f828010849e0ce6619de', '2de4e21deb1639ee3a44f828010849e0ce6619de', 'uuid:5d5c686b-e17d-4bfe-bf08-d467e529353d', '{"property_basis": "occupant"}', '31B', 'individual', NULL, 'yes', '1856166041', 'Sainabou', NULL, 'Drammeh', 'male', 'passport', NULL, NULL, 'PC918160', 'Gambia', NULL, NULL, '1949-02-27', '+2202999695', NULL, 'sainabou.132@example.org', '{"property_use": "shop", "occupancy_basis": "owned", "rent_annual_amount": 43000, "rent_currency_unit": "USD"}', 3);
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


--
-- Data for Name: GRARentalDataCollection_unified; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public."GRARentalDataCollection_unified" VALUES ('uuid:c818d053-dea9-4946-84cd-8daa1b14c015', 'Plaza Jallow 260', 'https://survey.example.org/pictures/images/b280cbb7-b6d9-47e9-819a-d6d7b73ac75f', '<a href="https://survey.example.org/pictures/images/b280cbb7-b6d9-47e9-819a-d6d7b73ac75f"><img src="https://survey.example.org/pictures/images/b280cbb7-b6d9-47e9-819a-d6d7b73ac75f" alt="Building" width="100%"></a>', 2);
INSERT INTO public."GRARentalDataCollection_unified" VALUES ('uuid:8c850c58-7d24-465f-a1ca-4af9cfff3d27', 'Shop Saidykhan 969', 'https://survey.example.org/pictures/images/f1c06b30-00fd-47c1-a4e6-15468b283ef6', '<a href="https://survey.example.org/pictures/images/f1c06b30-00fd-47c1-a4e6-15468b283ef6"><img src="https://survey.example.org/pictures/images/f1c06b30-00fd-47c1-a4e6-15468b283ef6" alt="Building" width="100%"></a>', 1);
INSERT INTO public."GRARentalDataCollection_unified" VALUES ('uuid:2390a6ac-ff57-4c08-8390-60d92cf019dd', 'Shop Jallow 502', 'https://survey.example.org/pictures/images/fd5f3187-3b91-4053-909f-683f77179c4c', '<a href="https://survey.example.org/pictures/images/fd5f3187-3b91-4053-909f-683f77179c4c"><img src="https://survey.example.org/pictures/images/fd5f3187-3b91-4053-909f-683f77179c4c" alt="Building" width="100%"></a>', 1);
INSERT INTO public."GRARentalDataCollection_unified" VALUES ('uuid:dd204116-8e35-4a3e-ab28-be2482050bb1', 'Kunda Touray 622', 'https://survey.example.org/pictures/images/38026983-107a-436e-9333-e3ff7413ca8f', '<a href="https://survey.example.org/pictures/images/38026983-107a-436e-9333-e3ff7413ca8f"><img src="https://survey.example.org/pictures/images/38026983-107a-436e-9333-e3ff7413ca8f" alt="Building" width="100%"></a>', 3);


--
-- Data for Name: odk_alert; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: odk_attachment; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.odk_attachment OVERRIDING SYSTEM VALUE VALUES ('GRARentalDataCollection', 'uuid:2390a6ac-ff57-4c08-8390-60d92cf019dd', '1796009131702.jpg', 'address-plus-code-images', 'stored', NULL, '2026-11-30 04:59:57.929+00', '2026-11-30 04:59:59.320757+00', 1, '2026-11-30 04:59:59.315026+00', '2026-12-06 16:23:45.072322+00', '7f82122f4b19756d2fcc43b76337d370', 62, 'image/jpeg', 'earlier/keep/address-plus-code-images/uuid:2390a6ac-ff57-4c08-8390-60d92cf019dd-1796009131702.jpg', '2026-11-30 04:59:59.576621+00', 'https://survey.example.org/pictures/images/50dbb579-6218-4ede-9dd1-2fb6b7853ea5', NULL, 2, 'stored', '50dbb579-6218-4ede-9dd1-2fb6b7853ea5', 1);
INSERT INTO public.odk_attachment OVERRIDING SYSTEM VALUE VALUES ('GRARentalDataCollection', 'uuid:8c850c58-7d24-465f-a1ca-4af9cfff3d27', '1795988853656.jpg', 'building-images', 'stored', NULL, '2026-11-30 04:59:57.915+00', '2026-11-30 04:59:59.321243+00', 1, '2026-11-30 04:59:59.315026+00', '2026-12-06 23:17:53.789716+00', '893e9f931de6b01c08c83f7e471f5205', 62, 'image/jpeg', 'earlier/keep/building-images/uuid:8c850c58-7d24-465f-a1ca-4af9cfff3d27-1795988853656.jpg', '2026-11-30 04:59:59.581617+00', 'https://survey.example.org/pictures/images/f1c06b30-00fd-47c1-a4e6-15468b283ef6', NULL, 2, 'stored', 'f1c06b30-00fd-47c1-a4e6-15468b283ef6', 6);
INSERT INTO public.odk_attachment OVERRIDING SYSTEM VALUE VALUES ('GRARentalDataCollection', 'uuid:2390a6ac-ff57-4c08-8390-60d92cf019dd', '1796009629749.jpg', 'building-images', 'stored', NULL, '2026-11-30 04:59:57.929+00', '2026-11-30 04:59:59.321142+00', 1, '2026-11-30 04:59:59.315026+00', '2026-12-06 18:01:48.025313+00', '39b0942500fc9e7f39ac3a6e40f46479', 62, 'image/jpeg', 'earlier/keep/building-images/uuid:2390a6ac-ff57-4c08-8390-60d92cf019dd-1796009629749.jpg', '2026-11-30 04:59:59.594576+00', 'https://survey.example.org/pictures/images/fd5f3187-3b91-4053-909f-683f77179c4c', NULL, 2, 'stored', 'fd5f3187-3b91-4053-909f-683f77179c4c', 2);
INSERT INTO public.odk_attachment OVERRIDING SYSTEM VALUE VALUES ('GRARentalDataCollection', 'uuid:c818d053-dea9-4946-84cd-8daa1b14c015', '1796004292521.jpg', 'building-images', 'stored', NULL, '2026-11-30 04:59:57.908+00', '2026-11-30 04:59:59.321263+00', 1, '2026-11-30 04:59:59.315026+00', '2026-12-07 04:10:27.490898+00', '9004ccb7f930b0b2834aa2456c58f227', 62, 'image/jpeg', 'earlier/keep/building-images/uuid:c818d053-dea9-4946-84cd-8daa1b14c015-1796004292521.jpg', '2026-11-30 04:59:59.608259+00', 'https://survey.example.org/pictures/images/b280cbb7-b6d9-47e9-819a-d6d7b73ac75f', NULL, 2, 'stored', 'b280cbb7-b6d9-47e9-819a-d6d7b73ac75f', 7);
INSERT INTO public.odk_attachment OVERRIDING SYSTEM VALUE VALUES ('GRARentalDataCollection', 'uuid:dd204116-8e35-4a3e-ab28-be2482050bb1', '1795991843161.jpg', 'address-plus-code-images', 'stored', NULL, '2026-11-30 04:59:57.993+00', '2026-11-30 04:59:59.992969+00', 1, '2026-11-30 04:59:59.98815+00', '2026-12-06 20:06:33.885881+00', '19c41169e322424b9eaa7f9370884dcb', 62, 'image/jpeg', 'earlier/keep/address-plus-code-images/uuid:dd204116-8e35-4a3e-ab28-be2482050bb1-1795991843161.jpg', '2026-11-30 04:59:59.542839+00', 'https://survey.example.org/pictures/images/55ab5da7-019a-45d2-a42f-4e03dabae468', NULL, 10, 'unchanged', '55ab5da7-019a-45d2-a42f-4e03dabae468', 8);
INSERT INTO public.odk_attachment OVERRIDING SYSTEM VALUE VALUES ('GRARentalDataCollection', 'uuid:dd204116-8e35-4a3e-ab28-be2482050bb1', '1795994870095.jpg', 'building-images', 'stored', NULL, '2026-11-30 04:59:57.993+00', '2026-11-30 04:59:59.993038+00', 1, '2026-11-30 04:59:59.98815+00', '2026-12-07 04:41:47.377488+00', 'db9dab362b3fc24b87a27fe80abbea61', 62, 'image/jpeg', 'earlier/keep/building-images/uuid:dd204116-8e35-4a3e-ab28-be2482050bb1-1795994870095.jpg', '2026-11-30 04:59:59.603712+00', 'https://survey.example.org/pictures/images/38026983-107a-436e-9333-e3ff7413ca8f', NULL, 10, 'unchanged', '38026983-107a-436e-9333-e3ff7413ca8f', 9);


--
-- Data for Name: odk_expanded; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.odk_expanded VALUES ('GRARentalDataCollection', 'uuid:2390a6ac-ff57-4c08-8390-60d92cf019dd', '2026-11-30 04:59:57.929+00', NULL);
INSERT INTO public.odk_expanded VALUES ('GRARentalDataCollection', 'uuid:8c850c58-7d24-465f-a1ca-4af9cfff3d27', '2026-11-30 04:59:57.915+00', NULL);
INSERT INTO public.odk_expanded VALUES ('GRARentalDataCollection', 'uuid:c818d053-dea9-4946-84cd-8daa1b14c015', '2026-11-30 04:59:57.908+00', NULL);
INSERT INTO public.odk_expanded VALUES ('GRARentalDataCollection', 'uuid:dd204116-8e35-4a3e-ab28-be2482050bb1', '2026-11-30 04:59:57.993+00', '2026-11-30 04:59:59.955+00');


--
-- Data for Name: odk_form; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.odk_form VALUES ('GRARentalDataCollection', 'GRARentalDataCollection', '71005638ac5190e55ea603440935903b keep', '[{"name": "survey_date", "path": "/survey_date", "type": "date", "binary": null, "selectMultiple": null}, {"name": "survey_start", "path": "/survey_start", "type": "dateTime", "binary": null, "selectMultiple": null}, {"name": "survey_end", "path": "/survey_end", "type": "dateTime", "binary": null, "selectMultiple": null}, {"name": "logo", "path": "/logo", "type": "binary", "binary": true, "selectMultiple": null}, {"name": "start_geopoint", "path": "/start_geopoint", "type": "geopoint", "binary": null, "selectMultiple": null}, {"name": "property_location", "path": "/property_location", "type": "structure", "binary": null, "selectMultiple": null}, {"name": "address_plus_code", "path": "/property_location/address_plus_code", "type": "string", "binary": null, "selectMultiple": null}, {"name": "street_label", "path": "/property_location/street_label", "type": "string", "binary": null, "selectMultiple": null}, {"name": "town_label", "path": "/property_location/town_label", "type": "string", "binary": null, "selectMultiple": null}, {"name": "district_label", "path": "/property_location/district_label", "type": "string", "binary": null, "selectMultiple": null}, {"name": "centroid_gps", "path": "/property_location/centroid_gps", "type": "geopoint", "binary": null, "selectMultiple": null}, {"name": "address_plus_code_image", "path": "/property_location/address_plus_code_image", "type": "binary", "binary": true, "selectMultiple": null}, {"name": "property_description", "path": "/property_description", "type": "structure", "binary": null, "selectMultiple": null}, {"name": "property_name", "path": "/property_description/property_name", "type": "string", "binary": null, "selectMultiple": null}, {"name": "building_type", "path": "/property_description/building_type", "type": "string", "binary": null, "selectMultiple": null}, {"name": "number_of_shops_apts_units", "path": "/property_description/number_of_shops_apts_units", "type": "int", "binary": null, "selectMultiple": null}, {"name": "building_image", "path": "/property_description/building_image", "type": "binary", "binary": true, "selectMultiple": null}, {"name": "building__geopoint", "path": "/property_description/building__geopoint", "type": "geopoint", "binary": null, "selectMultiple": null}, {"name": "generated_note_name_35", "path": "/generated_note_name_35", "type": "string", "binary": null, "selectMultiple": null}, {"name": "sum_owner", "path": "/sum_owner", "type": "int", "binary": null, "selectMultiple": null}, {"name": "sum_landlord", "path": "/sum_landlord", "type": "int", "binary": null, "selectMultiple": null}, {"name": "sum_occupant", "path": "/sum_occupant", "type": "int", "binary": null, "selectMultiple": null}, {"name": "check_counts_1", "path": "/check_counts_1", "type": "string", "binary": null, "selectMultiple": null}, {"name": "check_counts_2", "path": "/check_counts_2", "type": "string", "binary": null, "selectMultiple": null}, {"name": "person_details", "path": "/person_details", "type": "repeat", "binary": null, "selectMultiple": null}, {"name": "person_type", "path": "/person_details/person_type", "type": "structure", "binary": null, "selectMultiple": null}, {"name": "property_basis", "path": "/person_details/person_type/property_basis", "type": "string", "binary": null, "selectMultiple": null}, {"name": "shop_apt_unit_number", "path": "/person_details/shop_apt_unit_number", "type": "string", "binary": null, "selectMultiple": null}, {"name": "type", "path": "/person_details/type", "type": "string", "binary": null, "selectMultiple": null}, {"name": "business_name", "path": "/person_details/business_name", "type": "string", "binary": null, "selectMultiple": null}, {"name": "tax_registered", "path": "/person_details/tax_registered", "type": "string", "binary": null, "selectMultiple": null}, {"name": "tin", "path": "/person_details/tin", "type": "string", "binary": null, "selectMultiple": null}, {"name": "individual_first_name", "path": "/person_details/individual_first_name", "type": "string", "binary": null, "selectMultiple": null}, {"name": "individual_middle_name", "path": "/person_details/individual_middle_name", "type": "string", "binary": null, "selectMultiple": null}, {"name": "individual_last_name", "path": "/person_details/individual_last_name", "type": "string", "binary": null, "selectMultiple": null}, {"name": "individual_gender", "path": "/person_details/individual_gender", "type": "string", "binary": null, "selectMultiple": null}, {"name": "individual_id_type", "path": "/person_details/individual_id_type", "type": "string", "binary": null, "selectMultiple": null}, {"name": "individual_nin", "path": "/person_details/individual_nin", "type": "string", "binary": null, "selectMultiple": null}, {"name": "individual_drivers_licence", "path": "/person_details/individual_drivers_licence", "type": "string", "binary": null, "selectMultiple": null}, {"name": "individual_passport_number", "path": "/person_details/individual_passport_number", "type": "string", "binary": null, "selectMultiple": null}, {"name": "passport_country", "path": "/person_details/passport_country", "type": "string", "binary": null, "selectMultiple": null}, {"name": "individual_residence_permit_number", "path": "/person_details/individual_residence_permit_number", "type": "string", "binary": null, "selectMultiple": null}, {"name": "residence_permit_country", "path": "/person_details/residence_permit_country", "type": "string", "binary": null, "selectMultiple": null}, {"name": "individual_dob", "path": "/person_details/individual_dob", "type": "date", "binary": null, "selectMultiple": null}, {"name": "mobile_1", "path": "/person_details/mobile_1", "type": "string", "binary": null, "selectMultiple": null}, {"name": "mobile_2", "path": "/person_details/mobile_2", "type": "string", "binary": null, "selectMultiple": null}, {"name": "email", "path": "/person_details/email", "type": "string", "binary": null, "selectMultiple": null}, {"name": "occupancy", "path": "/person_details/occupancy", "type": "structure", "binary": null, "selectMultiple": null}, {"name": "occupancy_basis", "path": "/person_details/occupancy/occupancy_basis", "type": "string", "binary": null, "selectMultiple": null}, {"name": "property_use", "path": "/person_details/occupancy/property_use", "type": "string", "binary": null, "selectMultiple": null}, {"name": "rent_annual_amount", "path": "/person_details/occupancy/rent_annual_amount", "type": "decimal", "binary": null, "selectMultiple": null}, {"name": "rent_currency_unit", "path": "/person_details/occupancy/rent_currency_unit", "type": "string", "binary": null, "selectMultiple": null}, {"name": "End", "path": "/End", "type": "structure", "binary": null, "selectMultiple": null}, {"name": "end_note", "path": "/End/end_note", "type": "string", "binary": null, "selectMultiple": null}, {"name": "meta", "path": "/meta", "type": "structure", "binary": null, "selectMultiple": null}, {"name": "instanceID", "path": "/meta/instanceID", "type": "string", "binary": null, "selectMultiple": null}, {"name": "instanceName", "path": "/meta/instanceName", "type": "string", "binary": null, "selectMultiple": null}]', '2026-11-30 04:59:59.280533+00');


--
-- Data for Name: odk_listing; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: odk_recheck; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: odk_rejected_record; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: odk_schema_history; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.odk_schema_history VALUES (1, '1', 'tracking', 'SQL', 'V1__tracking.sql', -1797762969, 'postgres', '2026-11-30 10:44:58.263645', 71, true);
INSERT INTO public.odk_schema_history VALUES (2, '2', 'Quartz', 'JDBC', 'org.odksync.config.V2__Quartz', NULL, 'postgres', '2026-11-30 10:44:58.341817', 52, true);
INSERT INTO public.odk_schema_history VALUES (3, '3', 'change capture', 'SQL', 'V3__change_capture.sql', 1631154070, 'postgres', '2026-11-30 10:44:58.403715', 23, true);
INSERT INTO public.odk_schema_history VALUES (4, '4', 'late and replaced attachments', 'SQL', 'V4__late_and_replaced_attachments.sql', 41333792, 'postgres', '2026-11-30 10:44:58.434652', 9, true);
INSERT INTO public.odk_schema_history VALUES (5, '5', 'fence', 'SQL', 'V5__fence.sql', 354135975, 'postgres', '2026-11-30 10:44:58.451803', 5, true);
INSERT INTO public.odk_schema_history VALUES (6, '6', 'views', 'SQL', 'V6__views.sql', 1771572278, 'postgres', '2026-11-30 10:44:58.46498', 5, true);
INSERT INTO public.odk_schema_history VALUES (7, '7', 'stable links', 'SQL', 'V7__stable_links.sql', -154096939, 'postgres', '2026-11-30 10:44:58.482748', 14, true);
INSERT INTO public.odk_schema_history VALUES (8, '8', 'refused attachments', 'SQL', 'V8__refused_attachments.sql', 1266070912, 'postgres', '2026-11-30 10:44:58.506169', 4, true);
INSERT INTO public.odk_schema_history VALUES (9, '9', 'image html', 'SQL', 'V9__image_html.sql', 1276179909, 'postgres', '2026-11-30 10:44:58.519003', 2, true);
INSERT INTO public.odk_schema_history VALUES (10, '10', 'monitoring', 'SQL', 'V10__monitoring.sql', -285350431, 'postgres', '2026-11-30 10:44:58.528203', 4, true);
INSERT INTO public.odk_schema_history VALUES (11, '11', 'pages', 'SQL', 'V11__pages.sql', -811853753, 'postgres', '2026-11-30 10:44:58.539038', 18, true);
INSERT INTO public.odk_schema_history VALUES (12, '12', 'alerts', 'SQL', 'V12__alerts.sql', -752984292, 'postgres', '2026-11-30 10:44:58.568069', 5, true);
INSERT INTO public.odk_schema_history VALUES (13, '13', 'open rejects', 'SQL', 'V13__open_rejects.sql', 244704826, 'postgres', '2026-11-30 10:44:58.580132', 3, true);


--
-- Data for Name: odk_sync_cursor; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.odk_sync_cursor VALUES ('main_submissions', '2026-11-30 04:59:59+00', NULL, NULL, NULL, '${central}/v1/projects/1/forms/GRARentalDataCollection', '__system/submissionDate ge 2026-11-30T04:54:58.064Z or __system/updatedAt ge 2026-11-30T04:54:58.064Z or __system/deletedAt ge 2026-11-30T04:54:58.064Z', 'W/"eventhash:6275eb321ce3df23d997e309b21f33e3"', '71005638ac5190e55ea603440935903b keep', '2026-11-30 05:00:00.360684+00', '2026-11-30 05:00:00.00455+00');
INSERT INTO public.odk_sync_cursor VALUES ('person_details', '2026-11-30 04:59:59.955+00', NULL, NULL, NULL, '${central}/v1/projects/1/forms/GRARentalDataCollection', '__system/submissionDate ge 2026-11-30T04:54:58.064Z or __system/updatedAt ge 2026-11-30T04:54:58.064Z or __system/deletedAt ge 2026-11-30T04:54:58.064Z', 'W/"eventhash:6275eb321ce3df23d997e309b21f33e3"', '71005638ac5190e55ea603440935903b keep', '2026-11-30 05:00:00.360684+00', '2026-11-30 05:00:00.195435+00');
INSERT INTO public.odk_sync_cursor VALUES ('reconcile', NULL, NULL, NULL, '2026-11-01 00:00:00+00', NULL, NULL, NULL, NULL, NULL, '2026-11-30 05:00:00.360684+00');


--
-- Data for Name: odk_sync_history; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.odk_sync_history VALUES (14, 'views', '2026-11-30 05:00:00.267587+00', 'success', 0, 0, NULL, '{"attempts": 1, "stages_ms": {"database": 8}, "duration_ms": 15, "retry_wait_ms": 0, "fencing_number": 2, "records_per_second": 0.0}', 'earlier-1');
INSERT INTO public.odk_sync_history VALUES (1, 'main_submissions', '2026-11-30 04:59:59.183522+00', 'success', 6, 0, NULL, '{"read_ms": 0, "attempts": 1, "rejected": 0, "requests": 1, "stages_ms": {"central": 25, "database": 60}, "watermark": "2026-11-30T04:59:58.064Z", "duration_ms": 159, "records_read": 6, "retry_wait_ms": 0, "fencing_number": 1, "records_per_second": 37.8}', 'earlier-1');
INSERT INTO public.odk_sync_history VALUES (2, 'image_processing', '2026-11-30 04:59:59.355201+00', 'success', 9, 0, NULL, '{"failed": 0, "stored": 9, "missing": 0, "refused": 0, "attempts": 1, "stages_ms": {"s3": 885, "central": 219, "database": 184}, "unchanged": 0, "duration_ms": 270, "retry_wait_ms": 0, "fencing_number": 1, "records_per_second": 33.3}', 'earlier-1');
INSERT INTO public.odk_sync_history VALUES (3, 'person_details', '2026-11-30 04:59:59.63629+00', 'success', 15, 0, NULL, '{"read_ms": 0, "attempts": 1, "rejected": 0, "requests": 1, "stages_ms": {"central": 15, "database": 30}, "watermark": "2026-11-30T04:59:58.064Z", "duration_ms": 78, "records_read": 6, "retry_wait_ms": 0, "fencing_number": 1, "records_per_second": 193.4}', 'earlier-1');
INSERT INTO public.odk_sync_history VALUES (4, 'url_refresh', '2026-11-30 04:59:59.724679+00', 'success', 0, 0, NULL, '{"attempts": 1, "stages_ms": {"database": 15}, "duration_ms": 22, "retry_wait_ms": 0, "fencing_number": 1, "records_per_second": 0.0}', 'earlier-1');
INSERT INTO public.odk_sync_history VALUES (15, 'reconcile', '2026-11-30 05:00:00.292434+00', 'success', 0, 0, NULL, '{"repairs": 0, "attempts": 1, "stages_ms": {"central": 19, "database": 30}, "duration_ms": 73, "source_count": 4, "retry_wait_ms": 0, "fencing_number": 2, "warehouse_count": 4, "buckets_compared": 1, "records_per_second": 0.0, "buckets_that_differ": 0}', 'earlier-1');
INSERT INTO public.odk_sync_history VALUES (5, 'unified', '2026-11-30 04:59:59.755314+00', 'success', 7, 0, NULL, '{"attempts": 1, "stages_ms": {"database": 29}, "duration_ms": 48, "retry_wait_ms": 0, "fencing_number": 1, "records_per_second": 145.9}', 'earlier-1');
INSERT INTO public.odk_sync_history VALUES (6, 'views', '2026-11-30 04:59:59.813879+00', 'success', 1, 0, NULL, '{"attempts": 1, "stages_ms": {"database": 21}, "duration_ms": 28, "retry_wait_ms": 0, "fencing_number": 1, "records_per_second": 35.3}', 'earlier-1');
INSERT INTO public.odk_sync_history VALUES (16, 'history_cleanup', '2026-11-30 05:00:00.374863+00', 'success', 0, 0, NULL, '{"attempts": 1, "stages_ms": {"database": 8}, "duration_ms": 9, "retry_wait_ms": 0, "fencing_number": 2, "records_per_second": 0.0}', 'earlier-1');
INSERT INTO public.odk_sync_history VALUES (7, 'reconcile', '2026-11-30 04:59:59.850754+00', 'success', 0, 0, NULL, '{"repairs": 0, "attempts": 1, "stages_ms": {"central": 22, "database": 29}, "duration_ms": 77, "source_count": 6, "retry_wait_ms": 0, "fencing_number": 1, "warehouse_count": 6, "buckets_compared": 1, "records_per_second": 0.0, "buckets_that_differ": 0}', 'earlier-1');
INSERT INTO public.odk_sync_history VALUES (8, 'history_cleanup', '2026-11-30 04:59:59.936747+00', 'success', 0, 0, NULL, '{"attempts": 1, "stages_ms": {"database": 7}, "duration_ms": 9, "retry_wait_ms": 0, "fencing_number": 1, "records_per_second": 0.0}', 'earlier-1');
INSERT INTO public.odk_sync_history VALUES (9, 'main_submissions', '2026-11-30 04:59:59.960482+00', 'success', 3, 0, NULL, '{"read_ms": 0, "attempts": 1, "rejected": 0, "requests": 1, "stages_ms": {"central": 7, "database": 24}, "watermark": "2026-11-30T04:59:59Z", "duration_ms": 55, "records_read": 6, "retry_wait_ms": 0, "fencing_number": 2, "records_per_second": 54.1}', 'earlier-1');
INSERT INTO public.odk_sync_history VALUES (10, 'image_processing', '2026-11-30 05:00:00.025477+00', 'success', 0, 0, NULL, '{"failed": 0, "stored": 0, "missing": 0, "refused": 0, "attempts": 1, "stages_ms": {"s3": 124, "central": 8, "database": 28}, "unchanged": 2, "duration_ms": 108, "retry_wait_ms": 0, "fencing_number": 2, "records_per_second": 0.0}', 'earlier-1');
INSERT INTO public.odk_sync_history VALUES (11, 'person_details', '2026-11-30 05:00:00.142202+00', 'success', 0, 0, NULL, '{"read_ms": 0, "attempts": 1, "rejected": 0, "requests": 1, "stages_ms": {"central": 8, "database": 26}, "watermark": "2026-11-30T04:59:59.955Z", "duration_ms": 57, "records_read": 6, "retry_wait_ms": 0, "fencing_number": 2, "records_per_second": 0.0}', 'earlier-1');
INSERT INTO public.odk_sync_history VALUES (12, 'url_refresh', '2026-11-30 05:00:00.209838+00', 'success', 0, 0, NULL, '{"attempts": 1, "stages_ms": {"database": 10}, "duration_ms": 10, "retry_wait_ms": 0, "fencing_number": 2, "records_per_second": 0.0}', 'earlier-1');
INSERT INTO public.odk_sync_history VALUES (13, 'unified', '2026-11-30 05:00:00.229475+00', 'success', 2, 0, NULL, '{"attempts": 1, "stages_ms": {"database": 21}, "duration_ms": 29, "retry_wait_ms": 0, "fencing_number": 2, "records_per_second": 68.2}', 'earlier-1');


--
-- Data for Name: odk_sync_lease; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.odk_sync_lease VALUES ('main_submissions', NULL, 'earlier-1', 2, '2026-11-30 04:59:59.959321+00', '2026-11-30 05:00:00.01592+00');
INSERT INTO public.odk_sync_lease VALUES ('image_processing', NULL, 'earlier-1', 2, '2026-11-30 05:00:00.024459+00', '2026-11-30 05:00:00.133752+00');
INSERT INTO public.odk_sync_lease VALUES ('person_details', NULL, 'earlier-1', 2, '2026-11-30 05:00:00.168106+00', '2026-11-30 05:00:00.199526+00');
INSERT INTO public.odk_sync_lease VALUES ('url_refresh', NULL, 'earlier-1', 2, '2026-11-30 05:00:00.208635+00', '2026-11-30 05:00:00.219413+00');
INSERT INTO public.odk_sync_lease VALUES ('unified', NULL, 'earlier-1', 2, '2026-11-30 05:00:00.228463+00', '2026-11-30 05:00:00.258798+00');
INSERT INTO public.odk_sync_lease VALUES ('views', NULL, 'earlier-1', 2, '2026-11-30 05:00:00.26659+00', '2026-11-30 05:00:00.282386+00');
INSERT INTO public.odk_sync_lease VALUES ('reconcile', NULL, 'earlier-1', 2, '2026-11-30 05:00:00.29097+00', '2026-11-30 05:00:00.365012+00');
INSERT INTO public.odk_sync_lease VALUES ('history_cleanup', NULL, 'earlier-1', 2, '2026-11-30 05:00:00.373821+00', '2026-11-30 05:00:00.383406+00');


--
-- Data for Name: odk_sync_status; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.odk_sync_status VALUES ('main_submissions', '2026-11-30 04:59:59+00', '2026-11-30 04:59:59.960482+00', 'success', NULL, 2, 0, 3, '2026-11-30 04:59:59.173943+00', '2026-11-30 05:00:00.01592+00');
INSERT INTO public.odk_sync_status VALUES ('image_processing', '2026-11-30 05:00:00.025477+00', '2026-11-30 05:00:00.025477+00', 'success', NULL, 2, 0, 0, '2026-11-30 04:59:59.173943+00', '2026-11-30 05:00:00.133752+00');
INSERT INTO public.odk_sync_status VALUES ('person_details', '2026-11-30 05:00:00+00', '2026-11-30 05:00:00.142202+00', 'success', NULL, 2, 0, 0, '2026-11-30 04:59:59.173943+00', '2026-11-30 05:00:00.199526+00');
INSERT INTO public.odk_sync_status VALUES ('url_refresh', '2026-11-30 05:00:00.209838+00', '2026-11-30 05:00:00.209838+00', 'success', NULL, 2, 0, 0, '2026-11-30 04:59:59.173943+00', '2026-11-30 05:00:00.219413+00');
INSERT INTO public.odk_sync_status VALUES ('unified', '2026-11-30 05:00:00.229475+00', '2026-11-30 05:00:00.229475+00', 'success', NULL, 2, 0, 2, '2026-11-30 04:59:59.173943+00', '2026-11-30 05:00:00.258798+00');
INSERT INTO public.odk_sync_status VALUES ('views', '2026-11-30 05:00:00.267587+00', '2026-11-30 05:00:00.267587+00', 'success', NULL, 2, 0, 0, '2026-11-30 04:59:59.173943+00', '2026-11-30 05:00:00.282386+00');
INSERT INTO public.odk_sync_status VALUES ('reconcile', '2026-11-30 05:00:00.292434+00', '2026-11-30 05:00:00.292434+00', 'success', NULL, 2, 0, 0, '2026-11-30 04:59:59.173943+00', '2026-11-30 05:00:00.365012+00');
INSERT INTO public.odk_sync_status VALUES ('history_cleanup', '2026-11-30 05:00:00.374863+00', '2026-11-30 05:00:00.374863+00', 'success', NULL, 2, 0, 0, '2026-11-30 04:59:59.173943+00', '2026-11-30 05:00:00.383406+00');


--
-- Data for Name: odk_tombstone; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.odk_tombstone VALUES ('GRARentalDataCollection', 'uuid:5d5c686b-e17d-4bfe-bf08-d467e529353d', '2026-11-30 04:59:59.954+00');
INSERT INTO public.odk_tombstone VALUES ('GRARentalDataCollection', 'uuid:5f066941-6aa2-4807-a81c-c26cc2da3479', '2026-11-30 04:59:59.954+00');


--
-- Data for Name: odk_unified_dirty; Type: TABLE DATA; Schema: public; Owner: -
--



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

INSERT INTO public.qrtz_job_details VALUES ('scheduler-odk-sync', 'main_submissions', 'odk-sync', NULL, 'org.apache.camel.component.quartz.StatefulCamelJob', false, true, true, false, '\xaced0005737200156f72672e71756172747a2e4a6f62446174614d61709fb083e8bfa9b0cb020000787200266f72672e71756172747a2e7574696c732e537472696e674b65794469727479466c61674d61708208e8c3fbc55d280200015a0013616c6c6f77735472616e7369656e74446174617872001d6f72672e71756172747a2e7574696c732e4469727479466c61674d617013e62ead28760ace0200025a000564697274794c00036d617074000f4c6a6176612f7574696c2f4d61703b787001737200116a6176612e7574696c2e486173684d61700507dac1c31660d103000246000a6c6f6164466163746f724900097468726573686f6c6478703f4000000000000c7708000000100000000574002643616d656c51756172747a5472696767657253696d706c65526570656174496e74657276616c740005363030303074002543616d656c51756172747a5472696767657253696d706c65526570656174436f756e7465727400022d3174001343616d656c51756172747a456e64706f696e7474008171756172747a3a2f2f6f646b2d73796e632f6d61696e5f7375626d697373696f6e733f737461746566756c3d7472756526747269676765722e6d697366697265496e737472756374696f6e3d3126747269676765722e726570656174436f756e743d2d3126747269676765722e726570656174496e74657276616c3d363030303074001643616d656c51756172747a547269676765725479706574000673696d706c6574001b43616d656c51756172747a43616d656c436f6e746578744e616d657400086f646b2d73796e637800');
INSERT INTO public.qrtz_job_details VALUES ('scheduler-odk-sync', 'image_processing', 'odk-sync', NULL, 'org.apache.camel.component.quartz.StatefulCamelJob', false, true, true, false, '\xaced0005737200156f72672e71756172747a2e4a6f62446174614d61709fb083e8bfa9b0cb020000787200266f72672e71756172747a2e7574696c732e537472696e674b65794469727479466c61674d61708208e8c3fbc55d280200015a0013616c6c6f77735472616e7369656e74446174617872001d6f72672e71756172747a2e7574696c732e4469727479466c61674d617013e62ead28760ace0200025a000564697274794c00036d617074000f4c6a6176612f7574696c2f4d61703b787001737200116a6176612e7574696c2e486173684d61700507dac1c31660d103000246000a6c6f6164466163746f724900097468726573686f6c6478703f4000000000000c7708000000100000000574002643616d656c51756172747a5472696767657253696d706c65526570656174496e74657276616c740005363030303074002543616d656c51756172747a5472696767657253696d706c65526570656174436f756e7465727400022d3174001343616d656c51756172747a456e64706f696e7474008171756172747a3a2f2f6f646b2d73796e632f696d6167655f70726f63657373696e673f737461746566756c3d7472756526747269676765722e6d697366697265496e737472756374696f6e3d3126747269676765722e726570656174436f756e743d2d3126747269676765722e726570656174496e74657276616c3d363030303074001643616d656c51756172747a547269676765725479706574000673696d706c6574001b43616d656c51756172747a43616d656c436f6e746578744e616d657400086f646b2d73796e637800');
INSERT INTO public.qrtz_job_details VALUES ('scheduler-odk-sync', 'url_refresh', 'odk-sync', NULL, 'org.apache.camel.component.quartz.StatefulCamelJob', false, true, true, false, '\xaced0005737200156f72672e71756172747a2e4a6f62446174614d61709fb083e8bfa9b0cb020000787200266f72672e71756172747a2e7574696c732e537472696e674b65794469727479466c61674d61708208e8c3fbc55d280200015a0013616c6c6f77735472616e7369656e74446174617872001d6f72672e71756172747a2e7574696c732e4469727479466c61674d617013e62ead28760ace0200025a000564697274794c00036d617074000f4c6a6176612f7574696c2f4d61703b787001737200116a6176612e7574696c2e486173684d61700507dac1c31660d103000246000a6c6f6164466163746f724900097468726573686f6c6478703f4000000000000c7708000000100000000574002643616d656c51756172747a5472696767657253696d706c65526570656174496e74657276616c740005363030303074002543616d656c51756172747a5472696767657253696d706c65526570656174436f756e7465727400022d3174001343616d656c51756172747a456e64706f696e7474007c71756172747a3a2f2f6f646b2d73796e632f75726c5f726566726573683f737461746566756c3d7472756526747269676765722e6d697366697265496e737472756374696f6e3d3126747269676765722e726570656174436f756e743d2d3126747269676765722e726570656174496e74657276616c3d363030303074001643616d656c51756172747a547269676765725479706574000673696d706c6574001b43616d656c51756172747a43616d656c436f6e746578744e616d657400086f646b2d73796e637800');
INSERT INTO public.qrtz_job_details VALUES ('scheduler-odk-sync', 'person_details', 'odk-sync', NULL, 'org.apache.camel.component.quartz.StatefulCamelJob', false, true, true, false, '\xaced0005737200156f72672e71756172747a2e4a6f62446174614d61709fb083e8bfa9b0cb020000787200266f72672e71756172747a2e7574696c732e537472696e674b65794469727479466c61674d61708208e8c3fbc55d280200015a0013616c6c6f77735472616e7369656e74446174617872001d6f72672e71756172747a2e7574696c732e4469727479466c61674d617013e62ead28760ace0200025a000564697274794c00036d617074000f4c6a6176612f7574696c2f4d61703b787001737200116a6176612e7574696c2e486173684d61700507dac1c31660d103000246000a6c6f6164466163746f724900097468726573686f6c6478703f4000000000000c7708000000100000000574002643616d656c51756172747a5472696767657253696d706c65526570656174496e74657276616c740005363030303074002543616d656c51756172747a5472696767657253696d706c65526570656174436f756e7465727400022d3174001343616d656c51756172747a456e64706f696e7474007f71756172747a3a2f2f6f646b2d73796e632f706572736f6e5f64657461696c733f737461746566756c3d7472756526747269676765722e6d697366697265496e737472756374696f6e3d3126747269676765722e726570656174436f756e743d2d3126747269676765722e726570656174496e74657276616c3d363030303074001643616d656c51756172747a547269676765725479706574000673696d706c6574001b43616d656c51756172747a43616d656c436f6e746578744e616d657400086f646b2d73796e637800');
INSERT INTO public.qrtz_job_details VALUES ('scheduler-odk-sync', 'unified', 'odk-sync', NULL, 'org.apache.camel.component.quartz.StatefulCamelJob', false, true, true, false, '\xaced0005737200156f72672e71756172747a2e4a6f62446174614d61709fb083e8bfa9b0cb020000787200266f72672e71756172747a2e7574696c732e537472696e674b65794469727479466c61674d61708208e8c3fbc55d280200015a0013616c6c6f77735472616e7369656e74446174617872001d6f72672e71756172747a2e7574696c732e4469727479466c61674d617013e62ead28760ace0200025a000564697274794c00036d617074000f4c6a6176612f7574696c2f4d61703b787001737200116a6176612e7574696c2e486173684d61700507dac1c31660d103000246000a6c6f6164466163746f724900097468726573686f6c6478703f4000000000000c7708000000100000000574002643616d656c51756172747a5472696767657253696d706c65526570656174496e74657276616c740005363030303074002543616d656c51756172747a5472696767657253696d706c65526570656174436f756e7465727400022d3174001343616d656c51756172747a456e64706f696e7474007871756172747a3a2f2f6f646b2d73796e632f756e69666965643f737461746566756c3d7472756526747269676765722e6d697366697265496e737472756374696f6e3d3126747269676765722e726570656174436f756e743d2d3126747269676765722e726570656174496e74657276616c3d363030303074001643616d656c51756172747a547269676765725479706574000673696d706c6574001b43616d656c51756172747a43616d656c436f6e746578744e616d657400086f646b2d73796e637800');
INSERT INTO public.qrtz_job_details VALUES ('scheduler-odk-sync', 'views', 'odk-sync', NULL, 'org.apache.camel.component.quartz.StatefulCamelJob', false, true, true, false, '\xaced0005737200156f72672e71756172747a2e4a6f62446174614d61709fb083e8bfa9b0cb020000787200266f72672e71756172747a2e7574696c732e537472696e674b65794469727479466c61674d61708208e8c3fbc55d280200015a0013616c6c6f77735472616e7369656e74446174617872001d6f72672e71756172747a2e7574696c732e4469727479466c61674d617013e62ead28760ace0200025a000564697274794c00036d617074000f4c6a6176612f7574696c2f4d61703b787001737200116a6176612e7574696c2e486173684d61700507dac1c31660d103000246000a6c6f6164466163746f724900097468726573686f6c6478703f4000000000000c7708000000100000000574002643616d656c51756172747a5472696767657253696d706c65526570656174496e74657276616c740005363030303074002543616d656c51756172747a5472696767657253696d706c65526570656174436f756e7465727400022d3174001343616d656c51756172747a456e64706f696e7474007671756172747a3a2f2f6f646b2d73796e632f76696577733f737461746566756c3d7472756526747269676765722e6d697366697265496e737472756374696f6e3d3126747269676765722e726570656174436f756e743d2d3126747269676765722e726570656174496e74657276616c3d363030303074001643616d656c51756172747a547269676765725479706574000673696d706c6574001b43616d656c51756172747a43616d656c436f6e746578744e616d657400086f646b2d73796e637800');
INSERT INTO public.qrtz_job_details VALUES ('scheduler-odk-sync', 'reconcile', 'odk-sync', NULL, 'org.apache.camel.component.quartz.StatefulCamelJob', false, true, true, false, '\xaced0005737200156f72672e71756172747a2e4a6f62446174614d61709fb083e8bfa9b0cb020000787200266f72672e71756172747a2e7574696c732e537472696e674b65794469727479466c61674d61708208e8c3fbc55d280200015a0013616c6c6f77735472616e7369656e74446174617872001d6f72672e71756172747a2e7574696c732e4469727479466c61674d617013e62ead28760ace0200025a000564697274794c00036d617074000f4c6a6176612f7574696c2f4d61703b787001737200116a6176612e7574696c2e486173684d61700507dac1c31660d103000246000a6c6f6164466163746f724900097468726573686f6c6478703f4000000000000c7708000000100000000574002643616d656c51756172747a5472696767657253696d706c65526570656174496e74657276616c7400073336303030303074002543616d656c51756172747a5472696767657253696d706c65526570656174436f756e7465727400022d3174001343616d656c51756172747a456e64706f696e7474007c71756172747a3a2f2f6f646b2d73796e632f7265636f6e63696c653f737461746566756c3d7472756526747269676765722e6d697366697265496e737472756374696f6e3d3126747269676765722e726570656174436f756e743d2d3126747269676765722e726570656174496e74657276616c3d3336303030303074001643616d656c51756172747a547269676765725479706574000673696d706c6574001b43616d656c51756172747a43616d656c436f6e746578744e616d657400086f646b2d73796e637800');
INSERT INTO public.qrtz_job_details VALUES ('scheduler-odk-sync', 'history_cleanup', 'odk-sync', NULL, 'org.apache.camel.component.quartz.StatefulCamelJob', false, true, true, false, '\xaced0005737200156f72672e71756172747a2e4a6f62446174614d61709fb083e8bfa9b0cb020000787200266f72672e71756172747a2e7574696c732e537472696e674b65794469727479466c61674d61708208e8c3fbc55d280200015a0013616c6c6f77735472616e7369656e74446174617872001d6f72672e71756172747a2e7574696c732e4469727479466c61674d617013e62ead28760ace0200025a000564697274794c00036d617074000f4c6a6176612f7574696c2f4d61703b787001737200116a6176612e7574696c2e486173684d61700507dac1c31660d103000246000a6c6f6164466163746f724900097468726573686f6c6478703f4000000000000c7708000000100000000574002643616d656c51756172747a5472696767657253696d706c65526570656174496e74657276616c7400073336303030303074002543616d656c51756172747a5472696767657253696d706c65526570656174436f756e7465727400022d3174001343616d656c51756172747a456e64706f696e7474008271756172747a3a2f2f6f646b2d73796e632f686973746f72795f636c65616e75703f737461746566756c3d7472756526747269676765722e6d697366697265496e737472756374696f6e3d3126747269676765722e726570656174436f756e743d2d3126747269676765722e726570656174496e74657276616c3d3336303030303074001643616d656c51756172747a547269676765725479706574000673696d706c6574001b43616d656c51756172747a43616d656c436f6e746578744e616d657400086f646b2d73796e637800');


--
-- Data for Name: qrtz_locks; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.qrtz_locks VALUES ('scheduler-odk-sync', 'TRIGGER_ACCESS');


--
-- Data for Name: qrtz_paused_trigger_grps; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: qrtz_scheduler_state; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: qrtz_simple_triggers; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.qrtz_simple_triggers VALUES ('scheduler-odk-sync', 'main_submissions', 'odk-sync', -1, 60000, 0);
INSERT INTO public.qrtz_simple_triggers VALUES ('scheduler-odk-sync', 'image_processing', 'odk-sync', -1, 60000, 0);
INSERT INTO public.qrtz_simple_triggers VALUES ('scheduler-odk-sync', 'url_refresh', 'odk-sync', -1, 60000, 0);
INSERT INTO public.qrtz_simple_triggers VALUES ('scheduler-odk-sync', 'person_details', 'odk-sync', -1, 60000, 0);
INSERT INTO public.qrtz_simple_triggers VALUES ('scheduler-odk-sync', 'unified', 'odk-sync', -1, 60000, 0);
INSERT INTO public.qrtz_simple_triggers VALUES ('scheduler-odk-sync', 'views', 'odk-sync', -1, 60000, 0);
INSERT INTO public.qrtz_simple_triggers VALUES ('scheduler-odk-sync', 'reconcile', 'odk-sync', -1, 3600000, 0);
INSERT INTO public.qrtz_simple_triggers VALUES ('scheduler-odk-sync', 'history_cleanup', 'odk-sync', -1, 3600000, 0);


--
-- Data for Name: qrtz_simprop_triggers; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: qrtz_triggers; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.qrtz_triggers VALUES ('scheduler-odk-sync', 'main_submissions', 'odk-sync', 'main_submissions', 'odk-sync', NULL, 1796014799070, -1, 5, 'WAITING', 'SIMPLE', 1796014799070, 0, NULL, 1, '\x');
INSERT INTO public.qrtz_triggers VALUES ('scheduler-odk-sync', 'image_processing', 'odk-sync', 'image_processing', 'odk-sync', NULL, 1796014799088, -1, 5, 'WAITING', 'SIMPLE', 1796014799088, 0, NULL, 1, '\x');
INSERT INTO public.qrtz_triggers VALUES ('scheduler-odk-sync', 'url_refresh', 'odk-sync', 'url_refresh', 'odk-sync', NULL, 1796014799102, -1, 5, 'WAITING', 'SIMPLE', 1796014799102, 0, NULL, 1, '\x');
INSERT INTO public.qrtz_triggers VALUES ('scheduler-odk-sync', 'person_details', 'odk-sync', 'person_details', 'odk-sync', NULL, 1796014799109, -1, 5, 'WAITING', 'SIMPLE', 1796014799109, 0, NULL, 1, '\x');
INSERT INTO public.qrtz_triggers VALUES ('scheduler-odk-sync', 'unified', 'odk-sync', 'unified', 'odk-sync', NULL, 1796014799119, -1, 5, 'WAITING', 'SIMPLE', 1796014799119, 0, NULL, 1, '\x');
INSERT INTO public.qrtz_triggers VALUES ('scheduler-odk-sync', 'views', 'odk-sync', 'views', 'odk-sync', NULL, 1796014799127, -1, 5, 'WAITING', 'SIMPLE', 1796014799127, 0, NULL, 1, '\x');
INSERT INTO public.qrtz_triggers VALUES ('scheduler-odk-sync', 'reconcile', 'odk-sync', 'reconcile', 'odk-sync', NULL, 1796014799137, -1, 5, 'WAITING', 'SIMPLE', 1796014799137, 0, NULL, 1, '\x');
INSERT INTO public.qrtz_triggers VALUES ('scheduler-odk-sync', 'history_cleanup', 'odk-sync', 'history_cleanup', 'odk-sync', NULL, 1796014799144, -1, 5, 'WAITING', 'SIMPLE', 1796014799144, 0, NULL, 1, '\x');


--
-- Name: odk_attachment_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.odk_attachment_id_seq', 15, true);


--
-- Name: odk_recheck_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.odk_recheck_id_seq', 1, false);


--
-- Name: odk_rejected_record_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.odk_rejected_record_id_seq', 1, false);


--
-- Name: odk_sync_history_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.odk_sync_history_id_seq', 16, true);


--
-- Name: odk_unified_dirty_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.odk_unified_dirty_id_seq', 30, true);


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


