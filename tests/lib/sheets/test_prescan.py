"""Hostile and broken files are refused in time, in flat memory, each with its own reason and advice."""

import io
import re
import resource
import struct
import time
import zipfile

import pytest

from portal.lib.sheets.errors import REASONS, SheetRefused
from portal.lib.sheets.prescan import prescan
from portal.lib.sheets.reader import read_workbook
from portal.lib.sheets.worksheets import WorksheetScan
from tests.make import sheets as make

CELL = '<row r="1"><c r="A1"><v>1</v></c></row>'
GROWTH = 64 << 10  # KiB
SECONDS = 2


def refusal_of(content: bytes, name: str = "工资表.xlsx") -> str:
    """The code with which the whole reading refuses the file, within the time and memory it is allowed."""
    before, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, seconds_worked()
    with pytest.raises(SheetRefused) as refused:
        read_workbook(content, name)
    assert seconds_worked() - began < SECONDS
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < GROWTH
    assert re.search("[一-龥]", refused.value.message) and refused.value.fix.startswith("请")
    return refused.value.code


def seconds_worked() -> float:
    """Processor time of this process and its ended children: a busy machine does not change it."""
    return sum(usage.ru_utime + usage.ru_stime for usage in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)))


def cells(reference: str) -> str:
    return make.sheet_xml(f'{CELL}<row r="1048576"><c r="{reference}"><v>1</v></c></row>')


def overlapping() -> bytes:
    """Two directory entries that point at the same data."""
    content = bytearray(make.package(make.sheet_xml(CELL)))
    places = [match.start() for match in re.finditer(b"PK\x01\x02", content)]
    first = struct.unpack("<I", content[places[0] + 42 : places[0] + 46])[0]
    content[places[1] + 42 : places[1] + 46] = struct.pack("<I", first)
    return bytes(content)


def lying_length() -> bytes:
    """A part that inflates to more than its directory entry says."""
    content = bytearray(make.package(make.sheet_xml(CELL * 500)))
    for signature, offset in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        for match in list(re.finditer(signature, content)):
            if b"sheet1.xml" in content[match.start() : match.start() + 80]:
                content[match.start() + offset : match.start() + offset + 4] = struct.pack("<I", 50)
    return bytes(content)


def many_entries() -> bytes:
    return make.package(make.sheet_xml(CELL), {f"xl/media/{number}.txt": "" for number in range(300)})


def twice_the_same_part() -> bytes:
    buffer = io.BytesIO(make.package(make.sheet_xml(CELL)))
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr("XL/WORKSHEETS/sheet1.xml", make.sheet_xml(""))
    return buffer.getvalue()


def encrypted_member() -> bytes:
    content = bytearray(make.package(make.sheet_xml(CELL)))
    for signature, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        for match in list(re.finditer(signature, content)):
            content[match.start() + offset] |= 1
    return bytes(content)


BLANK_ROWS = "".join(f'<row r="{row}"><c r="A{row}" s="1"/></row>' for row in range(1, 1_048_577))
LONG_STRINGS = '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>' + "工" * 300_000 + "</t></si></sst>"
AMPLIFIED = "".join(f'<row r="{row}"><c r="A{row}" t="s"><v>0</v></c><c r="B{row}" t="s"><v>0</v></c></row>' for row in range(1, 6_000))
MACRO_TYPES = make.TYPES.replace("spreadsheetml.sheet.main+xml", "sheet.macroEnabled.main+xml")
LINKED = make.LINKS.replace("</Relationships>", '<Relationship Id="rId9" Type="http://x/externalLink" Target="y.xml"/></Relationships>')

