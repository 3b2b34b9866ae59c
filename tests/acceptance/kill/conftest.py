from pathlib import Path

import pytest

from saleor_automation.core.clock import utc_now
from tests.acceptance.kill.mailbox import open_mailbox
from tests.acceptance.kill.processes import Surroundings
from tests.databases import cloned_database
from world.services.errors import ServerMissing
from world.services.redis import RedisServer


@pytest.fixture
def own_database(db):
    """The name of a database that only this test and its processes use."""
    with cloned_database() as name:
        yield name


@pytest.fixture
def own_redis(tmp_path: Path):
    """A Redis server that only this test uses, since tests here empty it."""
    server = RedisServer(tmp_path)
    try:
        server.start()
    except ServerMissing as missing:
        pytest.skip(str(missing))
    yield server
    server.stop()


@pytest.fixture
def mailbox_and_address(caplog):
    caplog.set_level("WARNING", logger="mail.log")  # aiosmtpd would log every line of a thousand dialogues
    with open_mailbox(answer_seconds=0.002) as both:
        yield both


@pytest.fixture
def mailbox(mailbox_and_address):
    return mailbox_and_address[0]


@pytest.fixture
def surroundings(own_database, own_redis, mailbox_and_address, tmp_path):
    folder = tmp_path / "processes"
    folder.mkdir()
    return Surroundings(own_redis.url(), mailbox_and_address[1], folder)


@pytest.fixture
def began_at():
    """The real clock: the processes of these tests look at it, too."""
    return utc_now()


@pytest.fixture
def say(capsys):
    """Print a summary past pytest's capturing."""

    def print_it(text: object) -> None:
        with capsys.disabled():
            print(f"\n    {text}")

    return print_it
