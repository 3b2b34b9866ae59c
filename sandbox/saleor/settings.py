"""Settings of the miniature shop, under the names Saleor gives them.

Everything an operator may change comes from the environment, as in Saleor: DATABASE_URL, CELERY_BROKER_URL,
PUBLIC_URL, SECRET_KEY, DEBUG, ALLOWED_HOSTS, ALLOWED_CLIENT_HOSTS, ALLOWED_GRAPHQL_ORIGINS, MEDIA_ROOT.
"""

import datetime
import importlib.metadata
import os
from importlib.util import find_spec
from pathlib import Path

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

from .core.languages import LANGUAGES as CORE_LANGUAGES


def get_list(text):
    return [item.strip() for item in text.split(",") if item]


def get_bool_from_env(name, default_value):
    value = os.environ.get(name)
    return default_value if value is None else value.lower() in ("true", "1")


DEBUG = get_bool_from_env("DEBUG", True)
SITE_ID = 1
PROJECT_ROOT = str(Path(__file__).resolve().parent.parent)
ROOT_URLCONF = "saleor.urls"
WSGI_APPLICATION = "saleor.wsgi.application"
APPEND_SLASH = False

SECRET_KEY = os.environ.get("SECRET_KEY")
if not SECRET_KEY:
    if not DEBUG:
        raise ImproperlyConfigured("SECRET_KEY environment variable must be set when DEBUG=False.")
    # Saleor draws a random key here; web and worker are two processes and must agree on signed links.
    SECRET_KEY = "sandbox-only-not-a-secret"

ALLOWED_HOSTS = get_list(os.environ.get("ALLOWED_HOSTS", "localhost,127.0.0.1"))
ALLOWED_CLIENT_HOSTS = get_list(os.environ.get("ALLOWED_CLIENT_HOSTS", "localhost,127.0.0.1"))
ALLOWED_GRAPHQL_ORIGINS = get_list(os.environ.get("ALLOWED_GRAPHQL_ORIGINS", "*"))
PUBLIC_URL = os.environ.get("PUBLIC_URL")
ENABLE_SSL = get_bool_from_env("ENABLE_SSL", False)

# Two aliases of one database: reads of queries go to the replica, writes to the primary.
DATABASE_CONNECTION_DEFAULT_NAME = "default"
DATABASE_CONNECTION_REPLICA_NAME = "replica"
_DATABASE_DEFAULT_URL = "postgres://postgres@127.0.0.1:5432/sandbox"
DB_CONN_MAX_AGE = int(os.environ.get("DB_CONN_MAX_AGE", 0))
DATABASES = {
    DATABASE_CONNECTION_DEFAULT_NAME: dj_database_url.config(
        default=_DATABASE_DEFAULT_URL, conn_max_age=DB_CONN_MAX_AGE
    ),
    DATABASE_CONNECTION_REPLICA_NAME: dj_database_url.config(
        env="DATABASE_URL_REPLICA" if "DATABASE_URL_REPLICA" in os.environ else dj_database_url.DEFAULT_ENV,
        default=_DATABASE_DEFAULT_URL,
        conn_max_age=DB_CONN_MAX_AGE,
        test_options={"MIRROR": DATABASE_CONNECTION_DEFAULT_NAME},
    ),
}
DATABASE_ROUTERS = ["saleor.core.db_routers.PrimaryReplicaRouter"]
DEFAULT_AUTO_FIELD = "django.db.models.AutoField"

TIME_ZONE = "UTC"
USE_TZ = True
USE_I18N = True
LANGUAGE_CODE = "en"
LANGUAGES = CORE_LANGUAGES

MEDIA_ROOT = os.environ.get("MEDIA_ROOT", str(Path(PROJECT_ROOT) / "media"))
MEDIA_URL = os.environ.get("MEDIA_URL", "/media/")
STATIC_URL = os.environ.get("STATIC_URL", "/static/")
STATICFILES_DIRS = [("images", str(Path(PROJECT_ROOT) / "saleor" / "static" / "images"))]

EMAIL_BACKEND = os.environ.get("EMAIL_BACKEND", "django.core.mail.backends.smtp.EmailBackend")
DEFAULT_FROM_EMAIL = os.environ.get("DEFAULT_FROM_EMAIL", "noreply@example.com")

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [str(Path(PROJECT_ROOT) / "templates")],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.media",
                "django.template.context_processors.static",
            ]
        },
    }
]

MIDDLEWARE = [
    "saleor.core.middleware.cors_middleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.common.CommonMiddleware",
]
# In production a use of the writer outside allow_writer() is logged; the tests turn it into an error.
if get_bool_from_env("ENABLE_RESTRICT_WRITER_MIDDLEWARE", False):
    MIDDLEWARE = ["saleor.core.db.connection.log_writer_usage_middleware", *MIDDLEWARE]
