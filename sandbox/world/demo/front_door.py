"""The way into the shop that everybody takes: its GraphQL API and the pages behind the links of mails."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.http import HttpResponse
from django.test import Client

BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


class Refused(Exception):
    """The shop answered a mutation with an error that a customer would read; code is Saleor's."""

    def __init__(self, code: str, message: str) -> None:
        self.code = code
        super().__init__(f"{code}: {message}")


class ApiError(Exception):
    """The API could not run a query at all: a mistake of the demo or of the shop."""


class FrontDoor:
    """Requests to the shop in this process, through its whole stack of middleware, plugins and hooks."""

    def __init__(self, public_url: str) -> None:
        self._client = Client(headers={"host": urlsplit(public_url).netloc, "user-agent": BROWSER})

    def ask(self, document: str, variables: dict[str, Any], *, token: str = "", address: str = "") -> dict[str, Any]:
        """Run a GraphQL document and return its data. Raises Refused for the first error of a mutation, ApiError."""
        response = self._client.post(
            "/graphql/",
            {"query": document, "variables": variables},
            content_type="application/json",
            headers={"authorization": f"Bearer {token}"} if token else None,
            **_from(address),
        )
        answer = response.json()
        if answer.get("errors"):
            raise ApiError(answer["errors"][0]["message"])
        data: dict[str, Any] = answer["data"]
        for result in data.values():
            for error in result.get("errors") or () if isinstance(result, dict) else ():
                raise Refused(error["code"], error["message"] or "")
        return data

    def open(self, url: str, *, address: str = "") -> HttpResponse:
        """Fetch the address behind a link of a mail."""
        return self._client.get(_path(url), **_from(address))

    def post(self, url: str, form: dict[str, str], *, address: str = "") -> HttpResponse:
        return self._client.post(_path(url), form, **_from(address))


def _path(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def _from(address: str) -> dict[str, Any]:
    return {"REMOTE_ADDR": address} if address else {}
