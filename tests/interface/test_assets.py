"""Front-end files: only named ones, hashed and compressed in production, and nothing that fetches from elsewhere."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command

from portal import assets

# Names, not addresses: XML namespaces, licence and documentation references inside comments and messages.
ALLOWED = re.compile(
    r"https?://(www\.w3\.org/|tabler\.io|github\.com/tabler|github\.com/ecomfe/zrender|www\.apache\.org/licenses|getbootstrap\.com|popper\.js\.org|github\.com/twbs|opensource\.org|echarts\.apache\.org|htmx\.org)"
)
ADDRESS = re.compile(r"https?://[^\s\"'`)>\\]+")


@pytest.fixture(scope="module")
def collected(tmp_path_factory) -> Path:
    """What collectstatic makes for production."""
    from django.test import override_settings

    root = tmp_path_factory.mktemp("static")
    storages = settings.STORAGES | {"staticfiles": {"BACKEND": "portal.assets.AssetStorage"}}
    with override_settings(STATIC_ROOT=root, STORAGES=storages):
        call_command("collectstatic", "--noinput", verbosity=0)
    return root


def names(root: Path) -> list[str]:
    return [str(p.relative_to(root)) for p in root.rglob("*") if p.is_file()]


def test_the_named_files_are_collected_hashed_and_compressed(collected):
    found = names(collected)
    assert any(re.fullmatch(r"css/portal\.[0-9a-f]{12}\.css", n) for n in found)
    assert any(re.fullmatch(r"css/portal\.[0-9a-f]{12}\.css\.gz", n) for n in found)
    assert any(re.fullmatch(r"vendor/icons\.[0-9a-f]{12}\.svg", n) for n in found)
    assert {"vendor/tabler.min.css", "vendor/echarts.min.js", "vendor/icons.svg", "django_htmx/htmx-2.min.js"} <= set(found)


def test_of_the_packages_nothing_else_is_collected(collected):
    own = {str(p.relative_to(settings.BASE_DIR / "static")) for p in (settings.BASE_DIR / "static").rglob("*") if p.is_file()}
    served = {n for n in names(collected) if not re.search(r"\.[0-9a-f]{12}\.|\.gz$|\.br$|^staticfiles\.json$", n)}
    foreign = {n for n in served - own if not n.startswith("drf_spectacular_sidecar/")}
    assert foreign == {*assets.FILES, assets.SPRITE, "django_htmx/htmx-2.min.js"}
    assert not [n for n in names(collected) if n.endswith(".map")]


def test_nothing_collected_names_an_address_elsewhere(collected):
    bad = {}
    for name in names(collected):
        if name.endswith((".css", ".js", ".svg")) and not name.startswith("drf_spectacular_sidecar/"):
            text = (collected / name).read_text(errors="replace")
            if found := [a for a in ADDRESS.findall(text) if not ALLOWED.match(a)]:
                bad[name] = sorted(set(found))[:5]
    assert bad == {}


def test_style_sheets_fetch_nothing_but_our_own_files(collected):
    for name in names(collected):
        if name.endswith(".css"):
            for target in re.findall(r"url\(\s*['\"]?([^'\")]+)", (collected / name).read_text()):
                assert target.startswith(("data:", "../img/", "#")), (name, target[:80])


@pytest.mark.parametrize(
    "path", ["vendor/tabler.css", "vendor/../package.json", "django_htmx/htmx-4.min.js", "vendor/icons.svg.new", "@tabler/core/package.json"]
)
def test_a_file_that_is_not_named_is_not_found(path):
    assert not finders.find(path)


def test_a_worker_s_first_page_stays_below_fifty_kilobytes():
    size = (settings.BASE_DIR / "static/css/portal.css").stat().st_size + (settings.BASE_DIR / "templates/base_public.html").stat().st_size
    assert size < 46 * 1024


def test_the_sprite_holds_each_icon_once_and_paints_with_the_text_s_colour():
    svg = assets.sprite()
    ids = re.findall(r'<symbol id="([^"]+)"', svg)
    assert ids == list(assets.ICONS)
    assert ids == sorted(set(ids))
    assert "stroke=" not in svg


def test_a_missing_installation_says_what_to_run(tmp_path):
    with pytest.raises(assets.MissingPackages, match="make setup"):
        assets.build(tmp_path / "out", tmp_path / "node_modules")


def test_the_lock_has_sums_and_no_address():
    lock = (settings.BASE_DIR / "package-lock.json").read_text()
    assert '"integrity"' in lock
    assert "://" not in lock
    assert '"version": "1.4.0"' in lock
