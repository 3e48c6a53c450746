"""A PDF read back: sizes, faces, lines with their places."""

import io
from dataclasses import dataclass

from pypdf import PdfReader

MM = 72 / 25.4


@dataclass(frozen=True)
class Line:
    text: str
    left: float  # mm from the left edge of the paper
    down: float  # mm from the upper edge to the base line


def reader(content: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(content))


def text_of(content: bytes, page: int | None = None) -> str:
    pages = reader(content).pages
    return "".join(p.extract_text() for p in (pages if page is None else [pages[page]])).replace("\n", "")


def size_mm(content: bytes, page: int = 0) -> tuple[int, int]:
    box = reader(content).pages[page].mediabox
    return round(float(box.width) / MM), round(float(box.height) / MM)


def lines(content: bytes, page: int = 0) -> list[Line]:
    """The lines of a page from top to bottom; runs of one base line are joined."""
    sheet = reader(content).pages[page]
    height, rows = float(sheet.mediabox.height), {}

    def visit(text, matrix, text_matrix, font, size) -> None:
        if text.strip():
            x = matrix[0] * text_matrix[4] + matrix[2] * text_matrix[5] + matrix[4]
            y = matrix[1] * text_matrix[4] + matrix[3] * text_matrix[5] + matrix[5]
            rows.setdefault(round(y), []).append((x, text.strip("\n")))

    sheet.extract_text(visitor_text=visit)
    found = []
    for y in sorted(rows, reverse=True):
        parts = sorted(rows[y])
        found.append(Line("".join(text for _, text in parts), round(parts[0][0] / MM, 1), round((height - y) / MM, 1)))
    return found


def starts(content: bytes, page: int = 0) -> list[list[int]]:
    """Where, in whole millimetres from the left, the runs of each base line begin; from top to bottom."""
    rows: dict[int, list[int]] = {}

    def visit(operator, operands, matrix, text_matrix) -> None:
        if operator in (b"Tj", b"TJ"):
            x = matrix[0] * text_matrix[4] + matrix[2] * text_matrix[5] + matrix[4]
            y = matrix[1] * text_matrix[4] + matrix[3] * text_matrix[5] + matrix[5]
            rows.setdefault(round(y), []).append(round(x / MM))

    reader(content).pages[page].extract_text(visitor_operand_before=visit)
    return [sorted(rows[y]) for y in sorted(rows, reverse=True)]


def faces(content: bytes) -> set[str]:
    """The embedded faces without their subset prefix; a face that is not embedded would be missing elsewhere."""
    found = set()
    for page in reader(content).pages:
        for font in page["/Resources"]["/Font"].values():
            font = font.get_object()
            descendant = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
            descriptor = descendant["/FontDescriptor"].get_object()
            assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(descriptor), "a face is not embedded"
            found.add(str(font["/BaseFont"]).lstrip("/").split("+")[-1])
    return found
