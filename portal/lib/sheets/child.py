"""The process that parses: limits first, then a word from the parent, then cells as JSON lines and packed columns.

It imports neither Django nor anything of the portal, so that it starts in some ten milliseconds, and it is the only place where a file somebody
sent meets a parser. Never pickle or marshal: should the parser ever be taken over, its parent reads nothing but data.

Lines: ``{"sheet": name, "hidden": bool, "merges": [[r1, c1, r2, c2], …]}`` begins a sheet, ``{"blank": rows, "columns": [[kind, bytes], …]}`` is a
block of its rows after so many blank ones, ``{"end": true}`` ends the file, ``{"refused": code, …}`` ends it otherwise. A block's line is followed
by its columns one after the other: ``numbers`` are doubles, ``texts`` stand with a NUL between them, ``json`` is a list of whatever else there is,
a date as ``{"d": iso}``, with its time as ``{"t": iso}``. Short rows are filled up to the width of their block.
"""

from __future__ import annotations

import _struct as struct
import gc
import io
import resource
import sys
from _json import encode_basestring, make_encoder  # what json.dumps runs on; json itself first loads re, which takes as long as the rest of this start
from itertools import islice, zip_longest
from posix import _exit, read  # os itself would first build its abstract classes, a tenth of this process's start

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

MEMORY = 640 << 20
CPU_SECONDS = 25
MAX_ROWS = 120_000
MAX_COLUMNS = 200
MAX_CELLS = 4_000_000
MAX_CELL_TEXT = 32_767
MAX_OUTPUT = 64 << 20
BLOCK = 1_000
SUSPICIOUS_BLOCK = 500 * BLOCK  # an ordinary row takes some 130 letters; only a block far above that is looked through cell by cell
SEPARATORS = (",", "\t", ";", "|")
BYTE_ORDER_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


ENTRY, LOCAL = struct.Struct("<10xH8xIIHHH8xI"), struct.Struct("<26xHH")  # of the package's directory, and before a part
NO_MERGES = b"<mergeCells></mergeCells><!--z9j3dg2-->"  # its CRC-32 is 0: with it in front, a part's own checksum stays right
FOREWORD = {0: NO_MERGES, 8: b"\0" + struct.pack("<HH", len(NO_MERGES), len(NO_MERGES) ^ 0xFFFF) + NO_MERGES}  # by method: stored, deflated


