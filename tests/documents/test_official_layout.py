"""The layouts of GB/T 9704-2012, measured in the PDF."""

import datetime as dt

import pytest

from portal.documents.frames import frame, letterhead_of
from portal.documents.letterhead import Letterhead
from portal.documents.pdf import pdf_of, pdf_page_count, render_pdf
from portal.lib.errors import Refused
from portal.tenancy.models import Organisation
from tests.documents import pages

LETTER, FILE = "documents/instrument_letter.html", "documents/instrument_file.html"
# 69 characters: lines of 26 (indented), 28 and 15 without a forbidden break.
PARAGRAPH = "版心每面二十二行每行二十八个字" * 4 + "数完为止不多不少"
LONG = "\n".join(PARAGRAPH for _ in range(22))
NAME = "平定县人力资源和社会保障局"


def document(template: str = LETTER, text: str = LONG, name: str = NAME, **fields) -> bytes:
    given = {"title": "关于青禾家园安置房二期项目欠薪风险的警示函", "number": "平治欠办〔2026〕4号", "addressee": "山西样例建工集团有限公司"}
    given |= {"dated": dt.date(2026, 1, 13), "sealed": True, "cc": "平定县住房和城乡建设局", "text": text} | fields
    return render_pdf(template, frame(letterhead=Letterhead(name, fields.pop("second", "")), **given))


@pytest.fixture(scope="module")
def letter() -> bytes:
    return document()


@pytest.fixture(scope="module")
def file() -> bytes:
    return document(FILE)


def body_lines(content: bytes, page: int) -> list[pages.Line]:
    return [line for line in pages.lines(content, page) if "—" not in line.text]


class TestPage:
    def test_paper_is_a4(self, letter):
        assert pages.size_mm(letter) == (210, 297)

    def test_a_full_page_has_22_lines_at_a_22nd_of_225_mm(self, letter):
        lines = body_lines(letter, 1)
        pitches = [round(b.down - a.down, 1) for a, b in zip(lines, lines[1:], strict=False)]
        assert len(lines) == 22
        assert all(abs(pitch - 225 / 22) < 0.4 for pitch in pitches)

    def test_a_full_line_has_28_characters_and_a_first_line_26(self, letter):
        counts = {len(line.text) for line in body_lines(letter, 1)}
        assert max(counts) == 28 and 26 in counts

    def test_the_binding_margin_of_28_mm_changes_sides(self, letter):
        odd, even = body_lines(letter, 2), body_lines(letter, 1)
        assert min(line.left for line in odd) == 28.0
        assert min(line.left for line in even) == 26.0

    def test_page_numbers_stand_outside_between_dashes(self, letter, file):
        second, third = pages.lines(letter, 1)[-1], pages.lines(letter, 2)[-1]
        assert (second.text.replace(" ", ""), third.text.replace(" ", "")) == ("—2—", "—3—")
        assert second.left < 40 and third.left > 150
        assert "— 1 —" in pages.text_of(file, 0)

    def test_the_first_page_of_a_letter_has_no_number(self, letter):
        assert "— 1 —" not in pages.text_of(letter, 0)

    def test_digits_do_not_push_a_line_off_the_page(self):
        text = "\n".join("2026年1月13日应发186人工资142.84万元，实发38.20万元，差104.64万元，请于1月19日前补足到账。" for _ in range(30))
        assert len(body_lines(document(text=text), 1)) == 22


class TestHead:
    def test_a_letter_names_organ_number_title_and_addressee_in_this_order(self, letter):
        text = pages.text_of(letter, 0)
        places = [text.index(word) for word in (NAME, "平治欠办〔2026〕4号", "关于青禾家园", "山西样例建工集团有限公司：")]
        assert places == sorted(places)

    def test_the_mark_of_a_file_says_文件_and_stands_lower(self, file, letter):
        assert pages.text_of(file, 0).startswith(f"{NAME}文件")
        assert pages.lines(file)[0].down > pages.lines(letter)[0].down + 35

    def test_every_first_page_has_body_text(self, letter, file):
        assert "版心每面" in pages.text_of(letter, 0) and "版心每面" in pages.text_of(file, 0)

    def test_a_name_of_24_characters_still_fits_170_mm(self):
        head = Letterhead("阳泉市人民政府农民工工作暨根治欠薪领导小组办公室")
        assert len(head.one_line) * int(head.letter_size.removeprefix("hs-")) * 25.4 / 72 <= 170

    def test_a_long_name_divides_before_文件(self):
        assert Letterhead("阳泉市人民政府农民工工作\n暨根治欠薪领导小组办公室").lines == ["阳泉市人民政府农民工工作", "暨根治欠薪领导小组办公室"]
        assert len(Letterhead("城区根治拖欠农民工工资工作领导小组办公室").lines) == 2

    def test_碌曲_prints_its_head_in_two_scripts(self):
        organ = Organisation(letterhead={"name": "碌曲县人力资源和社会保障局", "second_script": "ཀླུ་ཆུ་རྫོང"})
        content = render_pdf(
            LETTER, frame(title="关于测试的函", letterhead=letterhead_of(organ, dt.date(2026, 1, 13)), dated=dt.date(2026, 1, 13), text="正文。")
        )
        assert "Noto-Serif-Tibetan" in pages.faces(content)


