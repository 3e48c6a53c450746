"""What the cells of a project ledger mean. Each reading returns a value or raises ``CellFault``."""

import re
from collections.abc import Callable
from decimal import Decimal, InvalidOperation

from django.db import models

from portal.lib import money, uscc
from portal.lib.errors import Refused
from portal.lib.sheets import values
from portal.lib.sheets.faults import CellFault
from portal.lib.sheets.model import Cell
from portal.lib.text import compact
from portal.tenancy.enums import Industry
from projects import words
from projects.enums import ProjectKind, ProjectState, SiteKind, Tag
from projects.enums_master import ApprovalLevel, Purpose, Scale

YES = frozenset({"是", "√", "✓", "y", "yes", "1", "有", "对"})
NO = frozenset({"否", "×", "n", "no", "0", "无", "不是"})
_PAY_DAY = re.compile(r"(?P<when>当月|本月|次月|下月|每月|翌月)?(?P<day>\d{1,2})(?:日|号)?(?:前|以前|之前)?")
_PERCENT = re.compile(r"(?P<number>\d+(?:\.\d+)?)(?P<sign>%|％)?")

# Words by which people name an industry, longest first where one holds the other.
INDUSTRY_WORDS: tuple[tuple[str, Industry], ...] = (
    ("住房", Industry.HOUSING), ("住建", Industry.HOUSING), ("房建", Industry.HOUSING), ("房屋", Industry.HOUSING), ("建设", Industry.HOUSING),
    ("交通", Industry.TRANSPORT), ("公路", Industry.TRANSPORT), ("水利", Industry.WATER), ("水务", Industry.WATER), ("能源", Industry.ENERGY),
    ("电力", Industry.ENERGY), ("铁路", Industry.RAILWAY), ("农业", Industry.AGRICULTURE), ("农村", Industry.AGRICULTURE), ("教育", Industry.EDUCATION),
    ("卫健", Industry.HEALTH), ("卫生", Industry.HEALTH), ("文旅", Industry.CULTURE), ("文化", Industry.CULTURE), ("旅游", Industry.CULTURE),
    ("工信", Industry.INDUSTRY), ("工业", Industry.INDUSTRY), ("城管", Industry.URBAN), ("城市管理", Industry.URBAN),
    ("其他", Industry.OTHER), ("其它", Industry.OTHER),
)  # fmt: skip
KIND_WORDS: tuple[tuple[str, str], ...] = (
    ("房建", "01"), ("房屋", "01"), ("住宅", "01"), ("学校", "01"), ("市政", "02"), ("机电", "03"), ("铁路", "04"), ("公路", "05"), ("道路", "05"),
    ("桥", "05"), ("港口", "06"), ("航道", "06"), ("水利", "07"), ("水电", "07"), ("电力", "08"), ("光伏", "08"), ("风电", "08"), ("矿", "09"),
    ("冶炼", "10"), ("化工", "11"), ("石油", "11"), ("通信", "12"), ("其他", "99"), ("其它", "99"),
)  # fmt: skip
STATE_WORDS: tuple[tuple[str, ProjectState], ...] = (
    ("冬歇", ProjectState.WINTER_BREAK), ("节假日", ProjectState.HOLIDAY_BREAK), ("停工", ProjectState.STOPPED), ("已结清", ProjectState.SETTLED),
    ("完工", ProjectState.COMPLETED_UNSETTLED), ("竣工", ProjectState.COMPLETED_UNSETTLED), ("筹备", ProjectState.PREPARING),
    ("未开工", ProjectState.PREPARING),
        ("在建", ProjectState.UNDER_CONSTRUCTION), ("施工", ProjectState.UNDER_CONSTRUCTION),
)  # fmt: skip
FLAG_WORDS: tuple[tuple[str, str], ...] = (
    ("政府与社会资本", "is_ppp"), ("ppp", "is_ppp"), ("政府投资", "is_government_invested"), ("财政", "is_government_invested"),
    ("国企业主", "is_state_owner"), ("国有业主", "is_state_owner"), ("国企总包", "is_state_contractor"), ("国企项目", "is_state_contractor"),
    ("社会投资", "is_private"), ("民间投资", "is_private"), ("自筹", "is_private"), ("民营", "is_private"),
)  # fmt: skip


def line(limit: int) -> Callable[[Cell], str]:
    """Words on one line, at most ``limit`` characters."""
    return lambda cell: values.text(cell, limit)


def choice(meanings: tuple[tuple[str, object], ...], expected: str) -> Callable[[Cell], object]:
    """The first word the cell contains; an unknown one is told with what is expected."""

    def read(cell: Cell) -> object:
        text = compact(str(cell)).lower()
        for word, meaning in meanings:
            if word in text:
                return meaning
        raise CellFault("unknown_choice", value=values.shown(cell), expected=expected)

    return read


def title(limit: int) -> Callable[[Cell], str]:
    """A name as written, single spaces, brackets as they stand."""

    def read(cell: Cell) -> str:
        text = words.title(values.text(cell, limit) if not isinstance(cell, str) else cell)
        if len(text) > limit:
            raise CellFault("text_too_long", count=len(text), limit=limit)
        return text

    return read


