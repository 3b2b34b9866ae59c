"""What Saleor's own test settings change: no plugins unless a test asks, eager tasks, a guarded writer."""

from ..settings import *  # noqa: F403
from ..settings import MIDDLEWARE

SECRET_KEY = "NOTREALLY"
PUBLIC_URL = "https://example.com"
ALLOWED_CLIENT_HOSTS = ["www.example.com"]
DEFAULT_CHANNEL_SLUG = "main"

# Entry points have put the plugins' apps into INSTALLED_APPS: tables and schema are there, hooks are not.
PLUGINS = []

CELERY_TASK_ALWAYS_EAGER = True
MIDDLEWARE = ["saleor.core.db.connection.restrict_writer_middleware", *MIDDLEWARE]
CELERY_RESTRICT_WRITER_METHOD = "saleor.core.db.connection.restrict_writer"

EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
AUTH_PASSWORD_VALIDATORS = []
PASSWORD_HASHERS = ["saleor.tests.dummy_password_hasher.DummyHasher"]

MEDIA_ROOT = ""
MEDIA_URL = "/media/"
