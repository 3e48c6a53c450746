"""WeasyPrint behind our own rules; imported only by the first PDF of a process (0.4 s), never at start."""

import threading
from functools import lru_cache
from pathlib import Path
from urllib.request import url2pathname

import weasyprint.layout.inline
from django.conf import settings
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from portal.documents.justify import justify_line

STATIC_SCHEME = "static:"
FONT_SUFFIXES = (".otf", ".ttf", ".ttc", ".otc")
MIME_TYPES = {".css": "text/css", ".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg"}

# WeasyPrint stretches only Latin spaces; an official page has to be flush on both sides (GB/T 9704 5.2.3).
weasyprint.layout.inline.justify_line = justify_line

# Pango's font map is not made for several threads, and one shared map keeps memory flat
# (40 letters without it grow by 440 MB).
LOCK = threading.Lock()
FONTS = FontConfiguration()


def static_file(name: str) -> Path:
    """The file of our own static tree called ``name``; anything outside the tree is refused."""
    root = (settings.BASE_DIR / "static").resolve()
    path = (root / name).resolve()
    if not path.is_relative_to(root) or not path.is_file():
        raise ValueError(f"{name} is no file of the static tree")
    return path


class OwnFiles(URLFetcher):
    """Fetches data: and static: only: a name such as ``<img src=http://…>`` leads nowhere."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols=("data",), allow_redirects=False)

    def fetch(self, url: str, headers: dict | None = None) -> URLFetcherResponse:
        if not url.startswith(STATIC_SCHEME):
            return super().fetch(url, headers)
        path = static_file(url.removeprefix(STATIC_SCHEME))
        return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": MIME_TYPES.get(path.suffix, "application/octet-stream")})


class OwnFilesAndFonts(OwnFiles):
    """For our own style sheets: ``local()`` reads the installed font it found as a file: address."""

    def fetch(self, url: str, headers: dict | None = None) -> URLFetcherResponse:
        if url.startswith("file:") and url.lower().endswith(FONT_SUFFIXES):
            return URLFetcherResponse(url, Path(url2pathname(url.removeprefix("file://"))).read_bytes())
        return super().fetch(url, headers)


def sheet(name: str) -> CSS:
    """A parsed style sheet of the static tree; parsed again only when the file has changed."""
    path = static_file(name)
    return _parsed(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=32)
def _parsed(path: Path, changed: int) -> CSS:
    return CSS(string=path.read_text("utf-8"), font_config=FONTS, url_fetcher=OwnFilesAndFonts(), base_url=STATIC_SCHEME)


def write_pdf(html: str, sheets: list[str], uncompressed: bool = False) -> bytes:
    """Lay out ``html`` with the named sheets."""
    with LOCK:
        document = HTML(string=html, url_fetcher=OwnFiles(), base_url=STATIC_SCHEME)
        styles = [sheet(name) for name in sheets]
        return document.write_pdf(stylesheets=styles, font_config=FONTS, uncompressed_pdf=uncompressed)
