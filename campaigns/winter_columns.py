"""The 17 columns and the four rows of the table: names, printed units, and the 口径 of each column in words."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from portal.lib.show import number

ROWS = (("total", "合计"), ("construction", "建筑企业"), ("manufacturing", "加工制造企业"), ("other", "其他用人单位"))
ROW_NAMES = dict(ROWS)
CLASSES = tuple(row for row, _ in ROWS if row != "total")

_INSPECTED, _OWED, _HANDLED, _CRIME = "检查用人单位", "拖欠工资情况", "处理情况", "涉嫌犯罪案件"
GROUPS = ((_INSPECTED, 1, 4), (_OWED, 5, 9), (_HANDLED, 10, 15), (_CRIME, 16, 17))
# Columns whose heading has two parts: 合计 and 其中：农民工.
PAIRS = ((6, "涉及职工人数"), (8, "涉及金额"), (12, "追发工资人数"), (14, "追发工资及赔偿金"))


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

    @property
    def is_money(self) -> bool:
        return self.unit == "万元"

    @property
    def exact_unit(self) -> str:
        """The unit in which the portal keeps it: 户, 人, 元, 件."""
        return self.unit.removeprefix("万")


COLUMNS = (
    Figure(1, _INSPECTED, "用人单位户数", "户", "本期有检查记录的用人单位，同一县区同一单位只计一户；两个县区检查同一单位计两户"),
    Figure(2, _INSPECTED, "涉及职工人数", "万人", "每户每个项目取本期最近一次检查记录的职工人数之和"),
    Figure(3, _INSPECTED, "其中：农民工人数", "万人", "同第 2 栏口径，农民工人数"),
    Figure(4, _INSPECTED, "农民工签订劳动合同人数", "万人", "同第 2 栏口径，签订劳动合同的农民工人数"),
    Figure(5, _OWED, "用人单位户数", "户", "本期查实拖欠工资的案件（含立案和非立案）所涉用人单位，同一县区同一单位只计一户"),
    Figure(6, _OWED, "涉及职工人数 合计", "万人", "本期核实欠薪金额大于零的人员，同一县区同一类单位的同一人只计一次"),
    Figure(7, _OWED, "涉及职工人数 其中：农民工", "万人", "同第 6 栏口径，其中农民工"),
    Figure(8, _OWED, "涉及金额 合计", "万元", "本期核实的工资金额，不含赔偿金、补偿金"),
    Figure(9, _OWED, "涉及金额 其中：农民工", "万元", "同第 8 栏口径，其中农民工"),
    Figure(10, _HANDLED, "立案", "件", "本期立案的案件"),
    Figure(11, _HANDLED, "通过协调等非立案方式解决", "件", "本期以清偿或书面协议办结的非立案案件"),
    Figure(12, _HANDLED, "追发工资人数 合计", "万人", "本期有工资或赔偿金到账凭证的人员，同一县区同一类单位的同一人只计一次"),
    Figure(13, _HANDLED, "追发工资人数 其中：农民工", "万人", "同第 12 栏口径，其中农民工"),
    Figure(14, _HANDLED, "追发工资及赔偿金 合计", "万元", "本期到账的工资和加付赔偿金，不含经济补偿"),
    Figure(15, _HANDLED, "追发工资及赔偿金 其中：农民工", "万元", "同第 14 栏口径，其中农民工"),
    Figure(16, _CRIME, "移送公安机关", "件", "本期移送公安机关的案件"),
    Figure(17, _CRIME, "公安机关立案", "件", "本期公安机关立案的案件（可含以前移送的）"),
)


def in_unit(figure: Figure, exact: Decimal) -> Decimal:
    """In the printed unit: 万人 and 万元 with four decimals (the fen are lost on paper only), households and cases whole."""
    return (exact / 10000).quantize(Decimal("0.0001"), ROUND_HALF_UP) if figure.in_ten_thousands else exact.quantize(Decimal(1))


def shown(figure: Figure, exact: Decimal) -> str:
    """As printed, with thousands separators."""
    return number(in_unit(figure, exact), 4 if figure.in_ten_thousands else 0)


def shown_exact(figure: Figure, exact: Decimal) -> str:
    """As the portal keeps it: whole persons, households and cases, yuan to the fen."""
    return number(exact, 2 if figure.is_money else 0)
