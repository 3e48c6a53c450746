"""The statutory terms as policy: shown beside the tenants' figures and no tenant's to change, and the moment from which each runs."""

from portal.lib.deadline_rules import RULES, Calendar, DeadlineRule, Unit
from portal.lib.start_moments import LABELS
from portal.tenancy.policy_keys import PolicyKey

START_MOMENTS = "deadlines.start_moments"
_COUNTED = (Unit.DAYS, Unit.WORKDAYS, Unit.MONTHS, Unit.YEARS, Unit.HOURS)
CALENDARS = {Calendar.NATURAL: "自然日", Calendar.WORKING: "工作日"}


def term_key(rule: DeadlineRule) -> str:
    """``deadlines.D15``; a term of one region's notice carries its code."""
    return f"deadlines.{rule.code}{f'.{rule.region}' if rule.region.isdigit() else ''}"


def _statutory(rule: DeadlineRule) -> PolicyKey:
    is_counted = rule.unit in _COUNTED
    return PolicyKey(
        term_key(rule),
        f"{rule.code} {rule.title}",
        int if is_counted else str,
        str(rule.unit) if is_counted else "",
        rule.count if is_counted else rule.length,
        rule.law,
        rule.certainty,
        meaning=f"自{rule.trigger}起算。{rule.note}",
        fixed=True,
    )


# They run from a fact on the site (a contract signed, a permit given), and the law itself names that day: no office's counter hours move it.
OF_FACTS = ("D01", "D02", "D03", "D06", "D47")

STATUTORY = tuple(_statutory(rule) for rule in RULES)
STARTS = PolicyKey(
    START_MOMENTS,
    "期限的起算时点",
    dict,
    "",
    {},
    "民法典第201条：按日计算期间的，开始的当日不计入，自下一日开始计算",
    "A",
    needed_for="线索、案件、外部机关步骤的期限和期限计算",
    meaning="没有列出的时限从收到（发生）当日起算；从签订合同、取得许可等事实起算的，法律已写明，不能改。本省、本地文件另有规定的，逐项写明从哪一天起算。",
    choices=tuple((moment.value, label) for moment, label in LABELS.items()),
    names=tuple(dict((rule.code, f"{rule.code} {rule.title}") for rule in RULES if rule.pausable and rule.code not in OF_FACTS).items()),
)
