"""Columns of the registers, shared by screen, phone cards and export."""

from django.urls import reverse

from portal.administration.staffing import needed
from portal.lib import marks
from portal.lib.tables import Column
from portal.tenancy.enums import Industry
from portal.tenancy.models import Organisation, Region

TONES = {True: "bad", False: "ok"}


def state_of(region: Region) -> str:
    if region.successor_id:
        return f"并入{region.successor.name}"
    return "已撤销" if region.is_closed else "有效"


REGIONS = (
    Column("name", "名称", sort="name", link=lambda r: reverse("region", args=[r.code]), wide=True),
    Column("code", "区划代码", sort="code", width=136),
    Column("level", "级别", sort="level", width=96),
    Column("parent", "上级", value=lambda r: r.parent.name if r.parent else "", words=lambda r: r.parent.name if r.parent else "—", width=200),
    Column("valid_from", "启用日期", kind="date", sort="valid_from", width=120),
    Column("valid_to", "停用日期", kind="date", sort="valid_to", width=120),
    Column("is_closed", "状态", kind="state", value=state_of, words=state_of, tone=lambda r: TONES[r.is_closed], width=136, corner=True),
    Column(
        "tenant",
        "租户",
        value=lambda r: "已开通" if hasattr(r, "jurisdiction") else "",
        words=lambda r: "已开通" if hasattr(r, "jurisdiction") else "—",
        width=88,
    ),
)


def industries(organisation: Organisation) -> str:
    return "、".join(Industry(value).label for value in organisation.industries)


def _state(organisation: Organisation) -> str:
    return "已合并" if organisation.merged_into_id else "在册"


ORGANISATIONS = (
    Column("name", "名称", sort="name_key", link=lambda o: reverse("organisation", args=[o.uid]), sub=lambda o: o.uscc or o.short_name, wide=True),
    Column("kind", "类别", sort="kind", width=112),
    Column(
        "region",
        "所在辖区",
        sort="region__code",
        value=lambda o: o.region.name if o.region else "",
        words=lambda o: o.region.name if o.region else "—",
        width=160,
    ),
    Column("industries", "主管行业", value=industries, words=lambda o: industries(o) or "—", width=200),
    Column("is_state_owned", "国有", value=lambda o: o.is_state_owned, words=lambda o: "国有" if o.is_state_owned else "—", width=72),
    Column("parent", "上级单位", value=lambda o: o.parent.name if o.parent else "", words=lambda o: o.parent.name if o.parent else "—", hidden=True),
    Column("uscc", "信用代码", value=lambda o: o.uscc or "", on_screen=False),
    Column("merged_into", "状态", kind="state", value=_state, words=_state, tone=lambda o: TONES[bool(o.merged_into_id)], width=88, corner=True),
)


def townships(officers: dict[int, int], grids: dict[int, int], most: dict[int, int]) -> tuple[Column, ...]:
    """Sites per township against the officers who look after it; ``most`` sites an officer may have, by county, where a notice says so."""

    def asked(town: Region) -> int | None:
        return needed(town.sites, most.get(town.parent_id))

    def short(town: Region) -> int:
        return max(0, (asked(town) or 0) - officers.get(town.pk, 0))

    def words(town: Region) -> str:
        return "没有规定" if asked(town) is None else f"缺 {short(town)} 人" if short(town) else "够"

    def level(town: Region) -> str:
        return "none" if asked(town) is None else "yellow" if short(town) else "ok"

    return (
        Column("name", "乡镇街道", sort="name", link=lambda t: reverse("region", args=[t.code]), sub=lambda t: t.parent.name, wide=True),
        Column("grids", "网格", kind="int", value=lambda t: grids.get(t.pk, 0), width=80),
        Column("sites", "未完工项目", kind="int", sort="sites", width=120),
        Column("needed", "应配网格员", kind="int", value=asked, width=120),
        Column("officers", "现有网格员", kind="int", value=lambda t: officers.get(t.pk, 0), width=120),
        Column(
            "short", "配备", value=words, html=lambda t: marks.mark(level(t), words(t)), width=104, corner=True,
        ),
    )  # fmt: skip
