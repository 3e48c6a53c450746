"""Merged cells: seen by the scan, so that the parser reads no sheet a second time for them."""

import io
import zipfile
import zlib

import openpyxl
import pytest
import python_calamine

from portal.lib.sheets import child
from portal.lib.sheets.reader import read_workbook
from tests.make import sheets as make


def stored(content: bytes) -> bytes:
    """The same package, nothing in it packed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as new:
        for info in old.infolist():
            new.writestr(info.filename, old.read(info))
    return buffer.getvalue()


class TestMergedCells:
    """The parser would read every sheet twice for them; the scan has seen them already."""

    @pytest.mark.parametrize("change", [bytes, stored])
    def test_a_sheet_is_read_once_and_its_package_stays_sound(self, change):
        content = change(merged("A1:C1", "B2:B5"))
        package = child.read_once(content)
        book, plain_book = (python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(each)) for each in (package, content))
        assert len(package) > len(content) and zipfile.ZipFile(io.BytesIO(package)).testzip() is None
        assert book.get_sheet_by_index(0).merged_cell_ranges == [] and len(plain_book.get_sheet_by_index(0).merged_cell_ranges) == 2
        assert book.get_sheet_by_index(0).to_python() == plain_book.get_sheet_by_index(0).to_python()

    def test_the_words_before_a_sheet_do_not_change_its_checksum(self):
        assert zlib.crc32(child.NO_MERGES) == 0

    @pytest.mark.parametrize("change", [lambda content: b"before" + content, lambda content: content[:-30], lambda content: b"", lambda content: b"PK\5\6"])
    def test_an_unusual_package_is_left_as_it_is(self, change):
        content = change(merged("A1:C1"))
        assert child.read_once(content) is content

    @pytest.mark.parametrize("change", [bytes, stored])
    @pytest.mark.parametrize("ranges", [(), ("A1:C1",), ("A1:C1", "B2:B5", "AA7:AB9")])
    def test_they_are_what_an_independent_reader_sees(self, change, ranges):
        content = change(merged(*ranges))
        expected = {
            (r.min_row - 1, r.min_col - 1, r.max_row - 1, r.max_col - 1) for r in openpyxl.load_workbook(io.BytesIO(content)).active.merged_cells.ranges
        }
        assert set(read_workbook(content, "a.xlsx").sheets[0].merges) == expected and len(expected) == len(ranges)

    @pytest.mark.parametrize(
        "after",
        [
            '<mergeCells count="1"><mergeCell ref="A1:B2"/></mergeCells>',
            "<mergeCells><mergeCell\n ref = 'A1:B2'></mergeCell></mergeCells>",
            '<x:mergeCells xmlns:x="a"><x:mergeCell x="1" ref="A1:B2" /></x:mergeCells>',
        ],
    )
    def test_they_are_seen_however_they_are_written(self, after):
        (sheet,) = read_workbook(make.package(make.sheet_xml(make.ONE_ROW, after=after)), "a.xlsx").sheets
        assert sheet.merges == ((0, 0, 1, 1),) and sheet.rows == [[1.0]]

    def test_no_more_are_kept_than_a_sheet_may_have(self):
        after = "<mergeCells>" + '<mergeCell ref="A1:B2"/>' * 6_000 + "</mergeCells>"
        (sheet,) = read_workbook(make.package(make.sheet_xml(make.ONE_ROW, after=after)), "a.xlsx").sheets
        assert len(sheet.merges) == 5_000

    def test_each_sheet_has_its_own(self):
        book = openpyxl.load_workbook(io.BytesIO(merged("A1:C1")))
        book.create_sheet("另一张")["A1"] = 1
        book.worksheets[1].merge_cells("B1:B2")
        buffer = io.BytesIO()
        book.save(buffer)
        assert [sheet.merges for sheet in read_workbook(buffer.getvalue(), "a.xlsx").sheets] == [((0, 0, 0, 2),), ((0, 1, 1, 1),)]


def merged(*ranges: str) -> bytes:
    """A workbook with these cells merged."""
    book = openpyxl.Workbook()
    for row in range(1, 10):
        book.active.append([f"第{row}行", row, row / 8])
    for each in ranges:
        book.active.merge_cells(each)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()
