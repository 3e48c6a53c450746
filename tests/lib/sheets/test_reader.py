"""Cells out of files: what openpyxl sees in them is what the portal sees; a child that dies takes nobody along."""

import datetime as dt
import io
import subprocess
import sys
import zipfile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.lib.sheets import child, reader
from portal.lib.sheets.errors import SheetRefused
from portal.lib.sheets.model import kind_of
from portal.lib.sheets.reader import Limits, read_workbook
from tests.make import sheets as make

TEXTS = st.text(st.characters(min_codepoint=32, max_codepoint=0xFFFD, blacklist_categories=("Cs", "Cc", "Cn")), max_size=12).filter(
    lambda text: text.strip() == text
)
NUMBERS = st.one_of(st.integers(-(10**12), 10**12), st.floats(-1e9, 1e9, allow_nan=False).map(lambda number: round(number, 4)))
DATES = st.dates(dt.date(1990, 1, 1), dt.date(2060, 1, 1))
INSTANTS = st.datetimes(dt.datetime(1990, 1, 1), dt.datetime(2060, 1, 1)).map(lambda instant: instant.replace(microsecond=0))
CELLS = st.one_of(st.none(), TEXTS, NUMBERS, st.booleans(), DATES, INSTANTS)
ROWS = st.lists(st.lists(CELLS, max_size=6), min_size=1, max_size=8)


def seen_by_openpyxl(content: bytes) -> list[list[list]]:
    """The same file through another reader, in the portal's words: numbers are floats, nothing is an empty text, blank ends are cut."""
    result = []
    for page in openpyxl.load_workbook(io.BytesIO(content), data_only=True).worksheets:
        rows = []
        for row in page.iter_rows(values_only=True):
            cells = [plain(cell) for cell in row]
            while cells and cells[-1] == "":
                cells.pop()
            rows.append(cells)
        while rows and not rows[-1]:
            rows.pop()
        result.append(rows)
    return result


def plain(cell):
    if cell is None:
        return ""
    if isinstance(cell, dt.datetime) and cell.time() == dt.time():
        return cell.date()
    return float(cell) if isinstance(cell, int) and not isinstance(cell, bool) else cell


def alike(left, right) -> bool:
    if isinstance(left, dt.date) and isinstance(right, dt.date):
        as_instant = [value if isinstance(value, dt.datetime) else dt.datetime(value.year, value.month, value.day) for value in (left, right)]
        return abs((as_instant[0] - as_instant[1]).total_seconds()) < 1
    if isinstance(left, float) and isinstance(right, float):
        return abs(left - right) <= 1e-9 * max(1, abs(left))
    return type(left) is type(right) and left == right


@settings(max_examples=60, deadline=None)
@given(st.lists(ROWS, min_size=1, max_size=3))
def test_every_cell_is_what_an_independent_reader_sees(sheets):
    content = make.workbook(*((f"表{number}", rows) for number, rows in enumerate(sheets)))
    seen, expected = read_workbook(content, "a.xlsx").sheets, seen_by_openpyxl(content)
    assert len(seen) == len(expected)
    for sheet, rows in zip(seen, expected, strict=True):
        assert len(sheet.rows) == len(rows)
        for left, right in zip(sheet.rows, rows, strict=True):
            assert len(left) == len(right) and all(map(alike, left, right)), (left, right)


@pytest.mark.parametrize("name", ["01_standard.xlsx", "02_bad_rows.xlsx", "03_foreman.xlsx", "05_wrong_total.xlsx"])
def test_the_samples_read_the_same_with_both_readers(name):
    path = f"tests/samples/{name}"
    with open(path, "rb") as file:
        expected = seen_by_openpyxl(file.read())
    assert [sheet.rows for sheet in read_workbook(path).sheets] == expected


def test_a_file_reads_the_same_from_a_path_and_from_memory(tmp_path):
    content = make.workbook(("工资表", [["姓名", 1.5], [None, True]]))
    path = tmp_path / "upload.tmp"
    path.write_bytes(content)
    assert read_workbook(path, "工资表.xlsx") == read_workbook(content, "工资表.xlsx")


