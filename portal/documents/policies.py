"""Figures and choices of the tenants about documents."""

from portal.documents.addressee import HANDLING_UNIT
from portal.documents.kinds import ADDRESSEES, InstrumentKind, instrument_kinds
from portal.documents.retention import CLASSES
from portal.tenancy.policies import PolicyKey

SUGGESTION = "平台建议"
PARTS = tuple(ADDRESSEES.items()) + (("township+industry", "属地乡镇（街道）、行业主管部门"),)
WEST = "西青区“安薪西青”工程实施方案“一单四函”的发送对象"
OWN_UNIT, ENTITLED = "own_unit", "entitled"
READERS = ((OWN_UNIT, "仅上传单位"), (ENTITLED, "有权查看的单位"))
CALENDARS = (("natural", "自然日"), ("working", "工作日"))

FILES = (
    PolicyKey("files.max_mb", "单个上传文件的上限", int, "MB", 30, SUGGESTION, "P", least=1, most=30),
    PolicyKey("files.user_daily_mb", "每人每天的上传限额", int, "MB", 500, SUGGESTION, "P", least=1),
    PolicyKey("files.tenant_gb", "本地区的文件空间", int, "GB", 200, SUGGESTION, "P", least=1),
    PolicyKey("files.unscanned_readers", "未扫描文件谁能下载", str, "", OWN_UNIT, "平台建议：没有扫描就不放行", "P", choices=READERS),
    # A tenant may keep longer than the law asks, never shorter.
    *(PolicyKey(found.policy, f"{found.label}的保存年限", int, "年", found.years, found.law, "B", least=found.years) for found in CLASSES.values()),
)


def of_kinds(*kinds: InstrumentKind) -> tuple[PolicyKey, ...]:
    """To whom each kind goes and how many days its receiver has; a room that declares kinds of its own declares these with them."""
    return (
        *(
            PolicyKey(f"instruments.addressee.{kind.code}", f"{kind.title}的默认主送", str, "", kind.addressee, _source(kind), "A", choices=PARTS)
            for kind in kinds
        ),
        *(PolicyKey(f"instruments.reply_days.{kind.code}", f"{kind.title}的回复天数", int, "天", kind.reply_days, SUGGESTION, "P", least=0) for kind in kinds),
    )


def _source(kind: InstrumentKind) -> str:
    return kind.law if kind.statutory else WEST


POLICIES = (
    PolicyKey(
        "instruments.kinds",
        "启用的文种",
        list,
        "",
        ["interview_letter"],
        "平台建议：约谈各地通用，一单四函由租户按本地文件启用",
        "P",
        choices=tuple((kind.code, kind.title) for kind in instrument_kinds()),
    ),
    PolicyKey("instruments.second_person", "审核与拟稿须为不同的人", bool, "", False, SUGGESTION, "P"),
    PolicyKey(
        HANDLING_UNIT,
        "默认的承办单位",
        str,
        "",
        "",
        SUGGESTION,
        "P",
        meaning="督办函等发给承办单位的文书，拟稿时先选中的单位，写全称；不填的，按案件登记的承办单位。",
    ),
    PolicyKey("instruments.reply_calendar", "回复天数按什么日算", str, "", "natural", SUGGESTION, "P", choices=CALENDARS),
    *of_kinds(*instrument_kinds()),
)
