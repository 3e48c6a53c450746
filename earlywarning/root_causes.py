"""Which findings have one root: the parent's warning stands, the child is told on its page.

Only an open warning is a parent. When it has ended and the child's figures still hold, the next scan opens the child.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from earlywarning.enums import LEVEL_RANK, WarningLevel

MONTH, PROJECT = "month", "project"


@dataclass(frozen=True)
class Root:
    """``child`` is folded into ``parent`` of the same project and, ``by`` MONTH, of the same month and subcontractor.

    ``when`` is an evidence key of the parent with the value it must have; empty = always. ``least`` is the level its figures must have reached: a parent
    that is milder than its child would hide the child's colour.
    """

    parent: str
    child: str
    by: str
    why: str
    when: tuple[str, object] | None = None
    least: WarningLevel | None = None

    def holds(self, evidence: Mapping[str, object], level: str) -> bool:
        """Whether a parent with these figures swallows."""
        if self.when is not None and evidence.get(self.when[0]) != self.when[1]:
            return False
        return self.least is None or LEVEL_RANK[level] >= LEVEL_RANK[self.least]


NO_SHEET = ("has_sheet", False)
ROOTS = (
    *(Root("W12", child, MONTH, "没有工资表，逐人的差异无从说起", NO_SHEET) for child in ("W14", "W19")),
    *(Root("W12", child, MONTH, "整月没有发，不再逐项报差异") for child in ("W13", "W15", "W16")),
    *(Root("W01", child, PROJECT, "专户没有开，专户上的缺项都由此而来") for child in ("W02", "W03", "W04", "W06", "W08", "W10", "W15")),
    *(Root("W11", child, PROJECT, "专户被冻结，资金进不来也发不出") for child in ("W06", "W08", "W15")),
    *(Root("W20", child, PROJECT, "数据整体中断") for child in ("W21", "W22", "W39")),
    Root("W29", "W31", PROJECT, "保证金没有存，谈不上保函是否合规"),
    Root("W59", "W13", PROJECT, "连续只发生活费，少发由此而来"),
    *(Root("W12", child, PROJECT, "欠的是同一笔工资，节前、停工写在它的页面上", least=WarningLevel.RED) for child in ("W43", "W60")),
    Root("W60", "W43", PROJECT, "欠的是同一笔工资，停工的先办"),
)  # fmt: skip
# One cause of the whole firm: one warning over its projects of a county.
FIRM_WIDE = frozenset({"W11", "W44"})


def parents_of(child: str) -> tuple[Root, ...]:
    """The roots that swallow the rule."""
    return tuple(root for root in ROOTS if root.child == child)


def related(codes: Iterable[str]) -> frozenset[str]:
    """These rules, and all that are parent or child of one of them, near or far."""
    found = set(codes)
    while more := {code for root in ROOTS for code in (root.parent, root.child) if {root.parent, root.child} & found} - found:
        found |= more
    return frozenset(found)


def in_order(codes: Iterable[str]) -> list[str]:
    """Parents before their children, else as given."""
    codes = list(codes)
    return sorted(codes, key=lambda code: (_depth(code), codes.index(code)))


def _depth(code: str) -> int:
    return 1 + max((_depth(root.parent) for root in parents_of(code)), default=-1)
