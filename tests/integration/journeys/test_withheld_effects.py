"""Nothing a step does reaches somebody who is held out, and a step that is new has to say so here."""

from uuid import uuid4

import pytest
from django.apps import apps
from django.db import connection

from saleor_automation.contacts.tags import add_tag
from saleor_automation.journeys import engine
from saleor_automation.journeys.steps.base import Effect
from saleor_automation.models import ContactList, Enrollment, ListSubscription, Message, PointsBalance
from tests.factories import NOW, ContactFactory, enrolled, running_journey
from tests.integration.journeys.steps.test_statement_counts import STEPS, shop  # noqa: F401

pytestmark = pytest.mark.django_db

OF_THE_RUN = {"automation_enrollment", "automation_decision", "automation_message"}
LEFT = {
    "QueueMessage": "ghost",
    "QueueInvitation": "ghost",
    "PromiseCoupon": "promise",
    "SpendPoints": "promise",
    "PutTag": "",
    "TakeTag": "",
    "PutInterest": "",
    "JoinList": "",
    "LeaveList": "",
    "EndConsent": "",
    "WriteField": "",
    "MoveScore": "",
    "MovePoints": "",
    "AskJourney": "",
    "TellTeam": "",
    "CallUrl": "",
}
"""What is left of each effect for somebody who is held out: a message that becomes a ghost, the promise of a coupon, so
that the mail behind it can tell whether there would have been one, or nothing at all."""

WITHOUT_EFFECT = {
    *("wait", "wait_until", "wait_window", "wait_for", "branch", "branch_dates", "random_split", "goal", "end"),
    "tag_interest",  # none without a product in the catalogue
}


def all_effects(kind=Effect):
    return {each for sub in kind.__subclasses__() for each in ({sub} | all_effects(sub))}


def everything():
    """Return a fingerprint of every table of ours and of the shop's, but for what a run keeps of itself."""
    with connection.cursor() as cursor:
        tables = [
            model._meta.db_table
            for model in apps.get_models()
            if model._meta.managed and model._meta.db_table not in OF_THE_RUN
        ]
        cursor.execute(
            " UNION ALL ".join(
                f"SELECT '{table}', md5(COALESCE(string_agg(t::text, '|' ORDER BY t::text), '')) FROM {table} t"
                for table in sorted(set(tables))
            )
        )
        return dict(cursor.fetchall())


def test_every_effect_has_a_rule():
    assert {effect.__name__ for effect in all_effects()} - set(LEFT) == set()


@pytest.mark.parametrize("step", STEPS, ids=lambda step: f"{step['kind']}-{list(step)[-1]}")
@pytest.mark.parametrize("is_held_out", [True, False], ids=["held out", "treated"])
def test_no_effect_reaches_somebody_who_is_held_out(shop, step, is_held_out):  # noqa: F811
    # given
    contact = ContactFactory()
    PointsBalance.objects.create(contact=contact, confirmed=5, updated_at=NOW)
    if step["kind"] == "remove_tag":
        add_tag("vip", [contact.pk], source="test", now=NOW)
    if step["kind"] == "unsubscribe" and "list" in step:
        news = ContactList.objects.get(slug="news")
        ListSubscription.objects.create(contact=contact, list=news, state="subscribed", source="test", changed_at=NOW)
    last = {"id": "done", "kind": "end"}
    journey = running_journey({"id": "it", **step}, *([] if step["kind"] == "end" else [last]))
    enrolled(journey, [contact], order_id=str(uuid4()))
    Enrollment.objects.update(is_held_out=is_held_out)
    before = everything()

    # when
    engine.advance(NOW, 100)

    # then
    changed = {table for table, mark in everything().items() if before[table] != mark}
    messages = list(Message.objects.values_list("is_held_out", flat=True))
    assert not Enrollment.objects.exclude(problem="").exists()
    if is_held_out:
        assert (changed, set(messages)) == (set(), {True} if messages else set())
        assert promised() == (step["kind"] in ("give_coupon", "redeem"))
    else:
        # so that a step without any effect here does not pass for one whose effect was withheld
        assert bool(changed or messages or promised()) == (step["kind"] not in WITHOUT_EFFECT)
        assert set(messages) <= {False}


def promised():
    return Enrollment.objects.filter(subject__has_key="coupon").exists()
