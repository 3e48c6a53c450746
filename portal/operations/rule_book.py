"""The rule book: every rule with its articles, thresholds and each tenant's own values."""

import datetime as dt
from types import ModuleType

from earlywarning.catalogue import TITLES, waiting
from portal.lib.rules import Threshold, levels_of, policy_key
from portal.tenancy.models import Jurisdiction
from portal.tenancy.policies import PolicySet


def rule_book(rules: tuple[ModuleType, ...], policies: dict[str, PolicySet]) -> list[dict]:
    """One entry a rule; ``tenants`` lists the values of each tenant's policies (by code) that differ from the default, with their source."""
    return [
        {
            "code": rule.CODE,
            "title": rule.TITLE,
            "law": list(rule.LAW),
            "levels": [level.value for level in levels_of(rule)],
            "defaults": {t.key: _default(t) for t in rule.DEFAULTS},
            "tenants": {code: own for code, policy in policies.items() if (own := _own(rule, policy))},
        }
        for rule in rules
    ]


def tenants_policies(on: dt.date) -> dict[str, PolicySet]:
    """What every tenant has set, by its code."""
    return {j.region.code: PolicySet(j.region, on) for j in Jurisdiction.objects.select_related("region")}


def _default(threshold: Threshold) -> dict:
    return {
        "label": threshold.label,
        "value": threshold.default,
        "words": threshold.words(threshold.default),
        "unit": threshold.unit,
        "source": threshold.source,
        "certainty": threshold.certainty,
    }


def _own(rule: ModuleType, policy: PolicySet) -> dict:
    found = {}
    for threshold in rule.DEFAULTS:
        value = policy[policy_key(rule, threshold)]
        if value.level != "national":
            found[threshold.key] = {"value": value.value, "words": threshold.words(value.value), "source": value.source, "level": value.level}
    return found


def as_markdown(book: list[dict]) -> str:
    """The book for people, in Chinese."""
    lines = [
        "# 预警规则手册",
        "",
        "由规则代码生成，不要手改：`manage.py rules --markdown --defaults > docs/law/rules.md`。阈值是数据，租户可按本地文件修改；没有注明租户的取默认值。",
        "",
    ]
    for rule in book:
        lines += [f"## {rule['code']} {rule['title']}", "", "依据：" + "；".join(rule["law"]), "", "| 阈值 | 默认 | 出处 |", "|---|---|---|"]
        lines += [f"| {t['label']} | {t['words']} | {t['source']} |" for t in rule["defaults"].values()]
        for code, own in rule["tenants"].items():
            lines += ["", f"租户 {code}：" + "；".join(f"{rule['defaults'][key]['label']} {v['words']}（{v['source']}）" for key, v in own.items())]
        lines.append("")
    lines += ["## 不由规则计算的", "", f"目录共 {len(TITLES)} 条；下列各条没有规则计算。", "", "| 代码 | 名称 | 原因 |", "|---|---|---|"]
    lines += [f"| {code} | {TITLES[code]} | {why} |" for code, why in waiting({rule["code"] for rule in book}).items()]
    return "\n".join(lines)