class TestFoot:
    def test_a_letter_copies_without_printing_line_and_a_file_with_it(self, letter, file):
        assert "抄送：平定县住房和城乡建设局。" in pages.text_of(letter) and "印发" not in pages.text_of(letter)
        assert "2026年1月13日印发" in pages.text_of(file)

    @pytest.mark.parametrize("paragraphs", range(1, 12))
    def test_no_page_is_without_body_text(self, paragraphs):
        content = document(FILE, "\n".join(PARAGRAPH for _ in range(paragraphs)))
        last = pages.text_of(content, pdf_page_count(content) - 1)
        assert "数完为止" in last and "2026年1月13日" in last

    @pytest.mark.parametrize("lines", range(8, 22))
    def test_the_last_page_never_has_one_line_of_a_paragraph_alone(self, lines):
        """A last paragraph of four lines after so many short ones: where it is cut, two lines at least stand before the signature."""
        content = document(LETTER, "\n".join("短行。" for _ in range(lines)) + "\n" + "甲" * 100, cc="")
        if pdf_page_count(content) > 1:
            last = [line.text for line in body_lines(content, pdf_page_count(content) - 1) if "甲" in line.text]
            assert len(last) != 1, last

    def test_names_pens_and_days_of_a_list_that_people_sign_stand_under_one_another(self):
        who = ("包保县领导：某甲", "施工总承包单位：某项目经理", "乡镇（街道）：某乙")
        content = document(text="\n".join(f"{name}　签字：　　　　　年　月　日" for name in who), cc="")
        found = [line.text.replace("\u3000", "").replace(" ", "") for line in pages.lines(content, 0) if "签字：" in line.text]
        assert found == [f"{name}签字：年月日" for name in who]
        places = [row[1:] for row in pages.starts(content) if len(row) == 3]  # behind the name: the pen and the day
        assert len(places) == 3 and places[0] == places[1] == places[2], places

    def test_the_date_has_no_padding_zeros(self):
        assert "2026年2月3日" in pages.text_of(document(text="正文。", dated=dt.date(2026, 2, 3)))

    def test_the_specimen_seal_says_so_and_a_draft_has_none(self, letter):
        assert "版式示例" in pages.text_of(letter).replace(" ", "")
        draft = pages.text_of(document(text="正文。", sealed=False, draft=True)).replace(" ", "")
        assert "版式示例" not in draft and "送审稿" in draft

    def test_production_prints_no_picture_of_a_seal(self, settings):
        settings.IS_DEMO = False
        assert "版式示例" not in pages.text_of(document(text="正文。")).replace(" ", "")


class TestFaces:
    def test_every_style_has_its_own_embedded_face(self):
        content = document(text="一、黑体\n（一）楷体。仿宋2026，䶮㛃㼆。")
        assert pages.faces(content) == {"GW-XBS-Bold", "GW-NUM", "FandolFang", "FandolKai", "Noto-Sans-CJK-SC", "Noto-Serif-CJK-SC"}

    def test_rare_characters_of_names_come_back_from_the_pdf(self):
        assert "䶮㛃㼆𬭊" in pages.text_of(document(text="工人䶮㛃㼆𬭊的工资。"))


class TestReading:
    def test_a_broken_pdf_is_a_refusal(self):
        with pytest.raises(Refused, match="打不开"):
            pdf_page_count(b"%PDF-1.7 nothing")

    def test_pages_are_counted(self, letter):
        assert pdf_page_count(letter) == len(pages.reader(letter).pages) > 2

    def test_the_same_document_is_the_same_file(self):
        assert document(text="正文。") == document(text="正文。")


HOSTILE = ['<img src="http://127.0.0.1:9/x.png">', '<img src="file:///etc/passwd">', '<link rel="stylesheet" href="http://127.0.0.1:9/x.css">']
HOSTILE += ['<object data="file:///etc/passwd">', '<style>@import "http://127.0.0.1:9/y.css"; p{background:url(file:///etc/hostname)}</style><p>x</p>']
HOSTILE += [
    '<img src="static:../manage.py">',
    '<img src="static:/etc/passwd">',
    '<svg><image href="file:///etc/passwd"/></svg>',
    '<img src="ftp://127.0.0.1/x">',
]


class TestNoFetch:
    @pytest.fixture
    def opened(self, monkeypatch):
        """Every socket and every file outside the static tree that a document makes somebody open."""
        import builtins
        import socket
        from pathlib import Path

        found, real = [], Path.read_bytes

        def no_network(*args, **kwargs):
            found.append(args)
            raise OSError("no network in this test")

        def read_bytes(path):
            found.extend([str(path)] if "static" not in path.parts else [])
            return real(path)

        real_open = builtins.open

        def watched(file, *args, **kwargs):
            if str(file).startswith("/etc"):
                found.append(str(file))
            return real_open(file, *args, **kwargs)

        pdf_of("<p>warm</p>")
        monkeypatch.setattr(socket, "create_connection", no_network)
        monkeypatch.setattr(socket.socket, "connect", no_network)
        monkeypatch.setattr(Path, "read_bytes", read_bytes)
        monkeypatch.setattr(builtins, "open", watched)
        return found

    @pytest.mark.parametrize("hostile", HOSTILE)
    def test_markup_that_points_elsewhere_leads_nowhere(self, hostile, opened):
        assert pdf_of(f"<html><body>{hostile}</body></html>").startswith(b"%PDF-")
        assert opened == []

    def test_a_hostile_name_is_printed_as_text(self, opened):
        content = document(text="正文。", addressee='<img src="http://127.0.0.1:9/x.png">')
        assert "<imgsrc=" in pages.text_of(content, 0).replace(" ", "")
        assert opened == []
