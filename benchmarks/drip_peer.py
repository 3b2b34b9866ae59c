"""django-drip-campaigns: `python -m benchmarks.drip_peer`; each line "count" sends one drip to so many users."""

from __future__ import annotations

import importlib.util
import logging
import time
from datetime import timedelta

from benchmarks.peers import answer, database, own_schema

SCHEMA = "peer_drip"

BODY = (
    "<html><body>\n"
    + "\n".join(
        f"<p>Hello {{{{ user.first_name }}}}, story {number}: autumn is the season of warm tones; discover how our "
        "makers craft every piece by hand.</p>"
        for number in range(30)
    )
    + '<a href="https://shop.example/u/{{ user.id }}">Unsubscribe</a></body></html>'
)


def set_up() -> None:
    import django
    from django.conf import settings

    # The campaign app became a part of the package in one of its releases.
    campaign = ["campaign"] if importlib.util.find_spec("campaign") else []
    settings.configure(
        SECRET_KEY="benchmark",
        USE_TZ=True,
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", *campaign, "drip"],
        DATABASES={"default": database(SCHEMA)},
        EMAIL_BACKEND="django.core.mail.backends.dummy.EmailBackend",
        DEFAULT_FROM_EMAIL="news@shop.example",
        DRIP_FROM_EMAIL="news@shop.example",
        TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates"}],
        LOGGING_CONFIG=None,
    )
    logging.disable(logging.CRITICAL)
    django.setup()


def run(count: str) -> float:
    from django.contrib.auth.models import User
    from django.utils import timezone
    from drip.models import Drip, QuerySetRule, SentDrip

    if User.objects.count() != int(count):
        User.objects.all().delete()
        joined_at = timezone.now() - timedelta(days=30)
        User.objects.bulk_create(
            User(username=f"u{n}", email=f"u{n}@shop.example", first_name=f"Anna{n}", date_joined=joined_at)
            for n in range(int(count))
        )
    SentDrip.objects.all().delete()
    Drip.objects.all().delete()
    drip = Drip.objects.create(
        name="drip", enabled=True, subject_template="Hi {{ user.first_name }}", body_html_template=BODY
    )
    QuerySetRule.objects.create(drip=drip, field_name="date_joined", lookup_type="lte", field_value="now+1 day")
    began = time.perf_counter()
    sent = drip.drip.run()
    seconds = time.perf_counter() - began
    assert sent == int(count), f"django-drip-campaigns sent {sent} of {count}"
    return seconds


if __name__ == "__main__":
    set_up()
    with own_schema(SCHEMA):
        answer(run)
