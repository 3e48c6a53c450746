"""Attendance in the words of its pages: signs of a day, sentences of a finding."""

import datetime as dt
from typing import Any

from portal.lib.clock import SHANGHAI
from wagepay.enums import AnomalyKind, AttendanceSource
from wagepay.models import AttendanceFinding

# What ought to be done about a finding, and on what ground.
ADVICE: dict[str, str] = {
    AnomalyKind.UNREGISTERED: "请总包核对身份，签订合同后补办实名登记；考勤照记，登记后归到本人名下。",
    AnomalyKind.TWO_SITES: "请核对是不是同一天转场，或有人代打卡；代打卡的，更正考勤并写明原因。",
    AnomalyKind.AFTER_EXIT: "请核对退场日期；又来做工的更新花名册，没有来的查代打卡。",
    AnomalyKind.SAME_MINUTES: "请核对这些记录是不是人为生成：调取现场图像，核对设备日志。",
    AnomalyKind.CROWDED: "请核对设备是不是补传、时钟是否停走，或记录是人为生成。",
    AnomalyKind.FILLED_AT_ONCE: "请说明补报的原因（断网、停电、设备更换），并附当时的手工记录。",
    AnomalyKind.OUTSIDE_FENCE: "请核对工作面位置；项目坐标不对的，请更正项目档案。",
    AnomalyKind.COLLAPSE: "请说明是停工、放假、完工还是设备故障；停工、放假的请登记工地状态。",
}


def sentence(finding: AttendanceFinding) -> str:
    """One sentence with the figures, which an enterprise can contest."""
    figures: dict[str, Any] = finding.figures
    match finding.kind:
        case AnomalyKind.UNREGISTERED:
            return f"出勤 {_number(figures['days'])} 天，没有实名登记。"
        case AnomalyKind.TWO_SITES:
            return f"{_days(figures['on'])}同一天在两个工地都有考勤。"
        case AnomalyKind.AFTER_EXIT:
            return f"花名册上 {figures['left_on']} 退场，之后还有 {figures['days']} 天考勤。"
        case AnomalyKind.SAME_MINUTES:
            span = figures["first"] if figures["first"] == figures["last"] else f"{figures['first']}—{figures['last']}"
            return f"{figures['days']} 天的打卡都在 {span}，一分钟不差。"
        case AnomalyKind.CROWDED:
            return f"同一台设备在限定秒数内有 {figures['people']} 人打卡，最早一次 {_instant(figures['at'])}。"
        case AnomalyKind.FILLED_AT_ONCE:
            return f"{figures['received_on']} 一天补报了 {figures['days']} 个工作日的记录，涉及 {figures['people']} 人。"
        case AnomalyKind.OUTSIDE_FENCE:
            far = f"，最远 {figures['metres']} 米" if figures["metres"] is not None else "，没有定位"
            return f"{figures['days']} 天、{figures['people']} 人在围栏外打卡{far}。"
        case _:
            return f"截至 {figures['until']}，出勤由 {_number(figures['before'])} 工日降到 {_number(figures['after'])} 工日。"


def _days(days: list[int]) -> str:
    return "、".join(str(day) for day in days) + " 日" if days else ""


def _number(value: Any) -> str:
    return f"{float(value):g}"


def _instant(text: str) -> str:
    """The database tells instants in its own zone, people read theirs."""
    return f"{dt.datetime.fromisoformat(text).astimezone(SHANGHAI):%Y-%m-%d %H:%M}"


def sign(units: Any) -> str:
    """How a day stands in the grid: whole days as √, parts as their number, taken back as 0."""
    number = float(units)
    return "√" if number == 1 else f"{number:g}"


MARK_CLASSES = {AttendanceSource.MENDED: "mended", AttendanceSource.PHONE: "phone", AttendanceSource.DEVICE: "device"}
