import io

import pytest
from django.core.management import CommandError, call_command
from saleor.app.models import App, AppExtension

from saleor_automation import __version__
from saleor_automation.core.exceptions import NotFound
from saleor_automation.shop import dashboard_app
from saleor_automation.shop.dashboard_manifest import EXTENSIONS, PERMISSIONS

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)


def rows():
    return {row.pk: (row.label, row.mount, row.target, row.url) for row in AppExtension.objects.all()}


def test_install_shows_every_place_this_saleor_has():
    # when
    found = dashboard_app.install()

    # then
    app = App.objects.get(identifier="saleor.automation")
    assert (app.type, app.is_active, app.is_installed, app.version) == ("thirdparty", True, True, __version__)
    assert app.app_url.endswith("/plugins/saleor.automation/app")
    assert app.brand_logo_default.size > 0
    assert not app.tokens.exists()
    assert set(app.permissions.values_list("codename", flat=True)) == {name.lower() for name in PERMISSIONS}
    supported = dashboard_app._supported()
    assert {row.label for row in app.extensions.all()} == {each.label for each in supported}
    assert all(
        [permission.codename for permission in row.permissions.all()] == ["manage_automation"]
        for row in app.extensions.all()
    )
    assert (found.app_id, found.extensions, found.outdated) == (app.pk, len(supported), ())


def test_installing_again_keeps_the_rows_that_open_pages_know():
    # given
    dashboard_app.install()
    before = rows()

    # when
    dashboard_app.install()

    # then
    assert App.objects.count() == 1
    assert rows() == before


def test_update_follows_a_new_address_and_forgets_places_that_are_gone(settings):
    # given
    app = App.objects.get(pk=dashboard_app.install().app_id)
    AppExtension.objects.create(app=app, label="Old", url="/old", mount="navigation_orders", target="app_page")
    App.objects.update(app_url="https://old.example/app", version="0.0.1")
    assert dashboard_app.registration().outdated == ("version", "address", "places")

    # when
    found = dashboard_app.update()

    # then
    assert found.outdated == ()
    assert not AppExtension.objects.filter(label="Old").exists()


def test_update_does_not_bring_back_what_was_removed():
    # given
    dashboard_app.install()
    assert dashboard_app.remove() is True

    # when
    with pytest.raises(NotFound, match=r"run `manage[.]py automation_dashboard install`"):
        dashboard_app.update()

    # then
    assert dashboard_app.registration() is None
    assert dashboard_app.remove() is False


def test_places_an_older_saleor_has_no_word_for_are_left_out(monkeypatch):
    # given
    values = {"AppExtensionMountEnum": {"NAVIGATION_CUSTOMERS"}, "AppExtensionTargetEnum": {"APP_PAGE", "POPUP"}}
    monkeypatch.setattr(dashboard_app, "_enum_values", values.get)

    # when
    found = dashboard_app.install()

    # then
    expected = [each for each in EXTENSIONS if each.mount == "NAVIGATION_CUSTOMERS"]
    assert found.extensions == len(expected) == 4
    assert set(AppExtension.objects.values_list("mount", "target")) == {("navigation_customers", "app_page")}


def test_rows_are_found_again_on_a_saleor_without_identifiers(monkeypatch):
    # given
    columns = {"label", "url", "mount", "target"}
    monkeypatch.setattr(dashboard_app, "_known_columns", lambda: columns)
    dashboard_app.install()
    before = rows()

    # when
    dashboard_app.install()

    # then
    assert rows() == before
    assert dashboard_app.registration().outdated == ()


def test_command_tells_what_is_there_and_what_to_do():
    # given
    out, err = io.StringIO(), io.StringIO()

    # when
    with pytest.raises(CommandError, match="not installed"):
        call_command("automation_dashboard", "status")
    call_command("automation_dashboard", "install", stdout=out, stderr=err)

    # then
    app = App.objects.get()
    assert f"App {app.pk}, version {__version__}, active" in out.getvalue()
    assert "Every site may show the extension" in err.getvalue()

    # when
    App.objects.update(version="0.0.1")
    with pytest.raises(CommandError, match="Out of date: version"):
        call_command("automation_dashboard", "status", stdout=out, stderr=err)
    call_command("automation_dashboard", "update", stdout=out, stderr=err)
    call_command("automation_dashboard", "remove", stdout=out, stderr=err)

    # then
    assert "The extension was taken out." in out.getvalue()
    assert dashboard_app.registration() is None
