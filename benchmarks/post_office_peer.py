"""django-post-office in a process and a Django of its own: `python -m benchmarks.post_office_peer`.

Reads lines "port count" and answers each with the seconds that send_queued_mail took for so many queued mails; filling
the queue is not timed. Tables live in a schema of the scratch database, which goes with the process.
"""

from __future__ import annotations

import logging
import os
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import unquote, urlsplit

SCHEMA = "peer_post_office"


def set_up() -> None:
    import django
    from django.conf import settings

    database = urlsplit(os.environ["DATABASE_URL"])
    settings.configure(
        SECRET_KEY="benchmark",
        USE_TZ=True,
        INSTALLED_APPS=["django.contrib.contenttypes", "post_office"],
        DEFAULT_AUTO_FIELD="django.db.models.AutoField",
        DATABASES={
            "default": {
                "ENGINE": "django.db.backends.postgresql",
                "NAME": unquote(database.path[1:]),
                "USER": unquote(database.username or ""),
                "PASSWORD": unquote(database.password or ""),
                "HOST": unquote(database.hostname or "") or _socket_folder(database.query),
                "PORT": database.port or "",
                "OPTIONS": {"options": f"-c search_path={SCHEMA}"},
            }
        },
        EMAIL_BACKEND="post_office.EmailBackend",
        EMAIL_HOST="127.0.0.1",
        TEMPLATES=[
            {"BACKEND": "django.template.backends.django.DjangoTemplates"},
            {
                "BACKEND": "post_office.template.backends.post_office.PostOfficeTemplates",
                "APP_DIRS": True,
                "NAME": "post_office",
                "OPTIONS": {"context_processors": []},
            },
        ],
        POST_OFFICE={
            "BACKENDS": {"default": "django.core.mail.backends.smtp.EmailBackend"},
            "BATCH_SIZE": 500,
            "THREADS_PER_PROCESS": 1,
            "MAX_RETRIES": 0,
            "LOG_LEVEL": 0,
            "MESSAGE_ID_ENABLED": False,
        },
        LOGGING_CONFIG=None,
    )
    logging.disable(logging.CRITICAL)
    django.setup()


def _socket_folder(query: str) -> str:
    from urllib.parse import parse_qs

    return parse_qs(query).get("host", [""])[0]


def send(count: int, text: str, html: str) -> float:
    from django.core.management import call_command
    from post_office import mail
    from post_office.models import STATUS, Email

    Email.objects.all().delete()
    mail.send_many(
        [
            {
                "sender": "news@shop.example",
                "recipients": [f"anna{number}@shop.example"],
                "subject": f"Autumn {number}",
                "message": text,
                "html_message": html,
            }
            for number in range(count)
        ]
    )
    lock = str(Path(tempfile.gettempdir()) / "post_office_benchmark")
    began = time.perf_counter()
    call_command("send_queued_mail", processes=1, lockfile=lock, verbosity=0)
    seconds = time.perf_counter() - began
    assert Email.objects.filter(status=STATUS.sent).count() == count, "django-post-office left mails unsent"
    return seconds


def main() -> None:
    set_up()
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection

    from benchmarks.finished_mail import finished_mail

    with connection.cursor() as cursor:
        cursor.execute(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE; CREATE SCHEMA {SCHEMA}")
    call_command("migrate", verbosity=0)
    mail = finished_mail()
    print("ready", flush=True)
    try:
        for line in sys.stdin:
            port, count = line.split()
            settings.EMAIL_PORT = int(port)
            print(send(int(count), mail.text, mail.html), flush=True)
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"DROP SCHEMA {SCHEMA} CASCADE")


if __name__ == "__main__":
    main()
