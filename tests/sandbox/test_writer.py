"""The rule that finds a forgotten .using(): outside allow_writer() nothing may touch the writer."""

import pytest
from saleor.account.models import User
from saleor.celeryconf import app
from saleor.core.db.connection import UnsafeWriterAccessError, allow_writer, restrict_writer_middleware
from saleor.plugins.base_plugin import BasePlugin

from tests.shop import factories


@app.task(name="tests.sandbox.count_users")
def count_users(alias):
    return User.objects.using(alias).count()


@app.task(name="tests.sandbox.count_users_in_the_writer")
@allow_writer()
def count_users_in_the_writer():
    return User.objects.count()


def test_request_may_read_from_the_replica_only(db):
    # given
    factories.make_customer()
    on_replica = restrict_writer_middleware(lambda _request: User.objects.using("replica").count())
    on_writer = restrict_writer_middleware(lambda _request: User.objects.count())

    # when
    count = on_replica(None)
    with pytest.raises(UnsafeWriterAccessError) as refusal:
        on_writer(None)

    # then
    assert count == 1
    assert "SELECT COUNT(*)" in str(refusal.value)


def test_permission_ends_with_the_outermost_block(db):
    # given
    @restrict_writer_middleware
    def handle(_request):
        with allow_writer():
            with allow_writer():
                User.objects.count()
            User.objects.count()
        return User.objects.count()

    # when, then
    with pytest.raises(UnsafeWriterAccessError):
        handle(None)


def test_task_has_to_say_that_it_writes(db):
    # when
    refused = count_users.delay("default")

    # then
    assert isinstance(refused.result, UnsafeWriterAccessError)
    assert count_users.delay("replica").get() == 0
    assert count_users_in_the_writer.delay().get() == 0


def test_task_without_a_method_does_not_run(settings):
    # given
    settings.CELERY_RESTRICT_WRITER_METHOD = ""

    # when
    result = count_users.delay("replica").get()

    # then
    assert result is None


class Careless(BasePlugin):
    PLUGIN_ID = "tests.careless"
    CONFIGURATION_PER_CHANNEL = False
    DEFAULT_ACTIVE = True

    def webhook(self, request, path, previous_value):
        return User.objects.create(email="anna@example.com").pk and previous_value


def test_plugin_pages_may_write(client, db, settings):
    # given
    settings.PLUGINS = [f"{__name__}.Careless"]

    # when
    client.get("/plugins/tests.careless/")

    # then
    assert User.objects.get().email == "anna@example.com"
