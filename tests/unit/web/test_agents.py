import pytest
from django.test import RequestFactory

from saleor_automation.web.agents import is_machine

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:131.0) Gecko/20100101 Firefox/131.0"


@pytest.mark.parametrize(
    "agent",
    [
        "",
        "Mozilla/5.0",
        "curl/8.5.0",
        "python-requests/2.32.3",
        "Go-http-client/2.0",
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 HeadlessChrome/120.0",
        "Mozilla/5.0 (compatible; proofpoint)",
        "BarracudaCentral",
        "Slackbot-LinkExpanding 1.0",
    ],
)
def test_known_machines_are_machines(agent):
    assert is_machine(RequestFactory().get("/", HTTP_USER_AGENT=agent)) is True


@pytest.mark.parametrize(
    "agent",
    [
        FIREFOX,
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)",
        "Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)",
        "YahooMailProxy; https://help.yahoo.com/kb/yahoo-mail-proxy-SLN28749.html",
        "Microsoft Office/16.0 (Windows NT 10.0; Microsoft Outlook 16.0.17328; Pro)",
    ],
)
def test_mail_clients_and_browsers_are_people(agent):
    assert is_machine(RequestFactory().get("/", HTTP_USER_AGENT=agent)) is False


@pytest.mark.parametrize("headers", [{"HTTP_SEC_PURPOSE": "prefetch;prerender"}, {"HTTP_PURPOSE": "prefetch"},
                                     {"HTTP_X_MOZ": "prefetch"}, {"HTTP_X_PURPOSE": "preview"}])  # fmt: skip
def test_browser_that_looks_ahead_is_a_machine(headers):
    assert is_machine(RequestFactory().get("/", HTTP_USER_AGENT=FIREFOX, **headers)) is True


def test_request_without_the_page_is_a_machines():
    assert is_machine(RequestFactory().head("/", HTTP_USER_AGENT=FIREFOX)) is True
