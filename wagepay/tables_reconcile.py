"""Columns of the list of differences, on the page and in the file."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.urls import reverse

from portal.lib.names import mask_name
from portal.lib.tables import Column
from projects.models import Project
from wagepay.reconcile_words import WORDS


def differing_columns(project: Project, month: dt.date, clear_names: bool) -> Sequence[Column]:
    """A person and one thing that does not agree; the name leads to the rows of each side."""

    def rows_of(line: Any) -> str:
        return reverse("wage_reconcile_person", args=[project.code, f"{month:%Y-%m}", line.person.uid]) if line.person else ""

    def of(name: str) -> Any:
        return lambda line: getattr(line.difference, name)

    def masked(line: Any) -> str:
        return str(line.person.id_number) if line.person else ""

    def named(line: Any) -> str:
        name = line.person.name if line.person else ""
        return name if clear_names else mask_name(name)

    def estimated(line: Any) -> str:
        return f"按日工资约 {line.difference.estimate:,.2f}" if line.difference.estimate else ""

    return (
        Column("name", "姓名", value=named, link=rows_of, sub=masked, width=160),
        Column("kind", "差异", value=lambda line: line.label, wide=True, width=120),
        Column("number", "身份证号", value=lambda line: line.person.id_number if line.person else "", on_screen=False),
        Column("team", "班组", value=lambda line: line.person.team if line.person else "", width=72),
        Column("days", "出勤", unit="日", kind="money", value=of("days"), sort="difference.days"),
        Column("listed_days", "表上", unit="日", kind="money", value=of("listed_days"), sort="difference.listed_days"),
        Column("net", "实发", unit="元", kind="money", places=2, value=of("net"), sort="difference.net"),
        Column("received", "已收", unit="元", kind="money", places=2, value=of("received"), sort="difference.received"),
        Column("amount", "涉及", unit="元", kind="money", places=2, value=of("amount"), sort="difference.amount", sub=estimated, corner=True),
        Column("estimate", "按登记日工资估算", unit="元", kind="money", places=2, value=of("estimate"), on_screen=False),
        Column("mend", "怎么改", value=lambda line: WORDS[line.difference.kind].mend, on_screen=False),
        Column("ask", "问什么", value=lambda line: WORDS[line.difference.kind].ask, on_screen=False),
    )
