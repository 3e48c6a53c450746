"""A finding of attendance is explained by who employs, and judged by who supervises."""

import datetime as dt

from portal.tenancy.scope import Actor
from wagepay.actions.explaining import explain, judge
from wagepay.models import AttendanceFinding


def explain_anomaly(*, actor: Actor, finding: AttendanceFinding, text: str, at: dt.datetime) -> AttendanceFinding:
    """The employer's words."""
    return explain(finding, "wagepay.explain_anomaly", actor=actor, text=text, at=at)


def judge_anomaly(*, actor: Actor, finding: AttendanceFinding, state: str, text: str, at: dt.datetime) -> AttendanceFinding:
    """Normal or not."""
    return judge(finding, "wagepay.judge_anomaly", actor=actor, state=state, text=text, at=at)
