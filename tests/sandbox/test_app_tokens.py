"""What a page of an app in the Dashboard is handed: a token that may do what both its user and the app may."""

import json
from datetime import timedelta

import graphene
import jwt
import pytest
from django.test import Client
from saleor.account.models import User
from saleor.app.models import App, AppExtension
from saleor.core.db.connection import allow_writer
from saleor.core.jwt import create_access_token
from saleor.permission.models import Permission

pytestmark = pytest.mark.django_db
TOKENS = "query ($id: ID!) { app(id: $id) { accessToken extensions { label accessToken } } }"
WHO = "{ me { email } }"


def permission(codename):
    return Permission.objects.get(codename=codename)


@pytest.fixture
def app():
    app = App.objects.create(name="Pages", type="thirdparty")
    app.permissions.add(permission("manage_orders"), permission("manage_products"))
    for label, codename in (("orders", "manage_orders"), ("users", "manage_users")):
        place = AppExtension.objects.create(app=app, label=label, url="/", mount="x", target="widget", identifier=label)
        place.permissions.add(permission(codename))
    return app


def ask(token, query, **variables):
    """Saleor itself reads the writer for such a token, which its test settings do not let pass."""
    body = json.dumps({"query": query, "variables": variables})
    with allow_writer():
        answer = Client().post("/graphql/", body, content_type="application/json", HTTP_AUTHORIZATION_BEARER=token)
    return answer.json()


def tokens_of(user, app):
    global_id = graphene.Node.to_global_id("App", app.pk)
    return ask(create_access_token(user), TOKENS, id=global_id)["data"]["app"]


def claims(token):
    return jwt.decode(token, options={"verify_signature": False})


def staff(**values):
    return User.objects.create(email="ada@example.com", is_staff=True, is_active=True, **values)


def test_token_holds_what_both_may(app):
    # given
    user = staff()
    user.user_permissions.add(permission("manage_orders"), permission("manage_users"))

    # when
    found = tokens_of(user, app)

    # then
    assert claims(found["accessToken"])["type"] == "thirdparty"
    assert claims(found["accessToken"])["permissions"] == ["MANAGE_ORDERS"]
    assert sorted(claims(found["accessToken"])["user_permissions"]) == ["MANAGE_ORDERS", "MANAGE_USERS"]
    assert ask(found["accessToken"], WHO)["data"]["me"]["email"] == "ada@example.com"


def test_place_has_no_token_for_who_lacks_its_permission(app):
    # given
    user = staff()
    user.user_permissions.add(permission("manage_orders"))

    # when
    places = {place["label"]: place["accessToken"] for place in tokens_of(user, app)["extensions"]}

    # then
    assert claims(places["orders"])["permissions"] == ["MANAGE_ORDERS"]
    assert places["users"] is None


def test_token_of_an_app_cuts_down_even_a_superuser(app):
    # given
    token = tokens_of(staff(is_superuser=True), app)["accessToken"]

    # when
    answer = ask(token, "{ vouchers(first: 1) { edges { node { id } } } }")

    # then
    assert answer["errors"][0]["extensions"]["exception"]["code"] == "PermissionDenied"


def test_token_ends(app, settings):
    # given
    settings.JWT_TTL_APP_ACCESS = timedelta(seconds=-1)
    token = tokens_of(staff(is_superuser=True), app)["accessToken"]

    # when
    answer = ask(token, WHO)

    # then
    assert answer["errors"][0]["extensions"]["exception"]["code"] == "ExpiredSignatureError"
