"""Run the demo. See the package's docstring."""

from __future__ import annotations

import os
import signal
import sys
import time
from datetime import UTC, datetime

import django

from world.demo.errors import DemoError
from world.demo.inbox_process import inbox_process, peak_memory_mb
from world.demo.options import Options
from world.places import inbox_folder
from world.run import serving_environment


def main() -> int:
    """Return 0 when everything happened that must happen, 1 when something did not."""
    started = time.monotonic()
    # Otherwise the end by a signal would leave the mail server behind.
    signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))
    served = serving_environment(os.environ)
    os.environ.update(served, DJANGO_SETTINGS_MODULE="world.demo.settings")
    try:
        options = Options.from_environment(os.environ)
        # First of all: a child is born as large as its parent is by then, and is measured by that.
        with inbox_process(served["SMTP_PORT"], inbox_folder()):
            django.setup()
            # What knows the shop's models can be imported only from here on.
            from world.demo.handover import hand_over
            from world.demo.performance import perform
            from world.demo.presentation import present

            outcome = perform(options, served["PUBLIC_URL"], datetime.now(UTC))
        is_complete = present(outcome, options, time.monotonic() - started, peak_memory_mb())
    except DemoError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return 130
    if not options.ends_after_report:
        hand_over(outcome, served["PUBLIC_URL"])
        sys.stdout.flush()
        # In the place of this process, so that what the simulation held in memory is gone.
        os.execve(sys.executable, [sys.executable, "-m", "world.run"], served)
    return 0 if is_complete else 1


if __name__ == "__main__":
    sys.exit(main())
