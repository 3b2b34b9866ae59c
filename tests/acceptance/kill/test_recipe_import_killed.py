"""An import of a recipe whose process dies half way: nothing of it stays, and the next one makes everything."""

import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from saleor_automation.models import CouponPolicy, Journey, ProductList, RecipeImport, Template
from tests.acceptance.kill.processes import Process, Surroundings
from tests.databases import database_url, sessions_of
from tests.workers import until

pytestmark = pytest.mark.slow

RECIPE = "coupon-after-first-purchase"
WAITING = "SELECT count(*) FILTER (WHERE cardinality(pg_blocking_pids(a.pid)) > 0)"
SESSIONS = "SELECT count(*)"


def start(folder: Path, name: str) -> Process:
    """Run manage.py automation_recipe import in a process of its own."""
    log = folder / f"{name}.log"
    manage = Path(__file__).resolve().parents[3] / "sandbox" / "manage.py"
    with log.open("w") as output:
        process = subprocess.Popen(
            [sys.executable, str(manage), "automation_recipe", "import", RECIPE],
            env=Surroundings("", "", folder).environment(),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    return Process(process, log)


def made():
    kinds = (Journey, RecipeImport, Template, CouponPolicy, ProductList)
    return tuple(kind.objects.count() for kind in kinds)


def test_import_killed_half_way_leaves_nothing_and_can_be_repeated(own_database, tmp_path):
    # given: mails, coupon and list are written, but the journey cannot be yet
    assert made() == (0, 0, 0, 0, 0)
    known = sessions_of(own_database, SESSIONS)[0][0]
    with psycopg.connect(database_url()) as blocker:
        blocker.execute("LOCK TABLE automation_journey IN SHARE MODE")
        process = start(tmp_path, "killed")
        until(
            lambda: not process.is_running() or sessions_of(own_database, WAITING)[0][0],
            "the import waits for the journeys",
        )
        assert process.is_running(), process.text()

        # when
        process.kill()
    until(lambda: sessions_of(own_database, SESSIONS)[0][0] == known, "the session of the dead process is over")

    # then
    assert made() == (0, 0, 0, 0, 0)
    again = start(tmp_path, "again")
    until(lambda: not again.is_running(), "the second import is over", 120)
    assert f"Journey '{RECIPE}' is draft." in again.text()
    assert made() == (1, 1, 2, 1, 1)
