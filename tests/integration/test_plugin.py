"""The plugin inside a shop: what a hook costs, and that nothing it does can hurt the shop."""

import logging
from types import SimpleNamespace

import pytest
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import RequestFactory
from saleor.core.db.connection import restrict_writer
from saleor.plugins.manager import get_plugins_manager
from saleor.plugins.models import PluginConfiguration

from saleor_automation.core import alarm
from saleor_automation.events.models import Hint
from saleor_automation.plugin import AutomationPlugin
from saleor_automation.shop.hints import HINTS_OF_HOOKS

from .shop import builders


@pytest.fixture
def manager(settings, db):
    """The shop's plugin manager with our plugin loaded, its configuration already read."""
    settings.PLUGINS = ["saleor_automation.plugin.AutomationPlugin"]
    manager = get_plugins_manager(allow_replica=False)
    manager.get_plugin(AutomationPlugin.PLUGIN_ID)
    return manager


@pytest.fixture
def table_missing(manager):
    """The shop was updated, but nobody has migrated: our table is not there."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE automation_hint RENAME TO automation_hint_away")
    yield
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE automation_hint_away RENAME TO automation_hint")


@pytest.mark.django_db(transaction=True)
def test_hook_is_one_insert_and_nothing_else(manager, django_assert_num_queries):
    # given
    channel = builders.channel()
    order = builders.order(channel)
    # what Saleor itself reads before it calls the first plugin
    manager.get_plugins(channel_slug=order.channel.slug)

    # when
    with django_assert_num_queries(1) as queries:
        manager.order_created(order)

    # then
    assert queries.captured_queries[0]["sql"].startswith("INSERT INTO automation_hint ")
    assert list(Hint.objects.values_list("kind", "object_id", "data")) == [("order", str(order.pk), {})]


@pytest.mark.parametrize("number", [1, 50])
def test_orders_imported_together_are_one_insert(manager, number, django_assert_num_queries):
    # given
    orders = [SimpleNamespace(pk=each) for each in range(number)]

    # when
    with django_assert_num_queries(3) as queries:  # the INSERT, between the savepoint of a transaction
        manager.order_bulk_created(orders)

    # then
    assert [query["sql"].split()[0] for query in queries.captured_queries] == ["SAVEPOINT", "INSERT", "RELEASE"]
    assert [hint.object_id for hint in Hint.objects.order_by("pk")] == [str(each) for each in range(number)]


def test_hook_permits_itself_the_writer(manager):
    # when
    with connection.execute_wrapper(restrict_writer):
        manager.customer_created(SimpleNamespace(pk=5))

    # then
    assert Hint.objects.get().object_id == "5"


@pytest.mark.parametrize("hook", HINTS_OF_HOOKS)
def test_hook_accepts_what_any_release_may_pass_and_answers_the_previous_value(manager, hook):
    # given
    plugin = manager.get_plugin(AutomationPlugin.PLUGIN_ID)
    subject = SimpleNamespace(pk=1, order_id=2, product_id=3, voucher_id=4, email="ada@example.com")
    is_list = hook in ("order_bulk_created", "voucher_codes_created", "voucher_codes_deleted")

    # when
    answer = getattr(plugin, hook)(
        [subject] if is_list else subject, "code", webhooks={1}, something_new=True, previous_value="before"
    )

    # then
    assert answer == "before"
    assert Hint.objects.count() == 1


def test_nothing_to_hint_at_is_no_insert(manager, django_assert_num_queries):
    # when / then
    with django_assert_num_queries(0):
        manager.voucher_codes_created([])


def test_switched_off_plugin_leaves_no_hints(settings, db):
    # given
    settings.PLUGINS = ["saleor_automation.plugin.AutomationPlugin"]
    PluginConfiguration.objects.create(identifier=AutomationPlugin.PLUGIN_ID, name="x", active=False)

    # when
    get_plugins_manager(allow_replica=False).customer_created(SimpleNamespace(pk=5))

    # then
    assert not Hint.objects.exists()


def test_missing_table_does_not_reach_the_shop(manager, table_missing, caplog):
    # when
    manager.customer_created(SimpleNamespace(pk=5, email="ada@example.com"))

    # then: logged with the hook and the key, without the address
    (record,) = [record for record in caplog.records if record.name == "saleor_automation.plugin"]
    assert record.getMessage() == "automation: hook customer_created left no hint for SimpleNamespace 5"
    assert record.levelno == logging.ERROR
    assert "ada@example.com" not in caplog.text


def test_failing_hook_does_not_undo_the_transaction_of_the_shop(manager, table_missing):
    # given
    with transaction.atomic():
        builders.channel("before")

        # when
        manager.customer_created(SimpleNamespace(pk=5))
        after = builders.channel("after")

    # then
    assert after.pk
    assert connection.needs_rollback is False


@pytest.mark.parametrize(
    ("hook", "argument"),
    [("order_created", SimpleNamespace(pk=None)), ("order_updated", object()), ("order_bulk_created", None)],
)
def test_object_that_is_not_what_it_should_be_does_not_reach_the_shop(manager, caplog, hook, argument):
    # given
    plugin = manager.get_plugin(AutomationPlugin.PLUGIN_ID)

    # when
    getattr(plugin, hook)(argument, previous_value=None)

    # then
    assert not Hint.objects.exists()
    assert f"automation: hook {hook} left no hint" in caplog.text


def test_hint_goes_with_the_transaction_that_caused_it(manager):
    # when
    with pytest.raises(RuntimeError), transaction.atomic():
        manager.customer_created(SimpleNamespace(pk=5))
        raise RuntimeError

    # then
    assert not Hint.objects.exists()


def test_pass_is_woken_after_the_hint(manager, monkeypatch, django_capture_on_commit_callbacks):
    # given
    monkeypatch.setattr(alarm, "_quiet_until", {})

    # when
    with django_capture_on_commit_callbacks() as alarms:
        manager.customer_created(SimpleNamespace(pk=5))
        manager.customer_created(SimpleNamespace(pk=6))

    # then
    assert len(alarms) == 1
    assert alarm._quiet_until.keys() == {"saleor_automation.run_pass"}


@pytest.mark.parametrize(
    ("active", "path", "answers"),
    [
        (True, "/u/not-a-token", True),
        (True, "/c/not-a-token", True),
        (False, "/c/not-a-token", False),
        (False, "/u/not-a-token", True),  # mails sent before are still read, and leaving must always work
    ],
)
def test_public_pages_are_there_while_the_plugin_is_on(settings, db, active, path, answers):
    # given
    settings.PLUGINS = ["saleor_automation.plugin.AutomationPlugin"]
    PluginConfiguration.objects.create(identifier=AutomationPlugin.PLUGIN_ID, name="x", active=active)
    plugin = get_plugins_manager(allow_replica=False).get_plugin(AutomationPlugin.PLUGIN_ID)
    request = RequestFactory().get(f"/plugins/saleor.automation{path}")
    nothing = HttpResponse(status=404)

    # when
    answer = plugin.webhook(request, path, previous_value=nothing)

    # then
    assert (answer is not nothing) is answers


def test_plugin_serves_all_channels():
    # then
    assert AutomationPlugin.PLUGIN_ID == "saleor.automation"
    assert AutomationPlugin.CONFIGURATION_PER_CHANNEL is False
    assert AutomationPlugin.DEFAULT_ACTIVE is True
