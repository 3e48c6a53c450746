"""Paper: a letter against bare WeasyPrint, memory over many letters, a long table against WeasyPrint."""

import datetime as dt
import os
from collections.abc import Iterable, Sequence
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from bench import Row, Rows, alternately, timed

LETTERS, EARLY, TABLE_ROWS = 200, 5, 1000
TEXT = "2025年11月、12月，按施工合同约定应拨付人工费285.00万元，实际到账96.00万元，连续两期未足额拨付。"
TEMPLATE = "documents/instrument_letter.html"


def rows() -> Rows:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    import django  # noqa: PLC0415  (only benchmarks that need the project load it)

    django.setup()
    paper = Paper()
    floor, product = alternately(lambda: timed(paper.bare_letter), lambda: timed(paper.letter), 15)
    yield Row("an official letter", "WeasyPrint, shared FontConfiguration, the same HTML", floor, product, 1.3)
    for _ in range(EARLY):
        paper.letter()
    early = resident()
    for _ in range(LETTERS):
        paper.letter()
    yield Row(f"memory after {LETTERS} letters (MB)", f"after {EARLY}", early, resident(), 1.2)
    paper.table(3)
    work = cells(TABLE_ROWS)
    yield Row(f"a table of {TABLE_ROWS} rows", "WeasyPrint", timed(lambda: paper.bare_table(HEADS, work)), timed(lambda: paper.table(TABLE_ROWS)), 0.15)
    ledger, heads = pay_ledger(TABLE_ROWS)
    floor = timed(lambda: paper.bare_table(heads, ledger.rows))
    yield Row(f"a pay ledger of {TABLE_ROWS} people", "WeasyPrint, the same columns", floor, timed(lambda: paper.ledger(ledger)), 0.15)


def resident() -> float:
    """Megabytes this process holds."""
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20


class Paper:
    """The product's ways and the bare ones, each with its own warm caches; every letter differs."""

    def __init__(self) -> None:
        from django.template.loader import render_to_string  # noqa: PLC0415
        from weasyprint import CSS, HTML  # noqa: PLC0415
        from weasyprint.layout import inline  # noqa: PLC0415
        from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415

        self.inline, self.plain = inline, inline.justify_line
        from portal.documents.engine import justify_line, static_file  # noqa: PLC0415

        self.ours, self.HTML, self.fonts, self.serial = justify_line, HTML, FontConfiguration(), 0
        self.css = CSS(string=static_file("css/gongwen.css").read_text(), font_config=self.fonts)
        self.html = render_to_string(TEMPLATE, self.context()).replace('<link rel="stylesheet" href="static:css/gongwen.css">', "")
        for work in (self.letter, self.bare_letter):
            work()

    def context(self) -> dict[str, Any]:
        from portal.documents.frames import frame  # noqa: PLC0415
        from portal.documents.letterhead import Letterhead  # noqa: PLC0415

        head, title = Letterhead("样例县人力资源和社会保障局"), "关于样例家园安置房二期项目欠薪风险的警示函"
        fields = {
            "number": f"样治欠办〔2026〕{self.serial}号",
            "addressee": "样例建工集团有限公司",
            "cc": "样例县住房和城乡建设局",
            "text": "\n".join([TEXT] * 5),
        }
        return frame(title=title, letterhead=head, dated=dt.date(2026, 1, 13), sealed=True, **fields)

    def letter(self) -> None:
        from portal.documents.pdf import render_pdf  # noqa: PLC0415

        self.serial += 1
        self.inline.justify_line = self.ours
        render_pdf(TEMPLATE, self.context())

    def bare_letter(self) -> None:
        self.serial += 1
        self.inline.justify_line = self.plain
        self.HTML(string=self.html.replace("〕0号", f"〕{self.serial}号")).write_pdf(stylesheets=[self.css], font_config=self.fonts)

    def table(self, count: int) -> None:
        from portal.documents.typeset import TableColumn, render_table_pdf  # noqa: PLC0415

        render_table_pdf("工资支付表", [TableColumn(name) for name in HEADS], cells(count))

    def ledger(self, ledger: Any) -> None:
        from wagepay.pay_ledger import ledger_pdf  # noqa: PLC0415

        ledger_pdf(ledger, "农民工工资支付台账", "样例", dt.date(2026, 1, 13))

    def bare_table(self, heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
        head = "".join(f"<th>{name}</th>" for name in heads)
        self.HTML(string=f"<table class=gw><thead><tr>{head}</tr></thead>{body}</table>").write_pdf(stylesheets=[self.css], font_config=self.fonts)


HEADS = ("序号", "姓名", "工种", "出勤", "应发", "实发", "签名")


def cells(count: int) -> list[tuple[str, ...]]:
    return [(str(i), f"工友{i}", "钢筋工", "25", "7,680.00", "7,230.00", "") for i in range(count)]


def pay_ledger(count: int) -> tuple[Any, Sequence[str]]:
    """The ledger of a sheet of so many people, with numbers of nobody, and its headings."""
    from wagepay.pay_ledger import HEADS as LEDGER_HEADS  # noqa: PLC0415
    from wagepay.pay_ledger import PayLedger  # noqa: PLC0415

    money = Decimal("7230.00")
    sheet = SimpleNamespace(month=dt.date(2025, 12, 1), project=SimpleNamespace(name="样例家园安置房二期"), gross=money * count, deduction=Decimal(0))
    paid = "专户代发 LS20260110000001"
    rows = [
        ("样例劳务有限公司", "2025-12-01 至 2025-12-31", "2026-01-10", f"工友{i}", f"99000019850307{i:04d}", "13900000000", Decimal(25), f"工资 {money}", "无", money, paid)
        for i in range(count)
    ]  # fmt: skip
    return PayLedger(sheet, rows, {}), LEDGER_HEADS
