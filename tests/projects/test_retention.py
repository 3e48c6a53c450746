"""Nothing of a project can be deleted before three years after its completion and settlement, by anybody the portal knows."""

import datetime as dt
import io

import pytest
from django.apps import apps
from django.db import connection
from django.utils import timezone

from portal.documents.actions.remove_file import kept_because
from portal.documents.queries.naming import naming
from portal.tenancy.scope import acting
from projects.actions.change_site_state import change_site_state
from projects.actions.keep_paper import keep_paper
from projects.models import Project
from projects.retention import kept_until, settled_on
from tests.make import tenancy
from tests.make.documents import picture
from tests.make.projects import make_account, make_board, make_deposit, make_party, make_project

ON = dt.date(2026, 11, 20)
AT = timezone.make_aware(dt.datetime(2026, 11, 20, 10))
DAY = dt.timedelta(days=1)
# Rows that may be taken away: sums and tokens that are made anew from what stays, and the sealed content of an upload once its rows stand.
FOLLOWING = {"projects_projecttoken", "wagepay_workermonth", "wagepay_projectmonth", "wagepay_uploadcontent"}


@pytest.fixture
def site(county_inspector, tree):
    with acting(county_inspector):
        yield make_project(tree.county)


def tables_of_projects() -> set[str]:
    return {
        model._meta.db_table
        for model in apps.get_models()
        if model._meta.managed
        and any((field.is_relation and field.related_model is Project) or field.name == "project_id" for field in model._meta.concrete_fields)
    } | {Project._meta.db_table}


def test_the_application_has_no_way_to_delete_a_row_of_a_project(site):
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_policies WHERE cmd IN ('DELETE', 'ALL') AND 'portal_app' = ANY (roles)")
        deletable = {row[0] for row in cursor.fetchall()}
        cursor.execute("SELECT relname FROM pg_class WHERE relkind IN ('r', 'p') AND relrowsecurity AND relforcerowsecurity")
        guarded = {row[0] for row in cursor.fetchall()}
    unguarded = {"tenancy_participation", "audit_change"}  # global: shown and changed by acts alone; append-only by trigger
    assert len(tables_of_projects()) > 40
    assert deletable & tables_of_projects() <= FOLLOWING
    assert tables_of_projects() - guarded <= unguarded | {table for table in tables_of_projects() if table.startswith("audit_")}


def test_a_delete_of_everything_leaves_everything(site, county_inspector):
    make_account(site), make_deposit(site), make_board(site), make_party(site)
    for table in ("projects_project", "projects_projectparty", "projects_sitestate", "projects_specialwageaccount", "projects_wagesecuritydeposit"):
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM {table}")
            before = cursor.fetchone()[0]
            cursor.execute(f"DELETE FROM {table}")
            assert cursor.rowcount == 0 and before > 0, table


def test_the_term_runs_from_the_later_of_completion_and_settlement(site, county_inspector):
    assert settled_on(county_inspector, site.pk) is None and kept_until(county_inspector, site) is None
    change_site_state(actor=county_inspector, project=site, verb="complete", on=ON - 60 * DAY, at=AT)
    assert kept_until(county_inspector, site) is None, "completed, but not settled"
    site.refresh_from_db()
    change_site_state(actor=county_inspector, project=site, verb="settle", on=ON, at=AT)
    assert kept_until(county_inspector, site) == dt.date(2029, 11, 20)


def test_a_paper_that_hangs_on_the_project_by_its_row_waits_for_the_settlement_too(site, county_inspector):
    early = AT - dt.timedelta(days=4 * 365)
    paper = keep_paper(
        actor=county_inspector, project=site, kind="no_arrears", upload=io.BytesIO(picture()), name="a.jpg", dated_on=ON - 4 * 365 * DAY, on=ON, at=early
    )
    file = type(paper.file)._base_manager.get(pk=paper.file_id)
    assert file.project_id is None and ("projects_projectpaper", "file_id", "project_id") in naming()
    assert "项目还没有结清" in kept_because(file, actor=county_inspector, on=ON), "four years old, and the project goes on"
    change_site_state(actor=county_inspector, project=site, verb="complete", on=ON - DAY, at=AT)
    site.refresh_from_db()
    change_site_state(actor=county_inspector, project=site, verb="settle", on=ON, at=AT)
    assert "要保存至 2029-11-20" in kept_because(file, actor=county_inspector, on=dt.date(2029, 11, 20))
    assert kept_because(file, actor=county_inspector, on=dt.date(2029, 11, 21)) == ""


def test_a_tenant_may_keep_longer_and_never_shorter(site, county_inspector, tree):
    tenancy.policy_row(tree.county, "files.retention_years.wages", 5)
    change_site_state(actor=county_inspector, project=site, verb="complete", on=ON - DAY, at=AT)
    site.refresh_from_db()
    change_site_state(actor=county_inspector, project=site, verb="settle", on=ON, at=AT)
    assert kept_until(county_inspector, site) == dt.date(2031, 11, 20)
