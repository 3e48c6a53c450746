"""The demonstration's workers say their word by the real act."""

import datetime as dt
from types import SimpleNamespace

from portal.operations.demo.own_words import say_own
from portal.tenancy.actors import system_actor
from portal.tenancy.scope import acting
from tests.make import wagepay as make
from wagepay.models import MonthAnswer, OwnVisit


def test_a_few_of_every_county_say_whether_they_got_their_money(site):
    with acting(site.contractor):
        people = [make.engagement(site.project) for _ in range(6)]
        sheet = make.sheet(site.project)
        for number, person in enumerate(people):
            make.line(sheet, person)
            make.worker_month(person, is_listed=True, owed=6000, net=6000, paid=6000 if number % 2 else 1000)
    stage = SimpleNamespace(
        closed=[make.OCTOBER], on=dt.date(2026, 11, 25), instant=lambda day, hour: dt.datetime(day.year, day.month, day.day, hour, tzinfo=dt.UTC)
    )
    say_own(stage, site.project.region.code)
    with acting(system_actor()) as actor:
        said = list(MonthAnswer.objects.visible_to(actor))
    assert len(said) == 8
    assert {answer.agrees for answer in said if answer.about == "paid"} == {True, False}
    assert OwnVisit.objects.filter(ended_at__isnull=True).count() == 0