class Stop(Exception):
    """The file is refused for ``code``."""

    def __init__(self, code: str, found: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.found = found


def limit(memory: int, cpu: int) -> None:
    """No more memory and time than a payroll needs, no files written, no core dumped."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def tagged(value: object) -> dict[str, str]:
    """A value JSON has no word for."""
    if hasattr(value, "year"):
        return {"t" if hasattr(value, "hour") else "d": value.isoformat()}
    return {"x": str(value)}


_pieces = make_encoder(None, tagged, encode_basestring, None, ":", ",", False, False, True)


def encode(value: object) -> str:
    """Compact JSON in clear letters."""
    return "".join(_pieces(value, 0))


def workbook_sheets(file: io.BufferedReader, kind: str) -> Iterator[tuple[dict, Iterable[list]]]:
    """(heading line, rows) of every worksheet of an xlsx or xls."""
    import python_calamine  # noqa: PLC0415 — after the limits are set, and never for csv

    content = file.read()
    try:
        workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(read_once(content) if kind == "xlsx" else content))
    except python_calamine.PasswordError as error:
        raise Stop("encrypted") from error
    for meta in workbook.sheets_metadata:
        if meta.typ != python_calamine.SheetTypeEnum.WorkSheet:
            continue
        sheet = workbook.get_sheet_by_name(meta.name)
        head = {"sheet": meta.name, "hidden": meta.visible != python_calamine.SheetVisibleEnum.Visible, "merges": merges(sheet)}
        if sheet.end is None:
            yield head, ()
            continue
        check_size(sheet.end[0] + 1, sheet.end[1] + 1, sheet.width)
        left = [""] * sheet.start[1]
        yield head, ((left + row for row in sheet.iter_rows()) if left else sheet.iter_rows())


def read_once(package: bytes) -> bytes:
    """The package with ``NO_MERGES`` before every worksheet's own text, which costs nothing to unpack: a deflated part may begin with a stored block.

    The parser reads each sheet a second time, to its end, for the merged cells, and is content with the first it meets; the scan in the parent,
    which reads every sheet anyway, has seen where they really are. A package that is anything but ordinary stays as it is.
    """
    end = package.rfind(b"PK\5\6")
    try:
        count, size, start = struct.unpack_from("<HII", package, end + 10)
        if start + size != end:
            return package
        parts, directory = [package[:start]], bytearray(package[start:end])
        length, entry = start, 0
        for _ in range(count):
            method, packed_size, plain_size, name, extra, comment, header = ENTRY.unpack_from(directory, entry)
            if method in FOREWORD and is_worksheet(directory[entry + ENTRY.size : entry + ENTRY.size + name]):
                body = header + LOCAL.size + sum(LOCAL.unpack_from(package, header))
                pieces = package[header:body], FOREWORD[method], package[body : body + packed_size]
                struct.pack_into("<II", directory, entry + 20, packed_size + len(FOREWORD[method]), plain_size + len(NO_MERGES))
                struct.pack_into("<I", directory, entry + 42, length)
                parts += pieces
                length += sum(map(len, pieces))
            entry += ENTRY.size + name + extra + comment
    except struct.error:
        return package
    return b"".join([*parts, directory, package[end : end + 16], struct.pack("<I", length), package[end + 20 :]])


def is_worksheet(name: bytes) -> bool:
    """Whether the scan looks at this part as a worksheet."""
    return name.lower().startswith(b"xl/worksheets/") and name.lower().endswith(b".xml")


def merges(sheet: object) -> list[list[int]]:
    return [[top, left, bottom, right] for (top, left), (bottom, right) in (sheet.merged_cell_ranges or ())[:5_000]]


def check_size(rows: int, columns: int, width: int) -> None:
    if rows > MAX_ROWS:
        raise Stop("too_long", f"{rows:,}")
    if columns > MAX_COLUMNS:
        raise Stop("too_wide", str(columns))
    if rows * width > MAX_CELLS:
        raise Stop("too_many_cells")


def text_sheets(file: io.BufferedReader, name: str) -> Iterator[tuple[dict, Iterable[list]]]:
    """A csv is one sheet that bears the file's name."""
    lines = io.StringIO(decoded(file.read()), newline="")
    yield {"sheet": name, "hidden": False, "merges": []}, text_rows(lines, most_frequent_separator(lines))


def text_rows(lines: io.StringIO, separator: str) -> Iterator[list]:
    import csv  # noqa: PLC0415 — only a csv needs it, and it loads re

    csv.field_size_limit(MAX_CELL_TEXT * 2)
    try:
        for count, row in enumerate(csv.reader(lines, delimiter=separator), 1):
            if len(row) > MAX_COLUMNS or count > MAX_ROWS:
                check_size(count, len(row), 1)
            yield row
    except csv.Error as error:
        raise Stop("broken") from error


def decoded(content: bytes) -> str:
    """UTF-8 (with or without its mark), UTF-16 by its mark, else GB18030, which also reads GBK and GB2312."""
    for mark, encoding in BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return attempt(content, encoding) or stop("text_encoding")
    return attempt(content, "utf-8") or attempt(content, "gb18030") or stop("text_encoding")


def attempt(content: bytes, encoding: str) -> str | None:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        return None
    return None if "\0" in text else text


def stop(code: str) -> str:
    raise Stop(code)


def most_frequent_separator(lines: io.StringIO) -> str:
    """The separator that the first lines use most; a tab before a long number is no separator but Excel's trick to keep it text."""
    start = "".join(line for line, _ in zip(lines, range(30), strict=False)).replace(",\t", ",").replace(";\t", ";").replace("\n\t", "\n").removeprefix("\t")
    lines.seek(0)
    return max(SEPARATORS, key=start.count)


def blocks(rows: Iterable[list]) -> Iterator[tuple[int, list[list]]]:
    """(blank rows before, rows), each row cut after its last filled cell, blank rows at the end left out; too many cells are refused."""
    blank, cells = 0, 0
    rows = iter(rows)
    while batch := list(islice(rows, BLOCK)):
        size = len(batch)
        for row in batch:
            while row and row[-1] == "":
                row.pop()
        while batch and not batch[-1]:
            batch.pop()
        if not batch:
            blank += size
            continue
        cells += len(batch) * max(map(len, batch))
        if cells > MAX_CELLS:
            raise Stop("too_many_cells")
        yield blank, batch
        blank = size - len(batch)


def packed(cells: Sequence[object]) -> tuple[str, bytes]:
    """(kind, bytes) of a column. What is not a number to JSON is none here either."""
    kind = cells[0].__class__
    if kind is float and set(map(type, cells)) == {float} and (total := sum(cells)) - total == 0:
        return "numbers", struct.pack(f"{len(cells)}d", *cells)
    if kind is str:
        try:
            text = "\0".join(cells)
        except TypeError:  # other things stand among the texts
            text = ""
        if text.count("\0") == len(cells) - 1:
            return "texts", text.encode()
    return "json", encode(cells).encode()


def frames_of(sheets: Iterable[tuple[dict, Iterable[list]]]) -> Iterator[bytes]:
    for head, rows in sheets:
        yield line_of(head)
        for blank, block in blocks(rows):
            columns = list(map(packed, zip_longest(*block, fillvalue="")))
            if sum(len(content) for _, content in columns) > SUSPICIOUS_BLOCK and any(
                len(cell) > MAX_CELL_TEXT for row in block for cell in row if isinstance(cell, str)
            ):
                raise Stop("cell_too_long")
            yield line_of({"blank": blank, "columns": [(kind, len(content)) for kind, content in columns]})
            for _, content in columns:
                yield content


def line_of(message: dict) -> bytes:
    return encode(message).encode() + b"\n"


def work(descriptor: int, kind: str, name: str, out: io.BufferedWriter) -> None:
    """Parse the open file and write its lines and columns; whatever goes wrong becomes a line, too."""
    written = 0
    try:
        with open(f"/proc/self/fd/{descriptor}", "rb") as file:  # opened anew: the parent moves its own position while it scans
            for data in frames_of(text_sheets(file, name) if kind == "csv" else workbook_sheets(file, kind)):
                written += len(data)
                if written > MAX_OUTPUT:
                    raise Stop("too_many_cells")
                out.write(data)
        ending = {"end": True}
    except Stop as error:
        ending = {"refused": error.code, "found": error.found}
    except MemoryError:
        ending = {"refused": "memory"}
    except Exception as error:  # the parser's own errors are many and unnamed; each of them means: this file cannot be read
        ending = {"refused": "broken", "found": type(error).__name__}
    out.write(line_of(ending))
    out.flush()


def main() -> None:
    """``descriptor kind memory cpu name`` on the command line; one byte on standard input says that the file passed the scan."""
    descriptor, kind, memory, cpu, name = sys.argv[1:6]
    limit(int(memory), int(cpu))
    gc.disable()
    if kind != "csv":
        import python_calamine  # noqa: F401, PLC0415 — load it while the parent still scans
    if read(0, 1) == b"g":
        work(int(descriptor), kind, name, sys.stdout.buffer)
    _exit(0)  # nothing to tidy up: the system takes the memory back faster than Python would
