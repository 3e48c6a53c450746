"""The 17-column table: columns, the whole with corrections, and its checks."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from campaigns.models import Campaign, TableCorrection
from campaigns.queries.winter_rows import CLASSES, computed, other_facts
from portal.lib.show import number
from portal.tenancy.models import Region
from portal.tenancy.scope import Actor

ROWS = (("total", "合计"), ("construction", "建筑企业"), ("manufacturing", "加工制造企业"), ("other", "其他用人单位"))
ROW_NAMES = dict(ROWS)


@dataclass(frozen=True)
class Figure:
    """One column: its group, name, printed unit, and the 口径 in words."""

    number: int
    group: str
    name: str
    unit: str
    words: str

    @property
    def in_ten_thousands(self) -> bool:
        return self.unit.startswith("万")


_INSPECTED, _OWED, _HANDLED, _CRIME = "检查用人单位", "拖欠工资情况", "处理情况", "涉嫌犯罪案件"
COLUMNS = (
    Figure(1, _INSPECTED, "用人单位户数", "户", "本期有检查记录的用人单位，同一县区同一单位只计一户；两个县区检查同一单位计两户"),
    Figure(2, _INSPECTED, "涉及职工人数", "万人", "每户每个项目取本期最近一次检查记录的职工人数之和"),
    Figure(3, _INSPECTED, "其中：农民工人数", "万人", "同上，农民工人数"),
    Figure(4, _INSPECTED, "农民工签订劳动合同人数", "万人", "同上，签订劳动合同的农民工人数"),
    Figure(5, _OWED, "用人单位户数", "户", "本期查实拖欠工资的案件（含立案和非立案）所涉用人单位"),
    Figure(6, _OWED, "涉及职工人数 合计", "万人", "本期核实金额大于零的人员，同一人只计一次"),
    Figure(7, _OWED, "涉及职工人数 其中：农民工", "万人", "同上，其中农民工"),
    Figure(8, _OWED, "涉及金额 合计", "万元", "本期核实的工资金额，不含赔偿金、补偿金"),
    Figure(9, _OWED, "涉及金额 其中：农民工", "万元", "同上，其中农民工"),
    Figure(10, _HANDLED, "立案", "件", "本期立案的案件"),
    Figure(11, _HANDLED, "通过协调等非立案方式解决", "件", "本期以清偿或书面协议办结的非立案案件"),
    Figure(12, _HANDLED, "追发工资人数 合计", "万人", "本期有到账凭证的人员，同一人只计一次"),
    Figure(13, _HANDLED, "追发工资人数 其中：农民工", "万人", "同上，其中农民工"),
    Figure(14, _HANDLED, "追发工资及赔偿金 合计", "万元", "本期到账金额，含赔偿金"),
    Figure(15, _HANDLED, "追发工资及赔偿金 其中：农民工", "万元", "同上，其中农民工"),
    Figure(16, _CRIME, "移送公安机关", "件", "本期移送公安机关的案件"),
    Figure(17, _CRIME, "公安机关立案", "件", "本期公安机关立案的案件（可含以前移送的）"),
)


@dataclass(frozen=True)
class Check:
    """One arithmetic or logical check; hard ones stop the sending. ``cells`` are (row, column) to mark."""

    hard: bool
    ok: bool
    text: str
    cells: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class WinterTable:
    """Exact cells (persons, yuan), corrections in force, other facts and checks."""

    campaign: Campaign
    since: dt.date
    until: dt.date
    cells: dict[str, dict[int, Decimal]]
    raw: dict[str, dict[int, Decimal]]
    other: list[dict]
    checks: list[Check]

    @property
    def may_be_sent(self) -> bool:
        return all(check.ok for check in self.checks if check.hard)


def in_unit(figure: Figure, exact: Decimal) -> Decimal:
    """In the printed unit: 万人 and 万元 with four decimals (the fen are lost on paper only), households and cases whole."""
    return (exact / 10000).quantize(Decimal("0.0001"), ROUND_HALF_UP) if figure.in_ten_thousands else exact.quantize(Decimal(1))


def shown(figure: Figure, exact: Decimal) -> str:
    """As printed, with thousands separators."""
    return number(in_unit(figure, exact), 4 if figure.in_ten_thousands else 0)


def build(campaign: Campaign, *, actor: Actor, regions: Iterable[Region], until: dt.date) -> WinterTable:
    """Compute the table of a campaign for these counties from its start to ``until``."""
    since, until = campaign.starts_on, min(until, campaign.ends_on)
    region_ids = [region.pk for region in regions]
    raw = _with_total(computed(region_ids, since, until))
    corrections = TableCorrection.objects.visible_to(actor).filter(campaign=campaign, withdrawn_at__isnull=True)
    parts = {name: dict(raw[name]) for name in CLASSES}
    for row in corrections:
        parts[row.row][row.column] += row.difference
    cells = _with_total(parts)
    other = other_facts(region_ids, since, until)
    return WinterTable(campaign, since, until, cells, raw, other, checks_of(cells, other))


def _with_total(parts: dict[str, dict[int, Decimal]]) -> dict[str, dict[int, Decimal]]:
    cells = {name: {f.number: parts[name].get(f.number, Decimal(0)) for f in COLUMNS} for name in CLASSES}
    cells["total"] = {f.number: sum((cells[name][f.number] for name in CLASSES), Decimal(0)) for f in COLUMNS}
    return cells


_AT_LEAST = ((2, 3), (3, 4), (6, 7), (8, 9), (12, 13), (14, 15))
_SUBSET = ((1, 5), (2, 6), (3, 7))
_EXPECTED = ((6, 12), (7, 13))
_TOGETHER = ((5, 6), (5, 8), (12, 14), (7, 9), (13, 15))


def checks_of(cells: dict[str, dict[int, Decimal]], other: list[dict]) -> list[Check]:
    """Every check on exact persons and yuan, before rounding to 万 (rounded sums may differ by 1 in the last digit)."""
    found: list[Check] = []
    for row, row_name in ROWS:
        values = cells[row]
        found += [_compare(True, row, row_name, values, a, b) for a, b in _AT_LEAST]
        found += [_both(row, row_name, values, a, b) for a, b in _TOGETHER]
        # Inspections and arrears are separate records: an employer found owing without an inspection record is possible.
        found += [_compare(False, row, row_name, values, a, b) for a, b in (*_SUBSET, *_EXPECTED, (16, 17), (10, 16))]
        found.append(Check(True, all(v >= 0 for v in values.values()), f"{row_name}：各栏不能为负", tuple((row, n) for n, v in values.items() if v < 0)))
        unhandled = values[10] + values[11] < values[5]
        found.append(Check(False, not unhandled, f"{row_name}：第 10、11 栏之和小于第 5 栏，有欠薪单位还没处理", ((row, 10), (row, 11)) if unhandled else ()))
        doubled = values[8] > 0 and values[14] > 2 * values[8]
        found.append(Check(False, not doubled, f"{row_name}：第 14 栏超过第 8 栏的两倍，请核对", ((row, 14),) if doubled else ()))
    for column in (f.number for f in COLUMNS):
        total = sum((cells[name][column] for name in CLASSES), Decimal(0))
        found.append(Check(True, cells["total"][column] == total, f"第 {column} 栏：合计等于三类之和", (("total", column),)))
    found += [Check(True, o["in_arrears"] <= o["inspected"] or o["inspected"] == 0, f"{o['name']}：查实欠薪不超过检查数") for o in other]
    found += [Check(False, o["people"] <= cells["total"][7], f"{o['name']}：涉及人数不超过合计第 7 栏") for o in other]
    return found


def _compare(hard: bool, row: str, row_name: str, values: dict[int, Decimal], larger: int, smaller: int) -> Check:
    ok = values[larger] >= values[smaller]
    return Check(hard, ok, f"{row_name}：第 {larger} 栏不小于第 {smaller} 栏", () if ok else ((row, larger), (row, smaller)))


def _both(row: str, row_name: str, values: dict[int, Decimal], first: int, second: int) -> Check:
    ok = (values[first] > 0) == (values[second] > 0)
    return Check(True, ok, f"{row_name}：第 {first} 栏与第 {second} 栏同为零或同不为零", () if ok else ((row, first), (row, second)))
