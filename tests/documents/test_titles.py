"""Where a title turns."""

import pytest

from portal.documents.paragraphs import paragraphs
from portal.documents.templatetags.gongwen import chinese_date, chinese_month, wan, yuan
from portal.documents.titles import WIDTH, title_lines


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("关于约谈的函", ["关于约谈的函"]),
        ("关于青禾家园安置房二期项目欠薪风险的警示函", ["关于青禾家园安置房二期项目", "欠薪风险的警示函"]),
        ("关于青禾家园\n欠薪风险的警示函", ["关于青禾家园欠薪风险的警示函"]),
        ("关于督办天津市西青区大寺镇安置小区示例2号楼\n欠薪案件的函", ["关于督办天津市西青区", "大寺镇安置小区示例2号楼", "欠薪案件的函"]),
        ("关于青禾家园安置房二期项目\n欠薪风险的警示函", ["关于青禾家园安置房二期项目", "欠薪风险的警示函"]),
    ],
)
def test_titles_turn_after_words(title, lines):
    assert title_lines(title) == lines


@pytest.mark.parametrize("length", [1, 19, 20, 21, 39, 40, 41, 59, 75])
def test_no_line_is_too_long_and_nothing_is_lost(length):
    title = ("关于开展工程建设领域安薪行动的通知" * 5)[:length]
    lines = title_lines(title)
    assert "".join(lines) == title
    assert all(0 < len(line) <= WIDTH for line in lines)


def test_a_book_title_is_not_torn():
    lines = title_lines("关于贯彻落实《保障农民工工资支付条例》有关问题的通知")
    assert all(line.count("《") == line.count("》") for line in lines)


def test_heads_get_their_faces_and_everything_is_escaped():
    html = paragraphs("一、情况\n（一）时间。1月15日。\n1.<b>普通</b>\n\n")
    assert html.splitlines() == [
        '<p class="l1">一、情况</p>',
        '<p><span class="l2">（一）时间。</span>1月15日。</p>',
        "<p>1.&lt;b&gt;普通&lt;/b&gt;</p>",
    ]


@pytest.mark.parametrize(
    ("shown", "wanted"),
    [
        (chinese_date("2026-01-05"), "2026年1月5日"),
        (chinese_date(None), ""),
        (chinese_month("2026-01"), "2026年1月"),
        (wan("1046350"), "104.64"),
        (wan("1046349"), "104.63"),
        (wan(186, 4), "0.0186"),
        (wan(None), "—"),
        (yuan("1234567.895"), "1,234,567.90"),
    ],
)
def test_dates_and_amounts_as_a_document_writes_them(shown, wanted):
    assert shown == wanted
