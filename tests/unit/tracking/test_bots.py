import pytest

from saleor_automation.tracking.bots import is_bot

_ENGINE = "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0"
CHROME = f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {_ENGINE} Safari/537.36"
CUBOT = f"Mozilla/5.0 (Linux; Android 12; CUBOT X18) {_ENGINE} Mobile Safari/537.36"


@pytest.mark.parametrize(
    "agent",
    [
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2; +https://openai.com/gptbot)",
        CHROME.replace("Chrome/", "HeadlessChrome/"),
        "python-requests/2.32.3",
        "curl/8.5.0",
        "UptimeRobot/2.0",
    ],
)
def test_known_program_is_a_bot(agent):
    assert is_bot(agent)


@pytest.mark.parametrize(
    "agent",
    [
        CHROME,
        "Mozilla/5.0 (X11; Linux x86_64; rv:131.0) Gecko/20100101 Firefox/131.0",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
        "Version/18.1 Mobile/15E148 Safari/604.1",
        CUBOT,
        "",
    ],
)
def test_browser_is_none(agent):
    assert not is_bot(agent)


def test_name_far_behind_the_start_is_not_looked_for():
    assert not is_bot("Mozilla/5.0 " + " " * 600 + "Googlebot/2.1")
