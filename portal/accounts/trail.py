"""What happened to a post or a change of rights, in words, from the audit trail."""

from typing import Any

from django.db import models

from portal.audit.models import Entry
from portal.audit.words import title_of

WORDS = {
    "accounts.grant": "授予任职",
    "accounts.change_membership": "变更任职",
    "accounts.end_membership": "结束任职",
    "accounts.resume_membership": "恢复任职",
    "accounts.appoint_deputy": "设立代理",
    "accounts.adjust_rights": "提出权限调整",
    "accounts.confirm_rights": "确认权限调整",
    "accounts.end_adjustment": "终止权限调整",
    "accounts.hand_over": "工作移交",
    "accounts.receive_portfolio": "签收",
}
MOST = 30


def entries_of(obj: models.Model) -> list[dict[str, Any]]:
    """The newest first, as the timeline shows them."""
    rows = Entry.objects.filter(object_type=obj._meta.label, object_uid=str(obj.uid)).order_by("-id")[:MOST]
    return [{"title": title_of(row.verb, WORDS), "note": _note(row.detail), "at": row.at, "who": row.actor_name, "level": ""} for row in rows]


def _note(detail: dict[str, Any]) -> str:
    parts = [detail.get(name) for name in ("change", "document", "reason", "note")]
    if detail.get("last_day"):
        parts.append(f"最后一天 {detail['last_day']}")
    if isinstance(detail.get("before"), dict) and isinstance(detail.get("after"), dict):
        parts += [
            f"{_LABELS[key]}由“{_said(was)}”改为“{_said(detail['after'].get(key))}”" for key, was in detail["before"].items() if was != detail["after"].get(key)
        ]
    return " · ".join(str(part) for part in parts if part)


_LABELS = {"role": "角色", "title": "职务", "industries": "行业", "townships": "乡镇街道", "from": "任职起", "to": "任职止"}


def _said(value: Any) -> str:
    return "、".join(value) if isinstance(value, list) else str(value or "空")
