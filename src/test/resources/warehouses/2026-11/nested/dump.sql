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
-- Name: Householdvisit21; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public."Householdvisit21" (
    "UUID" text NOT NULL,
    __id text,
    visited date,
    village text,
    people bigint,
    rent numeric,
    place jsonb,
    house jsonb,
    home jsonb,
    "visitors@odata.navigationLink" text,
    meta jsonb,
    __system jsonb,
    "SubmittedDate" timestamp with time zone,
    front_url text
);


--
-- Name: Householdvisit21_home_rooms; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public."Householdvisit21_home_rooms" (
    "UUID" text NOT NULL,
    __id text,
    "__Submissions-id" text,
    name text,
    windows bigint,
    photo text,
    "beds@odata.navigationLink" text,
    repeat_position integer,
    photo_url text
);


--
-- Name: Householdvisit21_home_rooms_beds; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public."Householdvisit21_home_rooms_beds" (
    "UUID" text NOT NULL,
    __id text,
    "__Submissions-id" text,
    "__Submissions-home-rooms-id" text,
    kind text,
    width numeric,
    repeat_position integer
);


--
-- Name: Householdvisit21_unified; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public."Householdvisit21_unified" (
    "UUID" text NOT NULL,
    __id text,
    visited date,
    village text,
    people bigint,
    rent numeric,
    place jsonb,
    house jsonb,
    home jsonb,
    "visitors@odata.navigationLink" text,
    meta jsonb,
    __system jsonb,
    "SubmittedDate" timestamp with time zone,
    front_url text,
    home_rooms jsonb,
    home_rooms_beds jsonb,
    visitors jsonb,
    front_url_html text
);


