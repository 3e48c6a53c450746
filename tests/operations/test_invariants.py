"""The nightly check of what must hold: on sound data it is silent, and each kind of damage is found."""

import json
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from earlywarning.enums import WarningState
from portal.documents import storage
from portal.documents.actions.store_file import store_file
from portal.jobs.models import Job, ScheduleSlot
from portal.operations.queries import invariants
from portal.operations.queries.invariants import check_all
from portal.tenancy.actors import system_actor
from portal.tenancy.scope import acting
from projects.models import Project
from tests.make.earlywarning import make_warning
from tests.make.projects import ON, make_project
from tests.make.wagepay import sheet

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(county_inspector, tree) -> Project:
    with acting(county_inspector):
        return make_project(tree.county)


def broken() -> set[str]:
    with acting(system_actor()) as actor:
        return {row["code"] for row in check_all(actor, ON)["invariants"] if row["broken"]}


def run(statement: str, *values: object) -> None:
    with acting(system_actor()), connection.cursor() as cursor:
        cursor.execute(statement, values)


def test_sound_data_breaks_nothing(site):
    assert broken() == set()


def test_a_lost_content_is_found(site, county_inspector, tree, settings, tmp_path):
    settings.PORTAL_VAR = tmp_path
    with acting(county_inspector):
        file = store_file(
            actor=county_inspector, content=b"abc", name="a.pdf", kind="probe", media_type="application/pdf", region_id=tree.county.pk, at=timezone.now()
        )
    assert broken() == set()
    storage.path_of(file.sha256).write_bytes(b"PF1\nxx")
    assert broken() == {"I1"}
    storage.path_of(file.sha256).unlink()
    assert broken() == {"I1"}


@pytest.mark.parametrize(("gross", "found"), [(Decimal("0.00"), set()), (Decimal("0.01"), {"I2"})])
def test_a_head_that_is_a_fen_off_is_found(site, gross, found):
    with acting(system_actor()):
        sheet(site, gross=gross, net=gross)
    assert broken() & {"I2"} == found


def test_a_period_without_job_and_a_later_day_before_an_earlier_are_found(site):
    ScheduleSlot.objects.create(task="earlywarning.scan", period="2026-11-01")
    assert broken() == {"I4"}
    Job.objects.create(kind="earlywarning.scan", key="2026-11-01", actor_name="系统", state="pending")
    assert broken() == set()
    Job.objects.create(kind="earlywarning.scan", key="2026-11-02", actor_name="系统", state="done")
    assert broken() == {"I4"}


@pytest.mark.parametrize(("minutes", "found"), [(1, set()), (3, {"I5"})])
def test_a_job_on_an_expired_lease_is_found(site, minutes, found):
    Job.objects.create(kind="probe", key="1", actor_name="系统", state="running", region_id=1)
    run("UPDATE jobs_job SET lease_until = now() - make_interval(mins => %s)", minutes)
    assert broken() == found


@pytest.mark.parametrize(("hours", "found"), [(23, set()), (25, {"I5"})])
def test_a_job_that_waits_for_a_day_is_found(site, hours, found):
    Job.objects.create(kind="probe", key="1", actor_name="系统")
    run("UPDATE jobs_job SET created_at = now() - make_interval(hours => %s)", hours)
    assert broken() == found


def test_a_number_in_clear_is_found_and_not_repeated(site):
    run("UPDATE projects_project SET address = %s", "工人 140302199003070007 处")  # its check digit is wrong: no number of anybody
    assert broken() == set()
    run("UPDATE projects_project SET address = %s", "工人 140302199003070006 处")
    with acting(system_actor()) as actor:
        [row] = [row for row in check_all(actor, ON)["invariants"] if row["code"] == "I8"]
    # The history of changes keeps what was typed: there it is found too.
    assert set(row["examples"]) == {"projects_project.address：1 处身份证号明文", "audit_change.after：1 处身份证号明文"}


def test_a_state_outside_its_table_is_found(site):
    run("UPDATE projects_project SET state = 'nowhere'")
    assert "I9" in broken()


def test_a_warning_that_the_scan_closed_is_in_a_legal_state(site, county_inspector):
    with acting(county_inspector):
        make_warning(site, state=WarningState.CLOSED_BY_DATA, closed_on=ON)
    assert broken() == set()
    run("UPDATE earlywarning_earlywarning SET state = 'nowhere'")
    assert broken() == {"I9"}


def test_the_walls_are_looked_at(site, monkeypatch):
    assert len(invariants.tenant_models()) > 20
    monkeypatch.setattr(invariants, "tenant_models", lambda: [Job])
    with acting(system_actor()) as actor:
        assert invariants.walls_stand(actor, ON).broken == ["表 jobs_job 没有行级隔离"]


def test_the_command_prints_every_invariant_and_fails_when_one_is_broken(site, capsys):
    call_command("check_invariants", "--json")
    answer = json.loads(capsys.readouterr().out)
    assert answer["ok"] and [row["code"] for row in answer["invariants"]] == [f"I{number}" for number in range(1, 11)]
    ScheduleSlot.objects.create(task="earlywarning.scan", period="2026-11-01")
    with pytest.raises(SystemExit):
        call_command("check_invariants", "--json")
