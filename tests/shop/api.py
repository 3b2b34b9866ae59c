"""The shop's GraphQL endpoint as four kinds of people see it, through Django's whole request cycle."""

import json
from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.test import Client, TestCase
from saleor.account.models import User
from saleor.core.jwt import create_access_token

from .factories import make_app, make_staff

Json = dict[str, Any]


@dataclass(frozen=True)
class Answer:
    status: int
    body: Json

    @property
    def data(self) -> Json:
        return self.body.get("data") or {}

    @property
    def error_codes(self) -> list[str]:
        """What went wrong before or beside the data: "PermissionDenied", "GraphQLError"..."""
        return [error["extensions"]["exception"]["code"] for error in self.body.get("errors", ())]

    @property
    def payload(self) -> Any:
        """What the one root field says. Fails on errors that are not part of the data."""
        assert "errors" not in self.body, json.dumps(self.body["errors"], indent=1)
        (value,) = self.data.values()
        return value

    def done(self) -> Json:
        """Return what the one mutation says. Fails if it was refused."""
        payload = self.payload
        assert not payload["errors"], payload["errors"]
        return payload


@dataclass(frozen=True)
class Api:
    """Ask as whoever holds the token; without one as anybody."""

    token: str | None = None

    def ask(self, query: str, variables: Mapping[str, Any] | None = None) -> Answer:
        """Send one operation and let run what waits for the commit, above all the hooks of plugins."""
        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        with _commit():
            response = Client().post(
                "/graphql/",
                data={"query": query, "variables": dict(variables or {})},
                content_type="application/json",
                headers=headers,
            )
        return Answer(response.status_code, response.json())


def _commit() -> AbstractContextManager[Any]:
    """Stand in for the commit, which does not come in a test that is rolled back."""
    return TestCase.captureOnCommitCallbacks(execute=True) if connection.in_atomic_block else nullcontext()


def anonymous() -> Api:
    return Api()


def customer(user: User) -> Api:
    """Ask as a customer, or as a staff user."""
    return Api(create_access_token(user))


def staff(*permissions: str) -> Api:
    """Ask as a new staff user who holds the permissions, such as "order.manage_orders"."""
    return customer(make_staff(permissions))


def app(*permissions: str) -> Api:
    """Ask as a new app that holds the permissions."""
    _, token = make_app(permissions)
    return Api(token)
