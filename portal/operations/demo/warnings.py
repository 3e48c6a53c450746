"""Scans of the last days, and what inspectors made of the warnings."""

import datetime as dt
from collections.abc import Iterator
from functools import partial

from earlywarning.actions.check_disposal import check_disposal
from earlywarning.actions.handle import clear_warning, decide_false_alarm, dispose_warning, propose_false_alarm, verify_warning
from earlywarning.actions.run_clearance import run_clearance
from earlywarning.actions.scan import scan
from earlywarning.enums import CheckResult, DisposalKind
from earlywarning.models import Disposal, EarlyWarning
from portal.operations.demo.plans import GUANSHAN, XIUSHUI
from portal.operations.demo.proofs import proof
from portal.operations.demo.stage import Stage
from portal.operations.demo.steps import Step
from portal.operations.rules import RULES
from portal.tenancy.scope import Actor, acting

FIRST = 9  # days ago; a week of ledgers and two days before it
SCANNED = (9, 6, 3, 1, 0)
WORKED = (9, 6, 3)
WITH_OFFICE = ("140403", "120111", "623026")  # counties that are tenants themselves
UNTOUCHED = (GUANSHAN.name, XIUSHUI.name)  # theirs is the story that visitors act out


def _scan(back: int, stage: Stage) -> None:
    day = stage.on - dt.timedelta(days=back)
    scan(RULES, on=day, at=stage.instant(day, 2))


def _clear(back: int, stage: Stage) -> None:
    day = stage.on - dt.timedelta(days=back)
    run_clearance(on=day, at=stage.instant(day, 3), today=stage.on)


# What becomes of one warning after the other: 0 cleared, 1 handled, 2 verified, 3 waits.
TURNS = (0, 2, 0, 1, 0, 0, 3)


def _work(back: int, stage: Stage, code: str) -> None:
    """Of every seven new warnings four are cleared, one is handled, one verified; one waits."""
    found_on = stage.on - dt.timedelta(days=back)
    with acting(stage.inspector(code)) as actor:
        rows = EarlyWarning.objects.visible_to(actor).open().filter(opened_on=found_on).exclude(project__name__in=UNTOUCHED).order_by("pk")
        for number, warning in enumerate(rows.select_related("project")):
            _handle(stage, actor, warning, TURNS[number % len(TURNS)], found_on)


def _handle(stage: Stage, actor: Actor, warning: EarlyWarning, turn: int, found_on: dt.date) -> None:
    days = [min(found_on + dt.timedelta(days=n), stage.on) for n in (1, 2, 3)]
    if turn > 2:
        return
    warning = verify_warning(warning, actor=actor, at=stage.instant(days[0]), note="已到工地核对花名册、考勤和工资表，情况属实。")
    if turn > 1:
        return
    warning = dispose_warning(
        warning,
        actor=actor,
        at=stage.instant(days[1]),
        kind=DisposalKind.RECTIFICATION,
        on=days[1],
        due_on=days[1] + dt.timedelta(days=3),
        note="责令施工总承包单位限期整改，三日内报结果。",
    )
    if turn == 0:
        order = Disposal.objects.visible_to(actor).get(warning=warning)
        check_disposal(order, actor=actor, at=stage.instant(days[2]), on=days[2], result=CheckResult.DONE, note="到工地复查，已整改到位。")
        paper = proof(actor=actor, region_id=warning.region_id, name="整改佐证", at=stage.instant(days[2]), project_id=warning.project_id)
        clear_warning(warning, actor=actor, at=stage.instant(days[2]), note="整改到位，佐证见附件。", proof=paper)


def _be_mistaken(stage: Stage) -> None:
    for code in WITH_OFFICE:
        if _false_alarm(stage, code):
            break


def _false_alarm(stage: Stage, code: str) -> bool:
    """One person proposes, the county's office decides; false where the county has no warning to speak of."""
    with acting(stage.inspector(code)) as actor:
        warning = EarlyWarning.objects.visible_to(actor).filter(state="open").order_by("level_figures", "pk").first()
        if warning is None:
            return False
        warning = propose_false_alarm(warning, actor=actor, at=stage.instant(stage.on, 7), reason="补传的回单证明款项在到期日已到账。")
    with acting(stage.office(code)) as office:
        decide_false_alarm(warning, actor=office, at=stage.instant(stage.on, 8), agree=True, note="经核对银行回单，同意按误报处理。")
    return True


def _days() -> Iterator[Step]:
    """Scan and keep the ledger day by day; the inspectors work on what was found, the newest waits for them."""
    for back in range(FIRST, -1, -1):
        if back in SCANNED:
            yield Step(partial(_scan, back), f"scan {back}")
        if back in WORKED:
            yield Step(partial(_work, back), f"work {back}", by_county=True)
        yield Step(partial(_clear, back), f"clear {back}", catches=True)
    yield Step(_be_mistaken, "be_mistaken")


WATCH = tuple(_days())
