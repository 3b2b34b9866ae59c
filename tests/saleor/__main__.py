"""Run the tests on a real Saleor.

SALEOR_ROOT=… [SALEOR_PYTHON=…] [DATABASE_URL=…] python -m tests.saleor [PATH…]
"""

import argparse
import os
import sys

from . import database, host, overlay, suite

# The embedded PostgreSQL of the sandbox's world; `saleor` itself is never imported in this process.
sys.path.append(str(overlay.PROJECT / "sandbox"))

_EPILOG = """KEEP_DB=1 keeps the database for the next run (Saleor's migrations take minutes); when a
migration of ours was edited, give PYTEST_ARGS=--create-db once. PYTEST_ARGS are passed on to pytest."""


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.saleor", description=__doc__.splitlines()[0], epilog=_EPILOG)
    parser.add_argument("paths", nargs="*", metavar="PATH", help="default: all that hold on any Saleor")
    parser.add_argument(
        "--own", action="store_true", help="PATHs are Saleor's own tests, to be run with our plugin active"
    )
    arguments = parser.parse_args()
    if arguments.own and not arguments.paths:
        parser.error("--own needs paths, e.g. saleor/graphql/checkout")
    try:
        return run(arguments.paths, own=arguments.own)
    except host.HostMissing as missing:
        print(missing, file=sys.stderr)
        return 2


def run(paths: list[str], *, own: bool) -> int:
    """Prepare and run; return pytest's exit status. Raises HostMissing."""
    from world.places import services_folder
    from world.services.command import Command, Stopped
    from world.services.environment import environment
    from world.services.errors import ServiceError

    shop = host.find(os.environ)
    beside = overlay.Overlay(services_folder(), shop)
    beside.prepare()
    print(f"Saleor {shop.version} at {shop.root}, our wheel beside it in {beside.ours}", flush=True)
    if own:
        command = suite.saleors_own_tests(shop, paths, os.environ)
    else:
        command = suite.our_tests(shop, paths, os.environ)
    try:
        with Command() as child, environment(services_folder()) as services:
            variables = suite.environment(shop, beside, os.environ | services, is_own=own)
            database.check(variables["DATABASE_URL"])
            os.chdir(beside.scratch)
            return child.run(command, variables)
    except Stopped as stopped:
        return stopped.exit_status
    except ServiceError as error:
        raise host.HostMissing(str(error)) from error


if __name__ == "__main__":
    sys.exit(main())
