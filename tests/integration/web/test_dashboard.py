import gzip

import pytest
from saleor.plugins.models import PluginConfiguration

from saleor_automation.core.settings import get_settings

from .conftest import BASE

PAGE = b"<!doctype html><title>Marketing</title>" + b" " * 500
CODE = b"export const answer = 42;" * 50


@pytest.fixture
def bundle(tmp_path, monkeypatch):
    """A built extension: a page, a chunk with its compressed copy, and a file beside the folder nobody may read."""
    folder = tmp_path / "dashboard"
    (folder / "assets").mkdir(parents=True)
    (tmp_path / "secret.txt").write_bytes(b"secret")
    for name, content in (("index.html", PAGE), ("assets/chunk-1a2b.js", CODE)):
        (folder / name).write_bytes(content)
        (folder / f"{name}.gz").write_bytes(gzip.compress(content))
    (folder / "assets/font.woff2").write_bytes(b"font")
    monkeypatch.setenv("AUTOMATION_DASHBOARD_FOLDER", str(folder))
    get_settings.cache_clear()
    yield folder
    get_settings.cache_clear()


@pytest.mark.parametrize("path", ["/app", "/app/", "/app/index.html", "/app/journeys", "/app/contacts/Q29udGFjdDox"])
def test_every_address_without_a_file_is_the_page(reader, bundle, path):
    # when
    response = reader.get(BASE + path)

    # then
    assert (response.status_code, response.content) == (200, PAGE)
    assert response["Content-Type"] == "text/html; charset=utf-8"
    assert response["Cache-Control"] == "no-cache"
    assert "script-src 'self';" in response["Content-Security-Policy"]
    assert response["Content-Security-Policy"].endswith("frame-ancestors *")


def test_only_the_dashboards_named_may_show_the_page(reader, bundle):
    # given
    origins = "https://dashboard.shop.example/ http://localhost:9000"
    PluginConfiguration.objects.create(
        identifier="saleor.automation", active=True, configuration=[{"name": "dashboard_origins", "value": origins}]
    )

    # when
    policy = reader.get(f"{BASE}/app/")["Content-Security-Policy"]

    # then
    assert policy.endswith("frame-ancestors https://dashboard.shop.example http://localhost:9000")


def test_file_is_kept_for_a_year_and_sent_compressed_to_who_takes_it(reader, bundle):
    # when
    plain = reader.get(f"{BASE}/app/assets/chunk-1a2b.js")
    compressed = reader.get(f"{BASE}/app/assets/chunk-1a2b.js", HTTP_ACCEPT_ENCODING="br, gzip")

    # then
    assert plain.content == CODE
    assert gzip.decompress(compressed.content) == CODE
    assert compressed["Content-Encoding"] == "gzip"
    for response in (plain, compressed):
        assert response["Content-Type"] == "text/javascript; charset=utf-8"
        assert response["Cache-Control"] == "public, max-age=31536000, immutable"
        assert response["X-Content-Type-Options"] == "nosniff"
        assert "Accept-Encoding" in response["Vary"]
    assert plain["ETag"] != compressed["ETag"]


def test_unchanged_file_is_not_sent_again(reader, bundle):
    # given
    etag = reader.get(f"{BASE}/app/")["ETag"]

    # when
    response = reader.get(f"{BASE}/app/", HTTP_IF_NONE_MATCH=etag)

    # then
    assert (response.status_code, response.content) == (304, b"")


@pytest.mark.parametrize(
    "path",
    [
        "/app/assets/chunk-of-yesterday.js",
        "/app/../secret.txt",
        "/app/assets/../../secret.txt",
        "/app/%2e%2e/secret.txt",
        "/app//etc/hosts.txt",
        "/app/index.html.gz",
        "/app/a\0b.js",
        f"/app/{'a' * 5000}.js",
    ],
)
def test_what_is_not_in_the_bundle_is_not_found(reader, bundle, path):
    # when
    response = reader.get(BASE + path)

    # then
    assert response.status_code == 404
    assert b"secret" not in response.content


def test_new_build_is_seen_without_a_restart(reader, bundle):
    # given
    reader.get(f"{BASE}/app/")

    # when
    (bundle / "index.html").unlink()
    (bundle / "index.html.gz").unlink()
    (bundle / "index.html").write_bytes(b"new")

    # then
    assert reader.get(f"{BASE}/app/").content == b"new"


def test_page_says_that_it_was_not_built(reader, bundle):
    # given
    (bundle / "index.html").unlink()

    # when
    response = reader.get(f"{BASE}/app/")

    # then
    assert response.status_code == 503
    assert b"make dashboard" in response.content


def test_page_says_that_the_plugin_is_switched_off(reader, bundle):
    # given
    PluginConfiguration.objects.create(identifier="saleor.automation", active=False, configuration=[])

    # when
    response = reader.get(f"{BASE}/app/")

    # then
    assert response.status_code == 503
    assert b"switched off" in response.content


def test_nothing_can_be_posted_there(reader, bundle):
    assert reader.post(f"{BASE}/app/").status_code == 405


def test_manifest_tells_saleor_where_everything_is(reader):
    # when
    answer = reader.get(f"{BASE}/manifest.json").json()

    # then
    assert answer["id"] == "saleor.automation"
    assert answer["appUrl"].endswith("/plugins/saleor.automation/app")
    assert "tokenTargetUrl" not in answer
    by_target = {each["target"]: each["url"] for each in answer["extensions"]}
    assert by_target["APP_PAGE"].startswith("/")
    assert reader.get(f"{BASE}/app/logo.png")["Content-Type"] == "image/png"
