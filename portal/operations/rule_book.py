"""The rule book: every rule with its articles, thresholds and each tenant's own values."""

import datetime as dt
from types import ModuleType

from portal.lib.rules import policy_key
from portal.tenancy.models import Jurisdiction
from portal.tenancy.policies import PolicySet

LEVELS = {"blue": "蓝", "yellow": "黄", "red": "红"}


def rule_book(rules: tuple[ModuleType, ...], on: dt.date) -> list[dict]:
    """One entry a rule; ``tenants`` lists the values that differ from the default, with their source."""
    policies = {j.region.code: PolicySet(j.region, on) for j in Jurisdiction.objects.select_related("region")}
    return [
        {
            "code": rule.CODE,
            "title": rule.TITLE,
            "law": list(rule.LAW),
            "levels": list(LEVELS),
            "defaults": {t.key: {"label": t.label, "value": t.default, "unit": t.unit, "source": t.source, "certainty": t.certainty} for t in rule.DEFAULTS},
            "tenants": {code: own for code, policy in policies.items() if (own := _own(rule, policy))},
        }
        for rule in rules
    ]


def _own(rule: ModuleType, policy: PolicySet) -> dict:
    found = {}
    for threshold in rule.DEFAULTS:
        value = policy[policy_key(rule, threshold)]
        if value.level != "national":
            found[threshold.key] = {"value": value.value, "source": value.source, "level": value.level}
    return found


def as_markdown(book: list[dict]) -> str:
    """The book for people, in Chinese."""
    lines = ["# 预警规则手册", "", "由 `manage.py rules --markdown` 生成。阈值是数据，租户可按本地文件修改；没有注明租户的取默认值。", ""]
    for rule in book:
        lines += [f"## {rule['code']} {rule['title']}", "", "依据：" + "；".join(rule["law"]), "", "| 阈值 | 默认 | 出处 |", "|---|---|---|"]
        lines += [f"| {t['label']} | {_text(t['value'])} {t['unit']} | {t['source']} |" for t in rule["defaults"].values()]
        for code, own in rule["tenants"].items():
            lines += ["", f"租户 {code}：" + "；".join(f"{rule['defaults'][key]['label']} {_text(v['value'])}（{v['source']}）" for key, v in own.items())]
        lines.append("")
    return "\n".join(lines)


def _text(value: object) -> str:
    return "、".join(str(item) for item in value) or "无" if isinstance(value, list) else str(value)
