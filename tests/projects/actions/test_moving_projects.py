"""A project goes to another county with all its rows; a duplicate becomes part of the file it duplicates."""

import datetime as dt
import io
from decimal import Decimal

import pytest
from django.apps import apps
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from cases.models import Lead
from portal.audit.models import Entry
from portal.lib.errors import Refused
from portal.tenancy.actors import system_actor
from portal.tenancy.models import Participation
from portal.tenancy.scope import acting
from projects.actions.join_duplicate import join_duplicate
from projects.actions.keep_paper import keep_paper
from projects.actions.transfer_project import rows_of, transfer_project
from projects.models import (
    DoubleRandomDraw,
    EnforcementCertificate,
    InspectionOfficer,
    Project,
    ProjectPaper,
    ProjectParty,
    SiteInspection,
    SpecialWageAccount,
)
from projects.queries.joining import STAY, TWINS_STAY, pointers
from projects.rules import w01_account_missing as w01
from tests.make import inspections, tenancy
from tests.make.cases import make_case
from tests.make.documents import picture
from tests.make.projects import make_account, make_board, make_deposit, make_employer, make_party, make_project
from tests.make.tenancy import saved
from wagepay.models import LabourCostCycle

ON = dt.date(2026, 11, 20)
AT = timezone.make_aware(dt.datetime(2026, 11, 20, 10))


@pytest.fixture
def site(county_inspector, tree):
    """A project with something in every corner of its file."""
    with acting(county_inspector):
        project = make_project(tree.county, "样例大桥", township=tree.township)
        make_account(project)
        make_deposit(project)
        make_board(project)
        make_party(project)
        keep_paper(actor=county_inspector, project=project, kind="no_arrears", upload=io.BytesIO(picture()), name="a.jpg", dated_on=ON, on=ON, at=AT)
        LabourCostCycle(project=project, region_id=project.region_id, month=dt.date(2026, 10, 1), due_amount=Decimal(1), due_on=ON).save()
    return project


@pytest.fixture
def office(tree, city_office):
    tenancy.jurisdiction(tree.city)
    return city_office


def test_everything_goes_with_the_project_and_nobody_of_the_old_county_sees_it(site, office, county_inspector, neighbour_inspector, tree):
    with acting(office):
        counted = dict(rows_of(site))
        found, moved = transfer_project(actor=office, project=site, target=tree.neighbour, document="阳泉办〔2026〕3号", on=ON)
    assert moved == counted and counted["工程建设项目"] == 1 and counted["文件"] == 1
    with acting(system_actor()), connection.cursor() as cursor:
        for model, column in pointers():
            names = {field.column for field in model._meta.concrete_fields}
            if "region_id" in names and model._meta.label not in ("audit.Change", "audit.Entry"):
                cursor.execute(f"SELECT count(*) FROM {model._meta.db_table} WHERE {column} = %s AND region_id <> %s", [site.pk, tree.neighbour.pk])
                assert cursor.fetchone()[0] == 0, model._meta.label
    with acting(county_inspector):
        assert not Project.objects.visible_to(county_inspector).exists() and not SpecialWageAccount.objects.visible_to(county_inspector).exists()
    with acting(neighbour_inspector):
        here = Project.objects.visible_to(neighbour_inspector).get()
        assert (here.code, here.township, here.inspector) == (site.code, None, None)
        assert ProjectPaper.objects.visible_to(neighbour_inspector).get().file.region_id == tree.neighbour.pk
    assert Entry.objects.get(verb="projects.transfer").detail["to"] == "盂县"


def test_a_project_that_was_inspected_goes_alone_though_the_officers_inspected_others_too(site, office, county_inspector, neighbour_inspector, tree):
    """An officer's certificate belongs to no project: it stands in both registers, inspects nobody in the new county, and draws no other project along."""
    with acting(county_inspector) as actor:
        other = make_project(tree.county, "样例学校")
        officers = inspections.pair(actor, tree.county)
        checks = [inspections.check(actor, make_employer(tree.county, one.general_contractor), officers, project=one) for one in (site, other)]
        drawn = DoubleRandomDraw(
            region=tree.county,
            name="SC-1",
            title="样例抽取",
            kind="double_random",
            targets=[{"key": "1"}],
            shares={"construction": "1"},
            digest="0",
            frozen_by="样",
            frozen_at=AT,
        )
        saved(drawn)
        SiteInspection.objects.visible_to(actor).update(draw=drawn)
    with acting(office):
        found, moved = transfer_project(actor=office, project=site, target=tree.neighbour, document="阳泉办〔2026〕3号", on=ON)
    assert moved["工程建设项目"] == moved["行政检查"] == 1 and moved["检查人员"] == 2
    with acting(neighbour_inspector) as actor:
        came = SiteInspection.objects.visible_to(actor).select_related("employer").get()
        team = InspectionOfficer.objects.visible_to(actor).filter(inspection=came).select_related("certificate")
        assert (came.pk, came.draw_id, {row.certificate.number for row in team}) == (checks[0].pk, None, {one.number for one in officers})
        assert not EnforcementCertificate.objects.visible_to(actor).serving().exists() and EnforcementCertificate.objects.visible_to(actor).count() == 2
    with acting(county_inspector) as actor:
        stays = SiteInspection.objects.visible_to(actor).get()
        assert (stays.pk, stays.draw_id, stays.project_id) == (checks[1].pk, drawn.pk, other.pk)
        assert EnforcementCertificate.objects.visible_to(actor).serving().count() == 2
        assert DoubleRandomDraw.objects.visible_to(actor).count() == 1


