"""Columns of the list of figures, for screen, export and print."""

from django.urls import reverse

from portal.lib.columns import Column
from portal.policy.lines import TONES

POLICIES = (
    Column("key.label", "参数", sort="key.label", link=lambda line: reverse("policy", args=[line.pk]), sub=lambda line: line.remark, wide=True),
    Column("words", "现行值", words=lambda line: line.brief, width=200, wide=True),
    Column("state", "状态", kind="state", sort="state", words=lambda line: line.state, tone=lambda line: TONES.get(line.state, ""), width=128, corner=True),
    Column("level", "生效层级", sort="level", width=88),
    Column("value.certainty", "确定度", sort="value.certainty", sub=lambda line: line.certainty, width=112),
    Column("value.source", "依据", sort="value.source", wide=True),
    Column("group", "类别", sort="group", hidden=True),
    Column("key.unit", "单位", on_screen=False),
    Column("key.key", "代码", on_screen=False),
    Column("key.used_for", "用于", on_screen=False),
)