def test_hidden_sheets_merges_and_kinds_of_cells_are_kept():
    book = openpyxl.Workbook()
    page = book.active
    page["B2"], page["C4"], page["D4"], page["E4"] = "标题", dt.date(2026, 10, 1), dt.datetime(2026, 10, 1, 8, 30), True
    page.merge_cells("B2:E2")
    book.create_sheet("藏").sheet_state = "hidden"
    buffer = io.BytesIO()
    book.save(buffer)
    first, second = read_workbook(buffer.getvalue(), "a.xlsx").sheets
    assert first.merges == ((1, 1, 1, 4),) and not first.hidden and second.hidden
    assert [kind_of(first.cell(3, column)) for column in range(7)] == ["empty", "empty", "date", "datetime", "bool", "empty", "empty"]
    assert kind_of(first.cell(1, 1)) == "text" and kind_of(2.0) == "number"
    assert first.cell(99, 99) == "" and first.width == 5


def test_dates_of_the_1904_system_are_the_same_days():
    book = openpyxl.Workbook()
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    book.active["A1"] = dt.date(2026, 10, 1)
    buffer = io.BytesIO()
    book.save(buffer)
    assert read_workbook(buffer.getvalue(), "a.xlsx").sheets[0].rows == [[dt.date(2026, 10, 1)]]


def test_an_old_xls_is_read():
    (sheet,) = read_workbook(make.xls([["姓名", "金额"], ["李二", 4680.5], [None, 1.0]]), "旧表.XLS").sheets
    assert sheet.rows == [["姓名", "金额"], ["李二", 4680.5], ["", 1.0]]


class TestText:
    """csv in the encodings that offices save."""

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"])
    def test_chinese_is_read_in_every_usual_encoding(self, encoding):
        (sheet,) = read_workbook("姓名,开户行\n李二,建设银行\n".encode(encoding), "十月.csv").sheets
        assert (sheet.name, sheet.rows) == ("十月", [["姓名", "开户行"], ["李二", "建设银行"]])

    @pytest.mark.parametrize(("line", "cells"), [("a\tb\tc", 3), ("a;b;c", 3), ("a,b,c", 3), ("a|b", 2), ("1,\t14,\t62", 3), ('"a,b",c', 2)])
    def test_the_separator_is_the_one_that_is_used(self, line, cells):
        (sheet,) = read_workbook("\n".join([line] * 3).encode(), "a.csv").sheets
        assert [len(row) for row in sheet.rows] == [cells] * 3

    def test_line_breaks_inside_quotes_and_blank_lines_keep_their_rows(self):
        (sheet,) = read_workbook('"身份证\n号码",b\r\n\r\n,,\r\nx,y\r\n'.encode(), "a.csv").sheets
        assert sheet.rows == [["身份证\n号码", "b"], [], [], ["x", "y"]]

    @pytest.mark.parametrize("content", [b"a,b\n\xff\xff\xff\xfe\n", "文".encode("utf-16")[:-1], b"\xef\xbb\xbf\xff\xff"])
    def test_an_unknown_encoding_is_refused_with_the_way_to_save_it(self, content):
        with pytest.raises(SheetRefused, match="CSV UTF-8") as refused:
            read_workbook(content, "a.csv")
        assert refused.value.code == "text_encoding"

    def test_too_many_lines_columns_or_letters_are_refused(self):
        for content, code in ((b"a\n" * 120_001, "too_long"), (b"a," * 201, "too_wide"), (b"a" * 200_000, "broken"), (b'"' + b"a" * 40_000 + b'",b', "")):
            try:
                read_workbook(content, "a.csv")
                found = ""
            except SheetRefused as refused:
                found = refused.code
            assert found == code

    @given(st.lists(st.lists(st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters="\0"), max_size=5), min_size=2, max_size=4), max_size=5))
    @settings(max_examples=40, deadline=None)
    def test_no_text_of_any_kind_breaks_the_reading(self, rows):
        content = "\n".join(",".join(row) for row in rows).encode()
        try:
            read_workbook(content, "a.csv")
        except SheetRefused as refused:
            assert refused.code in ("empty", "text_encoding", "broken", "wrong_extension")


