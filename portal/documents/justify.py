"""Justification of Chinese lines, which have no spaces that could be stretched.

WeasyPrint 70 widens only spaces, so a line that ends before a forbidden punctuation mark stays up to two
characters short. Here the remainder goes between the characters, as typesetting programs do. The function
replaces one of WeasyPrint's layout steps; its version is locked and tests/documents checks the right edge.
"""

from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.text.line_break import create_layout

# A line much shorter than the measure was broken on purpose; stretching it would tear it apart.
MOST_EM = 2.5


def justify_line(context: Any, line: boxes.LineBox, extra_width: float) -> None:
    """Spread ``extra_width`` evenly between the characters of ``line``."""
    texts = [box for box in line.descendants() if isinstance(box, boxes.TextBox) and box.text]
    gaps = sum(len(box.text) for box in texts) - 1
    if gaps < 1 or extra_width > MOST_EM * line.style["font_size"]:
        return
    _spread(context, line, extra_width / gaps, 0, texts[-1])


def _spread(context: Any, box: Any, gap: float, shift: float, last: boxes.TextBox) -> float:
    """Widen ``box`` and move what follows it; returns how far the next box has to move."""
    if not isinstance(box, boxes.TextBox | boxes.InlineBox | boxes.LineBox):
        box.translate(shift, 0)
        return shift
    box.position_x += shift
    before = shift
    if isinstance(box, boxes.TextBox):
        shift += _widen(context, box, gap, last)
    else:
        for child in box.children:
            if child.is_in_normal_flow():
                shift = _spread(context, child, gap, shift, last)
    box.width += shift - before
    return shift


def _widen(context: Any, box: boxes.TextBox, gap: float, last: boxes.TextBox) -> float:
    style = box.style.copy()
    spacing = 0 if style["letter_spacing"] == "normal" else style["letter_spacing"]
    style["letter_spacing"] = spacing + gap
    layout = create_layout(box.text, style, context, max_width=None, justification_spacing=0)
    layout.deactivate()
    box.style, box.pango_layout = style, layout
    return gap * (len(box.text) - (box is last))
