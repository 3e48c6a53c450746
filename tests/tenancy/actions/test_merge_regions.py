"""A county becomes part of another: every row follows, nothing is parted from what it hangs on, history stays readable."""

import datetime as dt

import pytest
from django.apps import apps
from django.db import connection, transaction

from cases.models import Case, CaseLead, CaseWorkerLine
from portal.accounts.enums import Role
from portal.audit.models import Entry
from portal.documents.models import FileUsage
from portal.lib.errors import Refused
from portal.tenancy.actions.merge_regions import merge_regions, preview_merger
from portal.tenancy.actors import system_actor
from portal.tenancy.links import JOINS, STAYS, Fate, keys_with_region, links
from portal.tenancy.models import Region
from portal.tenancy.queries.moving import left_behind, move_all
from portal.tenancy.registry import tenant_models
from portal.tenancy.scope import Actor, Scope, acting
from projects.models import Employer, Inspection, Project
from tests import database
from tests.house import isolation
from tests.house.isolation import COUNTY, Table
from tests.make import accounts, cases, documents, projects, tenancy, wagepay
from wagepay.models import Engagement, Worker

ON = dt.date(2026, 11, 20)
PAPER = "样例政函〔2026〕1号"
NOWHERE = 99


def merge(source, target, **fields) -> dict[str, int]:
    return merge_regions(actor=system_actor(), source=source, target=target, **({"on": ON, "document": PAPER, "today": ON} | fields))


@pytest.fixture
def county(tree):
    """Two counties of an opened city: a case, a day, a twin of a worker and of an employer in each."""
    tenancy.jurisdiction(tree.city)
    with acting(system_actor()) as actor:
        own = projects.make_project(tree.county, township=tree.township)
        theirs = projects.make_project(tree.neighbour)
        number = wagepay.id_number()
        for project in (own, theirs):
            register = wagepay.worker(project.region, id_number=number)
            person = wagepay.engagement(project, id_number=number, worker=register)
            wagepay.attendance(person, dt.date(2026, 11, 2))
            wagepay.line(wagepay.sheet(project), person)
        firm = tenancy.enterprise()
        for region in (tree.county, tree.neighbour):
            projects.make_inspection(projects.make_employer(region, firm))
        alone = wagepay.worker(tree.county)
        cases.make_case(actor, own)
    return {"own": own, "theirs": theirs, "number": number, "firm": firm, "alone": alone}


@pytest.mark.django_db
def test_every_row_follows_and_the_successor_sees_them_whole(tree, county):
    inspector = accounts.actor(Role.INSPECTOR, region=tree.neighbour)
    moved = merge(tree.county, tree.neighbour)
    assert moved["工程建设项目"] == moved["案件"] == moved["工资支付表"] == 1
    inspector = accounts.again(inspector)
    with acting(inspector):
        assert Project.objects.writable_by(inspector).filter(pk=county["own"].pk).exists()
        assert Case.objects.writable_by(inspector).count() == CaseWorkerLine.objects.writable_by(inspector).count() == 1
        assert CaseLead.objects.visible_to(inspector).select_related("case", "lead").count() == 1


@pytest.mark.django_db
def test_a_person_and_a_firm_that_both_sides_know_are_one_afterwards(tree, county):
    merge(tree.county, tree.neighbour)
    with acting(system_actor()) as actor:
        engaged = Engagement.objects.visible_to(actor).filter(project__in=[county["own"], county["theirs"]])
        twins = Worker.objects.visible_to(actor).filter(id_index=county["number"], region=tree.neighbour)
        assert set(engaged.values_list("worker", flat=True)) == {twins.get().pk}
        assert Worker.objects.visible_to(actor).get(pk=county["alone"].pk).region_id == tree.neighbour.pk
        employer = Employer.objects.visible_to(actor).get(organisation=county["firm"], region=tree.neighbour)
        assert Inspection.objects.visible_to(actor).filter(employer=employer, region=tree.neighbour).count() == 2


@pytest.mark.django_db
def test_the_node_closes_below_its_successor_and_its_townships_hang_there(tree, county):
    merge(tree.county, tree.neighbour)
    gone, town = Region.objects.get(pk=tree.county.pk), Region.objects.get(pk=tree.township.pk)
    assert (gone.is_closed, gone.successor_id, gone.valid_to, gone.parent_id) == (True, tree.neighbour.pk, ON, tree.neighbour.pk)
    assert town.path == f"{Region.objects.get(pk=tree.neighbour.pk).path}{town.pk}/"
    assert gone not in Region.objects.counties()
    change = gone.changes.get()
    assert (change.kind, change.other_id, change.counts["工程建设项目"]) == ("merged", tree.neighbour.pk, 1)


@pytest.mark.django_db
def test_the_history_of_the_old_county_is_read_by_the_successor(tree, county):
    auditor = accounts.actor(Role.AUDITOR, region=tree.neighbour)
    before = Entry.objects.filter(region_id=tree.county.pk).count()
    merge(tree.county, tree.neighbour)
    assert tree.county.pk in accounts.again(auditor).scope.read_regions
    assert Entry.objects.filter(region_id=tree.county.pk).count() == before + 1  # the merger itself
    assert Entry.objects.filter(verb="tenancy.region_merged", region_id=tree.county.pk).count() == 1


@pytest.mark.django_db
def test_officers_follow_and_a_second_post_of_the_same_person_ends(tree, county):
    office = tenancy.authority(tree.city)
    person = accounts.user()
    first = accounts.membership(Role.INSPECTOR, region=tree.county, organisation=office, person=person)
    accounts.membership(Role.INSPECTOR, region=tree.neighbour, organisation=office, person=person)
    grid = accounts.membership(Role.GRID, region=tree.county, townships=[tree.township.pk])
    merge(tree.county, tree.neighbour)
    first.refresh_from_db()
    grid.refresh_from_db()
    assert first.valid_to == ON - dt.timedelta(days=1)
    assert (grid.region_id, grid.townships) == (tree.neighbour.pk, [tree.township.pk])