SHEET = '{"sheet": "a", "hidden": false, "merges": []}'
NONSENSE = (
    '{"blank": 0, "columns": []}\n',
    '{"blank": 0, "columns": [["numbers", 7]]}\n1234567',
    '{"blank": 0, "columns": [["texts", 9]]}\nabc',
    '{"blank": 0, "columns": [["texts", -1]]}\nabc',
    '{"blank": 0, "columns": [["texts", "3"]]}\nabc',
    '{"blank": 0, "columns": [["texts", 99999999999]]}\nabc',
    '{"blank": 0, "columns": [["pickle", 3]]}\nabc',
    '{"blank": 0, "columns": [["texts", 1], ["texts", 3]]}\na\0bc',
    '{"blank": 0, "columns": [["json", 2]]}\n{}',
    '{"blank": 99999999999, "columns": [["texts", 1]]}\na',
    '{"blank": -1, "columns": [["texts", 1]]}\na',
    '{"blank": 0, "columns": [["texts", 1]], "more": 1}\na',
)


class TestChild:
    """The process that parses is expendable."""

    def test_it_starts_without_the_portal_and_without_regular_expressions(self):
        avoided = ("re", "os", "django", "json", "csv", "portal")
        code = f"import sys; sys.path += {reader.child_path()!r}; import child; print([name for name in {avoided!r} if name in sys.modules])"
        done = subprocess.run([sys.executable, "-I", "-S", "-c", code], capture_output=True, text=True, check=True)
        assert done.stdout.strip() == "[]"

    def test_out_of_memory_is_a_refusal(self):
        rows = "<row>" + "<c><v>1</v></c>" * 20 + "</row>"
        with pytest.raises(SheetRefused) as refused:
            read_workbook(make.package(make.sheet_xml(rows * 100_000)), "a.xlsx", Limits(memory=90 << 20))
        assert refused.value.code in ("memory", "crashed")

    def test_out_of_processor_time_or_patience_is_a_refusal(self):
        content = make.package(make.sheet_xml(("<row>" + "<c><v>1.5</v></c>" * 20 + "</row>") * 60_000))
        for limits in (Limits(wall_seconds=0.05), Limits(cpu_seconds=0)):
            with pytest.raises(SheetRefused) as refused:
                read_workbook(content, "a.xlsx", limits)
            assert refused.value.code == "timeout"

    def test_none_is_left_behind(self, monkeypatch):
        started = []

        def recorded(*arguments, **options):
            started.append(plain_popen(*arguments, **options))
            return started[-1]

        plain_popen = subprocess.Popen
        monkeypatch.setattr(reader.subprocess, "Popen", recorded)
        read_workbook(make.workbook(), "a.xlsx")
        with pytest.raises(SheetRefused):
            read_workbook(b"PK\x03\x04", "a.xlsx")
        assert [process.returncode is not None for process in started] == [True, True]

    def test_it_may_write_no_files(self, tmp_path):
        target = tmp_path / "written"
        code = f"import sys; sys.path += {reader.child_path()!r}; import child; child.limit(1 << 29, 5); open({str(target)!r}, 'w').write('x')"
        subprocess.run([sys.executable, "-I", "-S", "-c", code], capture_output=True)
        assert target.read_bytes() == b""

    def test_a_child_that_speaks_nonsense_is_a_refusal(self, monkeypatch):
        for start in (
            "print('{')",
            "print('[[1]]')",
            "print('x' * 100, end='')",
            "import os; os.abort()",
            "raise SystemExit(3)",
            'print(\'{"refused": "who knows"}\')',
            *(f"print({SHEET!r}); print({block!r}, end='')" for block in NONSENSE),
        ):
            monkeypatch.setattr(reader, "START", start)
            with pytest.raises(SheetRefused) as refused:
                read_workbook(make.workbook(), "a.xlsx")
            assert refused.value.code in ("crashed", "broken")

    def test_its_json_is_the_json_of_the_standard_library(self):
        import json

        value = [['甲"\\\n\u2028', 1.0, 0.1, True, "", -5e-7], {"sheet": "表", "hidden": False, "merges": [[0, 0, 1, 1]]}]
        assert child.encode(value) == json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        assert child.encode([dt.date(2026, 1, 2), dt.datetime(2026, 1, 2, 3), dt.time(4), dt.timedelta(1)]) == (
            '[{"d":"2026-01-02"},{"t":"2026-01-02T03:00:00"},{"x":"04:00:00"},{"x":"1 day, 0:00:00"}]'
        )

    @given(
        st.lists(st.one_of(TEXTS, st.just("\0"), st.just(""), st.floats(allow_nan=False, allow_infinity=False), st.booleans(), DATES), min_size=1, max_size=4)
    )
    def test_a_column_of_any_cells_arrives_as_it_was_sent(self, cells):
        kind, content = child.packed(cells)
        assert list(map(repr, reader.COLUMNS[kind](content))) == list(map(repr, cells))

    @pytest.mark.parametrize(
        ("cells", "kind"),
        [
            (["甲", ""], "texts"),
            (["甲", "\0"], "json"),
            ([1.0, -0.0], "numbers"),
            ([1.0, ""], "json"),
            ([True, 1.0], "json"),
            ([1.0, True], "json"),
            ([1e308, 1e308], "json"),
        ],
    )
    def test_only_plain_numbers_and_plain_texts_are_packed(self, cells, kind):
        sent, content = child.packed(cells)
        assert sent == kind and list(map(repr, reader.COLUMNS[kind](content))) == list(map(repr, cells))

    def test_what_is_no_number_to_json_arrives_as_its_word(self):
        kind, content = child.packed([1.0, float("nan"), float("-inf")])
        assert reader.COLUMNS[kind](content) == [1.0, "NaN", "-Infinity"]

    def test_rows_of_any_length_with_blank_ones_among_them_arrive_as_they_were(self):
        rows = [["a"], [], ["", 1.0, "b"], *[[]] * (2 * child.BLOCK), [True, "", dt.date(2026, 1, 2)], ["", "", "", "z"], [2.0], *[["甲", 3.0]] * child.BLOCK]
        assert read_workbook(make.workbook(("表", [*rows, [], [""]])), "a.xlsx").sheets[0].rows == rows

    def test_cells_that_would_fill_up_too_much_are_refused(self):
        wide = ",".join(["a"] * child.MAX_COLUMNS)
        with pytest.raises(SheetRefused) as refused:
            read_workbook(("a\n" * (child.BLOCK - 1) + f"{wide}\n").encode() * 30, "a.csv")
        assert refused.value.code == "too_many_cells"


