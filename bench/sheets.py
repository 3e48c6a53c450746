"""Workbooks: reading through the scanned child process, judging a payroll, growth to 50,000 rows, memory, bombs."""

import datetime as dt
import io
import random
import subprocess
import sys
import tempfile
import zipfile
from decimal import Decimal
from pathlib import Path

import python_calamine
import xlsxwriter

from bench import Row, Rows, alternately, timed, worked
from portal.lib.identity import check_digit
from portal.lib.sheets.errors import SheetRefused
from portal.lib.sheets.markup import mark_up
from portal.lib.sheets.prescan import prescan
from portal.lib.sheets.reader import read_workbook
from wagepay.payroll.facts import Facts
from wagepay.payroll.parse import parse_payroll

SMALL, LARGE = 5_000, 50_000
FACTS = Facts(dt.date(2026, 10, 1), minimum_wage=Decimal(1980))
HEAD = "序号 姓名 身份证号码 工种 班组 出勤天数 日工资标准(元) 应发工资 扣款 实发工资 银行卡号 开户银行 本人签字".split()
BOMB = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>%s</sheetData></worksheet>'
MEASURE = """
import sys
{imports}
def peak():
    return next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM"))
before = peak()
kept = {work}
print((peak() - before) / 1024)
"""
FLOOR = ("import python_calamine", "python_calamine.CalamineWorkbook.from_path(sys.argv[1]).get_sheet_by_index(0).to_python()")
WORKER = (
    "from portal.lib.sheets.reader import read_workbook\nfrom wagepay.payroll.parse import parse_payroll\nfrom bench.sheets import FACTS",
    "parse_payroll(read_workbook(sys.argv[1]), FACTS)",
)
CHILD = (
    "import python_calamine\nfrom portal.lib.sheets import child\nfile, out = open(sys.argv[1], 'rb'), open('/dev/null', 'wb')",
    "child.work(file.fileno(), 'xlsx', 'a', out)",
)
REFUSED = (
    "from portal.lib.sheets.reader import read_workbook\nfrom portal.lib.sheets.errors import SheetRefused\nfrom contextlib import suppress",
    "0\nwith suppress(SheetRefused): read_workbook(sys.argv[1])",
)


def rows() -> Rows:
    with tempfile.TemporaryDirectory() as folder:
        small, large = Path(folder, "small.xlsx"), Path(folder, "large.xlsx")
        small.write_bytes(payroll_file(SMALL))
        large.write_bytes(payroll_file(LARGE))
        yield from speed(small, large)
        yield from memory(large)
    yield from bombs()


def speed(small: Path, large: Path) -> Rows:
    """Ratios to the bare parser on the same file."""
    floor, product = alternately(lambda: timed(lambda: bare(small)), lambda: timed(lambda: read_workbook(small)), 15)
    yield Row(f"scan and read {SMALL:,} rows in a child", "calamine in the same process", floor, product, 2)
    workbook = read_workbook(small)
    floor, product = alternately(lambda: worked(lambda: bare(small)), lambda: worked(lambda: parse_payroll(workbook, FACTS)), 15)
    yield Row(f"find and judge {SMALL:,} rows (processor)", "calamine reading the file", floor, product, 0.6)
    once, many = alternately(lambda: timed(lambda: whole(small)), lambda: timed(lambda: whole(large)), 3)
    yield Row(f"read and judge {LARGE:,} rows", f"{SMALL:,} rows", once, many, 11)
    yield Row(f"scan {LARGE:,} rows (s)", "1 s", 1, timed(lambda: prescan(large)), 0.5)
    parsed = parse_payroll(workbook, FACTS)
    yield Row(f"mark up {SMALL:,} rows", "reading and judging them", once, timed(lambda: mark_up(workbook, parsed.notes)), 10)


def bare(source: Path | io.BytesIO) -> list[list[object]]:
    return python_calamine.CalamineWorkbook.from_object(source).get_sheet_by_index(0).to_python(skip_empty_area=False)


def whole(path: Path) -> None:
    assert parse_payroll(read_workbook(path), FACTS).acceptable


