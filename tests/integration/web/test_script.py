import gzip
import re

from saleor_automation.core.settings import get_settings
from saleor_automation.web.script import script

from .conftest import BASE

PATH = f"{BASE}/automation.js"


def test_script_is_small_enough():
    content, _ = script(("dnt", "gpc"))

    assert len(gzip.compress(content, 9)) <= 5 * 1024


def test_script_needs_nothing_a_content_security_policy_forbids():
    content, _ = script(())
    code = re.sub(r"//.*", "", content.decode())

    forbidden = re.compile(
        r"\beval\b|new Function|innerHTML|outerHTML|insertAdjacentHTML|document\.write|\.cookie|import\("
    )
    assert forbidden.findall(code) == []


def test_script_may_be_kept_for_a_year_under_its_version(reader):
    # given
    response = reader.get(PATH)
    version = re.search(r'version: "(\w+)"', response.content.decode())[1]

    # when
    versioned = reader.get(PATH, {"v": version})

    # then
    assert response.status_code == 200
    assert response["Content-Type"] == "text/javascript; charset=utf-8"
    assert response["Cache-Control"] == "public, max-age=3600, stale-while-revalidate=86400"
    assert versioned["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response["ETag"] == versioned["ETag"] == f'"{version}"'
    assert response["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert response["X-Content-Type-Options"] == "nosniff"


def test_unchanged_script_is_not_sent_again(reader):
    # given
    etag = reader.get(PATH)["ETag"]

    # when
    response = reader.get(PATH, HTTP_IF_NONE_MATCH=etag)

    # then
    assert (response.status_code, response.content) == (304, b"")
    assert response["ETag"] == etag


def test_script_respects_the_signals_the_operator_respects(reader, monkeypatch):
    # given
    monkeypatch.setenv("AUTOMATION_PRIVACY_SIGNALS", "gpc")
    get_settings.cache_clear()

    # when
    content = reader.get(PATH).content.decode()
    monkeypatch.undo()
    get_settings.cache_clear()

    # then
    assert 'const SIGNALS = ["gpc"];' in content
    assert 'const SIGNALS = ["dnt", "gpc"];' in reader.get(PATH).content.decode()
