"""Putting our fields into Saleor's schema, whoever comes first."""

import os
import subprocess
import sys
from pathlib import Path

import saleor_automation.graphql

KEPT = Path(saleor_automation.graphql.__file__).with_name("schema.graphql")
SHOW = """
import sys
import django

django.setup()
import saleor.graphql
from saleor.graphql import api
from saleor_automation.graphql.print_schema import print_schema

assert saleor.graphql.schema is api.schema, "a module still holds the schema from before"
sys.stdout.write(print_schema(api.schema))
"""


def _start_a_shop(settings):
    """Start a shop in a process of its own and return its part of the schema that is ours."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": settings,
        "PYTHONPATH": os.pathsep.join(sys.path),
        "PYTHONIOENCODING": "utf-8",
    }
    run = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", SHOW],
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert run.returncode == 0, run.stderr[-2000:]
    return run.stdout


def test_schema_that_was_composed_before_us_is_composed_again():
    # when
    printed = _start_a_shop("tests.integration.graphql.early.settings")

    # then
    assert printed == KEPT.read_text(encoding="utf-8")