def memory(large: Path) -> Rows:
    """Growth of the worker that asks, and of the child that parses, each against calamine alone; each in a fresh process."""
    floor = grown(FLOOR, large)
    yield Row(f"memory of the worker, {LARGE:,} rows (MB)", "calamine alone", floor, grown(WORKER, large), 2)
    yield Row(f"memory of the child, {LARGE:,} rows (MB)", "calamine alone", floor, grown(CHILD, large), 2)


def grown(code: tuple[str, str], path: Path) -> float:
    """Megabytes by which a fresh process grew over the work. (What the system reports of ended children counts their parent's size too.)"""
    imports, work = code
    done = subprocess.run([sys.executable, "-c", MEASURE.format(imports=imports, work=work), str(path)], capture_output=True, text=True, check=True)
    return float(done.stdout)


def bombs() -> Rows:
    """The time until the worst files are refused, against the two seconds they may take."""
    end = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    blank = "".join(f'<row r="{row}"><c r="A{row}" s="1"/></row>' for row in range(1, 1_048_577))
    for title, parts in {
        "a cell at XFD1048576": {"xl/worksheets/sheet1.xml": BOMB % end},
        "the same, unusually written": {"xl/worksheets/sheet1.xml": BOMB % end.replace("r=", "r = ")},
        "1,048,576 blank formatted rows": {"xl/worksheets/sheet1.xml": BOMB % blank},
        "a million values without addresses": {"xl/worksheets/sheet1.xml": BOMB % ("<row><c><v>1</v></c></row>" * 1_048_576)},
        "300 MB of zeros": {"xl/worksheets/sheet1.xml": BOMB % "", "xl/media/zero.bin": bytes(300 << 20)},
    }.items():
        with tempfile.NamedTemporaryFile(suffix=".xlsx") as file:
            file.write(package(parts))
            file.flush()
            path = Path(file.name)
            yield Row(f"refuse {title} (s)", "1 s", 1, timed(lambda path=path: refused(path)), 2)
            yield Row(f"refuse {title} (MB)", "1 MB", 1, grown(REFUSED, path), 64)


def refused(path: Path) -> None:
    try:
        read_workbook(path)
    except SheetRefused:
        return
    raise AssertionError("the bomb was read")


def package(parts: dict[str, str | bytes]) -> bytes:
    """An empty payroll workbook with some parts replaced."""
    source, target = io.BytesIO(payroll_file(1)), io.BytesIO()
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in {*old.namelist(), *parts}:
            new.writestr(name, parts.get(name) or old.read(name))
    return target.getvalue()


def payroll_file(count: int, month: dt.date = FACTS.month) -> bytes:
    """A clean payroll of fictitious people."""
    source = random.Random(f"{count} {month}")
    lines: list[list[object]] = [
        ["某某花园项目农民工工资支付表"],
        [f"总包单位：示例建设集团有限公司    工资月份：{month.year}年{month.month}月    单位：元"],
        HEAD,
    ]
    days_sum = sum_ = 0
    for at in range(count):
        days, rate = source.randint(8, 28), source.choice([180, 220, 260, 300, 350])
        days_sum, sum_ = days_sum + days, sum_ + days * rate
        lines.append([at + 1, name_of(at), id_number(at), "木工", "一班", days, rate, days * rate, 0, days * rate, card(at), "建设银行"])
    return book_of([*lines, ["合计", "", "", "", "", days_sum, "", sum_, 0, sum_]])


def book_of(lines: list[list[object]]) -> bytes:
    """A sheet of these lines, written as Excel writes it: texts shared, every cell with a style."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    page, style = book.add_worksheet("工资支付表"), book.add_format({"border": 1})
    for at, line in enumerate(lines):
        page.write_row(at, 0, line, style)
    book.close()
    return buffer.getvalue()


def name_of(place: int) -> str:
    return f"王{chr(0x4E00 + place % 5_000)}{chr(0x5000 + place // 5_000)}"


def id_number(place: int) -> str:
    born = dt.date(1976, 1, 1) + dt.timedelta(days=place * 37 % 10_000)
    front = f"140321{born:%Y%m%d}{place // 10_000 * 2 + 1:03}"
    return front + check_digit(front)


def card(place: int) -> str:
    front = f"621700{place:012}"
    doubled = sum(sum(divmod(int(digit) * (2 - at % 2), 10)) for at, digit in enumerate(reversed(front)))
    return f"{front}{-doubled % 10}"
