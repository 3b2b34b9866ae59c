"""Run a command with the servers it needs. See the package's docstring."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from world.places import services_folder
from world.services.command import Command, Stopped
from world.services.environment import environment
from world.services.errors import ServiceError


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m world.services", description=__doc__)
    parser.add_argument(
        "--folder", type=Path, default=services_folder(), help="where the data lives (default: %(default)s)"
    )
    parser.add_argument("--temporary", action="store_true", help="begin with empty servers and delete them afterwards")
    parser.add_argument("command", nargs="+", metavar="COMMAND", help="what to run, after --")
    options = parser.parse_args(arguments)
    try:
        with Command() as command, environment(options.folder, temporary=options.temporary) as variables:
            return command.run(options.command, os.environ | variables)
    except Stopped as stopped:
        return stopped.exit_status
    except ServiceError as error:
        print(error, file=sys.stderr)
        return 1
    except FileNotFoundError as error:
        print(f"Cannot run {options.command[0]!r}: {error.strerror}.", file=sys.stderr)
        return 127


if __name__ == "__main__":
    sys.exit(main())
