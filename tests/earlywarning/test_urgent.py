"""A child on a site is a red warning within minutes; the night's scan is for everything else."""

import datetime as dt

from django.utils import timezone

from earlywarning.actions.scan_urgent import scan_urgent
from earlywarning.models import EarlyWarning, Scan
from portal.jobs.outbox import post
from portal.operations.rules import RULES
from portal.tenancy.actors import system_actor
from portal.tenancy.scope import acting
from tests.make import wagepay as make
from tests.make.projects import make_project
from wagepay.intake.children import MESSAGE

ON = dt.date(2026, 11, 20)


def test_a_message_about_a_child_opens_the_red_warning_and_without_news_nothing_runs(tree):
    with acting(system_actor()):
        project = make_project(tree.county)
        make.engagement(project, birth_on=dt.date(2012, 5, 1), id_number=make.id_number(born_on=dt.date(2012, 5, 1)))
    at = timezone.now()
    assert scan_urgent(RULES, on=ON, at=at) == {"regions": 0, "opened": 0} and not Scan.objects.exists(), "nobody was told of anything"
    post(MESSAGE, f"{project.pk} child", {"project": project.pk, "person": "00"}, project.region_id)
    later = timezone.now()
    assert scan_urgent(RULES, on=ON, at=later) == {"regions": 1, "opened": 1}
    with acting(system_actor()) as actor:
        warning = EarlyWarning.objects.visible_to(actor).get()
        assert (warning.rule, warning.level, warning.people) == ("W25", "red", 1)
    assert scan_urgent(RULES, on=ON, at=later + dt.timedelta(minutes=5)) == {"regions": 0, "opened": 0}
    assert Scan.objects.count() == 1
