"""Is this file safe to hand to a parser? Decided in one pass, in flat memory, before anything is parsed.

The parser is fast but trusting: a workbook of five kilobytes can make it ask for gigabytes or end its process. So the package is inflated here
first, piece by piece, and refused with a reason as soon as something is beyond what a payroll workbook can be.
"""

import os
import re
import xml.etree.ElementTree as ElementTree
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import BinaryIO

from portal.lib.sheets import kinds
from portal.lib.sheets.errors import refusal
from portal.lib.sheets.package import Budget, entries, inflate
from portal.lib.sheets.worksheets import WorksheetScan

MAX_SIZE = {"xlsx": 20 << 20, "xls": 10 << 20, "csv": 20 << 20}
ORDINARY = 64 << 20
WINDOW = 16 << 10
MAX_WINDOWS = 8  # 128 KiB: more than Excel's 32,767 letters of four bytes
MAX_KEPT = 1 << 20
DEFINITIONS = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
DECLARED_ENCODING = re.compile(rb"""<\?xml[^>]*encoding\s*=\s*["']([^"']*)""")
WORKBOOK, LINKS, TYPES = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "[content_types].xml"
FORBIDDEN = (
    ("macro", re.compile(r"vbaproject\.bin$|vbadata\.xml$|^xl/macrosheets/|^xl/dialogsheets/")),
    ("external_link", re.compile(r"^xl/externallinks/|^xl/connections\.xml$|^xl/querytables/")),
    ("embedded", re.compile(r"^xl/embeddings/|^xl/activex/|^xl/ctrlprops/")),
)
VBA_STORAGE = "_VBA_PROJECT_CUR".encode("utf-16-le")
STREAMS = ("Workbook".encode("utf-16-le"), "Book".encode("utf-16-le"))


@dataclass(frozen=True, slots=True)
class Troubles:
    """What one sheet shows otherwise than it holds: cells that look filled and have no value, (row, column) from 0, and hidden rows."""

    no_result: frozenset[tuple[int, int]] = frozenset()
    errors: frozenset[tuple[int, int]] = frozenset()
    hidden: frozenset[int] = frozenset()

    @property
    def cells(self) -> frozenset[tuple[int, int]]:
        return self.no_result | self.errors


@dataclass(frozen=True, slots=True)
class Scan:
    """What the scan learned on its way through."""

    kind: str
    troubles: dict[str, Troubles] = field(default_factory=dict)
    merges: dict[str, tuple[tuple[int, int, int, int], ...]] = field(default_factory=dict)


def prescan(source: str | os.PathLike | BinaryIO, name: str | None = None, plausible: Callable[[], None] = lambda: None) -> Scan:
    """Refuse the file with a reason, or say what it is. ``name`` is the uploader's file name when the path is not.

    ``plausible`` is called once: when the package's directory announces an ordinary workbook, before its parts are inflated (the child may begin
    while they are scanned, its limits hold anyway); for everything larger only when the whole scan has passed.
    """
    with opened(source) as file:
        claimed = name if name is not None else str(getattr(source, "name", source))
        kind = kinds.agree(claimed, file)
        check_size(file, kind)
        if kind == "xlsx":
            infos = package_parts(file)
            ordinary = sum(info.file_size for info in infos) <= ORDINARY
            if ordinary:
                plausible()
            seen = scan_package(file, infos)
            if not ordinary:
                plausible()
            return Scan(kind, {name: troubles_of(scan) for name, scan in seen.items()}, {name: tuple(scan.merges) for name, scan in seen.items()})
        if kind == "xls":
            scan_ole(file)
        plausible()
        return Scan(kind)


@contextmanager
def opened(source: str | os.PathLike | BinaryIO) -> Iterator[BinaryIO]:
    """The source as an open binary file; one that was open already stays open."""
    if hasattr(source, "read"):
        yield source
    else:
        with open(source, "rb") as file:
            yield file


def check_size(file: BinaryIO, kind: str) -> None:
    size = file.seek(0, 2)
    file.seek(0)
    if size > MAX_SIZE[kind]:
        raise refusal("too_big", size=f"{size / (1 << 20):.1f}", limit=MAX_SIZE[kind] >> 20)


def scan_ole(file: BinaryIO) -> None:
    """An old xls: encrypted or with macros is refused by the names in its directory; its cells are read in the child only."""
    if kinds.is_encrypted(file):
        raise refusal("encrypted")
    if kinds.contains(file, VBA_STORAGE):
        raise refusal("macro")
    if not any(kinds.contains(file, stream) for stream in STREAMS):
        raise refusal("broken")


