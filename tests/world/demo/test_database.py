"""The demo empties its own database and nobody else's."""

import pytest
from django.db import connection
from saleor.account.models import User
from saleor.core.db.connection import allow_writer

from tests.databases import cloned_database
from world.demo import database
from world.demo.errors import DemoError


@pytest.fixture
def own_database(db, monkeypatch):
    """A copy of the migrated database; the catalogue is left out, for drawing it takes long."""
    monkeypatch.setattr(database, "populate", lambda: None)
    with cloned_database() as name, allow_writer():
        yield name


def test_unused_shop_is_emptied_and_made_again(own_database):
    # when
    database.create_shop()

    # then
    assert "automation_event" in connection.introspection.table_names()


def test_shop_of_somebody_else_is_left_alone(own_database):
    # given
    User.objects.create(email="owner@shop.example")

    # when / then
    with pytest.raises(DemoError) as caught:
        database.create_shop()
    assert str(caught.value) == (
        f"The database {own_database!r} holds something that is not this demo's shop; the demo would delete it. "
        "Let DATABASE_URL name an empty database, or leave it out."
    )
    assert User.objects.get().email == "owner@shop.example"


def test_other_tables_are_left_alone(own_database):
    # given
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE")
        cursor.execute("CREATE SCHEMA public")
        cursor.execute("CREATE TABLE diary (page int)")

    # when / then
    with pytest.raises(DemoError):
        database.create_shop()
    assert connection.introspection.table_names() == ["diary"]
