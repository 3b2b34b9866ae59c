"""A shop that has lived: some customers' days, by the engine itself, so that pages show what they would show."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from saleor.core.db.connection import allow_writer

from saleor_automation.contacts.transfers.imports import start_import
from saleor_automation.contacts.transfers.options import ImportRequest
from saleor_automation.contacts.transfers.running import run_batch
from saleor_automation.core.clock import utc_now
from saleor_automation.journeys.publishing import publish
from saleor_automation.messages.mail_server import mail_transport
from saleor_automation.models import Contact, ContactList, Journey
from saleor_automation.pipeline import keep_segments
from saleor_automation.recipes.importing import import_recipe
from saleor_automation.segments.saving import create_segment
from saleor_automation.simulation import jobs as simulations
from world.catalogue.goods import goods
from world.catalogue.populate import populate
from world.demo import cast, season
from world.demo.cast import create_cast
from world.demo.clock import VirtualClock
from world.demo.mailbox import Mailbox
from world.demo.marketer import LISTS
from world.inbox.store import MailStore
from world.places import inbox_folder

from .dashboard import open_for_staff

PEOPLE, DAYS = 16, 14
# Production passes every few seconds; here a day may have three passes.
PACE = {"PASS_EVERY": timedelta(hours=8), "LOOK_EVERY": timedelta(days=3), "SWEEP_EVERY": timedelta(days=7)}

RECIPES = ("abandoned-cart-recovery", "welcome-series", "loyalty-programme", "lead-scoring", "engagement-tagging-1")
# What the staff of the season write down, birthdays, needs the field this one brings.
RECIPES += ("birthday-and-anniversary",)
DRAFT = "win-back"

FILE = "E-mail,First name,Country\nzoe@example.com,Zoë,FR\nno address,Nobody,GB\nlin@example.com,Lin,Finland\n"

NAMES = (
    ("Grace 🌸", "O'Malley-🎂"),
    ("فاطمة", "الزهراء"),
    ("אברהם", "בן־דוד"),
    ("Wolfeschlegelsteinhausenbergerdorff", "Featherstonehaugh-Cholmondeley von und zu Hohenlohe"),
    ("李", "小龙"),
    ("<b>Bobby</b>", "'); DROP TABLE students;--"),
)
"""What people are really called."""


def live_through(world, *, with_pictures=False):
    """Let customers come, leave carts, get mails and order for some days that end last midnight.

    Pictures of the products take longer to draw than all else, so they are for whoever looks.
    """
    if not with_pictures:
        _put_empty_pictures()
    start = utc_now().replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=DAYS)
    with pytest.MonkeyPatch.context() as patch, VirtualClock(start) as clock:
        for kind, habits in cast.HABITS.items():
            soon = replace(habits, first_day=(0, DAYS - 5), days_between_trips=(2, 6))
            patch.setitem(cast.HABITS, kind, soon)
        for name, pace in PACE.items():
            patch.setattr(season, name, pace)
        patch.setattr(season, "switch_journeys_on", lambda *_, **__: _switch_journeys_on())
        populate()
        open_for_staff(world)
        people = create_cast(PEOPLE)
        mailbox = Mailbox(MailStore(inbox_folder()))
        season.Season(clock, mailbox, world.url, mail_transport(), people, DAYS).live(lambda day, tally: None)
    _name_people()
    _leave_things_to_do()


def _put_empty_pictures():
    for good in goods():
        path = Path(settings.MEDIA_ROOT) / good.picture
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()


def _switch_journeys_on():
    now = utc_now()
    for slug, name in LISTS.items():
        ContactList.objects.create(name=name, slug=slug, created_at=now)
    for slug in RECIPES:
        journey = import_recipe(slug, {"list": "newsletter"} if slug == "welcome-series" else {}, now)
        publish(journey.pk, now)


def _name_people():
    for contact, (first_name, last_name) in zip(Contact.objects.order_by("pk"), NAMES, strict=False):
        Contact.objects.filter(pk=contact.pk).update(first_name=first_name, last_name=last_name)


def _leave_things_to_do():
    """One journey was changed and not published, one stands still, one is a draft; there are rules for all."""
    now = utc_now()
    changed, _, paused = Journey.objects.order_by("pk")[:3]
    changed.draft["steps"][0]["label"] = "مرحبا 👋 and a label that is longer than anything a card was made for, really"
    changed.save(update_fields=["draft"])
    Journey.objects.filter(pk=paused.pk).update(status="paused")
    draft = import_recipe(DRAFT, {}, now)
    create_segment(
        "People who read Italian or Ελληνικά 🇬🇷", {"fact": "language", "op": "in", "value": ["it", "el"]}, now
    )
    with allow_writer():
        simulations.ask(changed.pk, now - timedelta(days=DAYS), now, now)
        simulations.ask(draft.pk, now - timedelta(days=DAYS), now, now)
        simulations.run_next(now)
        start_import([FILE.encode()], ImportRequest(), now, file_name="summer fair, contacts, final (2).csv")
        run_batch(now)
        while keep_segments(now):
            pass
