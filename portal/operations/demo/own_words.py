"""Workers who looked at their own months on the phone and said whether it is so."""

import datetime as dt

from django.db.models import F

from portal.lib import crypto
from portal.operations.demo.stage import Stage
from portal.tenancy.actors import system_actor
from portal.tenancy.scope import acting
from wagepay.actions.answer_month import answer_month
from wagepay.actions.end_own_visit import end_own_visit
from wagepay.enums import AnswerAbout
from wagepay.models import OwnVisit, SignedScan, WorkerMonth
from wagepay.own_actor import actor_of
from wagepay.own_months import own_month

A_COUNTY = 4
MINUTES = dt.timedelta(minutes=6)


def say_own(stage: Stage, code: str) -> None:
    """A few of the county: who got everything says so, who did not says that."""
    month = stage.closed[0]
    with acting(system_actor()) as actor:
        rows = WorkerMonth.objects.visible_to(actor).filter(region__code=code, month=month, is_listed=True).order_by("project_id", "person")
        # Where a signature is missing nobody contradicts as well: that site shows the mildest level.
        partly = SignedScan.objects.visible_to(actor).filter(sheet__month=month, signed__lt=F("sheet__workers"))
        rows = rows.exclude(project__in=partly.values("sheet__project"))
        people = [(region, bytes(person)) for region, person in rows.values_list("region_id", "person")]
    for number, (region, person) in enumerate(people[:: max(1, len(people) // A_COUNTY)][:A_COUNTY]):
        _say(stage, region, person, month, number)


def _say(stage: Stage, region: int, person: bytes, month: dt.date, number: int) -> None:
    at = stage.instant(stage.on - dt.timedelta(days=1), 12 + number)
    key = crypto.blind("secret", f"demo visit {region} {person.hex()}")
    visit = OwnVisit.objects.create(key_index=key, region_id=region, person=person, started_at=at, ends_at=at + MINUTES)
    actor = actor_of(visit)
    with acting(actor):
        for part in own_month(actor, month):
            answer_month(actor=actor, visit=visit, month=part, about=AnswerAbout.SHEET, agrees=number != 1, note="" if number != 1 else "少算了两个工", at=at)
            answer_month(actor=actor, visit=visit, month=part, about=AnswerAbout.PAID, agrees=not part.missing, at=at)
        end_own_visit(actor=actor, visit=visit, at=at + MINUTES)
