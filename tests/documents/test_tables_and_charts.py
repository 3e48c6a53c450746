"""Long tables, charts, and the check of the faces."""

import datetime as dt
from decimal import Decimal
from xml.etree import ElementTree

import pytest

from portal.documents import fonts
from portal.documents.charts import Chart, Series, ticks
from portal.documents.fonts import resolved_faces
from portal.documents.pdf import pdf_page_count
from portal.documents.typeset import TableColumn, render_table_pdf
from tests.documents import pages

COLUMNS = (TableColumn("序号", 12, "center"), TableColumn("姓名", 24), TableColumn("应发（元）", 30, "right"), TableColumn("签名"))


def roster(count: int = 3, name: str = "王某某", **fields) -> bytes:
    rows = [(i + 1, name, "7,680.00", None) for i in range(count)]
    return render_table_pdf("2026年1月工资支付表", COLUMNS, rows, on=dt.date(2026, 1, 31), **fields)


class TestTable:
    def test_it_stands_on_landscape_or_upright_a4(self):
        assert pages.size_mm(roster()) == (297, 210)
        assert pages.size_mm(roster(landscape=False)) == (210, 297)

    def test_heading_and_page_number_are_on_every_page(self):
        content = roster(120, mark="打印：李某某")
        count = pdf_page_count(content)
        assert count > 2
        for number in range(count):
            text = pages.text_of(content, number).replace(" ", "")
            assert "应发（元）" in text and f"第{number + 1}页" in text and f"共{count}页" in text and "打印：李某某" in text

    def test_sums_lines_and_notes_are_printed(self):
        text = pages.text_of(roster(sums=("", "合计", "23,040.00", ""), lines=("单位：元", "示例项目"), notes=("一式三份。",))).replace(" ", "")
        assert all(part in text for part in ("合计", "23,040.00", "单位：元", "示例项目", "一式三份。", "—"))

    def test_a_value_is_never_code(self):
        name = '#read("/etc/passwd") $x$ *b* ] )'
        assert name.replace(" ", "") in pages.text_of(roster(name=name)).replace(" ", "")

    def test_a_row_with_a_cell_too_few_is_a_fault(self):
        with pytest.raises(ValueError, match="3 cells for 4 columns"):
            render_table_pdf("表", COLUMNS, [(1, "王", "1")])

    def test_the_same_table_is_the_same_file(self):
        assert roster() == roster()


class TestChart:
    def weekly(self, **fields) -> Chart:
        bars = (Series("红色预警（件）", (3, 4, 6), "red"), Series("黄色预警（件）", (14, 15, 18), "hatch"))
        return Chart("近3周预警", ("01-01", "01-08", "01-15"), bars=bars, lines=(Series("清零率", (Decimal("90.1"), None, Decimal("94.1")), "dark"),), **fields)

    def test_it_is_well_formed_svg_that_names_itself(self):
        root = ElementTree.fromstring(self.weekly(line_top=100, line_unit="%").svg())
        assert root.attrib["aria-label"] == "近3周预警" and root.attrib["role"] == "img"

    def test_bars_are_stacked_to_scale(self):
        rects = [r for r in ElementTree.fromstring(self.weekly().svg()).iter("rect") if "fill" in r.attrib and r.get("height") not in ("3", "7")]
        red, yellow = float(rects[0].get("height")), float(rects[1].get("height"))
        assert yellow / red == pytest.approx(14 / 3, rel=0.02)
        assert float(rects[1].get("y")) + yellow == pytest.approx(float(rects[0].get("y")), abs=0.15)

    def test_a_missing_value_leaves_a_gap_and_the_last_one_is_written(self):
        svg = self.weekly(line_top=100, line_unit="%").svg()
        points = ElementTree.fromstring(svg).find("polyline").get("points").split()
        assert len(points) == 2 and "94.1%" in svg

    def test_without_figures_it_says_so(self):
        assert "没有数据" in Chart("空", ("一", "二"), bars=(Series("无", (None, None)),)).svg()
        assert "没有数据" in Chart("空", ()).svg()

    def test_names_are_escaped_and_no_style_attribute_is_used(self):
        svg = Chart("<x>", ("<b>",), bars=(Series("<script>", (1,)),)).svg()
        assert "<script>" not in svg and "<b>" not in svg and "style=" not in svg

    @pytest.mark.parametrize("largest", [0, 1, 3, 5, 7, 10, 33, 99, 100, 101, 4999, 123456])
    def test_marks_reach_just_above_the_largest(self, largest):
        marks = ticks(largest)
        assert marks[0] == 0 and marks[-1] >= largest and len(marks) <= 7
        assert len({round(b - a, 6) for a, b in zip(marks, marks[1:], strict=False)}) == 1


class TestFaces:
    def test_every_style_of_this_machine_has_a_fit_face(self):
        found = {face.style: face for face in resolved_faces()}
        assert set(found) == {"小标宋", "仿宋", "楷体", "黑体", "宋体", "数字", "生僻字", "藏文"}
        assert {face.style: face.face for face in found.values() if not face.fit} == {}

    def test_a_style_without_its_face_says_what_to_install(self, monkeypatch):
        missing = fonts._Style("仿宋", '"No Such Face", "Noto Sans CJK SC"', "关于", ("FangSong",), "安装仿宋")
        monkeypatch.setattr(fonts, "STYLES", (missing,))
        (face,) = resolved_faces()
        assert (face.face, face.fit, face.advice) == ("Noto-Sans-CJK-SC", False, "安装仿宋")
