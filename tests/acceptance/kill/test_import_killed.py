import subprocess
import sys
from pathlib import Path

import pytest

from saleor_automation.contacts.models import ContactList, ListSubscription
from saleor_automation.contacts.transfers.models import Transfer, TransferChunk, TransferError
from saleor_automation.models import Contact, ContactTotals, Event
from tests.acceptance.kill.processes import Process, until_or_dead
from tests.factories import NOW

pytestmark = pytest.mark.slow

PEOPLE = 4000
BAD_EVERY = 100
KILLS = 4


def start(surroundings, folder: Path, *arguments: str) -> Process:
    """Run manage.py automation_import in a process of its own."""
    surroundings.started += 1
    log = folder / f"{surroundings.started:03d}-import.log"
    manage = Path(__file__).resolve().parents[3] / "sandbox" / "manage.py"
    with log.open("w") as output:
        process = subprocess.Popen(
            [sys.executable, str(manage), "automation_import", *arguments],
            env=surroundings.environment(),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    return Process(process, log)


def test_import_killed_again_and_again_writes_every_row_once(surroundings, tmp_path, say):
    # given
    surroundings.settings["AUTOMATION_IMPORT_BATCH_SIZE"] = "50"
    ContactList.objects.create(slug="news", name="News", created_at=NOW)
    file = tmp_path / "people.csv"
    rows = [f"p{n}@example.com,Person {n}" if n % BAD_EVERY else f"nobody {n},Person" for n in range(PEOPLE)]
    file.write_text("email,first_name\n" + "\n".join(rows) + "\n")

    # when
    process = start(surroundings, tmp_path, str(file), "--list", "news")
    for kill in range(1, KILLS + 1):
        goal = kill * PEOPLE // (KILLS + 1)
        until_or_dead(process, lambda goal=goal: Contact.objects.count() >= goal, f"{goal} contacts are there")
        process.kill()
        process = start(surroundings, tmp_path, "--resume", str(Transfer.objects.get().pk))
    assert process._process.wait(timeout=120) == 0 or "rows left out" in process.text(), process.text()

    # then
    good = PEOPLE - PEOPLE // BAD_EVERY
    transfer = Transfer.objects.get()
    assert (transfer.state, transfer.done, transfer.created, transfer.failed) == (
        "done",
        good,
        good,
        PEOPLE // BAD_EVERY,
    )
    assert Contact.objects.count() == ContactTotals.objects.count() == ListSubscription.objects.count() == good
    assert Event.objects.filter(kind="list_joined").count() == good
    lines = list(TransferError.objects.order_by("line").values_list("line", flat=True))
    assert lines == [n + 2 for n in range(0, PEOPLE, BAD_EVERY)]
    assert not TransferChunk.objects.exists()
    say(f"{KILLS} times kill -9 while importing {PEOPLE} rows: each once, {len(lines)} errors")