@pytest.mark.django_db
def test_the_preview_counts_what_the_merger_moves_and_changes_nothing(tree, county):
    preview = preview_merger(source=tree.county, target=tree.neighbour)
    assert dict(preview.follow)["工程建设项目"] == 1
    assert [town.pk for town in preview.townships] == [tree.township.pk, tree.other_township.pk]
    assert not Region.objects.get(pk=tree.county.pk).is_closed
    moved = merge(tree.county, tree.neighbour)
    assert {label for label, _ in preview.follow} >= set(moved)


@pytest.mark.django_db
def test_a_row_that_both_sides_have_under_one_key_stops_the_whole_merger(tree, county):
    with acting(system_actor()):
        firm = tenancy.enterprise()
        for region in (tree.county, tree.neighbour):
            projects.make_project(region, "样例同名", general_contractor=firm)
    with pytest.raises(Refused, match="同名、同一总包的项目"):
        merge(tree.county, tree.neighbour)
    with acting(system_actor()) as actor:
        assert Project.objects.visible_to(actor).filter(region=tree.county).count() == 2
    assert not Region.objects.get(pk=tree.county.pk).is_closed


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("source", "target", "told"),
    [
        ("county", "county", "自己"),
        ("county", "city", "级别要相同"),
        ("township", "county", "级别要相同"),
        ("province", "other_province", "省级不合并"),
        ("county", "other_county", "还没有开通"),
    ],
)
def test_only_two_divisions_of_one_kind_under_tenants_merge(tree, county, source, target, told):
    with pytest.raises(Refused, match=told):
        merge(getattr(tree, source), getattr(tree, target))


@pytest.mark.django_db
def test_a_merger_is_entered_on_its_day_and_once(tree, county):
    with pytest.raises(Refused, match="还没有到"):
        merge(tree.county, tree.neighbour, on=ON + dt.timedelta(days=1))
    merge(tree.county, tree.neighbour)
    with pytest.raises(Refused, match="已撤销"):
        merge(Region.objects.get(pk=tree.county.pk), tree.neighbour)


@pytest.mark.django_db
def test_a_township_merges_inside_its_county_and_its_projects_and_officers_name_the_other(tree, county):
    officer = accounts.membership(Role.GRID, region=tree.county, townships=[tree.township.pk, tree.other_township.pk])
    merge(tree.township, tree.other_township)
    officer.refresh_from_db()
    assert officer.townships == [tree.other_township.pk]
    with acting(system_actor()) as actor:
        found = Project.objects.visible_to(actor).get(pk=county["own"].pk)
        assert (found.township_id, found.region_id) == (tree.other_township.pk, tree.county.pk)


def test_in_every_table_the_rows_of_the_region_follow_and_only_those(django_test_environment, django_db_blocker):
    """One row of four owners in every tenant table, partitions included, in a scratch clone without foreign keys."""
    tables = [Table.of(model) for model in tenant_models()]
    kept = {link.table for link in links() if link.is_own and link.fate == Fate.STAY}
    with django_db_blocker.unblock(), database.server() as postgres, database.clone(postgres, "_merged") as name:
        isolation.prepare(postgres, name, tables)
        with database.using(name), acting(everybody()):
            before = {table.name: owners(table) for table in tables}
            move_all(Region(pk=COUNTY), Region(pk=NOWHERE), ON)
            assert left_behind(Region(pk=COUNTY)) == {}
            for table in tables:
                wanted = before[table.name] if table.name in kept else {NOWHERE if region == COUNTY else region: n for region, n in before[table.name].items()}
                assert (table.name, owners(table)) == (table.name, wanted)
            transaction.set_rollback(True)  # the regions of these rows do not exist


def everybody() -> Actor:
    regions = frozenset({row.region for row in isolation.ROWS.values()} | {NOWHERE})
    return Actor(uid=None, username="", name="", role="system", scope=Scope(read_regions=regions, write_regions=regions))


def owners(table: Table) -> dict[int, int]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {table.region}, count(*) FROM {table.name} GROUP BY 1")
        return dict(cursor.fetchall())


@pytest.mark.django_db
def test_what_a_region_has_stored_is_counted_anew(tree, county):
    with acting(system_actor()) as actor:
        for region in (tree.county, tree.neighbour):
            documents.stored_file(actor, region.pk)
        one = FileUsage.objects.get(region=tree.county)
        merge(tree.county, tree.neighbour)
        assert FileUsage.objects.get(region=tree.county).files == 0
        assert FileUsage.objects.get(region=tree.neighbour).bytes == 2 * one.bytes


def test_every_column_that_names_a_region_follows_or_stays_for_a_reason():
    known = {link.name for link in links()}
    named = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.concrete_fields
        if "region" in field.name or "township" in field.name
    }
    assert named - known == set(NOT_REGIONS)
    assert set(STAYS) <= known
    assert all(len(reason) > 10 for reason in STAYS.values())


# Columns whose name only sounds so.
NOT_REGIONS = {"earlywarning.Scan.region_code": "the text of a code in a finished count"}


def test_a_table_whose_key_contains_the_region_says_what_becomes_of_a_twin():
    """Refusing the merger is an answer too: those that do are named."""
    refusing = {"projects.Project", "cases.Lead", "accounts.Freeze"}
    keyed = {link.model._meta.label for link in links() if link.is_own and keys_with_region(link.model) and link.fate != Fate.STAY}
    assert keyed == JOINS | refusing
