"""Names and contents of files that people send."""

import io

import pytest

from portal.lib.sheets.errors import SheetRefused
from portal.lib.sheets.kinds import agree, kind_by_name
from tests.make import sheets as make

ZIP, OLE, TEXT = make.package("<x/>"), make.compound({"Workbook": b"x"}), "姓名,金额\n".encode()


@pytest.mark.parametrize("name", ["a.xlsx", "A.XLSX", "十月.工资表.xlsx", "..xlsx", "../../a.xlsx", "😀" * 90 + ".xlsx", "x" * 300 + ".xlsx", "a\0.xlsx"])
def test_the_last_extension_counts_whatever_stands_before_it(name):
    assert kind_by_name(name) == "xlsx"


@pytest.mark.parametrize("name", ["a", "", "a.xlsx.exe", "a.pdf", "a.xlsm", "a.xlsb", "a.ods", "a.xlsx ", "a.\u202excsx", "a.zip", "a.html"])
def test_other_extensions_are_refused_by_name(name):
    with pytest.raises(SheetRefused) as refused:
        kind_by_name(name)
    assert refused.value.code == "extension"


@pytest.mark.parametrize("name", ["工资.et", "工资.ETT"])
def test_the_own_format_of_wps_is_refused_with_the_way_to_save_it_otherwise(name):
    with pytest.raises(SheetRefused, match="另存为") as refused:
        kind_by_name(name)
    assert refused.value.code == "et"


@pytest.mark.parametrize(("name", "content"), [("a.xlsx", ZIP), ("a.xls", OLE), ("a.csv", TEXT), ("a.csv", "姓名,金额".encode("utf-16"))])
def test_name_and_content_that_agree_pass(name, content):
    assert agree(name, io.BytesIO(content)) == name[2:]


@pytest.mark.parametrize(
    ("name", "content", "actual"),
    [
        ("a.xlsx", TEXT, "文本"),
        ("a.xlsx", OLE, "旧版 xls"),
        ("a.xls", ZIP, "xlsx"),
        ("a.xls", b"<html><table>", "网页"),
        ("a.xls", b"\xef\xbb\xbf\n <HTML>", "网页"),
        ("a.xls", b'<?xml version="1.0"?><Workbook/>', "XML"),
        ("a.xls", "姓名\t金额".encode("gb18030"), "文本"),
        ("a.csv", b"%PDF-1.7", "PDF"),
        ("a.csv", b"\x89PNG\r\n", "图片"),
        ("a.csv", b"MZ\x90\0", "程序"),
        ("a.csv", b"a,b\0c", "看不懂"),
        ("a.xlsx", b"Rar!\x1a\x07", "RAR"),
    ],
)
def test_name_and_content_that_disagree_are_refused_with_what_it_really_is(name, content, actual):
    with pytest.raises(SheetRefused, match=actual) as refused:
        agree(name, io.BytesIO(content))
    assert refused.value.code == "wrong_extension"
