"""Who is asking: tokens, permissions, and what each may see."""

import pytest
from django.core.cache import cache
from django.test import Client, RequestFactory
from saleor.core.auth_backend import load_user_from_request
from saleor.core.jwt import create_access_token, create_refresh_token

from tests.shop import api, factories, sales, storefront

ME = "{ me { email isStaff userPermissions { code } } }"
TOKEN = """mutation ($email: String!, $password: String!) {
    tokenCreate(email: $email, password: $password) { token errors { field code } }
}"""


@pytest.fixture(autouse=True)
def site(db):
    # Saleor slows down logins after a wrong one, and counts in the cache.
    cache.clear()
    return factories.make_site()


def test_login_gives_a_token():
    # given
    factories.make_customer("anna@example.com")

    # when
    me = storefront.log_in("Anna@example.com").ask(ME).payload

    # then
    assert me == {"email": "anna@example.com", "isStaff": False, "userPermissions": []}


@pytest.mark.parametrize(
    ("columns", "password", "code"),
    [
        ({}, "wrong", "INVALID_CREDENTIALS"),
        ({"is_active": False}, factories.PASSWORD, "INACTIVE"),
        ({"is_confirmed": False}, factories.PASSWORD, "ACCOUNT_NOT_CONFIRMED"),
    ],
)
def test_login_is_refused(columns, password, code):
    # given
    factories.make_customer("anna@example.com", **columns)

    # when
    payload = api.anonymous().ask(TOKEN, {"email": "anna@example.com", "password": password}).payload

    # then
    assert payload == {"token": None, "errors": [{"field": "email", "code": code}]}


def test_login_of_nobody_is_refused_like_a_wrong_password():
    # when
    payload = api.anonymous().ask(TOKEN, {"email": "nobody@example.com", "password": "x"}).payload

    # then
    assert payload["errors"] == [{"field": "email", "code": "INVALID_CREDENTIALS"}]


def test_staff_hold_what_their_groups_hold():
    # when
    me = api.staff("order.manage_orders", "account.manage_users").ask(ME).payload

    # then
    codes = sorted(permission["code"] for permission in me["userPermissions"])
    assert (me["isStaff"], codes) == (True, ["MANAGE_ORDERS", "MANAGE_USERS"])


@pytest.mark.parametrize("header", ["Bearer {token}", "bearer {token}", "JWT {token}"], ids=["Bearer", "bearer", "JWT"])
def test_ways_to_send_a_token(header):
    # given
    token = create_access_token(factories.make_customer("anna@example.com"))

    # when
    response = Client().post(
        "/graphql/",
        {"query": "{ me { email } }"},
        content_type="application/json",
        headers={"Authorization": header.format(token=token)},
    )

    # then
    assert response.json()["data"] == {"me": {"email": "anna@example.com"}}


def test_token_that_is_no_access_token_is_refused():
    # given
    user = factories.make_customer()
    expired = create_access_token(user, {"exp": 0})
    refresh = create_refresh_token(user)
    user.jwt_token_key = "changed"
    user.save()
    withdrawn = create_access_token(factories.make_customer(), {"token": "old"})

    # when
    answers = [api.Api(token).ask(ME) for token in (expired, refresh, withdrawn)]

    # then
    assert [answer.error_codes for answer in answers] == [
        ["ExpiredSignatureError"],
        ["InvalidTokenError"],
        ["InvalidTokenError"],
    ]


def test_user_of_a_plain_request():
    # given
    user = factories.make_customer()
    headers = {"Authorization": f"Bearer {create_access_token(user)}"}

    # when
    request = RequestFactory().get("/plugins/x/", headers=headers)

    # then
    assert load_user_from_request(request) == user
    assert load_user_from_request(RequestFactory().get("/plugins/x/")) is None


CREATE_APP = """mutation ($input: AppInput!) {
    appCreate(input: $input) { authToken app { permissions { code } } errors { field code } }
}"""


def test_app_works_with_its_token():
    # given
    creator = api.staff("app.manage_apps", "order.manage_orders")
    values = {"name": "Accounting", "permissions": ["MANAGE_ORDERS"]}

    # when
    created = creator.ask(CREATE_APP, {"input": values}).done()

    # then
    assert created["app"] == {"permissions": [{"code": "MANAGE_ORDERS"}]}
    app = api.Api(created["authToken"])
    assert app.ask("{ app { name } }").payload == {"name": "Accounting"}
    assert app.ask("{ orders(first: 1) { totalCount } }").payload == {"totalCount": 0}
    assert app.ask("{ vouchers(first: 1) { totalCount } }").error_codes == ["PermissionDenied"]
    assert app.ask(ME).payload is None


def test_permission_can_only_be_passed_on_by_who_holds_it():
    # given
    query = """mutation ($input: PermissionGroupCreateInput!) {
        permissionGroupCreate(input: $input) { group { permissions { code } } errors { field code } }
    }"""
    values = {"name": "Marketing", "addPermissions": ["MANAGE_ORDERS"]}

    # when
    refused = api.staff("account.manage_staff").ask(query, {"input": values}).payload
    done = api.staff("account.manage_staff", "order.manage_orders").ask(query, {"input": values}).done()

    # then
    assert refused["errors"] == [{"field": "addPermissions", "code": "OUT_OF_SCOPE_PERMISSION"}]
    assert done["group"] == {"permissions": [{"code": "MANAGE_ORDERS"}]}


def test_order_tells_its_user_only_to_them_and_to_staff(channel, variant):
    # given
    anna = factories.make_customer("anna@example.com")
    order = sales.make_order(channel, [(variant, 1)], user=anna)
    query = "query ($id: ID!) { order(id: $id) { userEmail user { email } } }"
    people = [api.anonymous(), api.customer(anna), api.staff("order.manage_orders"), api.staff()]

    # when
    answers = [person.ask(query, {"id": factories.global_id(order)}) for person in people]

    # then
    assert [answer.error_codes for answer in answers] == [["PermissionDenied"], [], [], ["PermissionDenied"]]
    assert [answer.data["order"]["userEmail"] for answer in answers] == ["anna@example.com"] * 4
