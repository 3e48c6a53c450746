"""A worker says of his month whether it is so."""

import datetime as dt

from django.db import transaction

from portal.audit.log import record
from portal.lib.errors import Refused
from portal.tenancy.scope import Actor
from wagepay.enums import AnswerAbout
from wagepay.models import MonthAnswer, OwnVisit
from wagepay.own_months import OwnMonth

MOST_A_DAY = 20


@transaction.atomic
def answer_month(*, actor: Actor, visit: OwnVisit, month: OwnMonth, about: AnswerAbout, agrees: bool, at: dt.datetime, note: str = "") -> MonthAnswer:
    """Evidence with the figures he saw. The same word again without a note is not kept twice; another word is a new row."""
    if about == AnswerAbout.SHEET and month.sheet is None:
        raise Refused("这个月还没有您的工资表，没有可以确认的。", "no_sheet")
    mine = MonthAnswer.objects.visible_to(actor)
    last = mine.filter(project_id=month.row.project_id, employer_id=month.row.employer_id, month=month.row.month, about=about).order_by("-at", "-pk").first()
    sheet = month.sheet
    if last and last.agrees == agrees and not note and last.sheet_uid == (sheet and sheet["uid"]) and last.received == month.received:
        return last
    if mine.filter(at__gt=at - dt.timedelta(days=1)).count() >= MOST_A_DAY:
        raise Refused("今天说得很多了，请明天再来，或者打电话说。", "too_many")
    answer = MonthAnswer.objects.create(
        region_id=month.row.region_id, project_id=month.row.project_id, employer_id=month.row.employer_id, month=month.row.month,
        person=bytes(visit.person), about=about, agrees=agrees, note=note.strip(), at=at, visit_uid=visit.uid,
        days=month.row.days, owed=month.row.owed, received=month.received,
        sheet_uid=sheet and sheet["uid"], sheet_version=sheet and sheet["version"], receipt_number=sheet["receipt"] if sheet else "",
    )  # fmt: skip
    record(
        actor, "wagepay.answer_month", answer, detail={"month": f"{answer.month:%Y-%m}", "about": str(about), "agrees": agrees, "version": answer.sheet_version}
    )
    return answer
