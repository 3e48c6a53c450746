"""Which rows of an uploaded sheet its page shows to be mended: those with findings, or all, page by page."""

from typing import Any

from wagepay.actions.upload_parts import finding_of, workbook_of
from wagepay.intake.kinds import INTAKES
from wagepay.intake.preview import page_of
from wagepay.models import Upload


def asked_page(value: str | None) -> int | None:
    """Of “all=2” the page; None: only the faulty rows."""
    return int(value) if value and value.isascii() and value.isdigit() and len(value) < 6 else None


def grid_of(upload: Upload, result: dict[str, Any], page: int | None) -> dict[str, Any]:
    """What the check kept of the faulty rows; for all rows the file is read once more."""
    if page is None:
        return result["preview"]
    with workbook_of(upload) as workbook:
        return page_of(workbook, result, [finding_of(row) for row in result["findings"]], INTAKES[upload.kind].FORM, page)
