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

INSERT INTO public."GRARentalDataCollection" VALUES ('uuid:107ad23a-cabf-4e49-a044-e648905059a9', 'uuid:107ad23a-cabf-4e49-a044-e648905059a9', '2026-11-29', '2026-11-29 19:04:18.934+00', '2026-11-29 19:24:46.934+00', NULL, '{"type": "Point", "properties": {"accuracy": 8.561}, "coordinates": [-16.593843, 13.428937, 66.5]}', '{"town_label": "Brikama", "centroid_gps": {"type": "Point", "properties": {"accuracy": 10.821}, "coordinates": [-16.557399, 13.440402, 127.5]}, "street_label": "King''s St", "district_label": "Kanifing", "address_plus_code": "6C7JM897+V78", "address_plus_code_image": "1795979085077.jpg"}', '{"building_type": "commercial", "property_name": "Lodge Drammeh 502", "building_image": "1795980300749.jpg", "building__geopoint": {"type": "Point", "properties": {"accuracy": 8.231}, "coordinates": [-16.777384, 13.504373, 363.5]}, "number_of_shops_apts_units": 30}', NULL, 1, 1, 4, NULL, NULL, 'Submissions(''uuid%3A107ad23a-cabf-4e49-a044-e648905059a9'')/person_details', '{"end_note": null}', '{"instanceID": "uuid:107ad23a-cabf-4e49-a044-e648905059a9", "instanceName": "Lodge Drammeh 502"}', '{"edits": 0, "status": null, "deviceId": null, "deletedAt": null, "updatedAt": null, "formVersion": "2026010101", "reviewState": null, "submitterId": "5", "submitterName": "sample@odk-sync.invalid", "submissionDate": "2026-11-30T04:59:33.934Z", "attachmentsPresent": 2, "attachmentsExpected": 2}', '2026-11-30 04:59:33.934+00', NULL, NULL);
INSERT INTO public."GRARentalDataCollection" VALUES ('uuid:b44d805d-3521-4b2d-bafd-664533101e95', 'uuid:b44d805d-3521-4b2d-bafd-664533101e95', '2026-11-30', '2026-11-30 01:45:28.908+00', '2026-11-30 02:06:07.908+00', NULL, '{"type": "Point", "properties": {"accuracy": 7.921}, "coordinates": [-16.669273, 13.467988, 21.5]}', '{"town_label": "Soma", "centroid_gps": {"type": "Point", "properties": {"accuracy": 9.491}, "coordinates": [-16.729959, 13.470382, 11.5]}, "street_label": "Sayerr Jobe Ave.", "district_label": "Banjul", "address_plus_code": "6C95JHVR+684", "address_plus_code_image": "1796003167968.jpg"}', '{"building_type": "compound", "property_name": "House Cham 979", "building_image": "1796004399943.jpg", "building__geopoint": {"type": "Point", "properties": {"accuracy": 10.701}, "coordinates": [-16.614212, 13.500036, 39.5]}, "number_of_shops_apts_units": 13}', NULL, 2, 1, 2, NULL, NULL, 'Submissions(''uuid%3Ab44d805d-3521-4b2d-bafd-664533101e95'')/person_details', '{"end_note": null}', '{"instanceID": "uuid:b44d805d-3521-4b2d-bafd-664533101e95", "instanceName": "House Cham 979"}', '{"edits": 0, "status": null, "deviceId": null, "deletedAt": null, "updatedAt": null, "formVersion": "2026010101", "reviewState": null, "submitterId": "5", "submitterName": "sample@odk-sync.invalid", "submissionDate": "2026-11-30T04:59:33.908Z", "attachmentsPresent": 2, "attachmentsExpected": 2}', '2026-11-30 04:59:33.908+00', NULL, NULL);
INSERT INTO public."GRARentalDataCollection" VALUES ('uuid:296eaae5-d0e6-4c8a-b990-d004f0e8301d', 'uuid:296eaae5-d0e6-4c8a-b990-d004f0e8301d', '2026-11-29', '2026-11-29 22:25:41.896+00', '2026-11-29 23:10:01.896+00', NULL, '{"type": "Point", "properties": {"accuracy": 7.911}, "coordinates": [-16.608752, 13.425687, 44.5]}', '{"town_label": "Soma", "centroid_gps": {"type": "Point", "properties": {"accuracy": 9.301}, "coordinates": [-16.775711, 13.493701, 365.5]}, "street_label": "Old Cape Road", "district_label": "Kombo South", "address_plus_code": "6C6QVVM9+H2H", "address_plus_code_image": "1795991142766.jpg"}', '{"building_type": "mixed", "property_name": "Lodge Saidykhan 715", "building_image": "1795993853980.jpg", "building__geopoint": {"type": "Point", "properties": {"accuracy": 9.971}, "coordinates": [-16.679386, 13.507622, 350.5]}, "number_of_shops_apts_units": 28}', NULL, 1, 0, 1, NULL, NULL, 'Submissions(''uuid%3A296eaae5-d0e6-4c8a-b990-d004f0e8301d'')/person_details', '{"end_note": null}', '{"instanceID": "uuid:296eaae5-d0e6-4c8a-b990-d004f0e8301d", "instanceName": "Lodge Saidykhan 715"}', '{"edits": 0, "status": null, "deviceId": null, "deletedAt": null, "updatedAt": null, "formVersion": "2026010101", "reviewState": null, "submitterId": "5", "submitterName": "sample@odk-sync.invalid", "submissionDate": "2026-11-30T04:59:33.897Z", "attachmentsPresent": 2, "attachmentsExpected": 2}', '2026-11-30 04:59:33.897+00', NULL, NULL);
INSERT INTO public."GRARentalDataCollection" VALUES ('uuid:5d5c686b-e17d-4bfe-bf08-d467e529353d', 'uuid:5d5c686b-e17d-4bfe-bf08-d467e529353d', '2026-11-29', '2026-11-29 17:18:18.874+00', '2026-11-29 18:02:29.874+00', NULL, '{"type": "Point", "properties": {"accuracy": 10.011}, "coordinates": [-16.680325, 13.444755, 111.5]}', '{"town_label": "Lamin", "centroid_gps": {"type": "Point", "properties": {"accuracy": 3.241}, "coordinates": [-16.631476, 13.448132, 196.5]}, "street_label": "Garba Jahumpa Rd", "district_label": "Kombo Central", "address_plus_code": "6C9GJGQV+9M8", "address_plus_code_image": "1795972739722.jpg"}', '{"building_type": "mixed", "property_name": "House Bah 331", "building_image": "1795975383550.jpg", "building__geopoint": {"type": "Point", "properties": {"accuracy": 12.131}, "coordinates": [-16.775489, 13.48039, 276.5]}, "number_of_shops_apts_units": 8}', NULL, 1, 0, 2, NULL, NULL, 'Submissions(''uuid%3A5d5c686b-e17d-4bfe-bf08-d467e529353d'')/person_details', '{"end_note": null}', '{"instanceID": "uuid:5d5c686b-e17d-4bfe-bf08-d467e529353d", "instanceName": "House Bah 331"}', '{"edits": 0, "status": null, "deviceId": null, "deletedAt": null, "updatedAt": null, "formVersion": "2026010101", "reviewState": null, "submitterId": "5", "submitterName": "sample@odk-sync.invalid", "submissionDate": "2026-11-30T04:59:33.875Z", "attachmentsPresent": 2, "attachmentsExpected": 2}', '2026-11-30 04:59:33.875+00', NULL, NULL);
INSERT INTO public."GRARentalDataCollection" VALUES ('uuid:5f066941-6aa2-4807-a81c-c26cc2da3479', 'uuid:5f066941-6aa2-4807-a81c-c26cc2da3479', '2026-11-30', '2026-11-30 02:05:08.858+00', '2026-11-30 02:54:34.858+00', NULL, '{"type": "Point", "properties": {"accuracy": 11.651}, "coordinates": [-16.764112, 13.424224, 188.5]}', '{"town_label": "Brikama", "centroid_gps": {"type": "Point", "properties": {"accuracy": 11.801}, "coordinates": [-16.715927, 13.457551, 339.5]}, "street_label": "Independence Drive", "district_label": "Kanifing", "address_plus_code": "6CGH6QQJ+PJV", "address_plus_code_image": null}', '{"building_type": "mixed", "property_name": "Shop Sowe 666", "building_image": "1796007296338.jpg", "building__geopoint": {"type": "Point", "properties": {"accuracy": 11.291}, "coordinates": [-16.624553, 13.457323, 41.5]}, "number_of_shops_apts_units": 25}', NULL, 1, 1, 3, NULL, NULL, 'Submissions(''uuid%3A5f066941-6aa2-4807-a81c-c26cc2da3479'')/person_details', '{"end_note": null}', '{"instanceID": "uuid:5f066941-6aa2-4807-a81c-c26cc2da3479", "instanceName": "Shop Sowe 666"}', '{"edits": 0, "status": null, "deviceId": null, "deletedAt": null, "updatedAt": null, "formVersion": "2026010101", "reviewState": null, "submitterId": "5", "submitterName": "sample@odk-sync.invalid", "submissionDate": "2026-11-30T04:59:33.859Z", "attachmentsPresent": 1, "attachmentsExpected": 1}', '2026-11-30 04:59:33.859+00', NULL, NULL);
INSERT INTO public."GRARentalDataCollection" VALUES ('uuid:dd204116-8e35-4a3e-ab28-be2482050bb1', 'uuid:dd204116-8e35-4a3e-ab28-be2482050bb1', '2026-11-29', '2026-11-29 22:36:45.839+00', '2026-11-29 23:26:58.839+00', NULL, '{"type": "Point", "properties": {"accuracy": 9.621}, "coordinates": [-16.683887, 13.515125, 68.5]}', '{"town_label": "Bakau", "centroid_gps": {"type": "Point", "properties": {"accuracy": 8.131}, "coordinates": [-16.569417, 13.433613, 68.5]}, "street_label": "Sayerr Jobe Ave.", "district_label": "Kombo Central", "address_plus_code": "6CHM354H+FPV", "address_plus_code_image": "1795991819007.jpg"}', '{"building_type": "compound", "property_name": "Kunda Touray 622", "building_image": "1795994845941.jpg", "building__geopoint": {"type": "Point", "properties": {"accuracy": 9.351}, "coordinates": [-16.669901, 13.479046, 119.5]}, "number_of_shops_apts_units": 21}', NULL, 0, 2, 1, NULL, NULL, 'Submissions(''uuid%3Add204116-8e35-4a3e-ab28-be2482050bb1'')/person_details', '{"end_note": null}', '{"instanceID": "uuid:dd204116-8e35-4a3e-ab28-be2482050bb1", "instanceName": "Kunda Touray 622"}', '{"edits": 0, "status": null, "deviceId": null, "deletedAt": null, "updatedAt": null, "formVersion": "2026010101", "reviewState": null, "submitterId": "5", "submitterName": "sample@odk-sync.invalid", "submissionDate": "2026-11-30T04:59:33.840Z", "attachmentsPresent": 2, "attachmentsExpected": 2}', '2026-11-30 04:59:33.84+00', NULL, NULL);
INSERT INTO public."GRARentalDataCollection" VALUES ('uuid:2390a6ac-ff57-4c08-8390-60d92cf019dd', 'uuid:2390a6ac-ff57-4c08-8390-60d92cf019dd', '2026-11-30', '2026-11-30 03:24:53.827+00', '2026-11-30 03:32:28.827+00', NULL, '{"type": "Point", "properties": {"accuracy": 8.181}, "coordinates": [-16.791871, 13.484339, 124.5]}', '{"town_label": "Banjul", "centroid_gps": {"type": "Point", "properties": {"accuracy": 12.231}, "coordinates": [-16.757112, 13.442937, 276.5]}, "street_label": "Garba Jahumpa Rd", "district_label": "Upper Baddibu", "address_plus_code": "6CPVMV2F+C2V", "address_plus_code_image": "1796009107601.jpg"}', '{"building_type": "compound", "property_name": "Shop Jallow 502", "building_image": "1796009605648.jpg", "building__geopoint": {"type": "Point", "properties": {"accuracy": 5.701}, "coordinates": [-16.642251, 13.489531, 56.5]}, "number_of_shops_apts_units": 3}', NULL, 0, 1, 0, NULL, NULL, 'Submissions(''uuid%3A2390a6ac-ff57-4c08-8390-60d92cf019dd'')/person_details', '{"end_note": null}', '{"instanceID": "uuid:2390a6ac-ff57-4c08-8390-60d92cf019dd", "instanceName": "Shop Jallow 502"}', '{"edits": 0, "status": null, "deviceId": null, "deletedAt": null, "updatedAt": null, "formVersion": "2026010101", "reviewState": null, "submitterId": "5", "submitterName": "sample@odk-sync.invalid", "submissionDate": "2026-11-30T04:59:33.827Z", "attachmentsPresent": 2, "attachmentsExpected": 2}', '2026-11-30 04:59:33.827+00', NULL, NULL);
INSERT INTO public."GRARentalDataCollection" VALUES ('uuid:8c850c58-7d24-465f-a1ca-4af9cfff3d27', 'uuid:8c850c58-7d24-465f-a1ca-4af9cfff3d27', '2026-11-29', '2026-11-29 21:33:33.804+00', '2026-11-29 21:46:11.804+00', NULL, '{"type": "Point", "properties": {"accuracy": 8.681}, "coordinates": [-16.599201, 13.445024, 30.5]}', '{"town_label": "Serrekunda", "centroid_gps": {"type": "Point", "properties": {"accuracy": 5.271}, "coordinates": [-16.582308, 13.497421, 252.5]}, "street_label": "Sayerr Jobe Ave.", "district_label": "Kombo South", "address_plus_code": "6CF7H2PM+Q2W", "address_plus_code_image": null}', '{"building_type": "commercial", "property_name": "Shop Saidykhan 969", "building_image": "1795988829545.jpg", "building__geopoint": {"type": "Point", "properties": {"accuracy": 10.581}, "coordinates": [-16.738935, 13.515637, 131.5]}, "number_of_shops_apts_units": 26}', NULL, 0, 0, 1, NULL, NULL, 'Submissions(''uuid%3A8c850c58-7d24-465f-a1ca-4af9cfff3d27'')/person_details', '{"end_note": null}', '{"instanceID": "uuid:8c850c58-7d24-465f-a1ca-4af9cfff3d27", "instanceName": "Shop Saidykhan 969"}', '{"edits": 0, "status": null, "deviceId": null, "deletedAt": null, "updatedAt": null, "formVersion": "2026010101", "reviewState": null, "submitterId": "5", "submitterName": "sample@odk-sync.invalid", "submissionDate": "2026-11-30T04:59:33.805Z", "attachmentsPresent": 1, "attachmentsExpected": 1}', '2026-11-30 04:59:33.805+00', NULL, NULL);


