"""Superset's settings for one small server with odk-sync's warehouse.

Everything that differs between installations comes from the environment.
"""

import os

from sqlalchemy.engine import URL


def postgres_url(host, port, database, user, password):
    """Return an SQLAlchemy URL with escaped parts, so that a password may contain any character."""
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
    """Return the URL of the warehouse for the read-only role; superset-init registers it."""
    return postgres_url(
        os.environ["WAREHOUSE_HOST"],
        os.environ["WAREHOUSE_PORT"],
        os.environ["WAREHOUSE_DB"],
        "superset_reader",
        os.environ["SUPERSET_READER_PASSWORD"],
    )


def image_hosts():
    """Return the addresses of images, as sources of a content security policy.

    IMAGE_HOSTS (separated by blanks) if set. Otherwise the bucket on its custom endpoint, or on AWS
    in both forms of its address, and PUBLIC_URL for stable links: browsers check every address of a
    redirect.
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
    # links to us-east-1 use the address without a region
    hosts = [f"s3.{region}.amazonaws.com", "s3.amazonaws.com"]
    buckets = [f"https://{h}/{bucket}/" for h in hosts] + [f"https://{bucket}.{h}" for h in hosts]
    return stable + buckets


# Signs sessions and encrypts the passwords of database connections. No default: anyone who knows the
# key can log in as any user.
SECRET_KEY = os.environ["SUPERSET_SECRET_KEY"]

# Users, charts and dashboards are stored in PostgreSQL, so that one backup covers them and the
# warehouse. The separate database and role have no access to the warehouse.
SQLALCHEMY_DATABASE_URI = postgres_url(
    "postgres",
    5432,
    "superset_metadata",
    "superset_metadata",
    os.environ["SUPERSET_DB_PASSWORD"],
)
# A few connections for each of the two workers; pre_ping detects a restart of PostgreSQL.
SQLALCHEMY_ENGINE_OPTIONS = {"pool_size": 5, "max_overflow": 5, "pool_pre_ping": True}

# One shared cache for both workers. Charts are cached for a minute, like the default SYNC_INTERVAL;
# the time must be much shorter than the life of an image link.
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
# Filters and unsaved charts stay in the metadata database (Superset's default): Redis may evict
# them, and shared links would lose their filters.

# Both workers share one count of login attempts.
RATELIMIT_STORAGE_URI = f"{REDIS_URL}/1"

# Analysts see text that surveyors type. odk-sync escapes it and writes only
# <a href><img src alt width></a>, which the sanitizer does not change.
HTML_SANITIZATION = True

# Off: Jinja in SQL would let every author of a query run templates on the server.
FEATURE_FLAGS = {"ENABLE_TEMPLATE_PROCESSING": False}

# True behind a reverse proxy with TLS: trust its X-Forwarded headers, and send the session cookie
# over TLS only. The port is published on 127.0.0.1, so that only the proxy can send these headers.
HTTPS = os.environ.get("SUPERSET_HTTPS", "false").lower() == "true"
ENABLE_PROXY_FIX = HTTPS
SESSION_COOKIE_SECURE = HTTPS

# Browsers run only Superset's own scripts and load images only from the bucket, in case any text
# gets past the sanitizer.
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
        # Superset's components use inline styles
        "style-src": ["'self'", "'unsafe-inline'"],
        "script-src": ["'self'", "'strict-dynamic'"],
    },
    "content_security_policy_nonce_in": ["script-src"],
    # the reverse proxy redirects to https; the health check uses http
    "force_https": False,
    "session_cookie_secure": HTTPS,
}

# Results are held in memory in the worker and in Redis: limit them to what a person can read.
ROW_LIMIT = 10_000
SQL_MAX_ROW = 50_000
