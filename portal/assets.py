"""Front-end files of others: copied by name out of ``node_modules`` into ``static_build/`` and served from there.

Nothing is served that is not named here: a package may hold thousands of files, maps and demos. ``python -m portal.assets``
(part of ``make setup``) builds the folder; the finder builds it too when it is missing or older than the packages.
"""

import re
import sys
from collections.abc import Iterable
from pathlib import Path

from django.contrib.staticfiles.finders import AppDirectoriesFinder, BaseFinder
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage
from django.core.files.storage import FileSystemStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage

ROOT = Path(__file__).resolve().parent.parent
NODE = ROOT / "node_modules"
BUILD = ROOT / "static_build"
SPRITE = "vendor/icons.svg"

# Served name -> file inside node_modules.
FILES = {
    "vendor/tabler.min.css": "@tabler/core/dist/css/tabler.min.css",
    "vendor/echarts.min.js": "echarts/dist/echarts.common.min.js",
}
# Of the files that Python packages bring, only these are served.
PACKAGE_FILES = ("django_htmx/htmx-2.min.js", "drf_spectacular_sidecar/")
# Every icon a template may name; the sprite holds these and no others.
ICONS = (
    "adjustments",
    "alert-circle",
    "alert-triangle",
    "archive",
    "arrow-back-up",
    "arrow-left",
    "arrow-right",
    "ban",
    "bell",
    "books",
    "building",
    "building-bank",
    "building-community",
    "calendar",
    "camera",
    "chart-bar",
    "check",
    "checklist",
    "chevron-down",
    "chevron-right",
    "circle-check",
    "clipboard-check",
    "clipboard-text",
    "clock",
    "columns",
    "device-tv",
    "dots",
    "download",
    "edit",
    "external-link",
    "eye",
    "file-spreadsheet",
    "file-text",
    "filter",
    "flag",
    "gavel",
    "help-circle",
    "history",
    "home",
    "id",
    "info-circle",
    "key",
    "layout-list",
    "link",
    "list-details",
    "lock",
    "logout",
    "mail",
    "mail-forward",
    "mail-opened",
    "map-pin",
    "menu-2",
    "message-report",
    "news",
    "paperclip",
    "phone",
    "photo",
    "player-pause",
    "player-play",
    "plus",
    "printer",
    "qrcode",
    "receipt-yuan",
    "refresh",
    "report-money",
    "search",
    "send",
    "settings",
    "shield-check",
    "shield-lock",
    "table",
    "trash",
    "upload",
    "user",
    "user-check",
    "users",
    "wallet",
    "x",
)


class MissingPackages(RuntimeError):
    """The packages were not installed; the text says how."""


def build(target: Path = BUILD, node: Path = NODE) -> list[str]:
    """Copy the named files and write the sprite; returns the served names."""
    if not node.is_dir():
        raise MissingPackages(f"前端依赖没有安装：在 {ROOT} 下运行 make setup（或 npm ci）。")
    for name, source in FILES.items():
        _write(target / name, _without_source_map((node / source).read_bytes()))
    _write(target / SPRITE, sprite(node).encode())
    return [*FILES, SPRITE]


def sprite(node: Path = NODE) -> str:
    """One SVG with a symbol per icon; colour and line width come from the place of use."""
    symbols = "".join(_symbol(name, (node / f"@tabler/icons/icons/outline/{name}.svg").read_text()) for name in ICONS)
    return f'<svg xmlns="http://www.w3.org/2000/svg">{symbols}</svg>\n'


def ensure() -> None:
    """Build when a file is missing, or older than this list or than the packages' lock."""
    names = [BUILD / name for name in (*FILES, SPRITE)]
    newest = max(p.stat().st_mtime for p in (Path(__file__), NODE / ".package-lock.json") if p.exists())
    if all(p.exists() and p.stat().st_mtime >= newest for p in names):
        return
    if NODE.is_dir() or not all(p.exists() for p in names):
        build()


def _symbol(name: str, svg: str) -> str:
    body = re.search(r"<svg[^>]*>(.*)</svg>", svg, re.S)
    if body is None:
        raise MissingPackages(f"图标 {name} 的文件读不懂。")
    lines = [line.strip() for line in body[1].strip().splitlines() if 'd="M0 0h24v24H0z"' not in line]
    return f'<symbol id="{name}" viewBox="0 0 24 24">{"".join(lines)}</symbol>'


def _without_source_map(content: bytes) -> bytes:
    return re.sub(rb"\n?(//|/\*)# sourceMappingURL=[^\n]*", b"", content)


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".new")
    fresh.write_bytes(content)
    fresh.replace(path)


class VendorFinder(BaseFinder):
    """Finds exactly the names of ``FILES`` and the sprite."""

    def __init__(self, app_names: object = None, *args: object, **kwargs: object) -> None:
        self.storage = FileSystemStorage(location=BUILD)
        super().__init__(*args, **kwargs)

    def check(self, **kwargs: object) -> list:
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: object) -> str | list[str]:
        if path not in FILES and path != SPRITE:
            return []
        ensure()
        found = self.storage.path(path)
        return [found] if find_all else found

    def list(self, ignore_patterns: object) -> Iterable[tuple[str, FileSystemStorage]]:
        ensure()
        for name in (*FILES, SPRITE):
            yield name, self.storage


class PackageFinder(AppDirectoriesFinder):
    """Static files of installed apps, narrowed to ``PACKAGE_FILES`` without their source maps."""

    def find(self, path: str, find_all: bool = False, **kwargs: object) -> str | list[str]:
        return super().find(path, find_all=find_all) if _is_ours(path) else []

    def list(self, ignore_patterns: object) -> Iterable[tuple[str, FileSystemStorage]]:
        return ((path, storage) for path, storage in super().list(ignore_patterns) if _is_ours(path))


def _is_ours(path: str) -> bool:
    return path.startswith(PACKAGE_FILES) and not path.endswith(".map")


class AssetStorage(CompressedManifestStaticFilesStorage):
    """Hashed names and compressed copies; source maps are never looked for, because they are never served."""

    patterns = tuple(
        (glob, tuple(p for p in rules if "sourceMappingURL" not in (p if isinstance(p, str) else p[0]))) for glob, rules in ManifestStaticFilesStorage.patterns
    )


if __name__ == "__main__":
    try:
        sys.stdout.write("\n".join(build()) + "\n")
    except MissingPackages as missing:
        sys.exit(str(missing))
