"""Authorities that are not on the portal: what they are asked to do, and papers they sent; one waits, one is late, others are done with."""

import datetime as dt
import io

from cases.external import find_case
from cases.models import Case
from portal.external.actions.ask_external import Asking, ask_external
from portal.external.actions.close_incoming import answer_incoming, file_incoming
from portal.external.actions.record_answer import record_answer
from portal.external.actions.register_incoming import Received, register_incoming
from portal.external.enums import StepKind
from portal.operations.demo.proofs import picture
from portal.operations.demo.stage import Stage
from portal.tenancy.scope import Actor, acting

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
        _receive(stage, inspector, cases)


def _receive(stage: Stage, inspector: Actor, cases: list[Case]) -> None:
    """Four papers: one to be answered in three days, one overdue, one answered, one to be read only."""
    county = stage.place(COUNTY).region
    city, at = county.parent, stage.instant(stage.on)
    city_bureau, court, police = "阳泉市人力资源和社会保障局", "平定县人民法院", "平定县公安局"
    papers = (
        (Received(court, county, "关于协助提供工资支付记录的函", _ago(stage, 3), _ago(stage, 2), "（样例）平法执函1号", "请提供被执行人工资支付记录和专户流水。", _on(stage, 3), inspector.name), ""),
        (Received(city_bureau, city, "关于报送欠薪积案化解情况的通知", _ago(stage, 12), _ago(stage, 10), "阳人社函〔2026〕9号", "", _ago(stage, 1), inspector.name), ""),
        (Received(police, county, "关于移送线索受理情况的复函", _ago(stage, 9), _ago(stage, 8), "平公函〔2026〕3号", "", _ago(stage, 3), inspector.name), "answer"),
        (Received(city_bureau, city, "关于转发春节前治欠工作要点的通知", _ago(stage, 6), _ago(stage, 5), "阳人社函〔2026〕11号", "", None, inspector.name), "file"),
    )  # fmt: skip
    for place, (received, end) in enumerate(papers):
        subject = find_case(inspector, cases[0].number) if cases and place in (0, 2) else None
        file = {"upload": io.BytesIO(picture()), "upload_name": "来文扫描件.png"} if place == 0 else {}
        paper = register_incoming(actor=inspector, region=county, received=received, subject=subject, at=at, **file)
        if end == "answer":
            answer_incoming(
                actor=inspector, paper=paper, answered_on=_ago(stage, 4), answer_number="平定人社监函〔2026〕2号", result="已补充材料清单并附后。", at=at
            )
        elif end == "file":
            file_incoming(actor=inspector, paper=paper, reason="已转各乡镇劳动保障所学习", at=at)


def _on(stage: Stage, days: int) -> dt.date:
    return stage.on + dt.timedelta(days=days)


def _ago(stage: Stage, days: int) -> dt.date:
    return stage.on - dt.timedelta(days=days)
