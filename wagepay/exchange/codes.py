"""Our values in the terms of another platform. What has no code there is named, never guessed."""

import csv
import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from wagepay.trades import code_of, name_of

NATIONAL = "national"
PLATFORMS = {NATIONAL: "全国建筑工人管理服务信息平台"}
TABLES = {
    "part": "参建单位类型", "project_kind": "项目分类", "project_state": "项目状态", "trade": "工种", "worker_type": "工人类型", "id_kind": "证件类型",
    "sex": "性别", "contract": "合同期限类型", "yes_no": "是否", "bank": "工资代发银行", "direction": "考勤方向",
}  # fmt: skip
# Codes whose names are found at the beginning or inside of what people write: 中国建设银行某支行 is 建设银行.
INSIDE = ("bank",)


@dataclass(frozen=True)
class Code:
    """One of our values with its code there."""

    code: str
    label: str
    source: str


@dataclass
class Coder:
    """Codes values of one platform and remembers those that have none."""

    tables: Mapping[str, Mapping[str, Code]]
    missing: dict[tuple[str, str], int] = field(default_factory=dict)

    def __call__(self, table: str, value: object, *, words: str = "") -> str:
        """The code; empty for an empty value, and for one without a code, which the report names in our ``words``, else as it stands."""
        text = "" if value is None else str(value)
        if not text:
            return ""
        found = self._find(table, text)
        if found is None:
            named = (table, words or text)
            self.missing[named] = self.missing.get(named, 0) + 1
            return ""
        return found.code

    def _find(self, table: str, text: str) -> Code | None:
        known = self.tables[table]
        if table == "trade" and text not in known:
            return known.get(name_of(code_of(text)))
        if table in INSIDE and text not in known:
            return next((code for name, code in known.items() if name in text), None)
        return known.get(text)

    def report(self) -> list[tuple[str, str, int]]:
        """(table, our value, how often) of what has no code, in words."""
        return sorted((TABLES[table], value, count) for (table, value), count in self.missing.items())


@functools.cache
def dictionary(platform: str) -> Mapping[str, Mapping[str, Code]]:
    """The code tables of a platform, with their source in every row."""
    with (Path(__file__).parent / f"{platform}.csv").open(encoding="utf-8", newline="") as stream:
        return _by_table(csv.DictReader(stream))


def name_behind(platform: str, table: str, code: str) -> str:
    """The platform's own word for its code, when a file of the platform comes in; nothing where there is none."""
    return next((found.label for found in dictionary(platform)[table].values() if found.code == code), "")


def _by_table(rows: Iterable[Mapping[str, str]]) -> Mapping[str, Mapping[str, Code]]:
    found: dict[str, dict[str, Code]] = {table: {} for table in TABLES}
    for row in rows:
        found[row["table"]][row["ours"]] = Code(row["code"], row["label"], row["source"])
    return found
