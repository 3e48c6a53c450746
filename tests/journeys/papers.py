"""Files that people bring along, and how those they take home are looked at."""

import io

from openpyxl import load_workbook
from PIL import Image, ImageDraw
from pypdf import PdfReader


def slip(words: str) -> dict:
    """A photographed bank slip, as a browser uploads it."""
    picture = Image.new("RGB", (640, 400), "white")
    ImageDraw.Draw(picture).text((40, 40), words, fill="black")
    content = io.BytesIO()
    picture.save(content, "PNG")
    return {"name": f"{words}.png", "mimeType": "image/png", "buffer": content.getvalue()}


def pages_of(pdf: bytes) -> list[str]:
    """The text of each page, without spaces; fails on what is no PDF."""
    assert pdf.startswith(b"%PDF-")
    return ["".join((sheet.extract_text() or "").split()) for sheet in PdfReader(io.BytesIO(pdf)).pages]


def cells_of(workbook: bytes) -> list[str]:
    """Every text of every sheet."""
    book = load_workbook(io.BytesIO(workbook), data_only=True)
    return [str(cell.value) for sheet in book for line in sheet.iter_rows() for cell in line if cell.value is not None]
