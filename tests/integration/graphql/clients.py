"""Callers of the GraphQL endpoint: over HTTP, with the rights and the connections a shop gives them."""

import json

from django.core.serializers.json import DjangoJSONEncoder
from django.test import Client, TestCase
from django.urls import reverse
from saleor.core.jwt import create_access_token


class Caller:
    """Somebody who posts to /graphql/: a stranger, a user, or an app."""

    def __init__(self, user=None, app=None):
        self._client = Client()
        self.user, self._headers = user, {}
        if app is not None:
            _, token = app.tokens.create(name="test")
            self._headers = {"HTTP_AUTHORIZATION": f"Bearer {token}"}
        elif user is not None:
            self._headers = {"HTTP_AUTHORIZATION": f"JWT {create_access_token(user)}"}

    def post(self, query, variables=None, **headers):
        """Return the body of the answer, errors and all."""
        body = json.dumps({"query": query, "variables": variables or {}}, cls=DjangoJSONEncoder)
        with TestCase.captureOnCommitCallbacks(execute=True):
            response = self._client.post(
                reverse("api"), body, content_type="application/json", **self._headers, **headers
            )
        return response.json()

    def ask(self, query, variables=None, **headers):
        """Return the data of the answer, which has no errors."""
        answer = self.post(query, variables, **headers)
        assert "errors" not in answer, answer["errors"]
        return answer["data"]


def refusal_of(answer):
    """Return the kind of the one error of an answer, as Saleor names it, and its text."""
    (error,) = answer["errors"]
    return error["extensions"]["exception"]["code"], error["message"]


def nodes(connection):
    return [edge["node"] for edge in connection["edges"]]