def test_what_belongs_to_two_projects_is_told_and_moves_neither(site, office, county_inspector, tree, client_of):
    """A case of this project with a lead about another one: the transfer stops and takes nobody along."""
    with acting(county_inspector):
        other = make_project(tree.county, "样例学校")
        make_case(county_inspector, site)
        Lead.objects.visible_to(county_inspector).update(project=other)
    with acting(office), pytest.raises(Refused, match=other.code):
        transfer_project(actor=office, project=site, target=tree.neighbour, document="样例", on=ON)
    page = client_of(office, "rights").get(reverse("project_transfer", args=[site.code]))
    assert other.code in page.content.decode()
    with acting(county_inspector):
        assert Project.objects.visible_to(county_inspector).count() == 2


@pytest.mark.parametrize(("target", "match"), [("county", "两个县区"), ("other_county", "都归您管辖"), ("township", "两个县区")])
def test_a_project_goes_only_between_counties_of_ones_own(site, office, tree, target, match):
    with acting(office), pytest.raises(Refused, match=match):
        transfer_project(actor=office, project=site, target=getattr(tree, target), document="样例", on=ON)


def test_the_transfer_is_asked_for_on_a_page_that_counts(site, office, county_inspector, tree, client_of):
    client = client_of(office, "rights")
    url = reverse("project_transfer", args=[site.code])
    page = client.get(url).content.decode()
    assert "农民工工资专用账户" in page and "盂县" in page and "郏县" not in page
    assert client_of(county_inspector).get(url).status_code == 403
    done = client.post(url, {"target": tree.neighbour.pk, "document": "阳泉办〔2026〕3号"}, follow=True).content.decode()
    assert "已移交到盂县" in done


def test_a_duplicate_gives_everything_to_the_file_that_stays(site, county_inspector, tree, contractor):
    with acting(county_inspector):
        kept = make_project(tree.county, "样例大桥工程", permit_number="", address="", general_contractor=site.general_contractor)
        found, moved = join_duplicate(actor=county_inspector, kept=kept, duplicate=site, reason="两个部门各建了一次档", on=ON, at=AT)
        assert moved["农民工工资专用账户"] == 1 and moved["人工费用拨付周期"] == 1
        assert found.permit_number == site.permit_number, "what the file did not say"
        assert SpecialWageAccount.objects.of(kept).exists() and ProjectPaper.objects.of(kept).exists() and LabourCostCycle.objects.of(kept).exists()
        assert [row.pk for row in Project.objects.visible_to(county_inspector)] == [kept.pk]
        assert w01.find([tree.county.pk], ON, {t.key: t.default for t in w01.DEFAULTS}) == []
        # The contractor was a party of both: one of the two rows stays with the empty file.
        assert ProjectParty.objects.of(kept).filter(part="general_contractor").count() == 1
    with acting(system_actor()):
        empty = Project.objects.visible_to(system_actor()).get(pk=site.pk)
        assert empty.merged_into_id == kept.pk and kept.code in empty.name
        assert Participation.objects.filter(project_id=kept.pk, part="subcontractor").exists()


def test_the_same_month_in_both_stops_the_joining_and_nothing_moves(site, county_inspector, tree):
    with acting(county_inspector):
        kept = make_project(tree.county, "样例大桥工程")
        LabourCostCycle(project=kept, region_id=kept.region_id, month=dt.date(2026, 10, 1), due_amount=Decimal(2), due_on=ON).save()
        with pytest.raises(Refused, match="都有同一条“人工费用拨付周期”"):
            join_duplicate(actor=county_inspector, kept=kept, duplicate=site, reason="重复", on=ON, at=AT)
        assert SpecialWageAccount.objects.of(site).exists() and Project.objects.visible_to(county_inspector).count() == 2


def test_joining_is_for_two_files_of_one_region(site, county_inspector, neighbour_inspector, tree, client_of):
    with acting(neighbour_inspector):
        other = make_project(tree.neighbour, "样例大桥")
    client = client_of(county_inspector)
    url = reverse("project_join", args=[site.code])
    assert "没有编码为" in client.post(url, {"code": other.code, "reason": "重复"}).content.decode()
    assert "不能并入自己" in client.post(url, {"code": site.code, "reason": "重复"}).content.decode()


def test_every_table_that_names_a_project_is_turned_or_stays_for_a_reason():
    turned = {model._meta.label for model, _ in pointers()}
    assert {"wagepay.PayrollLine", "cases.Lead", "documents.StoredFile", "tenancy.Participation"} <= turned
    assert turned >= TWINS_STAY and not turned & STAY
    assert all(apps.get_model(label) for label in STAY | TWINS_STAY)