CELERY_RESTRICT_WRITER_METHOD = "saleor.core.db.connection.log_writer_usage"

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.sites",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django_celery_beat",
    "saleor.permission",
    "saleor.plugins",
    "saleor.account",
    "saleor.discount",
    "saleor.product",
    "saleor.attribute",
    "saleor.channel",
    "saleor.checkout",
    "saleor.core",
    "saleor.graphql",
    "saleor.order",
    "saleor.site",
    "saleor.payment",
    "saleor.warehouse",
    "saleor.app",
    "saleor.thumbnail",
    "mptt",
    "django_countries",
    "django_filters",
]
# The demo's surroundings (catalogue, storefront page, inbox) sit beside this package and are not part of a shop.
if find_spec("world") is not None:
    INSTALLED_APPS.append("world")

AUTH_USER_MODEL = "account.User"
AUTHENTICATION_BACKENDS = ["saleor.core.auth_backend.JSONWebTokenBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 8},
    }
]
JWT_TTL_ACCESS = datetime.timedelta(minutes=5)
JWT_TTL_APP_ACCESS = datetime.timedelta(seconds=int(os.environ.get("JWT_TTL_APP_ACCESS_SECONDS", "300")))
JWT_TTL_REFRESH = datetime.timedelta(days=30)

COUNTRIES_OVERRIDE = {"EU": "European Union", "XK": "Kosovo"}
DEFAULT_COUNTRY = os.environ.get("DEFAULT_COUNTRY", "US")
DEFAULT_CHANNEL_SLUG = os.environ.get("DEFAULT_CHANNEL_SLUG", "default-channel")
DEFAULT_DECIMAL_PLACES = 3
DEFAULT_MAX_DIGITS = 20
DEFAULT_CURRENCY_CODE_LENGTH = 3

GRAPHQL_PAGINATION_LIMIT = 100
GRAPHQL_QUERY_MAX_COMPLEXITY = int(os.environ.get("GRAPHQL_QUERY_MAX_COMPLEXITY", 50000))
GRAPHQL_BATCH_MAX_COUNT = int(os.environ.get("GRAPHQL_BATCH_MAX_COUNT", 1))
GRAPHQL_MIDDLEWARE = []

CELERY_BROKER_URL = os.environ.get("CELERY_BROKER_URL") or ""
CELERY_RESULT_BACKEND = os.environ.get("CELERY_RESULT_BACKEND")
# Without a broker .delay() runs inside the caller, as in Saleor.
CELERY_TASK_ALWAYS_EAGER = not CELERY_BROKER_URL
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_SERIALIZER = "json"
CELERY_RESULT_SERIALIZER = "json"
CELERY_TIMEZONE = TIME_ZONE
CELERY_WORKER_PREFETCH_MULTIPLIER = int(os.environ.get("CELERY_WORKER_PREFETCH_MULTIPLIER", 1))
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True

ANONYMOUS_CHECKOUTS_TIMEDELTA = datetime.timedelta(days=30)
USER_CHECKOUTS_TIMEDELTA = datetime.timedelta(days=90)
EMPTY_CHECKOUTS_TIMEDELTA = datetime.timedelta(hours=6)
CELERY_BEAT_SCHEDULE = {
    "delete-expired-checkouts": {
        "task": "saleor.checkout.tasks.delete_expired_checkouts",
        "schedule": datetime.timedelta(days=1),
    },
}
CELERY_BEAT_SCHEDULER = "django_celery_beat.schedulers:DatabaseScheduler"

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"verbose": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {
        "default": {"class": "logging.StreamHandler", "formatter": "verbose"},
        "null": {"class": "logging.NullHandler"},
    },
    "root": {"level": os.environ.get("LOG_LEVEL", "INFO"), "handlers": ["default"]},
    # graphql-core prints every resolver error with its stack; GraphQLView already logs it once.
    "loggers": {
        "graphql.execution.utils": {"propagate": False, "handlers": ["null"]},
        "graphql.execution.executor": {"propagate": False, "handlers": ["null"]},
    },
}

# Plugin discovery, word for word Saleor's rule: the entry point's *name* is the Django app to install, its value
# the plugin class. A plugin that cannot be imported keeps the shop from starting.
BUILTIN_PLUGINS = []
EXTERNAL_PLUGINS = []
for entry_point in importlib.metadata.entry_points(group="saleor.plugins"):
    plugin_path = f"{entry_point.module}.{entry_point.attr}"
    if plugin_path not in BUILTIN_PLUGINS and plugin_path not in EXTERNAL_PLUGINS:
        if entry_point.name not in INSTALLED_APPS:
            INSTALLED_APPS.append(entry_point.name)
        EXTERNAL_PLUGINS.append(plugin_path)

PLUGINS = BUILTIN_PLUGINS + EXTERNAL_PLUGINS
