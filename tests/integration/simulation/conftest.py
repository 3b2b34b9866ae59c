import pytest

from tests.databases import cloned_database


@pytest.fixture
def shared_database(db):
    """A database whose rows a second connection sees, as a simulation opens one."""
    with cloned_database() as name:
        yield name
