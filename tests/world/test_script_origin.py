"""A storefront on another origin may check the script's integrity.

Saleor answers for origins in its ASGI handler, which a test client does not pass; the sandbox answers as it does.
"""

import pytest
from django.test import Client

PATH = "/plugins/saleor.automation/automation.js"
STOREFRONT = "https://storefront.example"


@pytest.mark.django_db
@pytest.mark.parametrize(("origin", "allowed"), [(STOREFRONT, STOREFRONT), ("https://elsewhere.example", None)])
def test_script_is_open_to_the_origins_of_the_api(settings, origin, allowed):
    # given
    settings.PLUGINS = ["saleor_automation.plugin.AutomationPlugin"]
    settings.ALLOWED_GRAPHQL_ORIGINS = [STOREFRONT]

    # when
    response = Client().get(PATH, headers={"Origin": origin})

    # then
    assert response.status_code == 200
    assert response.get("Access-Control-Allow-Origin") == allowed