--
-- Name: Householdvisit21_visitors; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public."Householdvisit21_visitors" (
    "UUID" text NOT NULL,
    __id text,
    "__Submissions-id" text,
    name text,
    repeat_position integer
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
-- Data for Name: Householdvisit21; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public."Householdvisit21" VALUES ('uuid:2c08a3ce-2021-4ae7-a7a0-8ea09987de6c', 'uuid:2c08a3ce-2021-4ae7-a7a0-8ea09987de6c', '2026-11-04', 'Village 4', 4, 50, NULL, '{"roof": "tin", "front": "front 4.jpg"}', '{"rooms@odata.navigationLink": "Submissions(''uuid%3A2c08a3ce-2021-4ae7-a7a0-8ea09987de6c'')/home/rooms"}', 'Submissions(''uuid%3A2c08a3ce-2021-4ae7-a7a0-8ea09987de6c'')/visitors', '{"instanceID": "uuid:2c08a3ce-2021-4ae7-a7a0-8ea09987de6c", "instanceName": null}', '{"edits": 0, "status": null, "deviceId": null, "deletedAt": null, "updatedAt": null, "formVersion": "2026010101", "reviewState": null, "submitterId": "5", "submitterName": "sample@odk-sync.invalid", "submissionDate": "2026-11-30T04:59:55.179Z", "attachmentsPresent": 3, "attachmentsExpected": 3}', '2026-11-30 04:59:55.179+00', '${store}/odk-images/earlier/nested/front/uuid%3A2c08a3ce-2021-4ae7-a7a0-8ea09987de6c-a08ef48e~front_4.jpg?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=20261130T045956Z&X-Amz-SignedHeaders=host&X-Amz-Credential=odk-sync%2F20261130%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Expires=86400&X-Amz-Signature=d1bf4a34b9e051745ffc0ebb369e34be92aca1205e40a1ff2da09d5d362f42b0');
INSERT INTO public."Householdvisit21" VALUES ('uuid:821d977c-94e2-434e-bcd5-435bc02be987', 'uuid:821d977c-94e2-434e-bcd5-435bc02be987', '2026-11-03', 'Village 3', 3, 37.5, NULL, '{"roof": "tin", "front": "front 3.jpg"}', '{"rooms@odata.navigationLink": "Submissions(''uuid%3A821d977c-94e2-434e-bcd5-435bc02be987'')/home/rooms"}', 'Submissions(''uuid%3A821d977c-94e2-434e-bcd5-435bc02be987'')/visitors', '{"instanceID": "uuid:821d977c-94e2-434e-bcd5-435bc02be987", "instanceName": null}', '{"edits": 0, "status": null, "deviceId": null, "deletedAt": null, "updatedAt": null, "formVersion": "2026010101", "reviewState": null, "submitterId": "5", "submitterName": "sample@odk-sync.invalid", "submissionDate": "2026-11-30T04:59:55.177Z", "attachmentsPresent": 2, "attachmentsExpected": 2}', '2026-11-30 04:59:55.177+00', '${store}/odk-images/earlier/nested/front/uuid%3A821d977c-94e2-434e-bcd5-435bc02be987-30716954~front_3.jpg?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=20261130T045956Z&X-Amz-SignedHeaders=host&X-Amz-Credential=odk-sync%2F20261130%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Expires=86400&X-Amz-Signature=ce6cce2ad8b48c709b029f0266eaea8a7e14efe0f6203b25ac7d9fa13a272524');
INSERT INTO public."Householdvisit21" VALUES ('uuid:421af4d3-a202-4381-9447-33d851401241', 'uuid:421af4d3-a202-4381-9447-33d851401241', '2026-11-02', 'Village 2', 2, 25, NULL, '{"roof": "tin", "front": "front 2.jpg"}', '{"rooms@odata.navigationLink": "Submissions(''uuid%3A421af4d3-a202-4381-9447-33d851401241'')/home/rooms"}', 'Submissions(''uuid%3A421af4d3-a202-4381-9447-33d851401241'')/visitors', '{"instanceID": "uuid:421af4d3-a202-4381-9447-33d851401241", "instanceName": null}', '{"edits": 0, "status": null, "deviceId": null, "deletedAt": null, "updatedAt": null, "formVersion": "2026010101", "reviewState": null, "submitterId": "5", "submitterName": "sample@odk-sync.invalid", "submissionDate": "2026-11-30T04:59:55.175Z", "attachmentsPresent": 4, "attachmentsExpected": 4}', '2026-11-30 04:59:55.175+00', '${store}/odk-images/earlier/nested/front/uuid%3A421af4d3-a202-4381-9447-33d851401241-f6dcd529~front_2.jpg?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=20261130T045956Z&X-Amz-SignedHeaders=host&X-Amz-Credential=odk-sync%2F20261130%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Expires=86400&X-Amz-Signature=439de8bc542eb6594c6361f3c0cdf829f41fdf52a3afa2e6b63cf7a10e53876f');
INSERT INTO public."Householdvisit21" VALUES ('uuid:0259bed0-e82b-450e-90b5-599f23501313', 'uuid:0259bed0-e82b-450e-90b5-599f23501313', '2026-11-05', 'Village 5', 5, 62.5, NULL, '{"roof": "tin", "front": "front 5.jpg"}', '{"rooms@odata.navigationLink": "Submissions(''uuid%3A0259bed0-e82b-450e-90b5-599f23501313'')/home/rooms"}', 'Submissions(''uuid%3A0259bed0-e82b-450e-90b5-599f23501313'')/visitors', '{"instanceID": "uuid:2a5e9fa5-90a6-42bb-9594-741a3d0ef2df", "instanceName": null}', '{"edits": 1, "status": null, "deviceId": null, "deletedAt": null, "updatedAt": "2026-11-30T04:59:56.988Z", "formVersion": "2026010101", "reviewState": "edited", "submitterId": "5", "submitterName": "sample@odk-sync.invalid", "submissionDate": "2026-11-30T04:59:55.180Z", "attachmentsPresent": 3, "attachmentsExpected": 3}', '2026-11-30 04:59:55.18+00', '${store}/odk-images/earlier/nested/front/uuid%3A0259bed0-e82b-450e-90b5-599f23501313-10d00a53~front_5.jpg?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=20261130T045956Z&X-Amz-SignedHeaders=host&X-Amz-Credential=odk-sync%2F20261130%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Expires=86400&X-Amz-Signature=6dfe67a62bdfe75b19852c39631974edb1d4af6ff9d55d8c2ca36b03bd3dc02f');
INSERT INTO public."Householdvisit21" VALUES ('uuid:56f9c2ec-22fd-414d-a946-09d6ef0d3ff5', 'uuid:56f9c2ec-22fd-414d-a946-09d6ef0d3ff5', '2026-11-06', 'Village 6', 6, 75, NULL, '{"roof": "tin", "front": "front 6.jpg"}', '{"rooms@odata.navigationLink": "Submissions(''uuid%3A56f9c2ec-22fd-414d-a946-09d6ef0d3ff5'')/home/rooms"}', 'Submissions(''uuid%3A56f9c2ec-22fd-414d-a946-09d6ef0d3ff5'')/visitors', '{"instanceID": "uuid:56f9c2ec-22fd-414d-a946-09d6ef0d3ff5", "instanceName": null}', '{"edits": 0, "status": null, "deviceId": null, "deletedAt": null, "updatedAt": null, "formVersion": "2026010101", "reviewState": null, "submitterId": "5", "submitterName": "sample@odk-sync.invalid", "submissionDate": "2026-11-30T04:59:56.989Z", "attachmentsPresent": 2, "attachmentsExpected": 2}', '2026-11-30 04:59:56.989+00', NULL);
INSERT INTO public."Householdvisit21" VALUES ('uuid:37ca1b7e-c800-4937-95fd-6521dda3a065', 'uuid:37ca1b7e-c800-4937-95fd-6521dda3a065', '2026-11-01', 'Village 1', 1, 12.5, NULL, '{"roof": "tin", "front": "front 1.jpg"}', '{"rooms@odata.navigationLink": "Submissions(''uuid%3A37ca1b7e-c800-4937-95fd-6521dda3a065'')/home/rooms"}', 'Submissions(''uuid%3A37ca1b7e-c800-4937-95fd-6521dda3a065'')/visitors', '{"instanceID": "uuid:37ca1b7e-c800-4937-95fd-6521dda3a065", "instanceName": null}', '{"edits": 0, "status": null, "deviceId": null, "deletedAt": null, "updatedAt": null, "formVersion": "2026010101", "reviewState": null, "submitterId": "5", "submitterName": "sample@odk-sync.invalid", "submissionDate": "2026-11-30T04:59:55.173Z", "attachmentsPresent": 3, "attachmentsExpected": 3}', '2026-11-30 04:59:55.173+00', '${store}/odk-images/earlier/nested/front/uuid%3A37ca1b7e-c800-4937-95fd-6521dda3a065-d0d26d15~front_1.jpg?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=20261130T045956Z&X-Amz-SignedHeaders=host&X-Amz-Credential=odk-sync%2F20261130%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Expires=86400&X-Amz-Signature=1c3727eaee491a0c62145dda749c6589742edce9464424d31add2af4781b3e7b');


--
-- Data for Name: Householdvisit21_home_rooms; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public."Householdvisit21_home_rooms" VALUES ('uuid:2c08a3ce-2021-4ae7-a7a0-8ea09987de6c_de34268af3cea396f5f15001de44872a28a933af', 'de34268af3cea396f5f15001de44872a28a933af', 'uuid:2c08a3ce-2021-4ae7-a7a0-8ea09987de6c', 'Room 1 of 4', 1, 'room 1 of 4.jpg', NULL, 1, NULL);
INSERT INTO public."Householdvisit21_home_rooms" VALUES ('uuid:2c08a3ce-2021-4ae7-a7a0-8ea09987de6c_aa63e9500c0880ea6ca76e6a085240da52a6849e', 'aa63e9500c0880ea6ca76e6a085240da52a6849e', 'uuid:2c08a3ce-2021-4ae7-a7a0-8ea09987de6c', 'Room 2 of 4', 2, 'room 2 of 4.jpg', 'Submissions(''uuid%3A2c08a3ce-2021-4ae7-a7a0-8ea09987de6c'')/home/rooms(''aa63e9500c0880ea6ca76e6a085240da52a6849e'')/beds', 2, NULL);
INSERT INTO public."Householdvisit21_home_rooms" VALUES ('uuid:821d977c-94e2-434e-bcd5-435bc02be987_31d485b31cd8fd5c35ff29a09cae12041eacf9ea', '31d485b31cd8fd5c35ff29a09cae12041eacf9ea', 'uuid:821d977c-94e2-434e-bcd5-435bc02be987', 'Room 1 of 3', 1, 'room 1 of 3.jpg', NULL, 1, NULL);
INSERT INTO public."Householdvisit21_home_rooms" VALUES ('uuid:421af4d3-a202-4381-9447-33d851401241_c19cc6a2c3f25f0e1fb108b41537b8c9b05ddf5d', 'c19cc6a2c3f25f0e1fb108b41537b8c9b05ddf5d', 'uuid:421af4d3-a202-4381-9447-33d851401241', 'Room 1 of 2', 1, 'room 1 of 2.jpg', NULL, 1, NULL);
INSERT INTO public."Householdvisit21_home_rooms" VALUES ('uuid:421af4d3-a202-4381-9447-33d851401241_52cf5f46a763f600c984caabb5f54dd2c8439d92', '52cf5f46a763f600c984caabb5f54dd2c8439d92', 'uuid:421af4d3-a202-4381-9447-33d851401241', 'Room 2 of 2', 2, 'room 2 of 2.jpg', 'Submissions(''uuid%3A421af4d3-a202-4381-9447-33d851401241'')/home/rooms(''52cf5f46a763f600c984caabb5f54dd2c8439d92'')/beds', 2, NULL);
INSERT INTO public."Householdvisit21_home_rooms" VALUES ('uuid:421af4d3-a202-4381-9447-33d851401241_1aa6f36cfbc21d17e93c42062517ff9ad8951d8d', '1aa6f36cfbc21d17e93c42062517ff9ad8951d8d', 'uuid:421af4d3-a202-4381-9447-33d851401241', 'Room 3 of 2', 3, 'room 3 of 2.jpg', 'Submissions(''uuid%3A421af4d3-a202-4381-9447-33d851401241'')/home/rooms(''1aa6f36cfbc21d17e93c42062517ff9ad8951d8d'')/beds', 3, NULL);
INSERT INTO public."Householdvisit21_home_rooms" VALUES ('uuid:37ca1b7e-c800-4937-95fd-6521dda3a065_3c4d432bdd233d644e1e61967d474c541accaa4e', '3c4d432bdd233d644e1e61967d474c541accaa4e', 'uuid:37ca1b7e-c800-4937-95fd-6521dda3a065', 'Room 1 of 1', 1, 'room 1 of 1.jpg', NULL, 1, NULL);
INSERT INTO public."Householdvisit21_home_rooms" VALUES ('uuid:37ca1b7e-c800-4937-95fd-6521dda3a065_46a69c8df4cc856b39dcc78a6a9c6390820a58e3', '46a69c8df4cc856b39dcc78a6a9c6390820a58e3', 'uuid:37ca1b7e-c800-4937-95fd-6521dda3a065', 'Room 2 of 1', 2, 'room 2 of 1.jpg', 'Submissions(''uuid%3A37ca1b7e-c800-4937-95fd-6521dda3a065'')/home/rooms(''46a69c8df4cc856b39dcc78a6a9c6390820a58e3'')/beds', 2, NULL);
INSERT INTO public."Householdvisit21_home_rooms" VALUES ('uuid:56f9c2ec-22fd-414d-a946-09d6ef0d3ff5_42013de0ba9c9bf5e9b1cc68089077c9df46fdb2', '42013de0ba9c9bf5e9b1cc68089077c9df46fdb2', 'uuid:56f9c2ec-22fd-414d-a946-09d6ef0d3ff5', 'Room 1 of 6', 1, 'room 1 of 6.jpg', NULL, 1, NULL);
INSERT INTO public."Householdvisit21_home_rooms" VALUES ('uuid:0259bed0-e82b-450e-90b5-599f23501313_8f528f49212ab1e5f21035a2f6385f447dd2d5b0', '8f528f49212ab1e5f21035a2f6385f447dd2d5b0', 'uuid:0259bed0-e82b-450e-90b5-599f23501313', 'Room 2 of 5', 2, 'room 2 of 5.jpg', 'Submissions(''uuid%3A0259bed0-e82b-450e-90b5-599f23501313'')/home/rooms(''8f528f49212ab1e5f21035a2f6385f447dd2d5b0'')/beds', 1, NULL);
INSERT INTO public."Householdvisit21_home_rooms" VALUES ('uuid:0259bed0-e82b-450e-90b5-599f23501313_ac6a52b364db426802d171458dfcbc659e01d30b', 'ac6a52b364db426802d171458dfcbc659e01d30b', 'uuid:0259bed0-e82b-450e-90b5-599f23501313', 'Room 3 of 5', 3, 'room 3 of 5.jpg', 'Submissions(''uuid%3A0259bed0-e82b-450e-90b5-599f23501313'')/home/rooms(''ac6a52b364db426802d171458dfcbc659e01d30b'')/beds', 2, NULL);


--
-- Data for Name: Householdvisit21_home_rooms_beds; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public."Householdvisit21_home_rooms_beds" VALUES ('uuid:0259bed0-e82b-450e-90b5-599f23501313_dc996220d81774c55737bc5ca1951fe1511bfe34', 'dc996220d81774c55737bc5ca1951fe1511bfe34', 'uuid:0259bed0-e82b-450e-90b5-599f23501313', 'ac6a52b364db426802d171458dfcbc659e01d30b', 'bed 1', 0.9, 1);
INSERT INTO public."Householdvisit21_home_rooms_beds" VALUES ('uuid:2c08a3ce-2021-4ae7-a7a0-8ea09987de6c_69d6cb76a94f702e7c39a97b09497d76a9d9101b', '69d6cb76a94f702e7c39a97b09497d76a9d9101b', 'uuid:2c08a3ce-2021-4ae7-a7a0-8ea09987de6c', 'aa63e9500c0880ea6ca76e6a085240da52a6849e', 'bed 1', 0.9, 1);
INSERT INTO public."Householdvisit21_home_rooms_beds" VALUES ('uuid:421af4d3-a202-4381-9447-33d851401241_4449ea2fda1f6d4fe4c011f1e58f8118303fd8b7', '4449ea2fda1f6d4fe4c011f1e58f8118303fd8b7', 'uuid:421af4d3-a202-4381-9447-33d851401241', '52cf5f46a763f600c984caabb5f54dd2c8439d92', 'bed 1', 0.9, 1);
INSERT INTO public."Householdvisit21_home_rooms_beds" VALUES ('uuid:421af4d3-a202-4381-9447-33d851401241_53a0681deb61011b62476b93cbfae1ad7285fa65', '53a0681deb61011b62476b93cbfae1ad7285fa65', 'uuid:421af4d3-a202-4381-9447-33d851401241', '1aa6f36cfbc21d17e93c42062517ff9ad8951d8d', 'bed 1', 0.9, 1);
INSERT INTO public."Householdvisit21_home_rooms_beds" VALUES ('uuid:421af4d3-a202-4381-9447-33d851401241_344f6f5d15f00fbb7fbc86ab84abd42104b88d85', '344f6f5d15f00fbb7fbc86ab84abd42104b88d85', 'uuid:421af4d3-a202-4381-9447-33d851401241', '1aa6f36cfbc21d17e93c42062517ff9ad8951d8d', 'bed 2', 1.8, 2);
INSERT INTO public."Householdvisit21_home_rooms_beds" VALUES ('uuid:37ca1b7e-c800-4937-95fd-6521dda3a065_b2b295ea62deee7e07208ff6504ab192064e36f7', 'b2b295ea62deee7e07208ff6504ab192064e36f7', 'uuid:37ca1b7e-c800-4937-95fd-6521dda3a065', '46a69c8df4cc856b39dcc78a6a9c6390820a58e3', 'bed 1', 0.9, 1);
INSERT INTO public."Householdvisit21_home_rooms_beds" VALUES ('uuid:0259bed0-e82b-450e-90b5-599f23501313_e17d1442b98fd75a8e6f74617c228c0c9f5b787f', 'e17d1442b98fd75a8e6f74617c228c0c9f5b787f', 'uuid:0259bed0-e82b-450e-90b5-599f23501313', '8f528f49212ab1e5f21035a2f6385f447dd2d5b0', 'bed 1', 0.9, 1);
INSERT INTO public."Householdvisit21_home_rooms_beds" VALUES ('uuid:0259bed0-e82b-450e-90b5-599f23501313_405aa10892fb2d129b31366f905aceab89938cd1', '405aa10892fb2d129b31366f905aceab89938cd1', 'uuid:0259bed0-e82b-450e-90b5-599f23501313', 'ac6a52b364db426802d171458dfcbc659e01d30b', 'bed 2', 1.8, 2);


--
-- Data for Name: Householdvisit21_unified; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public."Householdvisit21_unified" VALUES ('uuid:2c08a3ce-2021-4ae7-a7a0-8ea09987de6c', 'uuid:2c08a3ce-2021-4ae7-a7a0-8ea09987de6c', '2026-11-04', 'Village 4', 4, 50, NULL, '{"roof": "tin", "front": "front 4.jpg"}', '{"rooms@odata.navigationLink": "Submissions(''uuid%3A2c08a3ce-2021-4ae7-a7a0-8ea09987de6c'')/home/rooms"}', 'Submissions(''uuid%3A2c08a3ce-2021-4ae7-a7a0-8ea09987de6c'')/visitors', '{"instanceID": "uuid:2c08a3ce-2021-4ae7-a7a0-8ea09987de6c", "instanceName": null}', '{"edits": 0, "status": null, "deviceId": null, "deletedAt": null, "updatedAt": null, "formVersion": "2026010101", "reviewState": null, "submitterId": "5", "submitterName": "sample@odk-sync.invalid", "submissionDate": "2026-11-30T04:59:55.179Z", "attachmentsPresent": 3, "attachmentsExpected": 3}', '2026-11-30 04:59:55.179+00', '${store}/odk-images/earlier/nested/front/uuid%3A2c08a3ce-2021-4ae7-a7a0-8ea09987de6c-a08ef48e~front_4.jpg?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=20261130T045956Z&X-Amz-SignedHeaders=host&X-Amz-Credential=odk-sync%2F20261130%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Expires=86400&X-Amz-Signature=d1bf4a34b9e051745ffc0ebb369e34be92aca1205e40a1ff2da09d5d362f42b0', '[{"UUID": "uuid:2c08a3ce-2021-4ae7-a7a0-8ea09987de6c_de34268af3cea396f5f15001de44872a28a933af", "__id": "de34268af3cea396f5f15001de44872a28a933af", "name": "Room 1 of 4", "photo": "room 1 of 4.jpg", "windows": 1, "photo_url": null, "repeat_position": 1, "beds@odata.navigationLink": null}, {"UUID": "uuid:2c08a3ce-2021-4ae7-a7a0-8ea09987de6c_aa63e9500c0880ea6ca76e6a085240da52a6849e", "__id": "aa63e9500c0880ea6ca76e6a085240da52a6849e", "name": "Room 2 of 4", "photo": "room 2 of 4.jpg", "windows": 2, "photo_url": null, "repeat_position": 2, "beds@odata.navigationLink": "Submissions(''uuid%3A2c08a3ce-2021-4ae7-a7a0-8ea09987de6c'')/home/rooms(''aa63e9500c0880ea6ca76e6a085240da52a6849e'')/beds"}]', '[{"UUID": "uuid:2c08a3ce-2021-4ae7-a7a0-8ea09987de6c_69d6cb76a94f702e7c39a97b09497d76a9d9101b", "__id": "69d6cb76a94f702e7c39a97b09497d76a9d9101b", "kind": "bed 1", "width": 0.9, "repeat_position": 1, "__Submissions-home-rooms-id": "aa63e9500c0880ea6ca76e6a085240da52a6849e"}]', '[{"UUID": "uuid:2c08a3ce-2021-4ae7-a7a0-8ea09987de6c_c80b27157adccec6248c665cbae20825b2329374", "__id": "c80b27157adccec6248c665cbae20825b2329374", "name": "Visitor 4", "repeat_position": 1}]', '<a href="${store}/odk-images/earlier/nested/front/uuid%3A2c08a3ce-2021-4ae7-a7a0-8ea09987de6c-a08ef48e~front_4.jpg?X-Amz-Algorithm=AWS4-HMAC-SHA256&amp;X-Amz-Date=20261130T045956Z&amp;X-Amz-SignedHeaders=host&amp;X-Amz-Credential=odk-sync%2F20261130%2Fus-east-1%2Fs3%2Faws4_request&amp;X-Amz-Expires=86400&amp;X-Amz-Signature=d1bf4a34b9e051745ffc0ebb369e34be92aca1205e40a1ff2da09d5d362f42b0"><img src="${store}/odk-images/earlier/nested/front/uuid%3A2c08a3ce-2021-4ae7-a7a0-8ea09987de6c-a08ef48e~front_4.jpg?X-Amz-Algorithm=AWS4-HMAC-SHA256&amp;X-Amz-Date=20261130T045956Z&amp;X-Amz-SignedHeaders=host&amp;X-Amz-Credential=odk-sync%2F20261130%2Fus-east-1%2Fs3%2Faws4_request&amp;X-Amz-Expires=86400&amp;X-Amz-Signature=d1bf4a34b9e051745ffc0ebb369e34be92aca1205e40a1ff2da09d5d362f42b0" alt="Front" width="100%"></a>');
INSERT INTO public."Householdvisit21_unified" VALUES ('uuid:821d977c-94e2-434e-bcd5-435bc02be987', 'uuid:821d977c-94e2-434e-bcd5-435bc02be987', '2026-11-03', 'Village 3', 3, 37.5, NULL, '{"roof": "tin", "front": "front 3.jpg"}', '{"rooms@odata.navigationLink": "Submissions(''uuid%3A821d977c-94e2-434e-bcd5-435bc02be987'')/home/rooms"}', 'Submissions(''uuid%3A821d977c-94e2-434e-bcd5-435bc02be987'')/visitors', '{"instanceID": "uuid:821d977c-94e2-434e-bcd5-435bc02be987", "instanceName": null}', '{"edits": 0, "status": null, "deviceId": null, "deletedAt": null, "updatedAt": null, "formVersion": "2026010101", "reviewState": null, "submitterId": "5", "submitterName": "sample@odk-sync.invalid", "submissionDate": "2026-11-30T04:59:55.177Z", "attachmentsPresent": 2, "attachmentsExpected": 2}', '2026-11-30 04:59:55.177+00', '${store}/odk-images/earlier/nested/front/uuid%3A821d977c-94e2-434e-bcd5-435bc02be987-30716954~front_3.jpg?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=20261130T045956Z&X-Amz-SignedHeaders=host&X-Amz-Credential=odk-sync%2F20261130%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Expires=86400&X-Amz-Signature=ce6cce2ad8b48c709b029f0266eaea8a7e14efe0f6203b25ac7d9fa13a272524', '[{"UUID": "uuid:821d977c-94e2-434e-bcd5-435bc02be987_31d485b31cd8fd5c35ff29a09cae12041eacf9ea", "__id": "31d485b31cd8fd5c35ff29a09cae12041eacf9ea", "name": "Room 1 of 3", "photo": "room 1 of 3.jpg", "windows": 1, "photo_url": null, "repeat_position": 1, "beds@odata.navigationLink": null}]', '[]', '[{"UUID": "uuid:821d977c-94e2-434e-bcd5-435bc02be987_09a486e0ecf5e450e3e62c9d0d671e9b59a06f7a", "__id": "09a486e0ecf5e450e3e62c9d0d671e9b59a06f7a", "name": "Visitor 3", "repeat_position": 1}]', '<a href="${store}/odk-images/earlier/nested/front/uuid%3A821d977c-94e2-434e-bcd5-435bc02be987-30716954~front_3.jpg?X-Amz-Algorithm=AWS4-HMAC-SHA256&amp;X-Amz-Date=20261130T045956Z&amp;X-Amz-SignedHeaders=host&amp;X-Amz-Credential=odk-sync%2F20261130%2Fus-east-1%2Fs3%2Faws4_request&amp;X-Amz-Expires=86400&amp;X-Amz-Signature=ce6cce2ad8b48c709b029f0266eaea8a7e14efe0f6203b25ac7d9fa13a272524"><img src="${store}/odk-images/earlier/nested/front/uuid%3A821d977c-94e2-434e-bcd5-435bc02be987-30716954~front_3.jpg?X-Amz-Algorithm=AWS4-HMAC-SHA256&amp;X-Amz-Date=20261130T045956Z&amp;X-Amz-SignedHeaders=host&amp;X-Amz-Credential=odk-sync%2F20261130%2Fus-east-1%2Fs3%2Faws4_request&amp;X-Amz-Expires=86400&amp;X-Amz-Signature=ce6cce2ad8b48c709b029f0266eaea8a7e14efe0f6203b25ac7d9fa13a272524" alt="Front" width="100%"></a>');
INSERT INTO public."Householdvisit21_unified" VALUES ('uuid:421af4d3-a202-4381-9447-33d851401241', 'uuid:421af4d3-a202-4381-9447-33d851401241', '2026-11-02', 'Village 2', 2, 25, NULL, '{"roof": "tin", "front": "front 2.jpg"}', '{"rooms@odata.navigationLink": "Submissions(''uuid%3A421af4d3-a202-4381-9447-33d851401241'')/home/rooms"}', 'Submissions(''uuid%3A421af4d3-a202-4381-9447-33d851401241'')/visitors', '{"instanceID": "uuid:421af4d3-a202-4381-9447-33d851401241", "instanceName": null}', '{"edits": 0, "status": null, "deviceId": null, "deletedAt": null, "updatedAt": null, "formVersion": "2026010101", "reviewState": null, "submitterId": "5", "submitterName": "sample@odk-sync.invalid", "submissionDate": "2026-11-30T04:59:55.175Z", "attachmentsPresent": 4, "attachmentsExpected": 4}', '2026-11-30 04:59:55.175+00', '${store}/odk-images/earlier/nested/front/uuid%3A421af4d3-a202-4381-9447-33d851401241-f6dcd529~front_2.jpg?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=20261130T045956Z&X-Amz-SignedHeaders=host&X-Amz-Credential=odk-sync%2F20261130%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Expires=86400&X-Amz-Signature=439de8bc542eb6594c6361f3c0cdf829f41fdf52a3afa2e6b63cf7a10e53876f', '[{"UUID": "uuid:421af4d3-a202-4381-9447-33d851401241_c19cc6a2c3f25f0e1fb108b41537b8c9b05ddf5d", "__id": "c19cc6a2c3f25f0e1fb108b41537b8c9b05ddf5d", "name": "Room 1 of 2", "photo": "room 1 of 2.jpg", "windows": 1, "photo_url": null, "repeat_position": 1, "beds@odata.navigationLink": null}, {"UUID": "uuid:421af4d3-a202-4381-9447-33d851401241_52cf5f46a763f600c984caabb5f54dd2c8439d92", "__id": "52cf5f46a763f600c984caabb5f54dd2c8439d92", "name": "Room 2 of 2", "photo": "room 2 of 2.jpg", "windows": 2, "photo_url": null, "repeat_position": 2, "beds@odata.navigationLink": "Submissions(''uuid%3A421af4d3-a202-4381-9447-33d851401241'')/home/rooms(''52cf5f46a763f600c984caabb5f54dd2c8439d92'')/beds"}, {"UUID": "uuid:421af4d3-a202-4381-9447-33d851401241_1aa6f36cfbc21d17e93c42062517ff9ad8951d8d", "__id": "1aa6f36cfbc21d17e93c42062517ff9ad8951d8d", "name": "Room 3 of 2", "photo": "room 3 of 2.jpg", "windows": 3, "photo_url": null, "repeat_position": 3, "beds@odata.navigationLink": "Submissions(''uuid%3A421af4d3-a202-4381-9447-33d851401241'')/home/rooms(''1aa6f36cfbc21d17e93c42062517ff9ad8951d8d'')/beds"}]', '[{"UUID": "uuid:421af4d3-a202-4381-9447-33d851401241_4449ea2fda1f6d4fe4c011f1e58f8118303fd8b7", "__id": "4449ea2fda1f6d4fe4c011f1e58f8118303fd8b7", "kind": "bed 1", "width": 0.9, "repeat_position": 1, "__Submissions-home-rooms-id": "52cf5f46a763f600c984caabb5f54dd2c8439d92"}, {"UUID": "uuid:421af4d3-a202-4381-9447-33d851401241_53a0681deb61011b62476b93cbfae1ad7285fa65", "__id": "53a0681deb61011b62476b93cbfae1ad7285fa65", "kind": "bed 1", "width": 0.9, "repeat_position": 1, "__Submissions-home-rooms-id": "1aa6f36cfbc21d17e93c42062517ff9ad8951d8d"}, {"UUID": "uuid:421af4d3-a202-4381-9447-33d851401241_344f6f5d15f00fbb7fbc86ab84abd42104b88d85", "__id": "344f6f5d15f00fbb7fbc86ab84abd42104b88d85", "kind": "bed 2", "width": 1.8, "repeat_position": 2, "__Submissions-home-rooms-id": "1aa6f36cfbc21d17e93c42062517ff9ad8951d8d"}]', '[{"UUID": "uuid:421af4d3-a202-4381-9447-33d851401241_08e5171cb0edb10937e27131fa051556af4b6670", "__id": "08e5171cb0edb10937e27131fa051556af4b6670", "name": "Visitor 2", "repeat_position": 1}]', '<a href="${store}/odk-images/earlier/nested/front/uuid%3A421af4d3-a202-4381-9447-33d851401241-f6dcd529~front_2.jpg?X-Amz-Algorithm=AWS4-HMAC-SHA256&amp;X-Amz-Date=20261130T045956Z&amp;X-Amz-SignedHeaders=host&amp;X-Amz-Credential=odk-sync%2F20261130%2Fus-east-1%2Fs3%2Faws4_request&amp;X-Amz-Expires=86400&amp;X-Amz-Signature=439de8bc542eb6594c6361f3c0cdf829f41fdf52a3afa2e6b63cf7a10e53876f"><img src="${store}/odk-images/earlier/nested/front/uuid%3A421af4d3-a202-4381-9447-33d851401241-f6dcd529~front_2.jpg?X-Amz-Algorithm=AWS4-HMAC-SHA256&amp;X-Amz-Date=20261130T045956Z&amp;X-Amz-SignedHeaders=host&amp;X-Amz-Credential=odk-sync%2F20261130%2Fus-east-1%2Fs3%2Faws4_request&amp;X-Amz-Expires=86400&amp;X-Amz-Signature=439de8bc542eb6594c6361f3c0cdf829f41fdf52a3afa2e6b63cf7a10e53876f" alt="Front" width="100%"></a>');
INSERT INTO public."Householdvisit21_unified" VALUES ('uuid:0259bed0-e82b-450e-90b5-599f23501313', 'uuid:0259bed0-e82b-450e-90b5-599f23501313', '2026-11-05', 'Village 5', 5, 62.5, NULL, '{"roof": "tin", "front": "front 5.jpg"}', '{"rooms@odata.navigationLink": "Submissions(''uuid%3A0259bed0-e82b-450e-90b5-599f23501313'')/home/rooms"}', 'Submissions(''uuid%3A0259bed0-e82b-450e-90b5-599f23501313'')/visitors', '{"instanceID": "uuid:0259bed0-e82b-450e-90b5-599f23501313", "instanceName": null}', '{"edits": 0, "status": null, "deviceId": null, "deletedAt": null, "updatedAt": null, "formVersion": "2026010101", "reviewState": null, "submitterId": "5", "submitterName": "sample@odk-sync.invalid", "submissionDate": "2026-11-30T04:59:55.180Z", "attachmentsPresent": 4, "attachmentsExpected": 4}', '2026-11-30 04:59:55.18+00', '${store}/odk-images/earlier/nested/front/uuid%3A0259bed0-e82b-450e-90b5-599f23501313-10d00a53~front_5.jpg?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=20261130T045956Z&X-Amz-SignedHeaders=host&X-Amz-Credential=odk-sync%2F20261130%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Expires=86400&X-Amz-Signature=6dfe67a62bdfe75b19852c39631974edb1d4af6ff9d55d8c2ca36b03bd3dc02f', '[{"UUID": "uuid:0259bed0-e82b-450e-90b5-599f23501313_8f528f49212ab1e5f21035a2f6385f447dd2d5b0", "__id": "8f528f49212ab1e5f21035a2f6385f447dd2d5b0", "name": "Room 1 of 5", "photo": "room 1 of 5.jpg", "windows": 1, "photo_url": null, "repeat_position": 1, "beds@odata.navigationLink": null}, {"UUID": "uuid:0259bed0-e82b-450e-90b5-599f23501313_ac6a52b364db426802d171458dfcbc659e01d30b", "__id": "ac6a52b364db426802d171458dfcbc659e01d30b", "name": "Room 2 of 5", "photo": "room 2 of 5.jpg", "windows": 2, "photo_url": null, "repeat_position": 2, "beds@odata.navigationLink": "Submissions(''uuid%3A0259bed0-e82b-450e-90b5-599f23501313'')/home/rooms(''ac6a52b364db426802d171458dfcbc659e01d30b'')/beds"}, {"UUID": "uuid:0259bed0-e82b-450e-90b5-599f23501313_0f7b4be1ef67ef352b8af8d601e56989369e8817", "__id": "0f7b4be1ef67ef352b8af8d601e56989369e8817", "name": "Room 3 of 5", "photo": "room 3 of 5.jpg", "windows": 3, "photo_url": null, "repeat_position": 3, "beds@odata.navigationLink": "Submissions(''uuid%3A0259bed0-e82b-450e-90b5-599f23501313'')/home/rooms(''0f7b4be1ef67ef352b8af8d601e56989369e8817'')/beds"}]', '[{"UUID": "uuid:0259bed0-e82b-450e-90b5-599f23501313_06815634eb066f3d74734930735c6f8fbec62331", "__id": "06815634eb066f3d74734930735c6f8fbec62331", "kind": "bed 1", "width": 0.9, "repeat_position": 1, "__Submissions-home-rooms-id": "0f7b4be1ef67ef352b8af8d601e56989369e8817"}, {"UUID": "uuid:0259bed0-e82b-450e-90b5-599f23501313_dc996220d81774c55737bc5ca1951fe1511bfe34", "__id": "dc996220d81774c55737bc5ca1951fe1511bfe34", "kind": "bed 1", "width": 0.9, "repeat_position": 1, "__Submissions-home-rooms-id": "ac6a52b364db426802d171458dfcbc659e01d30b"}, {"UUID": "uuid:0259bed0-e82b-450e-90b5-599f23501313_82f661beee91fe90bec787816fa067eea328108a", "__id": "82f661beee91fe90bec787816fa067eea328108a", "kind": "bed 2", "width": 1.8, "repeat_position": 2, "__Submissions-home-rooms-id": "0f7b4be1ef67ef352b8af8d601e56989369e8817"}]', '[{"UUID": "uuid:0259bed0-e82b-450e-90b5-599f23501313_2a429cc96fb321680137c9a0017b6a354fd9b2f3", "__id": "2a429cc96fb321680137c9a0017b6a354fd9b2f3", "name": "Visitor 5", "repeat_position": 1}]', '<a href="${store}/odk-images/earlier/nested/front/uuid%3A0259bed0-e82b-450e-90b5-599f23501313-10d00a53~front_5.jpg?X-Amz-Algorithm=AWS4-HMAC-SHA256&amp;X-Amz-Date=20261130T045956Z&amp;X-Amz-SignedHeaders=host&amp;X-Amz-Credential=odk-sync%2F20261130%2Fus-east-1%2Fs3%2Faws4_request&amp;X-Amz-Expires=86400&amp;X-Amz-Signature=6dfe67a62bdfe75b19852c39631974edb1d4af6ff9d55d8c2ca36b03bd3dc02f"><img src="${store}/odk-images/earlier/nested/front/uuid%3A0259bed0-e82b-450e-90b5-599f23501313-10d00a53~front_5.jpg?X-Amz-Algorithm=AWS4-HMAC-SHA256&amp;X-Amz-Date=20261130T045956Z&amp;X-Amz-SignedHeaders=host&amp;X-Amz-Credential=odk-sync%2F20261130%2Fus-east-1%2Fs3%2Faws4_request&amp;X-Amz-Expires=86400&amp;X-Amz-Signature=6dfe67a62bdfe75b19852c39631974edb1d4af6ff9d55d8c2ca36b03bd3dc02f" alt="Front" width="100%"></a>');
INSERT INTO public."Householdvisit21_unified" VALUES ('uuid:37ca1b7e-c800-4937-95fd-6521dda3a065', 'uuid:37ca1b7e-c800-4937-95fd-6521dda3a065', '2026-11-01', 'Village 1', 1, 12.5, NULL, '{"roof": "tin", "front": "front 1.jpg"}', '{"rooms@odata.navigationLink": "Submissions(''uuid%3A37ca1b7e-c800-4937-95fd-6521dda3a065'')/home/rooms"}', 'Submissions(''uuid%3A37ca1b7e-c800-4937-95fd-6521dda3a065'')/visitors', '{"instanceID": "uuid:37ca1b7e-c800-4937-95fd-6521dda3a065", "instanceName": null}', '{"edits": 0, "status": null, "deviceId": null, "deletedAt": null, "updatedAt": null, "formVersion": "2026010101", "reviewState": null, "submitterId": "5", "submitterName": "sample@odk-sync.invalid", "submissionDate": "2026-11-30T04:59:55.173Z", "attachmentsPresent": 3, "attachmentsExpected": 3}', '2026-11-30 04:59:55.173+00', '${store}/odk-images/earlier/nested/front/uuid%3A37ca1b7e-c800-4937-95fd-6521dda3a065-d0d26d15~front_1.jpg?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=20261130T045956Z&X-Amz-SignedHeaders=host&X-Amz-Credential=odk-sync%2F20261130%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Expires=86400&X-Amz-Signature=1c3727eaee491a0c62145dda749c6589742edce9464424d31add2af4781b3e7b', '[{"UUID": "uuid:37ca1b7e-c800-4937-95fd-6521dda3a065_3c4d432bdd233d644e1e61967d474c541accaa4e", "__id": "3c4d432bdd233d644e1e61967d474c541accaa4e", "name": "Room 1 of 1", "photo": "room 1 of 1.jpg", "windows": 1, "photo_url": null, "repeat_position": 1, "beds@odata.navigationLink": null}, {"UUID": "uuid:37ca1b7e-c800-4937-95fd-6521dda3a065_46a69c8df4cc856b39dcc78a6a9c6390820a58e3", "__id": "46a69c8df4cc856b39dcc78a6a9c6390820a58e3", "name": "Room 2 of 1", "photo": "room 2 of 1.jpg", "windows": 2, "photo_url": null, "repeat_position": 2, "beds@odata.navigationLink": "Submissions(''uuid%3A37ca1b7e-c800-4937-95fd-6521dda3a065'')/home/rooms(''46a69c8df4cc856b39dcc78a6a9c6390820a58e3'')/beds"}]', '[{"UUID": "uuid:37ca1b7e-c800-4937-95fd-6521dda3a065_b2b295ea62deee7e07208ff6504ab192064e36f7", "__id": "b2b295ea62deee7e07208ff6504ab192064e36f7", "kind": "bed 1", "width": 0.9, "repeat_position": 1, "__Submissions-home-rooms-id": "46a69c8df4cc856b39dcc78a6a9c6390820a58e3"}]', '[{"UUID": "uuid:37ca1b7e-c800-4937-95fd-6521dda3a065_4602a452be3f632315d6996badc46e7ebcdf6a17", "__id": "4602a452be3f632315d6996badc46e7ebcdf6a17", "name": "Visitor 1", "repeat_position": 1}]', '<a href="${store}/odk-images/earlier/nested/front/uuid%3A37ca1b7e-c800-4937-95fd-6521dda3a065-d0d26d15~front_1.jpg?X-Amz-Algorithm=AWS4-HMAC-SHA256&amp;X-Amz-Date=20261130T045956Z&amp;X-Amz-SignedHeaders=host&amp;X-Amz-Credential=odk-sync%2F20261130%2Fus-east-1%2Fs3%2Faws4_request&amp;X-Amz-Expires=86400&amp;X-Amz-Signature=1c3727eaee491a0c62145dda749c6589742edce9464424d31add2af4781b3e7b"><img src="${store}/odk-images/earlier/nested/front/uuid%3A37ca1b7e-c800-4937-95fd-6521dda3a065-d0d26d15~front_1.jpg?X-Amz-Algorithm=AWS4-HMAC-SHA256&amp;X-Amz-Date=20261130T045956Z&amp;X-Amz-SignedHeaders=host&amp;X-Amz-Credential=odk-sync%2F20261130%2Fus-east-1%2Fs3%2Faws4_request&amp;X-Amz-Expires=86400&amp;X-Amz-Signature=1c3727eaee491a0c62145dda749c6589742edce9464424d31add2af4781b3e7b" alt="Front" width="100%"></a>');


--
-- Data for Name: Householdvisit21_visitors; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public."Householdvisit21_visitors" VALUES ('uuid:0259bed0-e82b-450e-90b5-599f23501313_2a429cc96fb321680137c9a0017b6a354fd9b2f3', '2a429cc96fb321680137c9a0017b6a354fd9b2f3', 'uuid:0259bed0-e82b-450e-90b5-599f23501313', 'Visitor 5', 1);
INSERT INTO public."Householdvisit21_visitors" VALUES ('uuid:2c08a3ce-2021-4ae7-a7a0-8ea09987de6c_c80b27157adccec6248c665cbae20825b2329374', 'c80b27157adccec6248c665cbae20825b2329374', 'uuid:2c08a3ce-2021-4ae7-a7a0-8ea09987de6c', 'Visitor 4', 1);
INSERT INTO public."Householdvisit21_visitors" VALUES ('uuid:821d977c-94e2-434e-bcd5-435bc02be987_09a486e0ecf5e450e3e62c9d0d671e9b59a06f7a', '09a486e0ecf5e450e3e62c9d0d671e9b59a06f7a', 'uuid:821d977c-94e2-434e-bcd5-435bc02be987', 'Visitor 3', 1);
INSERT INTO public."Householdvisit21_visitors" VALUES ('uuid:421af4d3-a202-4381-9447-33d851401241_08e5171cb0edb10937e27131fa051556af4b6670', '08e5171cb0edb10937e27131fa051556af4b6670', 'uuid:421af4d3-a202-4381-9447-33d851401241', 'Visitor 2', 1);
INSERT INTO public."Householdvisit21_visitors" VALUES ('uuid:37ca1b7e-c800-4937-95fd-6521dda3a065_4602a452be3f632315d6996badc46e7ebcdf6a17', '4602a452be3f632315d6996badc46e7ebcdf6a17', 'uuid:37ca1b7e-c800-4937-95fd-6521dda3a065', 'Visitor 1', 1);
INSERT INTO public."Householdvisit21_visitors" VALUES ('uuid:56f9c2ec-22fd-414d-a946-09d6ef0d3ff5_95c39aaa9b15cc5920292ca88da71c5b09a5c4fb', '95c39aaa9b15cc5920292ca88da71c5b09a5c4fb', 'uuid:56f9c2ec-22fd-414d-a946-09d6ef0d3ff5', 'Visitor 6', 1);


--
-- Data for Name: odk_alert; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: odk_attachment; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.odk_attachment OVERRIDING SYSTEM VALUE VALUES ('Householdvisit21', 'uuid:2c08a3ce-2021-4ae7-a7a0-8ea09987de6c', 'front 4.jpg', 'front', 'stored', NULL, '2026-11-30 04:59:55.179+00', '2026-11-30 04:59:56.356554+00', 1, '2026-11-30 04:59:56.350447+00', '2026-12-06 14:04:02.170094+00', 'bec8f2f36a1957ce8353a7f640268d14', 56, 'image/jpeg', 'earlier/nested/front/uuid:2c08a3ce-2021-4ae7-a7a0-8ea09987de6c-a08ef48e~front_4.jpg', '2026-11-30 04:59:56.60642+00', '${store}/odk-images/earlier/nested/front/uuid%3A2c08a3ce-2021-4ae7-a7a0-8ea09987de6c-a08ef48e~front_4.jpg?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=20261130T045956Z&X-Amz-SignedHeaders=host&X-Amz-Credential=odk-sync%2F20261130%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Expires=86400&X-Amz-Signature=d1bf4a34b9e051745ffc0ebb369e34be92aca1205e40a1ff2da09d5d362f42b0', '2026-12-01 04:59:56.580271+00', 2, 'stored', '9cc83586-86e8-41f8-a27f-3e9e6cc243a8', 2);
INSERT INTO public.odk_attachment OVERRIDING SYSTEM VALUE VALUES ('Householdvisit21', 'uuid:821d977c-94e2-434e-bcd5-435bc02be987', 'front 3.jpg', 'front', 'stored', NULL, '2026-11-30 04:59:55.177+00', '2026-11-30 04:59:56.356633+00', 1, '2026-11-30 04:59:56.350447+00', '2026-12-06 13:55:04.570182+00', '2a0ff5c2cc8e8340d1ad4a6eaa120fa8', 56, 'image/jpeg', 'earlier/nested/front/uuid:821d977c-94e2-434e-bcd5-435bc02be987-30716954~front_3.jpg', '2026-11-30 04:59:56.610432+00', '${store}/odk-images/earlier/nested/front/uuid%3A821d977c-94e2-434e-bcd5-435bc02be987-30716954~front_3.jpg?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=20261130T045956Z&X-Amz-SignedHeaders=host&X-Amz-Credential=odk-sync%2F20261130%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Expires=86400&X-Amz-Signature=ce6cce2ad8b48c709b029f0266eaea8a7e14efe0f6203b25ac7d9fa13a272524', '2026-12-01 04:59:56.59362+00', 2, 'stored', '7c217e8c-0116-4541-928c-24f4274aa4a8', 5);
INSERT INTO public.odk_attachment OVERRIDING SYSTEM VALUE VALUES ('Householdvisit21', 'uuid:421af4d3-a202-4381-9447-33d851401241', 'front 2.jpg', 'front', 'stored', NULL, '2026-11-30 04:59:55.175+00', '2026-11-30 04:59:56.356613+00', 1, '2026-11-30 04:59:56.350447+00', '2026-12-06 18:14:13.772523+00', 'bd95c1f077679b786c62e45557f55435', 56, 'image/jpeg', 'earlier/nested/front/uuid:421af4d3-a202-4381-9447-33d851401241-f6dcd529~front_2.jpg', '2026-11-30 04:59:56.611653+00', '${store}/odk-images/earlier/nested/front/uuid%3A421af4d3-a202-4381-9447-33d851401241-f6dcd529~front_2.jpg?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=20261130T045956Z&X-Amz-SignedHeaders=host&X-Amz-Credential=odk-sync%2F20261130%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Expires=86400&X-Amz-Signature=439de8bc542eb6594c6361f3c0cdf829f41fdf52a3afa2e6b63cf7a10e53876f', '2026-12-01 04:59:56.591651+00', 2, 'stored', '6c9b71e6-bce9-4672-81e0-3ec911a1d891', 4);
INSERT INTO public.odk_attachment OVERRIDING SYSTEM VALUE VALUES ('Householdvisit21', 'uuid:37ca1b7e-c800-4937-95fd-6521dda3a065', 'front 1.jpg', 'front', 'stored', NULL, '2026-11-30 04:59:55.173+00', '2026-11-30 04:59:56.356592+00', 1, '2026-11-30 04:59:56.350447+00', '2026-12-06 17:08:26.015472+00', 'b892262f8d60cf3708f06a2402c181b1', 56, 'image/jpeg', 'earlier/nested/front/uuid:37ca1b7e-c800-4937-95fd-6521dda3a065-d0d26d15~front_1.jpg', '2026-11-30 04:59:56.625825+00', '${store}/odk-images/earlier/nested/front/uuid%3A37ca1b7e-c800-4937-95fd-6521dda3a065-d0d26d15~front_1.jpg?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=20261130T045956Z&X-Amz-SignedHeaders=host&X-Amz-Credential=odk-sync%2F20261130%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Expires=86400&X-Amz-Signature=1c3727eaee491a0c62145dda749c6589742edce9464424d31add2af4781b3e7b', '2026-12-01 04:59:56.597651+00', 2, 'stored', '770af8d5-3dcf-48f6-8f67-b132fae26104', 3);
INSERT INTO public.odk_attachment OVERRIDING SYSTEM VALUE VALUES ('Householdvisit21', 'uuid:0259bed0-e82b-450e-90b5-599f23501313', 'room 1 of 5.jpg', 'photo', 'pending', NULL, '2026-11-30 04:59:55.18+00', '2026-11-30 04:59:56.698674+00', 0, '2026-11-30 04:59:56.695277+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '6cc2e279-8e57-4fb9-add1-16a4a7bec03b', 6);
INSERT INTO public.odk_attachment OVERRIDING SYSTEM VALUE VALUES ('Householdvisit21', 'uuid:2c08a3ce-2021-4ae7-a7a0-8ea09987de6c', 'room 1 of 4.jpg', 'photo', 'pending', NULL, '2026-11-30 04:59:55.179+00', '2026-11-30 04:59:56.698872+00', 0, '2026-11-30 04:59:56.695277+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '12447516-32b6-4484-909d-8fe7aa394118', 9);
INSERT INTO public.odk_attachment OVERRIDING SYSTEM VALUE VALUES ('Householdvisit21', 'uuid:2c08a3ce-2021-4ae7-a7a0-8ea09987de6c', 'room 2 of 4.jpg', 'photo', 'pending', NULL, '2026-11-30 04:59:55.179+00', '2026-11-30 04:59:56.698893+00', 0, '2026-11-30 04:59:56.695277+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'a2e27252-9e83-4585-a334-1b3250674c9f', 10);
INSERT INTO public.odk_attachment OVERRIDING SYSTEM VALUE VALUES ('Householdvisit21', 'uuid:37ca1b7e-c800-4937-95fd-6521dda3a065', 'room 1 of 1.jpg', 'photo', 'pending', NULL, '2026-11-30 04:59:55.173+00', '2026-11-30 04:59:56.698913+00', 0, '2026-11-30 04:59:56.695277+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'e32e02f2-ba0c-4d2b-b047-125747528f88', 11);
INSERT INTO public.odk_attachment OVERRIDING SYSTEM VALUE VALUES ('Householdvisit21', 'uuid:37ca1b7e-c800-4937-95fd-6521dda3a065', 'room 2 of 1.jpg', 'photo', 'pending', NULL, '2026-11-30 04:59:55.173+00', '2026-11-30 04:59:56.698932+00', 0, '2026-11-30 04:59:56.695277+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '5d0ce01e-2452-48e2-a0fd-8447a226cc8a', 12);
INSERT INTO public.odk_attachment OVERRIDING SYSTEM VALUE VALUES ('Householdvisit21', 'uuid:421af4d3-a202-4381-9447-33d851401241', 'room 1 of 2.jpg', 'photo', 'pending', NULL, '2026-11-30 04:59:55.175+00', '2026-11-30 04:59:56.698953+00', 0, '2026-11-30 04:59:56.695277+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '05b0518b-2168-400e-adca-ef81c8a08a52', 13);
INSERT INTO public.odk_attachment OVERRIDING SYSTEM VALUE VALUES ('Householdvisit21', 'uuid:421af4d3-a202-4381-9447-33d851401241', 'room 2 of 2.jpg', 'photo', 'pending', NULL, '2026-11-30 04:59:55.175+00', '2026-11-30 04:59:56.698972+00', 0, '2026-11-30 04:59:56.695277+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '333e7f6e-b858-45b7-a6f6-262d1e3603a6', 14);
INSERT INTO public.odk_attachment OVERRIDING SYSTEM VALUE VALUES ('Householdvisit21', 'uuid:421af4d3-a202-4381-9447-33d851401241', 'room 3 of 2.jpg', 'photo', 'pending', NULL, '2026-11-30 04:59:55.175+00', '2026-11-30 04:59:56.698992+00', 0, '2026-11-30 04:59:56.695277+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '620b0408-5363-4ec0-9c9a-e415b3bb9ce0', 15);
INSERT INTO public.odk_attachment OVERRIDING SYSTEM VALUE VALUES ('Householdvisit21', 'uuid:821d977c-94e2-434e-bcd5-435bc02be987', 'room 1 of 3.jpg', 'photo', 'pending', NULL, '2026-11-30 04:59:55.177+00', '2026-11-30 04:59:56.699012+00', 0, '2026-11-30 04:59:56.695277+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '4c0d4347-5681-44ca-b947-53d033ce770a', 16);
INSERT INTO public.odk_attachment OVERRIDING SYSTEM VALUE VALUES ('Householdvisit21', 'uuid:0259bed0-e82b-450e-90b5-599f23501313', 'front 5.jpg', 'front', 'pending', NULL, '2026-11-30 04:59:55.18+00', '2026-11-30 04:59:57.027465+00', 0, '2026-11-30 04:59:57.023326+00', '2026-12-06 16:12:09.417967+00', '24d61f86a31c599e9ce63a525f31905f', 56, 'image/jpeg', 'earlier/nested/front/uuid:0259bed0-e82b-450e-90b5-599f23501313-10d00a53~front_5.jpg', '2026-11-30 04:59:56.626938+00', '${store}/odk-images/earlier/nested/front/uuid%3A0259bed0-e82b-450e-90b5-599f23501313-10d00a53~front_5.jpg?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=20261130T045956Z&X-Amz-SignedHeaders=host&X-Amz-Credential=odk-sync%2F20261130%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Expires=86400&X-Amz-Signature=6dfe67a62bdfe75b19852c39631974edb1d4af6ff9d55d8c2ca36b03bd3dc02f', '2026-12-01 04:59:56.619151+00', NULL, 'stored', '32955cf2-b68d-42f9-9012-50817b88a3bd', 1);
INSERT INTO public.odk_attachment OVERRIDING SYSTEM VALUE VALUES ('Householdvisit21', 'uuid:56f9c2ec-22fd-414d-a946-09d6ef0d3ff5', 'front 6.jpg', 'front', 'pending', NULL, '2026-11-30 04:59:56.989+00', '2026-11-30 04:59:57.027587+00', 0, '2026-11-30 04:59:57.023326+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '2b2966d0-42a9-4e4a-8814-ddf37b3233be', 21);
INSERT INTO public.odk_attachment OVERRIDING SYSTEM VALUE VALUES ('Householdvisit21', 'uuid:0259bed0-e82b-450e-90b5-599f23501313', 'room 2 of 5.jpg', 'photo', 'pending', NULL, '2026-11-30 04:59:55.18+00', '2026-11-30 04:59:57.082738+00', 0, '2026-11-30 04:59:57.078982+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '8d2a39b3-4eb4-4fd9-825e-a3d661b9dbe7', 7);
INSERT INTO public.odk_attachment OVERRIDING SYSTEM VALUE VALUES ('Householdvisit21', 'uuid:0259bed0-e82b-450e-90b5-599f23501313', 'room 3 of 5.jpg', 'photo', 'pending', NULL, '2026-11-30 04:59:55.18+00', '2026-11-30 04:59:57.082799+00', 0, '2026-11-30 04:59:57.078982+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'f3d5e3da-ebf0-46c6-bf02-d410a56d2ec8', 8);
INSERT INTO public.odk_attachment OVERRIDING SYSTEM VALUE VALUES ('Householdvisit21', 'uuid:56f9c2ec-22fd-414d-a946-09d6ef0d3ff5', 'room 1 of 6.jpg', 'photo', 'pending', NULL, '2026-11-30 04:59:56.989+00', '2026-11-30 04:59:57.082894+00', 0, '2026-11-30 04:59:57.078982+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '6cb232e3-cdc8-45cf-abff-5d19e4ca1560', 32);


--
-- Data for Name: odk_expanded; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.odk_expanded VALUES ('Householdvisit21', 'uuid:2c08a3ce-2021-4ae7-a7a0-8ea09987de6c', '2026-11-30 04:59:55.179+00', NULL);
INSERT INTO public.odk_expanded VALUES ('Householdvisit21', 'uuid:821d977c-94e2-434e-bcd5-435bc02be987', '2026-11-30 04:59:55.177+00', NULL);
INSERT INTO public.odk_expanded VALUES ('Householdvisit21', 'uuid:421af4d3-a202-4381-9447-33d851401241', '2026-11-30 04:59:55.175+00', NULL);
INSERT INTO public.odk_expanded VALUES ('Householdvisit21', 'uuid:37ca1b7e-c800-4937-95fd-6521dda3a065', '2026-11-30 04:59:55.173+00', NULL);
INSERT INTO public.odk_expanded VALUES ('Householdvisit21', 'uuid:56f9c2ec-22fd-414d-a946-09d6ef0d3ff5', '2026-11-30 04:59:56.989+00', NULL);
INSERT INTO public.odk_expanded VALUES ('Householdvisit21', 'uuid:0259bed0-e82b-450e-90b5-599f23501313', '2026-11-30 04:59:55.18+00', '2026-11-30 04:59:56.988+00');


--
-- Data for Name: odk_form; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.odk_form VALUES ('Householdvisit21', 'Household visit 2.1', 'b05c69d407f97b202642fed8c02a8aeb', '[{"name": "visited", "path": "/visited", "type": "date", "binary": null, "selectMultiple": null}, {"name": "village", "path": "/village", "type": "string", "binary": null, "selectMultiple": null}, {"name": "people", "path": "/people", "type": "int", "binary": null, "selectMultiple": null}, {"name": "rent", "path": "/rent", "type": "decimal", "binary": null, "selectMultiple": null}, {"name": "place", "path": "/place", "type": "geopoint", "binary": null, "selectMultiple": null}, {"name": "house", "path": "/house", "type": "structure", "binary": null, "selectMultiple": null}, {"name": "roof", "path": "/house/roof", "type": "string", "binary": null, "selectMultiple": null}, {"name": "front", "path": "/house/front", "type": "binary", "binary": true, "selectMultiple": null}, {"name": "home", "path": "/home", "type": "structure", "binary": null, "selectMultiple": null}, {"name": "rooms", "path": "/home/rooms", "type": "repeat", "binary": null, "selectMultiple": null}, {"name": "name", "path": "/home/rooms/name", "type": "string", "binary": null, "selectMultiple": null}, {"name": "windows", "path": "/home/rooms/windows", "type": "int", "binary": null, "selectMultiple": null}, {"name": "photo", "path": "/home/rooms/photo", "type": "binary", "binary": true, "selectMultiple": null}, {"name": "beds", "path": "/home/rooms/beds", "type": "repeat", "binary": null, "selectMultiple": null}, {"name": "kind", "path": "/home/rooms/beds/kind", "type": "string", "binary": null, "selectMultiple": null}, {"name": "width", "path": "/home/rooms/beds/width", "type": "decimal", "binary": null, "selectMultiple": null}, {"name": "visitors", "path": "/visitors", "type": "repeat", "binary": null, "selectMultiple": null}, {"name": "name", "path": "/visitors/name", "type": "string", "binary": null, "selectMultiple": null}, {"name": "meta", "path": "/meta", "type": "structure", "binary": null, "selectMultiple": null}, {"name": "instanceID", "path": "/meta/instanceID", "type": "string", "binary": null, "selectMultiple": null}, {"name": "instanceName", "path": "/meta/instanceName", "type": "string", "binary": null, "selectMultiple": null}]', '2026-11-30 04:59:56.320224+00');


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

INSERT INTO public.odk_schema_history VALUES (1, '1', 'tracking', 'SQL', 'V1__tracking.sql', -1797762969, 'postgres', '2026-11-30 10:44:55.287711', 51, true);
INSERT INTO public.odk_schema_history VALUES (2, '2', 'Quartz', 'JDBC', 'org.odksync.config.V2__Quartz', NULL, 'postgres', '2026-11-30 10:44:55.350746', 46, true);
INSERT INTO public.odk_schema_history VALUES (3, '3', 'change capture', 'SQL', 'V3__change_capture.sql', 1631154070, 'postgres', '2026-11-30 10:44:55.410448', 21, true);
INSERT INTO public.odk_schema_history VALUES (4, '4', 'late and replaced attachments', 'SQL', 'V4__late_and_replaced_attachments.sql', 41333792, 'postgres', '2026-11-30 10:44:55.444534', 13, true);
INSERT INTO public.odk_schema_history VALUES (5, '5', 'fence', 'SQL', 'V5__fence.sql', 354135975, 'postgres', '2026-11-30 10:44:55.467959', 4, true);
INSERT INTO public.odk_schema_history VALUES (6, '6', 'views', 'SQL', 'V6__views.sql', 1771572278, 'postgres', '2026-11-30 10:44:55.483734', 5, true);
INSERT INTO public.odk_schema_history VALUES (7, '7', 'stable links', 'SQL', 'V7__stable_links.sql', -154096939, 'postgres', '2026-11-30 10:44:55.49885', 12, true);
INSERT INTO public.odk_schema_history VALUES (8, '8', 'refused attachments', 'SQL', 'V8__refused_attachments.sql', 1266070912, 'postgres', '2026-11-30 10:44:55.522675', 5, true);
INSERT INTO public.odk_schema_history VALUES (9, '9', 'image html', 'SQL', 'V9__image_html.sql', 1276179909, 'postgres', '2026-11-30 10:44:55.537246', 2, true);
INSERT INTO public.odk_schema_history VALUES (10, '10', 'monitoring', 'SQL', 'V10__monitoring.sql', -285350431, 'postgres', '2026-11-30 10:44:55.548426', 5, true);
INSERT INTO public.odk_schema_history VALUES (11, '11', 'pages', 'SQL', 'V11__pages.sql', -811853753, 'postgres', '2026-11-30 10:44:55.561226', 20, true);
INSERT INTO public.odk_schema_history VALUES (12, '12', 'alerts', 'SQL', 'V12__alerts.sql', -752984292, 'postgres', '2026-11-30 10:44:55.592916', 5, true);
INSERT INTO public.odk_schema_history VALUES (13, '13', 'open rejects', 'SQL', 'V13__open_rejects.sql', 244704826, 'postgres', '2026-11-30 10:44:55.607125', 4, true);


--
-- Data for Name: odk_sync_cursor; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.odk_sync_cursor VALUES ('reconcile', NULL, NULL, NULL, '2026-11-01 00:00:00+00', NULL, NULL, NULL, NULL, NULL, '2026-11-30 04:59:56.954984+00');
INSERT INTO public.odk_sync_cursor VALUES ('main_submissions', '2026-11-30 04:59:56.989+00', NULL, NULL, NULL, '${central}/v1/projects/1/forms/Household%20visit%202.1', '__system/submissionDate ge 2026-11-30T04:54:55.180Z or __system/updatedAt ge 2026-11-30T04:54:55.180Z or __system/deletedAt ge 2026-11-30T04:54:55.180Z', 'W/"eventhash:9a2dbd8209444a538f4366d1baa01578"', 'b05c69d407f97b202642fed8c02a8aeb', '2026-11-30 04:59:56.954984+00', '2026-11-30 04:59:57.039696+00');
INSERT INTO public.odk_sync_cursor VALUES ('person_details', '2026-11-30 04:59:56.989+00', NULL, NULL, NULL, '${central}/v1/projects/1/forms/Household%20visit%202.1', '__system/submissionDate ge 2026-11-30T04:54:55.180Z or __system/updatedAt ge 2026-11-30T04:54:55.180Z or __system/deletedAt ge 2026-11-30T04:54:55.180Z', 'W/"eventhash:9a2dbd8209444a538f4366d1baa01578"', 'b05c69d407f97b202642fed8c02a8aeb', '2026-11-30 04:59:56.954984+00', '2026-11-30 04:59:57.126561+00');


--
-- Data for Name: odk_sync_history; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.odk_sync_history VALUES (1, 'main_submissions', '2026-11-30 04:59:56.232489+00', 'success', 5, 0, NULL, '{"read_ms": 0, "attempts": 1, "rejected": 0, "requests": 1, "stages_ms": {"central": 23, "database": 64}, "watermark": "2026-11-30T04:59:55.180Z", "duration_ms": 142, "records_read": 5, "retry_wait_ms": 0, "fencing_number": 1, "records_per_second": 35.2}', 'earlier-1');
INSERT INTO public.odk_sync_history VALUES (2, 'image_processing', '2026-11-30 04:59:56.390518+00', 'success', 5, 0, NULL, '{"failed": 0, "stored": 5, "missing": 0, "refused": 0, "attempts": 1, "stages_ms": {"s3": 418, "central": 86, "database": 131}, "unchanged": 0, "duration_ms": 258, "retry_wait_ms": 0, "fencing_number": 1, "records_per_second": 19.4}', 'earlier-1');
INSERT INTO public.odk_sync_history VALUES (3, 'person_details', '2026-11-30 04:59:56.657801+00', 'success', 24, 0, NULL, '{"read_ms": 0, "attempts": 1, "rejected": 0, "requests": 1, "stages_ms": {"central": 13, "database": 44}, "watermark": "2026-11-30T04:59:55.180Z", "duration_ms": 98, "records_read": 5, "retry_wait_ms": 0, "fencing_number": 1, "records_per_second": 243.9}', 'earlier-1');
INSERT INTO public.odk_sync_history VALUES (4, 'url_refresh', '2026-11-30 04:59:56.768868+00', 'success', 0, 0, NULL, '{"attempts": 1, "stages_ms": {"database": 15}, "duration_ms": 21, "retry_wait_ms": 0, "fencing_number": 1, "records_per_second": 0.0}', 'earlier-1');
INSERT INTO public.odk_sync_history VALUES (5, 'unified', '2026-11-30 04:59:56.797958+00', 'success', 5, 0, NULL, '{"attempts": 1, "stages_ms": {"database": 23}, "duration_ms": 31, "retry_wait_ms": 0, "fencing_number": 1, "records_per_second": 163.5}', 'earlier-1');
INSERT INTO public.odk_sync_history VALUES (6, 'views', '2026-11-30 04:59:56.840394+00', 'success', 0, 0, NULL, '{"attempts": 1, "stages_ms": {"database": 7}, "duration_ms": 11, "retry_wait_ms": 0, "fencing_number": 1, "records_per_second": 0.0}', 'earlier-1');
INSERT INTO public.odk_sync_history VALUES (7, 'reconcile', '2026-11-30 04:59:56.864849+00', 'success', 0, 0, NULL, '{"repairs": 0, "attempts": 1, "stages_ms": {"central": 23, "database": 41}, "duration_ms": 96, "source_count": 5, "retry_wait_ms": 0, "fencing_number": 1, "warehouse_count": 5, "buckets_compared": 1, "records_per_second": 0.0, "buckets_that_differ": 0}', 'earlier-1');
INSERT INTO public.odk_sync_history VALUES (8, 'history_cleanup', '2026-11-30 04:59:56.970788+00', 'success', 0, 0, NULL, '{"attempts": 1, "stages_ms": {"database": 10}, "duration_ms": 10, "retry_wait_ms": 0, "fencing_number": 1, "records_per_second": 0.0}', 'earlier-1');
INSERT INTO public.odk_sync_history VALUES (9, 'main_submissions', '2026-11-30 04:59:56.995464+00', 'success', 2, 0, NULL, '{"read_ms": 0, "attempts": 1, "rejected": 0, "requests": 1, "stages_ms": {"central": 7, "database": 22}, "watermark": "2026-11-30T04:59:56.989Z", "duration_ms": 49, "records_read": 6, "retry_wait_ms": 0, "fencing_number": 2, "records_per_second": 40.5}', 'earlier-1');
INSERT INTO public.odk_sync_history VALUES (10, 'person_details', '2026-11-30 04:59:57.054456+00', 'success', 9, 0, NULL, '{"read_ms": 0, "attempts": 1, "rejected": 0, "requests": 1, "stages_ms": {"central": 7, "database": 42}, "watermark": "2026-11-30T04:59:56.989Z", "duration_ms": 78, "records_read": 6, "retry_wait_ms": 0, "fencing_number": 2, "records_per_second": 115.3}', 'earlier-1');


--
-- Data for Name: odk_sync_lease; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.odk_sync_lease VALUES ('image_processing', NULL, 'earlier-1', 1, '2026-11-30 04:59:56.389293+00', '2026-11-30 04:59:56.648141+00');
INSERT INTO public.odk_sync_lease VALUES ('url_refresh', NULL, 'earlier-1', 1, '2026-11-30 04:59:56.76783+00', '2026-11-30 04:59:56.789664+00');
INSERT INTO public.odk_sync_lease VALUES ('unified', NULL, 'earlier-1', 1, '2026-11-30 04:59:56.796907+00', '2026-11-30 04:59:56.828531+00');
INSERT INTO public.odk_sync_lease VALUES ('views', NULL, 'earlier-1', 1, '2026-11-30 04:59:56.839154+00', '2026-11-30 04:59:56.851809+00');
INSERT INTO public.odk_sync_lease VALUES ('reconcile', NULL, 'earlier-1', 1, '2026-11-30 04:59:56.863612+00', '2026-11-30 04:59:56.961275+00');
INSERT INTO public.odk_sync_lease VALUES ('history_cleanup', NULL, 'earlier-1', 1, '2026-11-30 04:59:56.969388+00', '2026-11-30 04:59:56.981224+00');
INSERT INTO public.odk_sync_lease VALUES ('main_submissions', NULL, 'earlier-1', 2, '2026-11-30 04:59:56.994103+00', '2026-11-30 04:59:57.044816+00');
INSERT INTO public.odk_sync_lease VALUES ('person_details', NULL, 'earlier-1', 2, '2026-11-30 04:59:57.053059+00', '2026-11-30 04:59:57.132518+00');


--
-- Data for Name: odk_sync_status; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.odk_sync_status VALUES ('image_processing', '2026-11-30 04:59:56.390518+00', '2026-11-30 04:59:56.390518+00', 'success', NULL, 1, 0, 5, '2026-11-30 04:59:56.21203+00', '2026-11-30 04:59:56.648141+00');
INSERT INTO public.odk_sync_status VALUES ('url_refresh', '2026-11-30 04:59:56.768868+00', '2026-11-30 04:59:56.768868+00', 'success', NULL, 1, 0, 0, '2026-11-30 04:59:56.21203+00', '2026-11-30 04:59:56.789664+00');
INSERT INTO public.odk_sync_status VALUES ('unified', '2026-11-30 04:59:56.797958+00', '2026-11-30 04:59:56.797958+00', 'success', NULL, 1, 0, 5, '2026-11-30 04:59:56.21203+00', '2026-11-30 04:59:56.828531+00');
INSERT INTO public.odk_sync_status VALUES ('views', '2026-11-30 04:59:56.840394+00', '2026-11-30 04:59:56.840394+00', 'success', NULL, 1, 0, 0, '2026-11-30 04:59:56.21203+00', '2026-11-30 04:59:56.851809+00');
INSERT INTO public.odk_sync_status VALUES ('reconcile', '2026-11-30 04:59:56.864849+00', '2026-11-30 04:59:56.864849+00', 'success', NULL, 1, 0, 0, '2026-11-30 04:59:56.21203+00', '2026-11-30 04:59:56.961275+00');
INSERT INTO public.odk_sync_status VALUES ('history_cleanup', '2026-11-30 04:59:56.970788+00', '2026-11-30 04:59:56.970788+00', 'success', NULL, 1, 0, 0, '2026-11-30 04:59:56.21203+00', '2026-11-30 04:59:56.981224+00');
INSERT INTO public.odk_sync_status VALUES ('main_submissions', '2026-11-30 04:59:57+00', '2026-11-30 04:59:56.995464+00', 'success', NULL, 2, 0, 2, '2026-11-30 04:59:56.21203+00', '2026-11-30 04:59:57.044816+00');
INSERT INTO public.odk_sync_status VALUES ('person_details', '2026-11-30 04:59:57+00', '2026-11-30 04:59:57.054456+00', 'success', NULL, 2, 0, 9, '2026-11-30 04:59:56.21203+00', '2026-11-30 04:59:57.132518+00');


--
-- Data for Name: odk_tombstone; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: odk_unified_dirty; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.odk_unified_dirty VALUES (25, 'Householdvisit21', 'uuid:0259bed0-e82b-450e-90b5-599f23501313');
INSERT INTO public.odk_unified_dirty VALUES (26, 'Householdvisit21', 'uuid:56f9c2ec-22fd-414d-a946-09d6ef0d3ff5');
INSERT INTO public.odk_unified_dirty VALUES (27, 'Householdvisit21', 'uuid:56f9c2ec-22fd-414d-a946-09d6ef0d3ff5');
INSERT INTO public.odk_unified_dirty VALUES (28, 'Householdvisit21', 'uuid:0259bed0-e82b-450e-90b5-599f23501313');
INSERT INTO public.odk_unified_dirty VALUES (29, 'Householdvisit21', 'uuid:0259bed0-e82b-450e-90b5-599f23501313');
INSERT INTO public.odk_unified_dirty VALUES (30, 'Householdvisit21', 'uuid:56f9c2ec-22fd-414d-a946-09d6ef0d3ff5');


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

INSERT INTO public.qrtz_triggers VALUES ('scheduler-odk-sync', 'main_submissions', 'odk-sync', 'main_submissions', 'odk-sync', NULL, 1796014796111, -1, 5, 'WAITING', 'SIMPLE', 1796014796111, 0, NULL, 1, '\x');
INSERT INTO public.qrtz_triggers VALUES ('scheduler-odk-sync', 'image_processing', 'odk-sync', 'image_processing', 'odk-sync', NULL, 1796014796124, -1, 5, 'WAITING', 'SIMPLE', 1796014796124, 0, NULL, 1, '\x');
INSERT INTO public.qrtz_triggers VALUES ('scheduler-odk-sync', 'url_refresh', 'odk-sync', 'url_refresh', 'odk-sync', NULL, 1796014796132, -1, 5, 'WAITING', 'SIMPLE', 1796014796132, 0, NULL, 1, '\x');
INSERT INTO public.qrtz_triggers VALUES ('scheduler-odk-sync', 'person_details', 'odk-sync', 'person_details', 'odk-sync', NULL, 1796014796139, -1, 5, 'WAITING', 'SIMPLE', 1796014796139, 0, NULL, 1, '\x');
INSERT INTO public.qrtz_triggers VALUES ('scheduler-odk-sync', 'unified', 'odk-sync', 'unified', 'odk-sync', NULL, 1796014796146, -1, 5, 'WAITING', 'SIMPLE', 1796014796146, 0, NULL, 1, '\x');
INSERT INTO public.qrtz_triggers VALUES ('scheduler-odk-sync', 'views', 'odk-sync', 'views', 'odk-sync', NULL, 1796014796153, -1, 5, 'WAITING', 'SIMPLE', 1796014796153, 0, NULL, 1, '\x');
INSERT INTO public.qrtz_triggers VALUES ('scheduler-odk-sync', 'reconcile', 'odk-sync', 'reconcile', 'odk-sync', NULL, 1796014796159, -1, 5, 'WAITING', 'SIMPLE', 1796014796159, 0, NULL, 1, '\x');
INSERT INTO public.qrtz_triggers VALUES ('scheduler-odk-sync', 'history_cleanup', 'odk-sync', 'history_cleanup', 'odk-sync', NULL, 1796014796176, -1, 5, 'WAITING', 'SIMPLE', 1796014796176, 0, NULL, 1, '\x');


--
-- Name: odk_attachment_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.odk_attachment_id_seq', 33, true);


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

SELECT pg_catalog.setval('public.odk_sync_history_id_seq', 10, true);


--
-- Name: odk_unified_dirty_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.odk_unified_dirty_id_seq', 30, true);


--
-- Name: Householdvisit21_home_rooms_beds Householdvisit21_home_rooms_beds_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public."Householdvisit21_home_rooms_beds"
    ADD CONSTRAINT "Householdvisit21_home_rooms_beds_pkey" PRIMARY KEY ("UUID");


--
-- Name: Householdvisit21_home_rooms Householdvisit21_home_rooms_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public."Householdvisit21_home_rooms"
    ADD CONSTRAINT "Householdvisit21_home_rooms_pkey" PRIMARY KEY ("UUID");


--
-- Name: Householdvisit21 Householdvisit21_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public."Householdvisit21"
    ADD CONSTRAINT "Householdvisit21_pkey" PRIMARY KEY ("UUID");


--
-- Name: Householdvisit21_unified Householdvisit21_unified_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public."Householdvisit21_unified"
    ADD CONSTRAINT "Householdvisit21_unified_pkey" PRIMARY KEY ("UUID");


--
-- Name: Householdvisit21_visitors Householdvisit21_visitors_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public."Householdvisit21_visitors"
    ADD CONSTRAINT "Householdvisit21_visitors_pkey" PRIMARY KEY ("UUID");


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
-- Name: Householdvisit21_home_rooms_beds_submission; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX "Householdvisit21_home_rooms_beds_submission" ON public."Householdvisit21_home_rooms_beds" USING btree ("__Submissions-id");


--
-- Name: Householdvisit21_home_rooms_submission; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX "Householdvisit21_home_rooms_submission" ON public."Householdvisit21_home_rooms" USING btree ("__Submissions-id");


--
-- Name: Householdvisit21_visitors_submission; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX "Householdvisit21_visitors_submission" ON public."Householdvisit21_visitors" USING btree ("__Submissions-id");


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