industry = choice(INDUSTRY_WORDS, "住建、交通、水利等行业名称")
state = choice(STATE_WORDS, "筹备、在建、停工、冬歇、完工或已结清")


def kind(cell: Cell) -> str:
    """项目分类 by the dictionary's code, its name, or what people call it."""
    text = compact(f"{cell:02.0f}" if isinstance(cell, float) else str(cell))
    return text if text in ProjectKind.values else _kind_by_words(cell)


_kind_by_words = choice(KIND_WORDS, "房屋建筑、市政公用等分类")


def coded(choices: type[models.TextChoices], expected: str) -> Callable[[Cell], str]:
    """A code of the dictionary, or the label it stands for, longest label first."""
    by_words = choice(tuple(sorted(((label.rstrip("级"), code) for code, label in choices.choices), key=lambda pair: -len(pair[0]))), expected)

    def read(cell: Cell) -> str:
        text = compact(f"{cell:.0f}" if isinstance(cell, float) else str(cell))
        width = len(choices.values[0])
        return text.zfill(width) if text.isdigit() and text.zfill(width) in choices.values else by_words(cell)

    return read


approval_level = coded(ApprovalLevel, "、".join(ApprovalLevel.labels))
scale = coded(Scale, "、".join(Scale.labels))
purpose = coded(Purpose, "工程用途的名称或代码")
site_kind = choice(tuple((label[:2], code) for code, label in SiteKind.choices), "封闭、线性或分散")


def flags(cell: Cell) -> dict[str, bool]:
    """投资性质 in one cell: every nature it names."""
    text = compact(str(cell)).lower()
    found = {name: True for word, name in FLAG_WORDS if word in text}
    if not found:
        raise CellFault("unknown_choice", value=values.shown(cell), expected="政府投资、PPP、国企业主、国企总包或社会投资")
    return found


def yes(cell: Cell) -> bool:
    """是 or 否."""
    text = "1" if cell is True else "0" if cell is False else compact(f"{cell:.0f}" if isinstance(cell, float) else str(cell)).lower()
    if text in YES or text in NO:
        return text in YES
    raise CellFault("unknown_choice", value=values.shown(cell), expected="是或否")


def tags(cell: Cell) -> list[str]:
    """Known tags the cell names."""
    text = compact(str(cell))
    found = [code for code, label in Tag.choices if label in text]
    if not found:
        raise CellFault("unknown_choice", value=values.shown(cell), expected="、".join(Tag.labels))
    return found


def amount(cell: Cell) -> Decimal:
    """A contract sum in the unit of its column; sums of many hundred million are usual here."""
    if isinstance(cell, bool):
        raise CellFault("not_number", value=values.shown(cell))
    if isinstance(cell, float):
        return Decimal(str(cell))
    try:
        return money.parse(compact(str(cell)))
    except Refused as error:
        raise CellFault("not_number", value=values.shown(cell)) from error


def size(cell: Cell) -> Decimal:
    """A plain measure, not negative."""
    value = amount(cell).quantize(Decimal("0.01"))
    if not 0 <= value < Decimal(10) ** 10:
        raise CellFault("too_large", value=values.shown(cell))
    return value


def share(cell: Cell) -> Decimal:
    """20%, 20 or 0.2: a share of one."""
    if isinstance(cell, float):
        number, percent = Decimal(str(cell)), cell > 1
    else:
        match = _PERCENT.fullmatch(compact(str(cell)))
        if match is None:
            raise CellFault("not_number", value=values.shown(cell))
        number = Decimal(match["number"])
        percent = bool(match["sign"]) or number > 1
    value = number / 100 if percent else number
    if not 0 <= value <= 1:
        raise CellFault("bad_share", value=values.shown(cell))
    return value.quantize(Decimal("0.0001"))


def pay_day(cell: Cell) -> tuple[int | None, int]:
    """(month offset or None when not said, day): 次月20日, 每月15日前, 20."""
    text = f"{cell:.0f}" if isinstance(cell, float) else compact(str(cell))
    match = _PAY_DAY.fullmatch(text)
    if match is None or not 1 <= int(match["day"]) <= 31:
        raise CellFault("bad_pay_day", value=values.shown(cell))
    offset = {"当月": 0, "本月": 0, "次月": 1, "下月": 1, "翌月": 1}.get(match["when"] or "")
    return offset, int(match["day"])


def months(cell: Cell) -> int:
    """The labour-cost cycle in months."""
    text = compact(f"{cell:g}" if isinstance(cell, float) else str(cell)).removesuffix("个月").removesuffix("月").removeprefix("每").replace("一", "1") or "1"
    if not text.isdigit() or not 1 <= int(text) <= 60:
        raise CellFault("not_number", value=values.shown(cell))
    return int(text)


def credit_code(cell: Cell) -> str:
    """A credit code; its check sign is a warning of the row, not a fault of the cell."""
    check = uscc.check(f"{cell:.0f}" if isinstance(cell, float) else cell)
    if not check.ok:
        raise CellFault("bad_uscc", reason=check.reason)
    return check.code


def degrees(cell: Cell) -> Decimal:
    """A coordinate in degrees."""
    try:
        return Decimal(compact(str(cell)).rstrip("°度")).quantize(Decimal("0.000001"))
    except InvalidOperation as error:
        raise CellFault("not_number", value=values.shown(cell)) from error
