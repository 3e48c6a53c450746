"""The demonstration hands rows up by the real acts."""

import datetime as dt
from types import SimpleNamespace

from portal.operations.demo.exchanges import send_up
from portal.tenancy.scope import acting
from projects.models import Project
from tests.make import wagepay as make
from wagepay.models import ExchangeRow


def test_some_rows_are_taken_and_one_is_sent_back(site):
    with acting(site.inspector) as actor:
        Project.objects.writable_by(actor).filter(pk=site.project.pk).update(state="under_construction")
    with acting(site.contractor):
        for _ in range(3):
            make.engagement(site.project, trade="钢筋工")
    stage = SimpleNamespace(
        closed=[make.OCTOBER],
        on=dt.date(2026, 11, 25),
        inspector=lambda code: site.inspector,
        instant=lambda day, hour: dt.datetime(day.year, day.month, day.day, hour, tzinfo=dt.UTC),
    )
    send_up(stage)
    with acting(site.inspector) as actor:
        rows = ExchangeRow.objects.visible_to(actor)
        assert sorted(rows.filter(kind="person").values_list("standing", flat=True)) == ["accepted", "accepted", "refused"]
        assert set(rows.filter(kind="project").values_list("standing", flat=True)) == {"sent"}