BOMBS = {
    "a cell at the last row": (lambda: make.package(cells("A1048576")), "too_long"),
    "a cell at the last column": (lambda: make.package(cells("XFD1").replace("1048576", "1")), "too_wide"),
    "a cell at the very end": (lambda: make.package(cells("XFD1048576")), "too_long"),
    "the same in single quotes": (lambda: make.package(cells("XFD1048576").replace('"', "'")), "too_long"),
    "a declared range without end": (lambda: make.package(make.sheet_xml(CELL, '<dimension ref="A1:XFD1048576"/>')), "too_long"),
    "a wide declared range": (lambda: make.package(make.sheet_xml(CELL, '<dimension ref="A1:XFD9"/>')), "too_wide"),
    "1,048,576 blank formatted rows": (lambda: make.package(make.sheet_xml(BLANK_ROWS)), "too_long"),
    "a cell at the end that names itself in an unusual way": (lambda: make.package(cells("A1").replace('r="A1"', 'r = "XFD1048576"')), "memory|too_long"),
    "a zip bomb": (lambda: make.package(make.sheet_xml(CELL), {"xl/media/x.bin": bytes(210 << 20)}), "inflated"),
    "text that multiplies": (lambda: make.package(make.sheet_xml(AMPLIFIED), {"xl/sharedStrings.xml": LONG_STRINGS}), "memory|cell_too_long|too_many_cells"),
    "a cell of thirty million letters": (
        lambda: make.package(make.sheet_xml(f'<row r="1"><c r="A1" t="inlineStr"><is><t>{"A" * 30_000_000}</t></is></c></row>')),
        "cell_too_long",
    ),
    "a million values without addresses": (lambda: make.package(make.sheet_xml("<row><c><v>1</v></c></row>" * 1_048_576)), "too_long"),
    "a definition": (lambda: make.package("<!DOCTYPE x [<!ENTITY a 'b'>]>" + make.sheet_xml(CELL)), "dtd"),
    "an entity far behind": (lambda: make.package("<!-- far -->" * 30_000 + "<!DOCTYPE x>" + make.sheet_xml(CELL)), "dtd"),
    "another encoding": (lambda: make.package(make.sheet_xml(CELL).encode("utf-16")), "encoding"),
    "a declared other encoding": (lambda: make.package('<?xml version="1.0" encoding="utf-7"?>' + make.sheet_xml(CELL)), "encoding"),
    "a macro": (lambda: make.package(make.sheet_xml(CELL), {"xl/vbaProject.bin": b"x"}), "macro"),
    "a renamed macro workbook": (lambda: make.package(make.sheet_xml(CELL), types=MACRO_TYPES), "macro"),
    "an old macro sheet": (lambda: make.package(make.sheet_xml(CELL), {"xl/macrosheets/sheet1.xml": "<x/>"}), "macro"),
    "an external link": (lambda: make.package(make.sheet_xml(CELL), {"xl/externalLinks/externalLink1.xml": "<x/>"}), "external_link"),
    "an external link under another name": (lambda: make.package(make.sheet_xml(CELL), links=LINKED), "external_link"),
    "a data connection": (lambda: make.package(make.sheet_xml(CELL), {"xl/connections.xml": "<x/>"}), "external_link"),
    "an embedded file": (lambda: make.package(make.sheet_xml(CELL), {"xl/embeddings/oleObject1.bin": b"x"}), "embedded"),
    "a path out of the package": (lambda: make.package(make.sheet_xml(CELL), {"../../etc/cron.d/x": "x"}), "path"),
    "an absolute path": (lambda: make.package(make.sheet_xml(CELL), {"/etc/passwd": "x"}), "path"),
    "a drive's path": (lambda: make.package(make.sheet_xml(CELL), {"C:evil.xml": "x"}), "path"),
    "300 parts": (many_entries, "entries"),
    "one part twice": (twice_the_same_part, "broken"),
    "parts within parts": (overlapping, "broken"),
    "a length that lies": (lying_length, "broken|truncated"),
    "an encrypted part": (encrypted_member, "encrypted"),
    "a workbook with a password": (lambda: make.compound({"EncryptedPackage": b"x", "EncryptionInfo": b"x"}), "encrypted"),
    "a truncated file": (lambda: make.package(make.sheet_xml(CELL))[:-30], "truncated"),
    "half a file": (lambda: make.package(make.sheet_xml(CELL * 3000))[:900], "truncated"),
    "a damaged part": (lambda: make.package(make.sheet_xml(CELL * 900)).replace(b"PK\x05\x06", b"PK\x05\x06", 1)[:40] + b"\xff" * 60, "truncated"),
    "a zip that is no workbook": (lambda: zip_of({"word/document.xml": "<x/>", "[Content_Types].xml": "<x/>"}), "wrong_extension"),
    "an empty zip": (lambda: zip_of({}), "wrong_extension"),
    "nothing": (lambda: b"", "empty"),
}


