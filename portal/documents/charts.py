"""Bar and line charts as inline SVG, drawn on the server for print.

Told apart without colour: solid, hatched, light. Red marks only what is wrong (design: colour never speaks alone).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil, floor, log10

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

Number = int | float | Decimal

FILLS = {"red": "#c0241b", "hatch": "url(#hatch)", "dark": "#14386c", "light": "#b4c3d8"}
OUTLINES = {"red": "#c0241b", "hatch": "#8a6a10", "dark": "#14386c", "light": "#6f83a0"}
FACE = "Noto Serif CJK SC, serif"
WIDTH, HEIGHT = 442, 136
LEFT, RIGHT, TOP, BOTTOM = 30, 26, 8, 30


@dataclass(frozen=True)
class Series:
    """One row of figures; ``fill`` is a key of ``FILLS``. A missing figure is None and leaves a gap."""

    name: str
    values: Sequence[Number | None]
    fill: str = "dark"


@dataclass(frozen=True)
class Chart:
    """Stacked bars, lines, or both; ``line`` is drawn on its own scale of 0 to ``line_top`` (a rate)."""

    title: str
    labels: Sequence[str]
    bars: Sequence[Series] = ()
    lines: Sequence[Series] = ()
    line_top: Number | None = None
    line_unit: str = ""

    def svg(self) -> SafeString:
        """The whole drawing; without figures a line of text that says so."""
        if not self.labels or not any(v is not None for s in (*self.bars, *self.lines) for v in s.values):
            return format_html(
                '<svg viewBox="0 0 {} 40" role="img" aria-label="{}"><text x="{}" y="24" {}>没有数据</text></svg>',
                WIDTH,
                self.title,
                WIDTH // 2,
                _text("middle", 10),
            )
        return format_html(
            '<svg viewBox="0 0 {} {}" role="img" aria-label="{}">{}{}{}{}{}</svg>',
            WIDTH,
            HEIGHT,
            self.title,
            _HATCH,
            self._grid(),
            format_html_join("", "{}", ((self._bar(i),) for i in range(len(self.labels)))) if self.bars else "",
            format_html_join("", "{}", ((self._line(s),) for s in self.lines)),
            self._legend(),
        )

    @property
    def _ticks(self) -> list[Number]:
        sums = [sum(float(s.values[i] or 0) for s in self.bars) for i in range(len(self.labels))] if self.bars else []
        if not self.bars and self.line_top is None:
            sums = [float(v) for s in self.lines for v in s.values if v is not None]
        return ticks(max(sums, default=0) if sums else float(self.line_top or 0))

    @property
    def _step(self) -> float:
        return (WIDTH - LEFT - RIGHT) / len(self.labels)

    def _x(self, index: int) -> float:
        return LEFT + self._step * (index + 0.5)

    def _y(self, value: float, top: float) -> float:
        return HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * value / top

    def _grid(self) -> SafeString:
        marks = self._ticks
        rows = ((LEFT, round(self._y(float(t), float(marks[-1])), 1), WIDTH - RIGHT, t) for t in marks)
        lines = format_html_join("", "{}", ((_grid_line(*row),) for row in rows))
        names = format_html_join(
            "",
            '<text x="{}" y="{}" {}>{}</text>',
            ((round(self._x(i), 1), HEIGHT - BOTTOM + 10, _text("middle", 7.5), label) for i, label in enumerate(self.labels)),
        )
        return format_html("{}{}", lines, names)

    def _bar(self, index: int) -> SafeString:
        top, width, base = float(self._ticks[-1]), min(self._step * 0.6, 34), 0.0
        parts = []
        for series in self.bars:
            value = float(series.values[index] or 0)
            if value > 0:
                y = self._y(base + value, top)
                parts.append(
                    (
                        round(self._x(index) - width / 2, 1),
                        round(y, 1),
                        round(width, 1),
                        round(self._y(base, top) - y, 1),
                        FILLS[series.fill],
                        OUTLINES[series.fill],
                    )
                )
                base += value
        return format_html_join("", '<rect x="{}" y="{}" width="{}" height="{}" fill="{}" stroke="{}" stroke-width=".5"/>', parts)

    def _line(self, series: Series) -> SafeString:
        top = float(self.line_top if self.line_top is not None else self._ticks[-1]) or 1
        points = [(round(self._x(i), 1), round(self._y(float(v), top), 1), v) for i, v in enumerate(series.values) if v is not None]
        colour = "#000" if self.bars else OUTLINES[series.fill]
        dots = format_html_join("", '<circle cx="{}" cy="{}" r="1.9" fill="{}"/>', ((x, y, colour) for x, y, _ in points))
        x, y, last = points[-1] if points else (0, 0, "")
        end = format_html('<text x="{}" y="{}" {}>{}{}</text>', x + 4, y + 3, _text("start", 8), last, self.line_unit)
        path = " ".join(f"{x},{y}" for x, y, _ in points)
        return format_html('<polyline fill="none" stroke="{}" stroke-width="1.2" points="{}"/>{}{}', colour, path, dots, end)

    def _legend(self) -> SafeString:
        names = [(s.name, FILLS[s.fill], OUTLINES[s.fill], False) for s in self.bars] + [
            (s.name, "#000" if self.bars else OUTLINES[s.fill], "", True) for s in self.lines
        ]
        widths = [24 + 8 * len(name) for name, *_ in names]
        x, y, parts = (WIDTH - sum(widths)) / 2, HEIGHT - 5, []
        for (name, fill, outline, is_line), width in zip(names, widths, strict=True):
            mark = (
                format_html(
                    '<path d="M{} {}h12" stroke="{}" stroke-width="1.2"/><circle cx="{}" cy="{}" r="1.9" fill="{}"/>', x, y - 3, fill, x + 6, y - 3, fill
                )
                if is_line
                else format_html('<rect x="{}" y="{}" width="9" height="7" fill="{}" stroke="{}" stroke-width=".5"/>', x, y - 7, fill, outline)
            )
            parts.append((mark, x + 15, y, _text("start", 8), name))
            x += width
        return format_html_join("", '{}<text x="{}" y="{}" {}>{}</text>', parts)


_HATCH = format_html(
    '<defs><pattern id="hatch" width="3" height="3" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect width="3" height="3" fill="#fff"/><rect width="1.3" height="3" fill="{}"/></pattern></defs>',
    OUTLINES["hatch"],
)


def _text(anchor: str, size: float) -> SafeString:
    return format_html('font-size="{}" text-anchor="{}" font-family="{}"', size, anchor, FACE)


def _grid_line(left: float, y: float, right: float, value: Number) -> SafeString:
    return format_html(
        '<path d="M{} {}H{}" stroke="#ccc" stroke-width=".5"/><text x="{}" y="{}" {}>{}</text>', left, y, right, left - 4, y + 3, _text("end", 8), value
    )


def ticks(largest: float) -> list[Number]:
    """Round marks from 0 to just above ``largest``: at most six, steps of 1, 2 or 5."""
    if largest <= 0:
        return [0, 1]
    power = 10 ** floor(log10(largest / 5)) if largest > 5 else 1
    step = next(power * m for m in (1, 2, 5, 10) if largest / (power * m) <= 5)
    return [int(step * i) if step >= 1 else round(step * i, 4) for i in range(ceil(largest / step) + 1)]