--
-- Data for Name: GRARentalDataCollection_person_details; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: GRARentalDataCollection_unified; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: odk_alert; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: odk_attachment; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.odk_attachment OVERRIDING SYSTEM VALUE VALUES ('GRARentalDataCollection', 'uuid:107ad23a-cabf-4e49-a044-e648905059a9', '1795979085077.jpg', 'address-plus-code-images', 'pending', NULL, '2026-11-30 04:59:33.934+00', '2026-11-30 04:59:38.34808+00', 0, '2026-11-30 04:59:38.343292+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '9a63f0f1-eef2-41b0-bd17-d55f9240fac4', 1);
INSERT INTO public.odk_attachment OVERRIDING SYSTEM VALUE VALUES ('GRARentalDataCollection', 'uuid:107ad23a-cabf-4e49-a044-e648905059a9', '1795980300749.jpg', 'building-images', 'pending', NULL, '2026-11-30 04:59:33.934+00', '2026-11-30 04:59:38.348453+00', 0, '2026-11-30 04:59:38.343292+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '7b4a287f-c83d-43e7-9f38-66c6291a3b92', 2);
INSERT INTO public.odk_attachment OVERRIDING SYSTEM VALUE VALUES ('GRARentalDataCollection', 'uuid:b44d805d-3521-4b2d-bafd-664533101e95', '1796003167968.jpg', 'address-plus-code-images', 'pending', NULL, '2026-11-30 04:59:33.908+00', '2026-11-30 04:59:38.348489+00', 0, '2026-11-30 04:59:38.343292+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '72ca6e52-390a-44cd-86ad-379b72abb55a', 3);
INSERT INTO public.odk_attachment OVERRIDING SYSTEM VALUE VALUES ('GRARentalDataCollection', 'uuid:b44d805d-3521-4b2d-bafd-664533101e95', '1796004399943.jpg', 'building-images', 'pending', NULL, '2026-11-30 04:59:33.908+00', '2026-11-30 04:59:38.34851+00', 0, '2026-11-30 04:59:38.343292+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'b954daa0-d391-4dce-bd65-aea7a76bf842', 4);
INSERT INTO public.odk_attachment OVERRIDING SYSTEM VALUE VALUES ('GRARentalDataCollection', 'uuid:296eaae5-d0e6-4c8a-b990-d004f0e8301d', '1795991142766.jpg', 'address-plus-code-images', 'pending', NULL, '2026-11-30 04:59:33.897+00', '2026-11-30 04:59:38.404831+00', 0, '2026-11-30 04:59:38.401025+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'a22fb015-a5a5-4d3c-a961-720ad8c2fd84', 5);
INSERT INTO public.odk_attachment OVERRIDING SYSTEM VALUE VALUES ('GRARentalDataCollection', 'uuid:296eaae5-d0e6-4c8a-b990-d004f0e8301d', '1795993853980.jpg', 'building-images', 'pending', NULL, '2026-11-30 04:59:33.897+00', '2026-11-30 04:59:38.404983+00', 0, '2026-11-30 04:59:38.401025+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '7f5a8d75-e5ad-43d7-a02f-5f74c7dd0294', 6);
INSERT INTO public.odk_attachment OVERRIDING SYSTEM VALUE VALUES ('GRARentalDataCollection', 'uuid:5d5c686b-e17d-4bfe-bf08-d467e529353d', '1795972739722.jpg', 'address-plus-code-images', 'pending', NULL, '2026-11-30 04:59:33.875+00', '2026-11-30 04:59:38.405015+00', 0, '2026-11-30 04:59:38.401025+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'fb21321c-09ac-41f5-94ae-05cc587b4d93', 7);
INSERT INTO public.odk_attachment OVERRIDING SYSTEM VALUE VALUES ('GRARentalDataCollection', 'uuid:5d5c686b-e17d-4bfe-bf08-d467e529353d', '1795975383550.jpg', 'building-images', 'pending', NULL, '2026-11-30 04:59:33.875+00', '2026-11-30 04:59:38.405041+00', 0, '2026-11-30 04:59:38.401025+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'dc3938e5-1e3c-4cb7-ae07-8eaec43ab0ae', 8);
INSERT INTO public.odk_attachment OVERRIDING SYSTEM VALUE VALUES ('GRARentalDataCollection', 'uuid:5f066941-6aa2-4807-a81c-c26cc2da3479', '1796007296338.jpg', 'building-images', 'pending', NULL, '2026-11-30 04:59:33.859+00', '2026-11-30 04:59:38.433446+00', 0, '2026-11-30 04:59:38.429725+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'a8d1a391-5de6-4f26-9675-1105e13a6f34', 9);
INSERT INTO public.odk_attachment OVERRIDING SYSTEM VALUE VALUES ('GRARentalDataCollection', 'uuid:dd204116-8e35-4a3e-ab28-be2482050bb1', '1795991819007.jpg', 'address-plus-code-images', 'pending', NULL, '2026-11-30 04:59:33.84+00', '2026-11-30 04:59:38.433613+00', 0, '2026-11-30 04:59:38.429725+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '9e8a3f03-efc1-4ee4-845d-0bf545099260', 10);
INSERT INTO public.odk_attachment OVERRIDING SYSTEM VALUE VALUES ('GRARentalDataCollection', 'uuid:dd204116-8e35-4a3e-ab28-be2482050bb1', '1795994845941.jpg', 'building-images', 'pending', NULL, '2026-11-30 04:59:33.84+00', '2026-11-30 04:59:38.433664+00', 0, '2026-11-30 04:59:38.429725+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '9f2e4772-5f06-4638-b20a-35332a2d4a5f', 11);
INSERT INTO public.odk_attachment OVERRIDING SYSTEM VALUE VALUES ('GRARentalDataCollection', 'uuid:2390a6ac-ff57-4c08-8390-60d92cf019dd', '1796009107601.jpg', 'address-plus-code-images', 'pending', NULL, '2026-11-30 04:59:33.827+00', '2026-11-30 04:59:38.468107+00', 0, '2026-11-30 04:59:38.465529+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '986cbf6c-9dea-455b-8f55-deee36965ab0', 12);
INSERT INTO public.odk_attachment OVERRIDING SYSTEM VALUE VALUES ('GRARentalDataCollection', 'uuid:2390a6ac-ff57-4c08-8390-60d92cf019dd', '1796009605648.jpg', 'building-images', 'pending', NULL, '2026-11-30 04:59:33.827+00', '2026-11-30 04:59:38.468315+00', 0, '2026-11-30 04:59:38.465529+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'bcb46e99-7389-490e-94ac-14f88c95f085', 13);
INSERT INTO public.odk_attachment OVERRIDING SYSTEM VALUE VALUES ('GRARentalDataCollection', 'uuid:8c850c58-7d24-465f-a1ca-4af9cfff3d27', '1795988829545.jpg', 'building-images', 'pending', NULL, '2026-11-30 04:59:33.805+00', '2026-11-30 04:59:38.468345+00', 0, '2026-11-30 04:59:38.465529+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '27364ff7-c467-4bb9-af95-19ef129579bc', 14);


--
-- Data for Name: odk_expanded; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: odk_form; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.odk_form VALUES ('GRARentalDataCollection', 'GRARentalDataCollection', '71005638ac5190e55ea603440935903b', '[{"name": "survey_date", "path": "/survey_date", "type": "date", "binary": null, "selectMultiple": null}, {"name": "survey_start", "path": "/survey_start", "type": "dateTime", "binary": null, "selectMultiple": null}, {"name": "survey_end", "path": "/survey_end", "type": "dateTime", "binary": null, "selectMultiple": null}, {"name": "logo", "path": "/logo", "type": "binary", "binary": true, "selectMultiple": null}, {"name": "start_geopoint", "path": "/start_geopoint", "type": "geopoint", "binary": null, "selectMultiple": null}, {"name": "property_location", "path": "/property_location", "type": "structure", "binary": null, "selectMultiple": null}, {"name": "address_plus_code", "path": "/property_location/address_plus_code", "type": "string", "binary": null, "selectMultiple": null}, {"name": "street_label", "path": "/property_location/street_label", "type": "string", "binary": null, "selectMultiple": null}, {"name": "town_label", "path": "/property_location/town_label", "type": "string", "binary": null, "selectMultiple": null}, {"name": "district_label", "path": "/property_location/district_label", "type": "string", "binary": null, "selectMultiple": null}, {"name": "centroid_gps", "path": "/property_location/centroid_gps", "type": "geopoint", "binary": null, "selectMultiple": null}, {"name": "address_plus_code_image", "path": "/property_location/address_plus_code_image", "type": "binary", "binary": true, "selectMultiple": null}, {"name": "property_description", "path": "/property_description", "type": "structure", "binary": null, "selectMultiple": null}, {"name": "property_name", "path": "/property_description/property_name", "type": "string", "binary": null, "selectMultiple": null}, {"name": "building_type", "path": "/property_description/building_type", "type": "string", "binary": null, "selectMultiple": null}, {"name": "number_of_shops_apts_units", "path": "/property_description/number_of_shops_apts_units", "type": "int", "binary": null, "selectMultiple": null}, {"name": "building_image", "path": "/property_description/building_image", "type": "binary", "binary": true, "selectMultiple": null}, {"name": "building__geopoint", "path": "/property_description/building__geopoint", "type": "geopoint", "binary": null, "selectMultiple": null}, {"name": "generated_note_name_35", "path": "/generated_note_name_35", "type": "string", "binary": null, "selectMultiple": null}, {"name": "sum_owner", "path": "/sum_owner", "type": "int", "binary": null, "selectMultiple": null}, {"name": "sum_landlord", "path": "/sum_landlord", "type": "int", "binary": null, "selectMultiple": null}, {"name": "sum_occupant", "path": "/sum_occupant", "type": "int", "binary": null, "selectMultiple": null}, {"name": "check_counts_1", "path": "/check_counts_1", "type": "string", "binary": null, "selectMultiple": null}, {"name": "check_counts_2", "path": "/check_counts_2", "type": "string", "binary": null, "selectMultiple": null}, {"name": "person_details", "path": "/person_details", "type": "repeat", "binary": null, "selectMultiple": null}, {"name": "person_type", "path": "/person_details/person_type", "type": "structure", "binary": null, "selectMultiple": null}, {"name": "property_basis", "path": "/person_details/person_type/property_basis", "type": "string", "binary": null, "selectMultiple": null}, {"name": "shop_apt_unit_number", "path": "/person_details/shop_apt_unit_number", "type": "string", "binary": null, "selectMultiple": null}, {"name": "type", "path": "/person_details/type", "type": "string", "binary": null, "selectMultiple": null}, {"name": "business_name", "path": "/person_details/business_name", "type": "string", "binary": null, "selectMultiple": null}, {"name": "tax_registered", "path": "/person_details/tax_registered", "type": "string", "binary": null, "selectMultiple": null}, {"name": "tin", "path": "/person_details/tin", "type": "string", "binary": null, "selectMultiple": null}, {"name": "individual_first_name", "path": "/person_details/individual_first_name", "type": "string", "binary": null, "selectMultiple": null}, {"name": "individual_middle_name", "path": "/person_details/individual_middle_name", "type": "string", "binary": null, "selectMultiple": null}, {"name": "individual_last_name", "path": "/person_details/individual_last_name", "type": "string", "binary": null, "selectMultiple": null}, {"name": "individual_gender", "path": "/person_details/individual_gender", "type": "string", "binary": null, "selectMultiple": null}, {"name": "individual_id_type", "path": "/person_details/individual_id_type", "type": "string", "binary": null, "selectMultiple": null}, {"name": "individual_nin", "path": "/person_details/individual_nin", "type": "string", "binary": null, "selectMultiple": null}, {"name": "individual_drivers_licence", "path": "/person_details/individual_drivers_licence", "type": "string", "binary": null, "selectMultiple": null}, {"name": "individual_passport_number", "path": "/person_details/individual_passport_number", "type": "string", "binary": null, "selectMultiple": null}, {"name": "passport_country", "path": "/person_details/passport_country", "type": "string", "binary": null, "selectMultiple": null}, {"name": "individual_residence_permit_number", "path": "/person_details/individual_residence_permit_number", "type": "string", "binary": null, "selectMultiple": null}, {"name": "residence_permit_country", "path": "/person_details/residence_permit_country", "type": "string", "binary": null, "selectMultiple": null}, {"name": "individual_dob", "path": "/person_details/individual_dob", "type": "date", "binary": null, "selectMultiple": null}, {"name": "mobile_1", "path": "/person_details/mobile_1", "type": "string", "binary": null, "selectMultiple": null}, {"name": "mobile_2", "path": "/person_details/mobile_2", "type": "string", "binary": null, "selectMultiple": null}, {"name": "email", "path": "/person_details/email", "type": "string", "binary": null, "selectMultiple": null}, {"name": "occupancy", "path": "/person_details/occupancy", "type": "structure", "binary": null, "selectMultiple": null}, {"name": "occupancy_basis", "path": "/person_details/occupancy/occupancy_basis", "type": "string", "binary": null, "selectMultiple": null}, {"name": "property_use", "path": "/person_details/occupancy/property_use", "type": "string", "binary": null, "selectMultiple": null}, {"name": "rent_annual_amount", "path": "/person_details/occupancy/rent_annual_amount", "type": "decimal", "binary": null, "selectMultiple": null}, {"name": "rent_currency_unit", "path": "/person_details/occupancy/rent_currency_unit", "type": "string", "binary": null, "selectMultiple": null}, {"name": "End", "path": "/End", "type": "structure", "binary": null, "selectMultiple": null}, {"name": "end_note", "path": "/End/end_note", "type": "string", "binary": null, "selectMultiple": null}, {"name": "meta", "path": "/meta", "type": "structure", "binary": null, "selectMultiple": null}, {"name": "instanceID", "path": "/meta/instanceID", "type": "string", "binary": null, "selectMultiple": null}, {"name": "instanceName", "path": "/meta/instanceName", "type": "string", "binary": null, "selectMultiple": null}]', '2026-11-30 04:59:38.223526+00');


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

INSERT INTO public.odk_schema_history VALUES (1, '1', 'tracking', 'SQL', 'V1__tracking.sql', -1797762969, 'postgres', '2026-11-30 10:44:34.167037', 69, true);
INSERT INTO public.odk_schema_history VALUES (2, '2', 'Quartz', 'JDBC', 'org.odksync.config.V2__Quartz', NULL, 'postgres', '2026-11-30 10:44:34.257118', 68, true);
INSERT INTO public.odk_schema_history VALUES (3, '3', 'change capture', 'SQL', 'V3__change_capture.sql', 1631154070, 'postgres', '2026-11-30 10:44:34.339337', 44, true);
INSERT INTO public.odk_schema_history VALUES (4, '4', 'late and replaced attachments', 'SQL', 'V4__late_and_replaced_attachments.sql', 41333792, 'postgres', '2026-11-30 10:44:34.394526', 16, true);
INSERT INTO public.odk_schema_history VALUES (5, '5', 'fence', 'SQL', 'V5__fence.sql', 354135975, 'postgres', '2026-11-30 10:44:34.420928', 5, true);
INSERT INTO public.odk_schema_history VALUES (6, '6', 'views', 'SQL', 'V6__views.sql', 1771572278, 'postgres', '2026-11-30 10:44:34.43744', 8, true);
INSERT INTO public.odk_schema_history VALUES (7, '7', 'stable links', 'SQL', 'V7__stable_links.sql', -154096939, 'postgres', '2026-11-30 10:44:34.461859', 20, true);
INSERT INTO public.odk_schema_history VALUES (8, '8', 'refused attachments', 'SQL', 'V8__refused_attachments.sql', 1266070912, 'postgres', '2026-11-30 10:44:34.490864', 7, true);
INSERT INTO public.odk_schema_history VALUES (9, '9', 'image html', 'SQL', 'V9__image_html.sql', 1276179909, 'postgres', '2026-11-30 10:44:34.512993', 7, true);
INSERT INTO public.odk_schema_history VALUES (10, '10', 'monitoring', 'SQL', 'V10__monitoring.sql', -285350431, 'postgres', '2026-11-30 10:44:34.538664', 6, true);
INSERT INTO public.odk_schema_history VALUES (11, '11', 'pages', 'SQL', 'V11__pages.sql', -811853753, 'postgres', '2026-11-30 10:44:34.560176', 26, true);
INSERT INTO public.odk_schema_history VALUES (12, '12', 'alerts', 'SQL', 'V12__alerts.sql', -752984292, 'postgres', '2026-11-30 10:44:34.599976', 6, true);
INSERT INTO public.odk_schema_history VALUES (13, '13', 'open rejects', 'SQL', 'V13__open_rejects.sql', 244704826, 'postgres', '2026-11-30 10:44:34.614568', 4, true);


--
-- Data for Name: odk_sync_cursor; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.odk_sync_cursor VALUES ('main_submissions', NULL, '2026-11-30 04:59:38+00', '2026-11-30 04:59:33.934+00', '2026-11-30 04:59:33.805+00', '${central}/v1/projects/1/forms/GRARentalDataCollection', NULL, NULL, '71005638ac5190e55ea603440935903b', NULL, '2026-11-30 04:59:38.475982+00');


--
-- Data for Name: odk_sync_history; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.odk_sync_history VALUES (1, 'main_submissions', '2026-11-30 04:59:37.886929+00', 'error', 8, 1, 'network: Central''s answer was cut short (${central}/v1/projects/1/forms/GRARentalDataCollection.svc/Submissions): look at its log; the next run tries again', '{"attempts": 4, "stages_ms": {"central": 271, "database": 133}, "duration_ms": 800, "error_class": "network", "retry_wait_ms": 31, "fencing_number": 1}', 'earlier-1');


--
-- Data for Name: odk_sync_lease; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.odk_sync_lease VALUES ('main_submissions', NULL, 'earlier-1', 1, '2026-11-30 04:59:37.88521+00', '2026-11-30 04:59:38.68702+00');


--
-- Data for Name: odk_sync_status; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.odk_sync_status VALUES ('history_cleanup', NULL, '2026-11-30 04:59:37.859994+00', 'pending', NULL, 0, 0, NULL, '2026-11-30 04:59:37.859994+00', '2026-11-30 04:59:37.859994+00');
INSERT INTO public.odk_sync_status VALUES ('image_processing', NULL, '2026-11-30 04:59:37.859994+00', 'pending', NULL, 0, 0, NULL, '2026-11-30 04:59:37.859994+00', '2026-11-30 04:59:37.859994+00');
INSERT INTO public.odk_sync_status VALUES ('person_details', NULL, '2026-11-30 04:59:37.859994+00', 'pending', NULL, 0, 0, NULL, '2026-11-30 04:59:37.859994+00', '2026-11-30 04:59:37.859994+00');
INSERT INTO public.odk_sync_status VALUES ('reconcile', NULL, '2026-11-30 04:59:37.859994+00', 'pending', NULL, 0, 0, NULL, '2026-11-30 04:59:37.859994+00', '2026-11-30 04:59:37.859994+00');
INSERT INTO public.odk_sync_status VALUES ('unified', NULL, '2026-11-30 04:59:37.859994+00', 'pending', NULL, 0, 0, NULL, '2026-11-30 04:59:37.859994+00', '2026-11-30 04:59:37.859994+00');
INSERT INTO public.odk_sync_status VALUES ('url_refresh', NULL, '2026-11-30 04:59:37.859994+00', 'pending', NULL, 0, 0, NULL, '2026-11-30 04:59:37.859994+00', '2026-11-30 04:59:37.859994+00');
INSERT INTO public.odk_sync_status VALUES ('views', NULL, '2026-11-30 04:59:37.859994+00', 'pending', NULL, 0, 0, NULL, '2026-11-30 04:59:37.859994+00', '2026-11-30 04:59:37.859994+00');
INSERT INTO public.odk_sync_status VALUES ('main_submissions', NULL, '2026-11-30 04:59:37.886929+00', 'error', 'network: Central''s answer was cut short (${central}/v1/projects/1/forms/GRARentalDataCollection.svc/Submissions): look at its log; the next run tries again', 0, 1, NULL, '2026-11-30 04:59:37.859994+00', '2026-11-30 04:59:38.68702+00');


--
-- Data for Name: odk_tombstone; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: odk_unified_dirty; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.odk_unified_dirty VALUES (1, 'GRARentalDataCollection', 'uuid:107ad23a-cabf-4e49-a044-e648905059a9');
INSERT INTO public.odk_unified_dirty VALUES (2, 'GRARentalDataCollection', 'uuid:b44d805d-3521-4b2d-bafd-664533101e95');
INSERT INTO public.odk_unified_dirty VALUES (3, 'GRARentalDataCollection', 'uuid:296eaae5-d0e6-4c8a-b990-d004f0e8301d');
INSERT INTO public.odk_unified_dirty VALUES (4, 'GRARentalDataCollection', 'uuid:5d5c686b-e17d-4bfe-bf08-d467e529353d');
INSERT INTO public.odk_unified_dirty VALUES (5, 'GRARentalDataCollection', 'uuid:5f066941-6aa2-4807-a81c-c26cc2da3479');
INSERT INTO public.odk_unified_dirty VALUES (6, 'GRARentalDataCollection', 'uuid:dd204116-8e35-4a3e-ab28-be2482050bb1');
INSERT INTO public.odk_unified_dirty VALUES (7, 'GRARentalDataCollection', 'uuid:2390a6ac-ff57-4c08-8390-60d92cf019dd');
INSERT INTO public.odk_unified_dirty VALUES (8, 'GRARentalDataCollection', 'uuid:8c850c58-7d24-465f-a1ca-4af9cfff3d27');


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

INSERT INTO public.qrtz_job_details VALUES ('scheduler-odk-sync', 'history_cleanup', 'odk-sync', NULL, 'org.apache.camel.component.quartz.StatefulCamelJob', false, true, true, false, '\xaced0005737200156f72672e71756172747a2e4a6f62446174614d61709fb083e8bfa9b0cb020000787200266f72672e71756172747a2e7574696c732e537472696e674b65794469727479466c61674d61708208e8c3fbc55d280200015a0013616c6c6f77735472616e7369656e74446174617872001d6f72672e71756172747a2e7574696c732e4469727479466c61674d617013e62ead28760ace0200025a000564697274794c00036d617074000f4c6a6176612f7574696c2f4d61703b787001737200116a6176612e7574696c2e486173684d61700507dac1c31660d103000246000a6c6f6164466163746f724900097468726573686f6c6478703f4000000000000c7708000000100000000574002643616d656c51756172747a5472696767657253696d706c65526570656174496e74657276616c7400073336303030303074002543616d656c51756172747a5472696767657253696d706c65526570656174436f756e7465727400022d3174001343616d656c51756172747a456e64706f696e7474008271756172747a3a2f2f6f646b2d73796e632f686973746f72795f636c65616e75703f737461746566756c3d7472756526747269676765722e6d697366697265496e737472756374696f6e3d3126747269676765722e726570656174436f756e743d2d3126747269676765722e726570656174496e74657276616c3d3336303030303074001643616d656c51756172747a547269676765725479706574000673696d706c6574001b43616d656c51756172747a43616d656c436f6e746578744e616d657400086f646b2d73796e637800');
INSERT INTO public.qrtz_job_details VALUES ('scheduler-odk-sync', 'main_submissions', 'odk-sync', NULL, 'org.apache.camel.component.quartz.StatefulCamelJob', false, true, true, false, '\xaced0005737200156f72672e71756172747a2e4a6f62446174614d61709fb083e8bfa9b0cb020000787200266f72672e71756172747a2e7574696c732e537472696e674b65794469727479466c61674d61708208e8c3fbc55d280200015a0013616c6c6f77735472616e7369656e74446174617872001d6f72672e71756172747a2e7574696c732e4469727479466c61674d617013e62ead28760ace0200025a000564697274794c00036d617074000f4c6a6176612f7574696c2f4d61703b787001737200116a6176612e7574696c2e486173684d61700507dac1c31660d103000246000a6c6f6164466163746f724900097468726573686f6c6478703f4000000000000c7708000000100000000574002643616d656c51756172747a5472696767657253696d706c65526570656174496e74657276616c740005363030303074002543616d656c51756172747a5472696767657253696d706c65526570656174436f756e7465727400022d3174001343616d656c51756172747a456e64706f696e7474008171756172747a3a2f2f6f646b2d73796e632f6d61696e5f7375626d697373696f6e733f737461746566756c3d7472756526747269676765722e6d697366697265496e737472756374696f6e3d3126747269676765722e726570656174436f756e743d2d3126747269676765722e726570656174496e74657276616c3d363030303074001643616d656c51756172747a547269676765725479706574000673696d706c6574001b43616d656c51756172747a43616d656c436f6e746578744e616d657400086f646b2d73796e637800');
INSERT INTO public.qrtz_job_details VALUES ('scheduler-odk-sync', 'image_processing', 'odk-sync', NULL, 'org.apache.camel.component.quartz.StatefulCamelJob', false, true, true, false, '\xaced0005737200156f72672e71756172747a2e4a6f62446174614d61709fb083e8bfa9b0cb020000787200266f72672e71756172747a2e7574696c732e537472696e674b65794469727479466c61674d61708208e8c3fbc55d280200015a0013616c6c6f77735472616e7369656e74446174617872001d6f72672e71756172747a2e7574696c732e4469727479466c61674d617013e62ead28760ace0200025a000564697274794c00036d617074000f4c6a6176612f7574696c2f4d61703b787001737200116a6176612e7574696c2e486173684d61700507dac1c31660d103000246000a6c6f6164466163746f724900097468726573686f6c6478703f4000000000000c7708000000100000000574002643616d656c51756172747a5472696767657253696d706c65526570656174496e74657276616c740005363030303074002543616d656c51756172747a5472696767657253696d706c65526570656174436f756e7465727400022d3174001343616d656c51756172747a456e64706f696e7474008171756172747a3a2f2f6f646b2d73796e632f696d6167655f70726f63657373696e673f737461746566756c3d7472756526747269676765722e6d697366697265496e737472756374696f6e3d3126747269676765722e726570656174436f756e743d2d3126747269676765722e726570656174496e74657276616c3d363030303074001643616d656c51756172747a547269676765725479706574000673696d706c6574001b43616d656c51756172747a43616d656c436f6e746578744e616d657400086f646b2d73796e637800');
INSERT INTO public.qrtz_job_details VALUES ('scheduler-odk-sync', 'url_refresh', 'odk-sync', NULL, 'org.apache.camel.component.quartz.StatefulCamelJob', false, true, true, false, '\xaced0005737200156f72672e71756172747a2e4a6f62446174614d61709fb083e8bfa9b0cb020000787200266f72672e71756172747a2e7574696c732e537472696e674b65794469727479466c61674d61708208e8c3fbc55d280200015a0013616c6c6f77735472616e7369656e74446174617872001d6f72672e71756172747a2e7574696c732e4469727479466c61674d617013e62ead28760ace0200025a000564697274794c00036d617074000f4c6a6176612f7574696c2f4d61703b787001737200116a6176612e7574696c2e486173684d61700507dac1c31660d103000246000a6c6f6164466163746f724900097468726573686f6c6478703f4000000000000c7708000000100000000574002643616d656c51756172747a5472696767657253696d706c65526570656174496e74657276616c740005363030303074002543616d656c51756172747a5472696767657253696d706c65526570656174436f756e7465727400022d3174001343616d656c51756172747a456e64706f696e7474007c71756172747a3a2f2f6f646b2d73796e632f75726c5f726566726573683f737461746566756c3d7472756526747269676765722e6d697366697265496e737472756374696f6e3d3126747269676765722e726570656174436f756e743d2d3126747269676765722e726570656174496e74657276616c3d363030303074001643616d656c51756172747a547269676765725479706574000673696d706c6574001b43616d656c51756172747a43616d656c436f6e746578744e616d657400086f646b2d73796e637800');
INSERT INTO public.qrtz_job_details VALUES ('scheduler-odk-sync', 'person_details', 'odk-sync', NULL, 'org.apache.camel.component.quartz.StatefulCamelJob', false, true, true, false, '\xaced0005737200156f72672e71756172747a2e4a6f62446174614d61709fb083e8bfa9b0cb020000787200266f72672e71756172747a2e7574696c732e537472696e674b65794469727479466c61674d61708208e8c3fbc55d280200015a0013616c6c6f77735472616e7369656e74446174617872001d6f72672e71756172747a2e7574696c732e4469727479466c61674d617013e62ead28760ace0200025a000564697274794c00036d617074000f4c6a6176612f7574696c2f4d61703b787001737200116a6176612e7574696c2e486173684d61700507dac1c31660d103000246000a6c6f6164466163746f724900097468726573686f6c6478703f4000000000000c7708000000100000000574002643616d656c51756172747a5472696767657253696d706c65526570656174496e74657276616c740005363030303074002543616d656c51756172747a5472696767657253696d706c65526570656174436f756e7465727400022d3174001343616d656c51756172747a456e64706f696e7474007f71756172747a3a2f2f6f646b2d73796e632f706572736f6e5f64657461696c733f737461746566756c3d7472756526747269676765722e6d697366697265496e737472756374696f6e3d3126747269676765722e726570656174436f756e743d2d3126747269676765722e726570656174496e74657276616c3d363030303074001643616d656c51756172747a547269676765725479706574000673696d706c6574001b43616d656c51756172747a43616d656c436f6e746578744e616d657400086f646b2d73796e637800');
INSERT INTO public.qrtz_job_details VALUES ('scheduler-odk-sync', 'unified', 'odk-sync', NULL, 'org.apache.camel.component.quartz.StatefulCamelJob', false, true, true, false, '\xaced0005737200156f72672e71756172747a2e4a6f62446174614d61709fb083e8bfa9b0cb020000787200266f72672e71756172747a2e7574696c732e537472696e674b65794469727479466c61674d61708208e8c3fbc55d280200015a0013616c6c6f77735472616e7369656e74446174617872001d6f72672e71756172747a2e7574696c732e4469727479466c61674d617013e62ead28760ace0200025a000564697274794c00036d617074000f4c6a6176612f7574696c2f4d61703b787001737200116a6176612e7574696c2e486173684d61700507dac1c31660d103000246000a6c6f6164466163746f724900097468726573686f6c6478703f4000000000000c7708000000100000000574002643616d656c51756172747a5472696767657253696d706c65526570656174496e74657276616c740005363030303074002543616d656c51756172747a5472696767657253696d706c65526570656174436f756e7465727400022d3174001343616d656c51756172747a456e64706f696e7474007871756172747a3a2f2f6f646b2d73796e632f756e69666965643f737461746566756c3d7472756526747269676765722e6d697366697265496e737472756374696f6e3d3126747269676765722e726570656174436f756e743d2d3126747269676765722e726570656174496e74657276616c3d363030303074001643616d656c51756172747a547269676765725479706574000673696d706c6574001b43616d656c51756172747a43616d656c436f6e746578744e616d657400086f646b2d73796e637800');
INSERT INTO public.qrtz_job_details VALUES ('scheduler-odk-sync', 'views', 'odk-sync', NULL, 'org.apache.camel.component.quartz.StatefulCamelJob', false, true, true, false, '\xaced0005737200156f72672e71756172747a2e4a6f62446174614d61709fb083e8bfa9b0cb020000787200266f72672e71756172747a2e7574696c732e537472696e674b65794469727479466c61674d61708208e8c3fbc55d280200015a0013616c6c6f77735472616e7369656e74446174617872001d6f72672e71756172747a2e7574696c732e4469727479466c61674d617013e62ead28760ace0200025a000564697274794c00036d617074000f4c6a6176612f7574696c2f4d61703b787001737200116a6176612e7574696c2e486173684d61700507dac1c31660d103000246000a6c6f6164466163746f724900097468726573686f6c6478703f4000000000000c7708000000100000000574002643616d656c51756172747a5472696767657253696d706c65526570656174496e74657276616c740005363030303074002543616d656c51756172747a5472696767657253696d706c65526570656174436f756e7465727400022d3174001343616d656c51756172747a456e64706f696e7474007671756172747a3a2f2f6f646b2d73796e632f76696577733f737461746566756c3d7472756526747269676765722e6d697366697265496e737472756374696f6e3d3126747269676765722e726570656174436f756e743d2d3126747269676765722e726570656174496e74657276616c3d363030303074001643616d656c51756172747a547269676765725479706574000673696d706c6574001b43616d656c51756172747a43616d656c436f6e746578744e616d657400086f646b2d73796e637800');
INSERT INTO public.qrtz_job_details VALUES ('scheduler-odk-sync', 'reconcile', 'odk-sync', NULL, 'org.apache.camel.component.quartz.StatefulCamelJob', false, true, true, false, '\xaced0005737200156f72672e71756172747a2e4a6f62446174614d61709fb083e8bfa9b0cb020000787200266f72672e71756172747a2e7574696c732e537472696e674b65794469727479466c61674d61708208e8c3fbc55d280200015a0013616c6c6f77735472616e7369656e74446174617872001d6f72672e71756172747a2e7574696c732e4469727479466c61674d617013e62ead28760ace0200025a000564697274794c00036d617074000f4c6a6176612f7574696c2f4d61703b787001737200116a6176612e7574696c2e486173684d61700507dac1c31660d103000246000a6c6f6164466163746f724900097468726573686f6c6478703f4000000000000c7708000000100000000574002643616d656c51756172747a5472696767657253696d706c65526570656174496e74657276616c7400073336303030303074002543616d656c51756172747a5472696767657253696d706c65526570656174436f756e7465727400022d3174001343616d656c51756172747a456e64706f696e7474007c71756172747a3a2f2f6f646b2d73796e632f7265636f6e63696c653f737461746566756c3d7472756526747269676765722e6d697366697265496e737472756374696f6e3d3126747269676765722e726570656174436f756e743d2d3126747269676765722e726570656174496e74657276616c3d3336303030303074001643616d656c51756172747a547269676765725479706574000673696d706c6574001b43616d656c51756172747a43616d656c436f6e746578744e616d657400086f646b2d73796e637800');


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

INSERT INTO public.qrtz_simple_triggers VALUES ('scheduler-odk-sync', 'history_cleanup', 'odk-sync', -1, 3600000, 0);
INSERT INTO public.qrtz_simple_triggers VALUES ('scheduler-odk-sync', 'main_submissions', 'odk-sync', -1, 60000, 0);
INSERT INTO public.qrtz_simple_triggers VALUES ('scheduler-odk-sync', 'image_processing', 'odk-sync', -1, 60000, 0);
INSERT INTO public.qrtz_simple_triggers VALUES ('scheduler-odk-sync', 'url_refresh', 'odk-sync', -1, 60000, 0);
INSERT INTO public.qrtz_simple_triggers VALUES ('scheduler-odk-sync', 'person_details', 'odk-sync', -1, 60000, 0);
INSERT INTO public.qrtz_simple_triggers VALUES ('scheduler-odk-sync', 'unified', 'odk-sync', -1, 60000, 0);
INSERT INTO public.qrtz_simple_triggers VALUES ('scheduler-odk-sync', 'views', 'odk-sync', -1, 60000, 0);
INSERT INTO public.qrtz_simple_triggers VALUES ('scheduler-odk-sync', 'reconcile', 'odk-sync', -1, 3600000, 0);


--
-- Data for Name: qrtz_simprop_triggers; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: qrtz_triggers; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.qrtz_triggers VALUES ('scheduler-odk-sync', 'history_cleanup', 'odk-sync', 'history_cleanup', 'odk-sync', NULL, 1796014777642, -1, 5, 'WAITING', 'SIMPLE', 1796014777642, 0, NULL, 1, '\x');
INSERT INTO public.qrtz_triggers VALUES ('scheduler-odk-sync', 'main_submissions', 'odk-sync', 'main_submissions', 'odk-sync', NULL, 1796014777685, -1, 5, 'WAITING', 'SIMPLE', 1796014777685, 0, NULL, 1, '\x');
INSERT INTO public.qrtz_triggers VALUES ('scheduler-odk-sync', 'image_processing', 'odk-sync', 'image_processing', 'odk-sync', NULL, 1796014777696, -1, 5, 'WAITING', 'SIMPLE', 1796014777696, 0, NULL, 1, '\x');
INSERT INTO public.qrtz_triggers VALUES ('scheduler-odk-sync', 'url_refresh', 'odk-sync', 'url_refresh', 'odk-sync', NULL, 1796014777706, -1, 5, 'WAITING', 'SIMPLE', 1796014777706, 0, NULL, 1, '\x');
INSERT INTO public.qrtz_triggers VALUES ('scheduler-odk-sync', 'person_details', 'odk-sync', 'person_details', 'odk-sync', NULL, 1796014777716, -1, 5, 'WAITING', 'SIMPLE', 1796014777716, 0, NULL, 1, '\x');
INSERT INTO public.qrtz_triggers VALUES ('scheduler-odk-sync', 'unified', 'odk-sync', 'unified', 'odk-sync', NULL, 1796014777725, -1, 5, 'WAITING', 'SIMPLE', 1796014777725, 0, NULL, 1, '\x');
INSERT INTO public.qrtz_triggers VALUES ('scheduler-odk-sync', 'views', 'odk-sync', 'views', 'odk-sync', NULL, 1796014777734, -1, 5, 'WAITING', 'SIMPLE', 1796014777734, 0, NULL, 1, '\x');
INSERT INTO public.qrtz_triggers VALUES ('scheduler-odk-sync', 'reconcile', 'odk-sync', 'reconcile', 'odk-sync', NULL, 1796014777744, -1, 5, 'WAITING', 'SIMPLE', 1796014777744, 0, NULL, 1, '\x');


--
-- Name: odk_attachment_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.odk_attachment_id_seq', 14, true);


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

SELECT pg_catalog.setval('public.odk_sync_history_id_seq', 1, true);


--
-- Name: odk_unified_dirty_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.odk_unified_dirty_id_seq', 8, true);


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


