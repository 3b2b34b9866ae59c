"""Whoever has no Saleor at hand is told what is missing."""

import socket
import sys

import pytest

from .database import check, database_of
from .host import Host, HostMissing, find
from .overlay import requirements


@pytest.fixture
def checkout(tmp_path):
    """A folder that looks like a checkout, with the version it is asked for."""

    def make(version, imports=""):
        (tmp_path / "saleor" / "graphql").mkdir(parents=True)
        (tmp_path / "saleor" / "graphql" / "schema.graphql").touch()
        (tmp_path / "saleor" / "__init__.py").write_text(f"{imports}\n__version__ = {version!r}\n")
        return {"SALEOR_ROOT": str(tmp_path), "SALEOR_PYTHON": sys.executable}

    return make


def complaint(environment):
    with pytest.raises(HostMissing) as missing:
        find(environment)
    return str(missing.value)


def test_missing_root_comes_with_what_it_has_to_name():
    assert complaint({}) == (
        "SALEOR_ROOT is not set. It names a checkout of a Saleor release with the environment its own documentation "
        "describes: SALEOR_ROOT=../saleor make test-saleor"
    )


def test_folder_that_is_no_checkout_is_refused(tmp_path):
    assert complaint({"SALEOR_ROOT": str(tmp_path)}) == (
        f"SALEOR_ROOT={tmp_path} is no checkout of Saleor: it has no saleor/graphql/schema.graphql."
    )


def test_missing_interpreter_is_named(checkout, tmp_path):
    # given
    environment = checkout("3.23.1") | {"SALEOR_PYTHON": ""}

    # then
    assert complaint(environment) == (
        f"No Python at {tmp_path}/.venv/bin/python. Install Saleor's dependencies there as its documentation says, "
        "or name an interpreter that has them in SALEOR_PYTHON."
    )


def test_environment_without_saleors_dependencies_is_named(checkout, tmp_path):
    assert complaint(checkout("3.23.1", imports="import no_such_dependency")) == (
        f"{sys.executable} cannot import Saleor from {tmp_path}: "
        "ModuleNotFoundError: No module named 'no_such_dependency'"
    )


def test_line_that_is_not_supported_is_refused(checkout, tmp_path):
    assert complaint(checkout("3.20.119")) == (f"{tmp_path} is Saleor 3.20.119; supported are 3.21, 3.22, 3.23, 3.24.")


def test_complete_environment_is_found(checkout, tmp_path):
    # when
    host = find(checkout("3.24.0-a.0"))

    # then
    assert (host.root, host.version, host.label) == (tmp_path, "3.24.0-a.0", "3_24_0_a_0")
    assert "pytest" in host.installed


def test_each_version_has_its_own_database(tmp_path):
    # given
    host = Host(tmp_path, tmp_path, "3.23.28", {})

    # then
    assert database_of(host, "postgresql://me@localhost:5432/shop?sslmode=require") == (
        "postgresql://me@localhost:5432/shop_3_23_28?sslmode=require"
    )


def test_server_that_does_not_answer_is_named():
    # given: an address that answers no one
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]

    # when
    with pytest.raises(HostMissing) as missing:
        check(f"postgresql://me@127.0.0.1:{port}/shop")

    # then
    assert str(missing.value).startswith("The PostgreSQL at 127.0.0.1 does not answer: ")


def test_requirements_are_those_of_the_wheel_and_of_the_tests_but_not_the_hosts():
    # when
    names = {text.split(">")[0].split("<")[0].split("=")[0] for text in requirements()}

    # then
    assert {"minijinja", "factory-boy", "hypothesis", "aiosmtpd", "time-machine"} <= names
    assert not {"Django", "celery", "graphene", "pytest", "pytest-randomly"} & names
