"""Steps of authorities that are not on the portal: one waits, one is late, one has been answered."""

import datetime as dt

from cases.external import find_case
from cases.models import Case
from portal.external.actions.ask_external import Asking, ask_external
from portal.external.actions.record_answer import record_answer
from portal.external.enums import StepKind
from portal.operations.demo.stage import Stage
from portal.tenancy.scope import acting

COUNTY = "140321"


def ask_outside(stage: Stage) -> None:
    """平定县 asks its city, the police and a bank about open cases."""
    county = stage.place(COUNTY).region
    city = county.parent
    askings = (
        (
            Asking(StepKind.DEPOSIT, "出具工资保证金支付通知书", "阳泉市人力资源和社会保障局", city, _ago(stage, 20), due_on=_ago(stage, 10)),
            "已向存款银行出具支付通知书，附人员清单。",
        ),
        (
            Asking(
                StepKind.ASSET_QUERY, "批准查询用人单位金融账户", "阳泉市人力资源和社会保障局", city, _ago(stage, 4), due_on=stage.on + dt.timedelta(days=3)
            ),
            "",
        ),
        (Asking(StepKind.POLICE, "受理移送的涉嫌犯罪案件并书面答复", "平定县公安局", county, _ago(stage, 12), "平定人社监移〔2026〕1号", "D26c"), ""),
    )
    inspector = stage.inspector(COUNTY)
    with acting(inspector):
        cases = list(Case.objects.visible_to(inspector).filter(region=county).order_by("number")[: len(askings)])
        for at, (asking, result) in enumerate(askings):
            subject = find_case(inspector, cases[at % len(cases)].number) if cases else None
            step = ask_external(actor=inspector, region=county, asking=asking, subject=subject, at=stage.instant(stage.on))
            if result:
                record_answer(
                    actor=inspector, step=step, is_done=True, answered_on=_ago(stage, 11), answer_number="阳人社函〔2026〕8号", result=result,
                    at=stage.instant(stage.on),
                )  # fmt: skip


def _ago(stage: Stage, days: int) -> dt.date:
    return stage.on - dt.timedelta(days=days)
