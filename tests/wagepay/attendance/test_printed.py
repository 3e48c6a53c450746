"""The month's grid on paper: lying on its side, the days across and not once more in a line."""

import datetime as dt
import re
import subprocess
from pathlib import Path

import pytest
from django.urls import reverse

from portal.tenancy.scope import acting
from tests.make import wagepay as make
from tools.chromium import ARGUMENTS, EXECUTABLE

pytestmark = [pytest.mark.django_db, pytest.mark.browser]
STYLES = ("css/portal.css", "css/wagepay.css")
WIDE = re.compile(r"Page size: +841\.\d+ x 59[45]\.\d+")


def test_the_printed_grid_has_the_days_once_and_lies_on_its_side(site, client_of, settings, tmp_path):
    settings.PORTAL_DATE = dt.date(2026, 11, 25)
    with acting(site.contractor):
        make.attendance(make.engagement(site.project, name="样甲"), *[dt.date(2026, 10, day) for day in (8, 13, 27)])
    page = client_of(site.contractor).get(reverse("wage_attendance", args=[site.project.code, "2026-10"])).content.decode()
    body = re.sub(r"<script.*?</script>|<link[^>]*>", "", page, flags=re.S)
    styles = "".join((settings.BASE_DIR / "static" / name).read_text() for name in STYLES)
    (tmp_path / "page.html").write_text(body.replace("</head>", f"<style>{styles}</style></head>"))
    paper = _print(tmp_path)
    assert WIDE.search(subprocess.run(["pdfinfo", paper], capture_output=True, text=True, check=True).stdout)
    text = subprocess.run(["pdftotext", "-layout", paper, "-"], capture_output=True, text=True, check=True).stdout
    assert "样甲" in text and text.count("√") >= 3 and "8 13 27" not in text


def _print(folder: Path) -> Path:
    command = [EXECUTABLE, *ARGUMENTS, "--headless", f"--user-data-dir={folder}/profile", f"--print-to-pdf={folder}/page.pdf", f"file://{folder}/page.html"]
    subprocess.run(command, capture_output=True, check=True, timeout=60)
    return folder / "page.pdf"
