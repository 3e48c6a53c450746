"""Thresholds that several rules of wages share."""

from portal.lib.rules import Threshold
from projects.enums import ProjectState, SiteKind

EXEMPT_STATES = Threshold(
    "exempt_states",
    "不适用的工地状态",
    [ProjectState.PREPARING.value, ProjectState.SETTLED.value],
    "",
    "豁免表：筹备和已结清的项目",
    kind=list,
    choices=tuple(ProjectState.choices),
)
EXEMPT_SITES = Threshold("exempt_sites", "不适用的工地类型", [], "", "豁免表：由租户按当地文件录入", kind=list, choices=tuple(SiteKind.choices))
# Below this share the month is not paid at all (W12); above it single people are missing (W16). One root, one warning.
UNPAID_PERCENT = Threshold("unpaid_percent", "未发人数占比达到（低于此数由 W16 管）", 30, "%", "平台建议：未足额的红色线 30%")
# One person of two is half a sheet, and still one person: he is told by W13, W16 and W42 and not as a month nobody paid, and alone he makes nothing red.
SHARE_PERSONS = Threshold("red_share_persons", "按占比升为红色的最少人数", 2, "人", "平台建议：两三个人的班组里，一个人就超过三成，一个人先按黄色办")
UNPAID_LEAST = Threshold("unpaid_least", "按占比算整月未发的最少未发人数（一个人也没发的不受此限）", 2, "人", "平台建议：两三个人的班组里，一个人就超过三成")
# Of a cycle's labour cost less than this came: it was not transferred (W05); more, but not all: it is short (W06). One root, one warning.
TOKEN_PERCENT = Threshold("token_percent", "到账低于此数算没有拨付（W05），其余算不足（W06）", 10, "%", "平台建议")


def months_back(months: int) -> Threshold:
    """How far a rule looks back, so that the desk stays readable."""
    return Threshold("months_back", "往回看的月数", months, "个月", "平台建议")
