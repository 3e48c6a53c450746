"""How much of a warning is done: against what it was when it began, never more than is true."""

import datetime as dt
from decimal import Decimal as D

import pytest
from django.urls import reverse

from earlywarning.actions.scan import scan
from earlywarning.models import EarlyWarning
from earlywarning.progress import Progress, progress_of
from portal.tenancy.actors import system_actor
from portal.tenancy.models import Organisation
from portal.tenancy.scope import acting
from tests.make.accounts import again
from tests.make.tenancy import participation


@pytest.mark.parametrize(
    ("people", "amount", "percent", "words"),
    [
        ((40, 40), (D(100), D(1)), 0, "产生时 40 人，现在还有 40 人"),
        ((3, 1), (None, None), 66, "产生时 3 人，现在还有 1 人"),
        ((200, 1), (None, None), 99, "产生时 200 人，现在还有 1 人"),
        ((40, 0), (None, None), 100, "产生时 40 人，现在还有 0 人"),
        ((10, 12), (None, None), 0, "产生时 10 人，现在增加到 12 人"),
        ((None, 5), (D("1000.50"), D("250")), 75, "产生时 1,000.50 元，现在还有 250 元"),
        ((0, 0), (D(8), D(4)), 50, "产生时 8 元，现在还有 4 元"),
    ],
)
def test_people_come_before_money_and_a_rest_is_never_rounded_away(people, amount, percent, words):
    found = progress_of(people, amount)
    assert (found.percent, found.words) == (percent, words)


def test_what_is_not_known_is_not_shown():
    assert progress_of((None, 5), (None, D(5))) is None and progress_of((5, None), (D(5), None)) is None
    assert Progress(D(10), D(12), "人").short == "比产生时增加" and Progress(D(10), D(10), "人").short == "已解决 0%"


def test_the_figures_of_the_beginning_stand_while_scans_go_on(project, rule, day, at, county_inspector, contractor, client_of):
    """From 40 people to 30, then to none: the firm reads on its page how far it is."""
    participation(Organisation.objects.get(pk=contractor.organisation_id), project.pk)
    for days, people in ((0, 40), (1, 30)):
        rule.rows.clear()
        rule.says(project, people)
        scan((rule,), on=day + dt.timedelta(days=days), at=at + dt.timedelta(days=days))
    with acting(system_actor()) as actor:
        warning = EarlyWarning.objects.visible_to(actor).get()
    assert (warning.people_first, warning.people, warning.progress.percent) == (40, 30, 25)
    for who in (county_inspector, again(contractor)):
        page = client_of(who).get(reverse("warning", args=[warning.uid])).content.decode()
        assert "产生时 40 人，现在还有 30 人" in page and 'max="100" value="25"' in page
    assert "已解决 25%" in client_of(county_inspector).get(reverse("warning_list")).content.decode()
    rule.rows.clear()
    scan((rule,), on=day + dt.timedelta(days=2), at=at + dt.timedelta(days=2))
    with acting(system_actor()) as actor:
        assert EarlyWarning.objects.visible_to(actor).get().progress is None, "what has ended has no rest"
