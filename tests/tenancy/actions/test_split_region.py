"""Townships or single projects go to another county with everything that hangs on them, and nothing else goes."""

import datetime as dt

import pytest

from cases.models import Case, CaseLead, Lead
from earlywarning.models import EarlyWarning
from portal.accounts.enums import Role
from portal.lib.errors import Refused
from portal.tenancy.actions.split_region import preview_split, split_region
from portal.tenancy.actors import system_actor
from portal.tenancy.models import Region
from portal.tenancy.queries.moving import torn
from portal.tenancy.scope import acting
from projects.models import Employer, Inspection, Project
from tests.make import accounts, cases, projects, tenancy, wagepay
from tests.make.earlywarning import make_warning
from wagepay.models import AttendanceDay, Engagement, PayrollLine, Worker

pytestmark = pytest.mark.django_db
ON = dt.date(2026, 11, 20)
PAPER = "样例政函〔2026〕1号"


def split(source, target, *townships, **fields) -> dict[str, int]:
    return split_region(actor=system_actor(), source=source, target=target, townships=townships, **({"on": ON, "document": PAPER, "today": ON} | fields))


@pytest.fixture
def world(tree):
    """A project in each of two townships of a county; one worker and one firm are known on both sites, one worker on one alone."""
    tenancy.jurisdiction(tree.city)
    with acting(system_actor()) as actor:
        going = projects.make_project(tree.county, township=tree.township)
        staying = projects.make_project(tree.county, township=tree.other_township)
        both = wagepay.worker(tree.county, id_number=wagepay.id_number())
        one = wagepay.worker(tree.county)
        for project in (going, staying):
            person = wagepay.engagement(project, id_number=both.id_number, worker=both)
            wagepay.attendance(person, dt.date(2026, 11, 2))
            wagepay.line(wagepay.sheet(project), person)
            cases.make_case(actor, project)
            make_warning(project)
        wagepay.engagement(going, id_number=one.id_number, worker=one)
        employer = projects.make_employer(tree.county)
        for project in (going, staying):
            projects.make_party(project, employer.organisation)
            projects.make_inspection(employer, project)
    return {"going": going, "staying": staying, "both": both, "one": one, "employer": employer}


def regions_of(model, **where) -> set[int]:
    with acting(system_actor()) as actor:
        return set(model.objects.visible_to(actor).filter(**where).values_list("region", flat=True))


def test_what_hangs_on_the_township_goes_and_the_rest_stays(tree, world):
    moved = split(tree.county, tree.neighbour, tree.township)
    assert moved["工程建设项目"] == moved["预警"] == moved["案件"] == 1
    for model in (Engagement, AttendanceDay, PayrollLine, Case, Lead, EarlyWarning, Inspection):
        assert regions_of(model, project=world["going"]) == {tree.neighbour.pk}, model
        assert regions_of(model, project=world["staying"]) == {tree.county.pk}, model
    with acting(system_actor()):
        assert torn(tree.county, tree.neighbour) == {}


def test_the_new_county_reads_its_rows_whole(tree, world):
    inspector = accounts.actor(Role.INSPECTOR, region=tree.neighbour)
    split(tree.county, tree.neighbour, tree.township)
    inspector = accounts.again(inspector)
    with acting(inspector):
        assert Engagement.objects.visible_to(inspector).select_related("worker").count() == 2
        assert CaseLead.objects.visible_to(inspector).select_related("lead", "case").count() == 1
        assert Inspection.objects.visible_to(inspector).select_related("employer").count() == 1


def test_a_worker_of_both_sites_stands_in_both_registers_and_opens_in_each(tree, world):
    split(tree.county, tree.neighbour, tree.township)
    with acting(system_actor()) as actor:
        people = Worker.objects.visible_to(actor).filter(id_index=world["both"].id_number.plain())
        assert {person.region_id: person.id_number.plain() for person in people} == dict.fromkeys(
            (tree.county.pk, tree.neighbour.pk), world["both"].id_number.plain()
        )
        assert regions_of(Worker, pk=world["one"].pk) == {tree.neighbour.pk}
        assert Employer.objects.visible_to(actor).filter(organisation=world["employer"].organisation).count() == 2


def test_the_node_hangs_below_its_new_county_and_its_grid_officer_goes_along(tree, world):
    alone = accounts.membership(Role.GRID, region=tree.county, townships=[tree.township.pk])
    two = accounts.membership(Role.GRID, region=tree.county, townships=[tree.township.pk, tree.other_township.pk])
    split(tree.county, tree.neighbour, tree.township)
    alone.refresh_from_db()
    two.refresh_from_db()
    assert Region.objects.get(pk=tree.township.pk).parent_id == tree.neighbour.pk
    assert (alone.region_id, alone.townships) == (tree.neighbour.pk, [tree.township.pk])
    assert (two.region_id, two.townships) == (tree.county.pk, [tree.other_township.pk])


def test_a_single_project_goes_without_its_township(tree, world):
    split(tree.county, tree.neighbour, project_codes=[world["going"].code])
    with acting(system_actor()) as actor:
        found = Project.objects.visible_to(actor).get(pk=world["going"].pk)
    assert (found.region_id, found.township_id) == (tree.neighbour.pk, None)
    assert Region.objects.get(pk=tree.township.pk).parent_id == tree.county.pk


def test_the_preview_counts_what_goes_and_moves_nothing(tree, world):
    counted = dict(preview_split(source=tree.county, target=tree.neighbour, townships=[tree.township]))
    assert counted["工程建设项目"] == counted[str(AttendanceDay._meta.verbose_name)] == 1
    assert regions_of(Project) == {tree.county.pk}


@pytest.mark.parametrize(
    ("source", "target", "townships", "told"),
    [
        ("county", "county", ("township",), "两个县区"),
        ("county", "city", ("township",), "两个县区"),
        ("neighbour", "county", ("township",), "不是“盂县”的乡镇街道"),
        ("county", "neighbour", (), "至少选一个"),
        ("county", "other_county", ("township",), "还没有开通"),
    ],
)
def test_only_townships_of_one_county_go_to_another(tree, world, source, target, townships, told):
    with pytest.raises(Refused, match=told):
        split(getattr(tree, source), getattr(tree, target), *(getattr(tree, name) for name in townships))
