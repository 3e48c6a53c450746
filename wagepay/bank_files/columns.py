"""What may stand in a column of a bank file, and how a person writes a layout down."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from portal.lib.errors import Refused

CONSTANT = "="


@dataclass(frozen=True)
class Item:
    """One transfer as a bank file can tell it."""

    row: int
    code: str
    name: str
    card: str
    bank_name: str
    amount: Any
    team: str
    batch: str
    month: str
    project: str
    payer_name: str
    payer_number: str


FIELDS: dict[str, tuple[str, Callable[[Item], Any]]] = {
    "serial": ("序号", lambda item: item.row),
    "code": ("代发编号", lambda item: item.code),
    "name": ("收款户名", lambda item: item.name),
    "card": ("收款账号", lambda item: item.card),
    "bank": ("开户行", lambda item: item.bank_name),
    "amount": ("金额", lambda item: item.amount),
    "team": ("班组", lambda item: item.team),
    "purpose": ("用途", lambda item: f"{item.month}工资"),
    "batch": ("批次号", lambda item: item.batch),
    "project": ("项目", lambda item: item.project),
    "payer_name": ("付款户名", lambda item: item.payer_name),
    "payer_number": ("付款账号", lambda item: item.payer_number),
}
BY_LABEL = {label: name for name, (label, _) in FIELDS.items()}
NEEDED = ("name", "card", "amount")
NEUTRAL = tuple((name, FIELDS[name][0]) for name in ("serial", "code", "name", "card", "bank", "amount", "purpose"))


def columns_of(text: str) -> list[list[str]]:
    """“表头 = 收款户名” a line; “表头 = "字样"” puts the same words in every row."""
    columns = []
    for number, line in enumerate(filter(None, map(str.strip, text.splitlines())), 1):
        heading, sign, source = (part.strip() for part in line.replace("＝", "=").partition("="))
        if not sign or not heading or not source:
            raise Refused(f"第 {number} 行要写成“表头 = 栏目”，例如“户名 = 收款户名”。", "layout")
        if source[0] in '"“' and source[-1] in '"”' and len(source) > 1:
            columns.append([CONSTANT + source[1:-1], heading])
        elif source in BY_LABEL:
            columns.append([BY_LABEL[source], heading])
        else:
            raise Refused(f"第 {number} 行的“{source}”不是系统有的栏目。可用：{'、'.join(BY_LABEL)}；固定的字样用引号。", "layout")
    missing = [FIELDS[name][0] for name in NEEDED if name not in {source for source, _ in columns}]
    if missing:
        raise Refused(f"还缺这些栏目：{'、'.join(missing)}。", "layout")
    return columns


def text_of(columns: list[list[str]]) -> str:
    """A layout as it was written down."""
    return "\n".join(f"{heading} = {_source_text(source)}" for source, heading in columns)


def _source_text(source: str) -> str:
    return f"“{source[1:]}”" if source.startswith(CONSTANT) else FIELDS[source][0]


def value_of(source: str, item: Item) -> Any:
    return source[1:] if source.startswith(CONSTANT) else FIELDS[source][1](item)
