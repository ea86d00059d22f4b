"""Settings of Superset for one small server, with odk-sync's warehouse beside it.

Everything that differs between installations comes from the environment.
"""

import os

from sqlalchemy.engine import URL


def postgres_url(host, port, database, user, password):
    """An SQLAlchemy URL; the parts are escaped, so a password may hold any character."""
    url = URL.create(
        "postgresql+psycopg2",
        username=user,
        password=password,
        host=host,
        port=int(port),
        database=database,
    )
    return url.render_as_string(hide_password=False)


def warehouse_url():
    """The warehouse as the read-only role sees it; superset-init registers it under this URL."""
    return postgres_url(
        os.environ["WAREHOUSE_HOST"],
        os.environ["WAREHOUSE_PORT"],
        os.environ["WAREHOUSE_DB"],
        "superset_reader",
        os.environ["SUPERSET_READER_PASSWORD"],
    )


def image_hosts():
    """Where the browser may load pictures from, as sources of a content security policy.

    IMAGE_HOSTS (separated by blanks) where given, else what odk-sync's links lead to: the one bucket
    on a custom endpoint, or on AWS in both spellings of its address; and, before that, PUBLIC_URL,
    where stable links begin. Browsers compare each step of a redirect with these.
    """
    given = os.environ.get("IMAGE_HOSTS", "").split()
    bucket = os.environ.get("AWS_BUCKET_NAME")
    if given or not bucket:
        return given
    public = os.environ.get("PUBLIC_URL", "").strip().rstrip("/")
    stable = [f"{public}/images/"] if public else []
    endpoint = os.environ.get("AWS_ENDPOINT_URL_S3")
    if endpoint:
        return stable + [f"{endpoint.rstrip('/')}/{bucket}/"]
    region = os.environ.get("AWS_DEFAULT_REGION") or os.environ.get("AWS_REGION") or "us-east-1"
    # the address without a region is what links to us-east-1 use
    hosts = [f"s3.{region}.amazonaws.com", "s3.amazonaws.com"]
    buckets = [f"https://{h}/{bucket}/" for h in hosts] + [f"https://{bucket}.{h}" for h in hosts]
    return stable + buckets


# Signs sessions and encrypts the passwords of database connections. No default: with a known key
# anybody can log in as anybody.
SECRET_KEY = os.environ["SUPERSET_SECRET_KEY"]

# Users, charts and dashboards: in PostgreSQL, where they are backed up together with the
# warehouse. A database and a role of their own: Superset cannot touch the warehouse through them.
SQLALCHEMY_DATABASE_URI = postgres_url(
    "postgres",
    5432,
    "superset_metadata",
    "superset_metadata",
    os.environ["SUPERSET_DB_PASSWORD"],
)
# A few connections for each of the two workers; pre_ping outlives a restart of PostgreSQL.
SQLALCHEMY_ENGINE_OPTIONS = {"pool_size": 5, "max_overflow": 5, "pool_pre_ping": True}

# One shared cache for both workers. A chart may be a minute old, as is the data itself
# (SYNC_INTERVAL); it must never be as old as an image link lives.
REDIS_URL = os.environ.get("REDIS_URL", "redis://redis:6379")
CACHE_CONFIG = {
    "CACHE_TYPE": "RedisCache",
    "CACHE_REDIS_URL": f"{REDIS_URL}/0",
    "CACHE_KEY_PREFIX": "superset_metadata_",
    "CACHE_DEFAULT_TIMEOUT": 300,
}
DATA_CACHE_CONFIG = {
    **CACHE_CONFIG,
    "CACHE_KEY_PREFIX": "superset_data_",
    "CACHE_DEFAULT_TIMEOUT": 60,
}
# Filters and unsaved charts stay in the metadata database (Superset's default): Redis drops what
# it has no room for, and a shared link would lose its filters.

# Attempts to log in are counted for both workers together.
RATELIMIT_STORAGE_URI = f"{REDIS_URL}/1"

# What surveyors type is shown to analysts. odk-sync escapes it, and writes only
# <a href><img src alt width></a>, which the sanitizer lets through as it is.
HTML_SANITIZATION = True

# Jinja in SQL would let anyone who may write a query run templates on the server.
FEATURE_FLAGS = {"ENABLE_TEMPLATE_PROCESSING": False}

# True behind a reverse proxy with TLS: believe its X-Forwarded headers, and send the session
# cookie over TLS only. The port is published on 127.0.0.1, so nobody but the proxy can send them.
HTTPS = os.environ.get("SUPERSET_HTTPS", "false").lower() == "true"
ENABLE_PROXY_FIX = HTTPS
SESSION_COOKIE_SECURE = HTTPS

# The browser runs no script but Superset's own and loads pictures from nowhere but the bucket:
# should any text get past the sanitizer, it can still do nothing.
TALISMAN_ENABLED = True
TALISMAN_CONFIG = {
    "content_security_policy": {
        "base-uri": ["'self'"],
        "default-src": ["'self'"],
        "img-src": ["'self'", "blob:", "data:", *image_hosts()],
        "worker-src": ["'self'", "blob:"],
        # the tile servers of Superset's map charts
        "connect-src": [
            "'self'",
            "https://api.mapbox.com",
            "https://events.mapbox.com",
            "https://tile.openstreetmap.org",
            "https://a.basemaps.cartocdn.com",
        ],
        "object-src": ["'none'"],
        # Superset's components write their styles into the page
        "style-src": ["'self'", "'unsafe-inline'"],
        "script-src": ["'self'", "'strict-dynamic'"],
    },
    "content_security_policy_nonce_in": ["script-src"],
    # the reverse proxy redirects to https; the health check speaks http
    "force_https": False,
    "session_cookie_secure": HTTPS,
}

# A result is held in memory, once in the worker and once in Redis: keep it to what a person reads.
ROW_LIMIT = 10_000
SQL_MAX_ROW = 50_000
