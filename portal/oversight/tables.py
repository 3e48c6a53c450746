"""Columns of the trail's lists; exports use the same."""

from collections.abc import Mapping

from django.urls import reverse

from portal.accounts.enums import Role
from portal.audit.models import Change, Entry
from portal.lib.tables import Column
from portal.oversight.lines import TABLES, name_of
from portal.oversight.words import word_of

ROLES = dict(Role.choices) | {"system": "系统", "worker": "工友", "visitor": "未登录"}


def kind_of(label: str) -> str:
    """The Chinese name of "app.Model"."""
    return next((name_of(model) for model in TABLES().values() if model._meta.label == label), "")


def entry_columns(regions: Mapping[int, str], *, why: bool = False) -> tuple[Column, ...]:
    """``why`` shows the stated reason of a view of personal data."""
    middle = (
        (Column("detail", "理由", value=lambda e: e.detail.get("reason", ""), wide=True),)
        if why
        else (Column("address", "网络地址", width=120, on_phone=False),)
    )
    return (
        Column("at", "时间", kind="instant", sort="at", width=144, link=lambda e: reverse("audit_entry", args=[e.uid])),
        Column("actor_name", "办理人", sort="actor_name", sub=lambda e: ROLES.get(e.actor_role, e.actor_role), width=128),
        Column("verb", "行为", value=lambda e: word_of(e.verb), words=lambda e: word_of(e.verb), width=176),
        Column("object_name", "对象", sub=lambda e: kind_of(e.object_type), wide=True, ellipsis=True),
        Column("region_id", "辖区", value=lambda e: regions.get(e.region_id, ""), words=lambda e: regions.get(e.region_id, ""), width=96),
        *middle,
        Column("succeeded", "结果", kind="state", value=_result, words=_result, tone=lambda e: "ok" if e.succeeded else "bad", width=72, corner=True),
        Column("object_uid", "对象编号", on_screen=False),
        Column("request_id", "请求编号", on_screen=False),
    )


def _result(entry: Entry) -> str:
    return "成功" if entry.succeeded else "未成功"


def change_columns(regions: Mapping[int, str]) -> tuple[Column, ...]:
    return (
        Column("at", "时间", kind="instant", sort="at", width=144, link=lambda c: reverse("audit_change", args=[c.pk])),
        Column("table_name", "数据", value=table_words, words=table_words, sub=lambda c: f"第 {c.row_id} 行", width=144),
        Column("kind", "性质", width=72),
        Column("fields", "改动的字段", value=_fields, wide=True),
        Column("actor_name", "办理人", value=lambda c: c.actor_name or "—", width=128),
        Column("region_id", "辖区", value=lambda c: regions.get(c.region_id, ""), words=lambda c: regions.get(c.region_id, ""), width=96),
        Column("login", "数据库账号", width=112, on_phone=False),
        Column("request_id", "请求编号", on_screen=False),
    )


def table_words(change: Change) -> str:
    model = TABLES().get(change.table_name)
    return name_of(model) if model else change.table_name


def _fields(change: Change) -> str:
    """Names only; the values stand on the change's own page."""
    model = TABLES().get(change.table_name)
    names = {field.column: str(field.verbose_name) for field in model._meta.concrete_fields} if model else {}
    return "、".join(names.get(column, column) for column in (change.after or {}) if not column.endswith(("_index", "_key")))
