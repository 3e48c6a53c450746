"""The rule table for people: ``python -m portal.lib.deadline_table`` prints ``docs/law/deadlines.md``."""

from portal.lib.deadline_rules import RULES, Calendar, DeadlineRule

_CALENDAR = {Calendar.NATURAL: "自然日", Calendar.WORKING: "工作日"}
_TENANTS = {"140300": "阳泉市", "410400": "平顶山市", "623026": "碌曲县"}
_HEADER = """# 时限一览

由时限规则生成，不要手改：`python -m portal.lib.deadline_table > docs/law/deadlines.md`。

- 开始当日不计；按月、年计算的，到期月的对应日为末日，没有对应日的为该月末日（民法典201、202）。
- “顺延”：末日是休息日或法定节假日的，到结束后的第一个工作日（民法典203）。
- “提前”：发薪日逢节假日或休息日，提前到之前最近的工作日（保障农民工工资支付条例14）。
- “不调整”：保存期限、按小时计算的期限、日历周期的末日等，照原日。
- 依法中止的日子不计入，末日相应后移；当日、保存期限、等待期、日历周期的末日没有中止。
- 收到之日遇休息日的起算时点由租户政策参数“期限的起算时点”定，没有规定的从收到当日起算。
- 调休上班的周六、周日算工作日。放假安排还没有录入的年份按周一至周五推算，标“未核准日历”。
- 度：A 读过原文；B 有把握；C 上线前须核对。

| 代码 | 起算 | 事项 | 时限 | 日历 | 末日 | 依据 | 度 | 适用 | 说明 |
|---|---|---|---|---|---|---|---|---|---|
"""


def markdown() -> str:
    """Every rule as a row of a table, in the order of the codes."""
    return _HEADER + "".join(f"| {' | '.join(_cells(rule))} |\n" for rule in RULES)


def _cells(rule: DeadlineRule) -> tuple[str, ...]:
    return (
        rule.code,
        rule.trigger,
        rule.title,
        rule.length,
        _CALENDAR[rule.calendar],
        "" if rule.calendar is Calendar.WORKING else str(rule.rolling),
        rule.law,
        rule.certainty,
        _TENANTS.get(rule.region, rule.region),
        rule.note,
    )


if __name__ == "__main__":
    print(markdown(), end="")
