"""The board as a print: A3 as designed, A2 and A1 the same drawing enlarged."""

import io

import segno
from pypdf import PdfReader, PdfWriter

from portal.documents.pdf import render_pdf
from portal.lib.errors import Refused
from projects.board.content import Content
from projects.models import Project

SIZES = {"A3": (297, 420), "A2": (420, 594), "A1": (594, 841)}  # mm
POINTS = 72 / 25.4
ROOM = (("", 3), ("dense", 8))  # up to so many subcontractors


def poster(project: Project, content: Content, place: str, address: str, size: str = "A3") -> bytes:
    """One page; what the law wants on the board and nobody has entered stops the print with everything that is missing."""
    if content.missing:
        words = "；".join(f"{line.lacks}（由{line.by}填写）" for line in content.missing)
        raise Refused(f"告示牌还缺：{words}。补齐后再打印。", "incomplete")
    code = segno.make(address, error="m", micro=False).svg_data_uri(scale=8, border=0, dark="#000", light=None)
    facts = {line.key: line for line in content.lines}
    context = {"project": project, "place": place, "code": code, "facts": facts, "edition": content.edition(place), "room": room(content)}
    return enlarged(render_pdf("documents/poster.html", context), size)


def room(content: Content) -> str:
    """How small the tables are set, so that every subcontractor stands on the one page."""
    lines = content["subcontractors"].text.count("\n") + 1
    return next((name for name, most in ROOM if lines <= most), "packed")


def enlarged(content: bytes, size: str) -> bytes:
    """The same drawing on a larger sheet; lines and letters are enlarged, no pixels."""
    if size == "A3":
        return content
    width, height = (side * POINTS for side in SIZES[size])
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(content)))
    for page in writer.pages:
        page.scale_to(width, height)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
