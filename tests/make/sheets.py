"""Workbooks for tests: honest ones by openpyxl, hostile ones part by part."""

import io
import zipfile

import openpyxl

TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>'
)
ROOT = (
    '<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/>'
    "</Relationships>"
)
BOOK = (
    '<?xml version="1.0" encoding="UTF-8"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
LINKS = (
    '<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/>'
    "</Relationships>"
)
SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">%s<sheetData>%s</sheetData>%s</worksheet>'
ONE_ROW = '<row r="1"><c r="A1"><v>1</v></c></row>'


def sheet_xml(rows: str, before: str = "", after: str = "") -> str:
    return SHEET % (before, rows, after)


def package(sheet: str | bytes, more: dict[str, str | bytes] | None = None, **replaced: str | bytes) -> bytes:
    """An xlsx whose only worksheet is ``sheet``; ``more`` adds parts, ``types``, ``book``, ``links`` replace the usual ones."""
    parts = {
        "[Content_Types].xml": replaced.get("types", TYPES),
        "_rels/.rels": ROOT,
        "xl/workbook.xml": replaced.get("book", BOOK),
        "xl/_rels/workbook.xml.rels": replaced.get("links", LINKS),
        "xl/worksheets/sheet1.xml": sheet,
        **(more or {}),
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def workbook(*sheets: tuple[str, list[list]]) -> bytes:
    """An xlsx with these sheets of rows, written by openpyxl."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets or (("Sheet1", [[1]]),):
        page = book.create_sheet(name)
        for row in rows:
            page.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


OLE_FREE, OLE_END = 0xFFFFFFFF, 0xFFFFFFFE


def compound(streams: dict[str, bytes]) -> bytes:
    """A minimal OLE compound file (what xls and encrypted workbooks are) with these streams, each padded beyond the small-stream limit."""
    sector = 512
    bodies = {name: content.ljust(max(4096, -(-len(content) // sector) * sector), b"\0") for name, content in streams.items()}
    fat, data, starts = [0xFFFFFFFD, OLE_END], b"", {}
    for name, body in bodies.items():
        starts[name] = len(fat)
        count = len(body) // sector
        fat += [*range(len(fat) + 1, len(fat) + count), OLE_END]
        data += body
    assert len(fat) <= 128, "one sector of FAT is enough for tests"
    directory = b""
    names = ["Root Entry", *bodies]
    for place, name in enumerate([*names, *[""] * (4 - len(names))]):
        raw = name.encode("utf-16-le")
        entry = raw.ljust(64, b"\0") + (len(raw) + 2 if name else 0).to_bytes(2, "little")
        entry += bytes([5 if place == 0 else 2 if name else 0, 1])
        child = 1 if place == 0 and bodies else OLE_FREE
        right = place + 1 if 0 < place < len(names) - 1 else OLE_FREE
        entry += OLE_FREE.to_bytes(4, "little") + right.to_bytes(4, "little") + child.to_bytes(4, "little")
        entry += bytes(36)
        start = starts.get(name, OLE_END if place == 0 else 0)
        size = len(bodies.get(name, b""))
        directory += entry + start.to_bytes(4, "little") + size.to_bytes(8, "little")
    header = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) + bytes.fromhex("3e000300feff0900 0600") + bytes(6)
    header += (0).to_bytes(4, "little") + (1).to_bytes(4, "little") + (1).to_bytes(4, "little") + bytes(4)
    header += (4096).to_bytes(4, "little") + OLE_END.to_bytes(4, "little") + bytes(4) + OLE_END.to_bytes(4, "little") + bytes(4)
    header += (0).to_bytes(4, "little") + OLE_FREE.to_bytes(4, "little") * 108
    table = b"".join(number.to_bytes(4, "little") for number in fat).ljust(sector, b"\xff")
    return header + table + directory[:sector] + data


def record(kind: int, content: bytes = b"") -> bytes:
    return kind.to_bytes(2, "little") + len(content).to_bytes(2, "little") + content


def xls(rows: list[list]) -> bytes:
    """A BIFF8 workbook of texts and numbers, as old programmes write it."""
    import struct

    globals_head = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0))
    name = "工资表".encode("utf-16-le")

    def bound(offset: int) -> bytes:
        return record(0x0085, struct.pack("<IBBBB", offset, 0, 0, 3, 1) + name)

    offset = len(globals_head) + len(bound(0)) + 4
    cells = b""
    for at, row in enumerate(rows):
        for column, value in enumerate(row):
            if isinstance(value, str):
                text = value.encode("utf-16-le")
                cells += record(0x0204, struct.pack("<HHHHB", at, column, 0, len(value), 1) + text)
            elif value is not None:
                cells += record(0x0203, struct.pack("<HHHd", at, column, 0, value))
    page = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0)) + cells + record(0x000A)
    return compound({"Workbook": globals_head + bound(offset) + record(0x000A) + page})
