import pytest
from django.db import connection

from tests.databases import cloned_database


@pytest.fixture
def own_database(db):
    """The name of a database in which passes commit, and two workers see each other's work.

    Nobody pulls the plug of the machine, so that commits need not wait for the disk.
    """
    with cloned_database() as name:
        with connection.cursor() as cursor:
            cursor.execute(f'ALTER DATABASE "{name}" SET synchronous_commit = off')
        connection.close()
        yield name
