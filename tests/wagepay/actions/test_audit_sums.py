"""The audit of the sums tells what is wrong to the fen, changes nothing unasked, and mends all of it or nothing."""

import datetime as dt
from decimal import Decimal

import pytest

from portal.audit.models import Entry
from portal.lib.errors import Refused
from portal.tenancy.actors import system_actor
from portal.tenancy.scope import acting
from projects.models import Fact
from tests.make import accounts
from tests.make import wagepay as make
from wagepay.actions import audit_sums as acts
from wagepay.actions.audit_sums import audit_sums
from wagepay.actions.refresh_months import refresh_months
from wagepay.models import ProjectMonth, WorkerMonth

pytestmark = pytest.mark.django_db
OCTOBER, SEPTEMBER, ON = make.OCTOBER, dt.date(2026, 9, 1), dt.date(2026, 11, 25)


@pytest.fixture
def project(site):
    """Two people in October, one paid in full and one not at all; one of them in September too; the sums are right."""
    with acting(site.contractor):
        paid, unpaid = make.engagement(site.project), make.engagement(site.project)
        sheet = make.sheet(site.project)
        for person in (paid, unpaid):
            make.attendance(person, dt.date(2026, 10, 5), dt.date(2026, 10, 6))
            make.line(sheet, person)
        make.payment(paid)
        make.attendance(paid, dt.date(2026, 9, 5))
        refresh_months(project=site.project, months=[SEPTEMBER, OCTOBER], on=ON, source="测试")
    return site.project


def spoil(actor) -> None:
    """What a mistake would leave: the unpaid person looks paid, the site's shortfall is gone."""
    short = WorkerMonth.objects.visible_to(actor).filter(month=OCTOBER, paid=0)
    assert short.update(paid=Decimal("12.34"), worker_type=30) == 1
    assert ProjectMonth.objects.visible_to(actor).filter(month=OCTOBER).update(short_count=0, short_amount=0) == 1


def audited(project, actor=None, *, mend=False, month=None):
    with acting(actor or system_actor()) as acts_now:
        return audit_sums(actor=acts_now, project=project, month=month, on=ON, mend=mend)


def entries():
    return Entry.objects.filter(verb="wagepay.recompute")


def test_right_sums_are_left_alone_and_said_to_be_right(project):
    for mend in (False, True):
        found = audited(project, mend=mend)
        assert (found["keys"], found["mended"], found["left"], found["differences"]) == (2, 0, 0, [])
        assert found["text"] == "核对 2 个项目月，汇总与原始数据一致。"
    assert not entries().exists()


def test_without_mend_every_wrong_figure_is_told_and_none_is_changed(project, site):
    with acting(site.contractor):
        spoil(site.contractor)
    found = audited(project)
    assert (found["worker_months"], found["project_months"], found["mended"], found["left"]) == (1, 1, 0, 2)
    (told,) = found["differences"]
    assert (told["project"], told["month"], told["employer"], told["workers"]) == (project.code, "2026-10", project.general_contractor.name, 1)
    assert told["worker_figures"] == {"人员类型": 1, "专户代发": 1}
    assert told["figures"] == {"少发人数": ["0", "1"], "少发金额": ["0.00", "6000.00"]}
    assert found["text"] == "核对 2 个项目月，1 行人员汇总、1 行项目汇总与原始数据不符，没有改动；要改正请加 --mend。"
    assert audited(project, month=SEPTEMBER)["left"] == 0
    with acting(site.contractor):
        assert ProjectMonth.objects.visible_to(site.contractor).get(month=OCTOBER).short_count == 0
    assert not entries().exists()


def test_mending_writes_the_wrong_rows_alone_leaves_an_entry_and_tells_the_projects_file(project, site):
    with acting(site.contractor):
        spoil(site.contractor)
        item = Fact.objects.visible_to(site.contractor).filter(project=project).order_by("pk").first()
        Fact.objects.visible_to(site.contractor).filter(pk=item.pk).delete()
    found = audited(project, mend=True)
    assert (found["mended"], found["left"]) == (2, 0)
    assert found["text"].endswith("已改正，写入 2 行。")
    assert audited(project)["differences"] == []
    entry = entries().get()
    assert (entry.object_uid, entry.region_id, entry.actor_name, entry.detail["rows"]) == (str(project.uid), project.region_id, "系统", 2)
    assert entry.detail["differences"][0]["figures"]["少发金额"] == ["0.00", "6000.00"]
    with acting(site.contractor):
        assert Fact.objects.visible_to(site.contractor).filter(project=project, item=item.item).exists()


def test_a_row_too_many_and_a_row_too_few_count_once_each(project, site):
    with acting(site.contractor):
        one = WorkerMonth.objects.visible_to(site.contractor).get(month=SEPTEMBER)
        WorkerMonth.objects.visible_to(site.contractor).filter(month=SEPTEMBER).delete()
        one.month = dt.date(2026, 8, 1)
        one.save(force_insert=True)
    found = audited(project)
    assert found["worker_months"] == 2 and {row["month"] for row in found["differences"]} == {"2026-08", "2026-09"}
    assert audited(project, mend=True)["left"] == 0


def test_what_fails_half_way_leaves_every_sum_as_it_was(project, site, monkeypatch):
    with acting(site.contractor):
        spoil(site.contractor)

    def fails(*_, **__):
        raise RuntimeError("no room for an entry")

    monkeypatch.setattr(acts, "record", fails)
    with pytest.raises(RuntimeError):
        audited(project, mend=True)
    assert audited(project)["left"] == 2


def test_a_file_let_in_while_the_audit_looks_is_no_mistake(project, site, monkeypatch):
    with acting(site.contractor):
        spoil(site.contractor)
    monkeypatch.setattr(acts, "lock_project", lambda _: refresh_months(project=project, months=[OCTOBER], on=ON, source="测试"))
    found = audited(project)
    assert (found["left"], found["differences"]) == (0, [])


def test_who_sees_only_a_part_is_refused_and_who_may_not_write_only_looks(project, site, city_office):
    for firm in (site.contractor, site.subcontractor):
        with pytest.raises(Refused, match="整个项目"):
            audited(project, accounts.again(firm))
    with acting(site.contractor):
        spoil(site.contractor)
    assert audited(project, city_office)["left"] == 2
    with pytest.raises(Refused, match="只能核对"):
        audited(project, city_office, mend=True)
    assert audited(project, site.inspector, mend=True)["left"] == 0
    assert entries().get().actor_name == site.inspector.name