def damaged(content: bytes, places: list[tuple[int, int]]) -> bytes:
    """Some bytes changed, anywhere."""
    result = bytearray(content)
    for place, value in places:
        result[place % len(result)] = value
    return bytes(result)


PLAIN = make.workbook(("工资表", [["姓名", "金额"], ["李二", 1.5], ["王五", dt.date(2026, 1, 1)]]))
DAMAGES = st.lists(st.tuples(st.integers(0, 1 << 20), st.integers(0, 255)), min_size=1, max_size=8)


@settings(max_examples=80, deadline=None)
@given(DAMAGES)
def test_a_damaged_package_is_read_or_refused_and_nothing_else(places):
    try:
        read_workbook(damaged(PLAIN, places), "a.xlsx")
    except SheetRefused:
        pass


@settings(max_examples=60, deadline=None)
@given(DAMAGES, st.sampled_from(["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml", "xl/_rels/workbook.xml.rels"]))
def test_a_damaged_part_in_a_sound_package_is_read_or_refused_and_nothing_else(places, part):
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(PLAIN)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            content = old.read(info)
            new.writestr(info.filename, damaged(content, places) if info.filename == part else content)
    try:
        read_workbook(buffer.getvalue(), "a.xlsx")
    except SheetRefused:
        pass


@settings(max_examples=40, deadline=None)
@given(DAMAGES)
def test_a_damaged_old_workbook_is_read_or_refused_and_nothing_else(places):
    try:
        read_workbook(damaged(make.xls([["姓名", 1.0]]), places), "a.xls")
    except SheetRefused:
        pass