def package_parts(file: BinaryIO) -> list[zipfile.ZipInfo]:
    """The parts of an xlsx by its directory alone; macros, links to outside and embedded files show there already."""
    infos = entries(file)
    names = {info.orig_filename.lower() for info in infos}
    for code, pattern in FORBIDDEN:
        if any(pattern.search(name) for name in names):
            raise refusal(code)
    if WORKBOOK not in names or TYPES not in names:
        raise refusal("wrong_extension", found=".xlsx", actual="别的内容（不是 Excel 工作簿）")
    return infos


def scan_package(file: BinaryIO, infos: list[zipfile.ZipInfo]) -> dict[str, WorksheetScan]:
    """Every XML part, once; the result holds by sheet what the scan came across."""
    budget, kept, scans = Budget(), {}, {}
    for info in sorted(infos, key=lambda info: info.file_size):
        name = info.orig_filename.lower()
        if not name.endswith((".xml", ".rels", ".vml")):
            continue
        scan = WorksheetScan() if name.startswith("xl/worksheets/") and name.endswith(".xml") else None
        keep = name in (WORKBOOK, LINKS, TYPES)
        content = scan_part(file, info, budget, scan, keep)
        if keep:
            kept[name] = content
        if scan and (scan.no_result or scan.errors or scan.hidden or scan.merges):
            scans[name] = scan
    check_types(kept)
    return by_sheet(kept, scans)


def scan_part(file: BinaryIO, info: zipfile.ZipInfo, budget: Budget, scan: WorksheetScan | None, keep: bool) -> bytes:
    """Inflate one part: no definitions, UTF-8 only, within the budget; small parts are returned when they are to be kept."""
    tail, content, first, unbroken = b"", [], True, 0
    for piece in inflate(file, info, budget):
        unbroken = text_length(piece, unbroken)
        if first and piece:
            check_encoding(piece)
            first = False
        window = tail + piece
        if b"!" in window and DEFINITIONS.search(window):
            raise refusal("dtd")
        tail = window[-16:]
        if scan:
            scan.feed(piece)
        if keep:
            content.append(piece)
    if scan:
        scan.close()
    if keep and info.file_size > MAX_KEPT:
        raise refusal("broken")
    return b"".join(content)


def text_length(piece: bytes, unbroken: int) -> int:
    """How many windows in a row were text without any tag. One long text, named by a thousand cells, is copied a thousand times."""
    for start in range(0, len(piece), WINDOW):
        unbroken = unbroken + 1 if piece.find(b"<", start, start + WINDOW) < 0 else 0
        if unbroken > MAX_WINDOWS:
            raise refusal("cell_too_long")
    return unbroken


def check_encoding(start: bytes) -> None:
    """The checks above look for bytes; in another encoding they would look past everything."""
    declared = DECLARED_ENCODING.match(start.removeprefix(b"\xef\xbb\xbf"))
    if b"\0" in start[:64] or start.startswith(kinds.UTF16) or (declared and declared[1].lower() not in (b"utf-8", b"utf8", b"us-ascii", b"ascii")):
        raise refusal("encoding")


def check_types(kept: dict[str, bytes]) -> None:
    """A macro workbook that was only renamed, and links to outside that hide under another name."""
    if b"macroenabled" in kept[TYPES].lower():
        raise refusal("macro")
    if b"/externallink" in kept.get(LINKS, b"").lower():
        raise refusal("external_link")


def troubles_of(scan: WorksheetScan) -> Troubles:
    return Troubles(frozenset(scan.no_result), frozenset(scan.errors), frozenset(scan.hidden))


def by_sheet(kept: dict[str, bytes], scans: dict[str, WorksheetScan]) -> dict[str, WorksheetScan]:
    """The scanned parts under the names that people see on the tabs."""
    if not scans:
        return {}
    try:
        workbook, links = ElementTree.fromstring(kept[WORKBOOK]), ElementTree.fromstring(kept[LINKS])
    except (ElementTree.ParseError, KeyError) as error:
        raise refusal("broken") from error
    targets = {link.get("Id"): part_name(link.get("Target", "")) for link in links}
    result = {}
    for sheet in workbook.iter():
        relation = next((value for key, value in sheet.attrib.items() if key.endswith("}id")), None)
        if sheet.tag.endswith("}sheet") and targets.get(relation) in scans:
            result[sheet.get("name", "")] = scans[targets[relation]]
    return result


def part_name(target: str) -> str:
    """A relation's target as a part's name: absolute, or relative to ``xl/``."""
    return (target.lstrip("/") if target.startswith("/") else str(PurePosixPath("xl") / target)).lower()