def zip_of(parts: dict[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


@pytest.mark.parametrize("name", BOMBS)
def test_a_hostile_or_broken_file_is_refused(name):
    build, codes = BOMBS[name]
    assert refusal_of(build()) in codes.split("|")


def test_the_plain_package_that_the_bombs_are_made_of_is_read():
    (sheet,) = read_workbook(make.package(make.sheet_xml(CELL)), "a.xlsx").sheets
    assert sheet.rows == [[1.0]]


def test_an_old_workbook_with_macros_or_a_password_is_refused():
    assert refusal_of(make.compound({"Workbook": b"x", "_VBA_PROJECT_CUR": b"x"}), "a.xls") == "macro"
    assert refusal_of(make.compound({"EncryptedPackage": b"x"}), "a.xls") == "encrypted"
    assert refusal_of(make.compound({"WordDocument": b"x"}), "a.xls") == "broken"
    assert refusal_of(make.compound({"Workbook": b"no records at all"}), "a.xls") == "broken"


def test_too_large_a_file_is_refused_with_its_size(tmp_path):
    path = tmp_path / "a.csv"
    with path.open("wb") as file:
        file.truncate((20 << 20) + 1)
        file.seek(0)
        file.write(b"a,b\n" * 2000)
    with pytest.raises(SheetRefused, match="20.0 MB，超过上限 20 MB"):
        prescan(path)


def test_every_refusal_says_what_is_wrong_and_what_to_do():
    for code, (message, fix) in REASONS.items():
        assert message.endswith("。") and fix.startswith("请") and fix.endswith("。"), code


def test_the_scan_alone_tells_where_formulas_have_no_result():
    rows = (
        '<row r="1"><c r="A1"><f>SUM(B1:B9)</f></c><c r="B1"><f>1+1</f><v>2</v></c><c r="C1"><f t="shared" si="0"/><v></v></c>'
        '<c r="D1" t="str"><f>""</f><v></v></c><c r="E1" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="F1"><f>2</f><v/></c></row>'
    )
    troubles = prescan(io.BytesIO(make.package(make.sheet_xml(rows))), "a.xlsx").troubles["Sheet1"]
    assert troubles.no_result == {(0, 0), (0, 2), (0, 5)}
    assert troubles.errors == {(0, 4)}


@pytest.mark.parametrize("size", [7, 64, 300, 1024])
def test_the_scan_sees_the_same_whatever_the_pieces_it_is_fed(size):
    xml = make.sheet_xml("".join(f'<row r="{row}"><c r="A{row}"><f>B{row}</f><v></v></c><c r="B{row}"><v>1</v></c></row>' for row in range(1, 60))).encode()
    scan = WorksheetScan()
    for start in range(0, len(xml), size):
        scan.feed(xml[start : start + size])
    scan.close()
    assert scan.no_result == {(row, 0) for row in range(59)}


@pytest.mark.parametrize("tag", ["<row ", '<c r="A1"', "<dimension ", "<mergeCell ", '<c r="A1"><f ', "<x:dimension "])
def test_a_text_of_tags_that_never_end_is_scanned_in_no_time(tag):
    scan, began = WorksheetScan(), time.process_time()
    scan.feed((tag * (1 << 18))[: 1 << 20].encode() + b' hidden= # <f mergeCell "')
    scan.close()
    assert time.process_time() - began < SECONDS
