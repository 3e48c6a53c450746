"""Whatever changes a row of a business table leaves its history, and nobody writes or takes back history otherwise."""

import json
import re

import pytest
from django.db import DatabaseError, connection, connections, transaction

from cases.models import Case, CasePayment, CaseWorkerLine, Lead
from earlywarning.models import ClearanceItem, EarlyWarning
from portal.accounts.models import Membership, User
from portal.audit.migration import COLUMNS_OF, KeepHistory, kept_tables
from portal.audit.models import Change, ChangeKind
from portal.audit.occasion import occasioned
from portal.documents.models import Instrument
from portal.tenancy.models import Organisation, PolicyRow, Region
from portal.tenancy.scope import acting
from projects.models import Project, ProjectParty, SpecialWageAccount, WageSecurityDeposit
from tests.make.earlywarning import make_warning
from tests.make.projects import make_project
from tests.make.wagepay import card_number, engagement
from wagepay.models import Engagement, MonthAnswer, PayrollSheet

pytestmark = pytest.mark.django_db
KEPT = (
    Project, ProjectParty, SpecialWageAccount, WageSecurityDeposit, Engagement, PayrollSheet, EarlyWarning, ClearanceItem, Lead, Case, CaseWorkerLine,
    CasePayment, Instrument, MonthAnswer, User, Membership, PolicyRow, Organisation, Region,
)  # fmt: skip


def rows(statement: str, *values: object) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else []


@pytest.fixture
def site(tree, county_inspector) -> Project:
    with acting(county_inspector):
        return make_project(tree.county, "样例安置房")


@pytest.fixture
def seen(county_inspector):
    """Function: the history of a row as the county's inspector sees it."""

    def of(obj) -> list[Change]:
        with acting(county_inspector) as actor:
            return list(Change.objects.visible_to(actor).of(obj))

    return of


@pytest.mark.parametrize("model", KEPT, ids=lambda model: model._meta.label)
def test_the_table_keeps_its_history_for_all_three_kinds_of_statement(model):
    found = rows(
        "SELECT tgtype::int & 28, tgoldtable, tgnewtable, tgenabled FROM pg_trigger WHERE tgrelid = %s::regclass AND tgname LIKE '%%_history_%%' ORDER BY 1",
        model._meta.db_table,
    )
    assert found == [(4, None, "new_rows", "O"), (8, "old_rows", None, "O"), (16, "old_rows", "new_rows", "O")]


def test_a_change_says_who_why_when_and_both_values(site, seen, county_inspector):
    with occasioned(request_id="r-7", cause="projects.edit"), acting(county_inspector):
        site.name = "样例安置房二期"
        site.save()
    change = seen(site)[0]
    assert (change.kind, change.before["name"], change.after["name"]) == ("U", "样例安置房", "样例安置房二期")
    assert set(change.after) <= {"name", "name_key"}
    assert (change.actor_uid, change.actor_name) == (county_inspector.uid, county_inspector.name)
    assert (change.request_id, change.cause, change.login, change.region_id, change.project_id) == (
        "r-7",
        "projects.edit",
        "portal_app",
        site.region_id,
        site.pk,
    )


def test_raw_sql_and_update_of_many_rows_leave_one_history_row_each(site, tree, seen, county_inspector):
    with acting(county_inspector) as actor:
        second = make_project(tree.county, "样例学校")
        rows("UPDATE projects_project SET site_kind = 'linear' WHERE region_id = %s", tree.county.pk)
        Project.objects.visible_to(actor).update(is_ppp=True)
    for project in (site, second):
        assert [change.after for change in seen(project)[:2]] == [{"is_ppp": True}, {"site_kind": "linear"}]


def test_a_statement_that_changes_nothing_leaves_nothing(site, seen, county_inspector):
    before = len(seen(site))
    with acting(county_inspector):
        rows("UPDATE projects_project SET name = name")
    assert len(seen(site)) == before


def test_of_a_new_row_it_is_kept_that_it_was_made_and_a_removed_one_is_kept_whole(seen, county_inspector, tree):
    with acting(county_inspector):
        made = PolicyRow.objects.create(region=tree.county, key="tests.figure", value={"days": None}, source="试", valid_from="2026-01-01")
        pk = made.pk
        made.delete()
        made.pk = pk
    removed, created = seen(made)
    assert (created.kind, created.before, created.after) == (ChangeKind.CREATED, None, None)
    assert (removed.kind, removed.after, removed.before["key"], removed.before["value"]) == (ChangeKind.DELETED, None, "tests.figure", {"days": None})


def test_what_is_sealed_stays_sealed_and_a_password_is_not_copied(seen, tree, county_inspector):
    with acting(county_inspector):
        person = engagement(make_project(tree.county))
        person.card = card_number()
        person.save()
    changed = seen(person)[0]
    assert person.card.plain() not in str(changed.after)
    assert {"card", "card_index"} <= set(changed.after)  # every save seals anew, so the other numbers differ too
    assert changed.after["card"].startswith("\\x")
    user = User.objects.get(pk=county_inspector.user_id)
    user.set_password("Fen-He-2020-shui")
    user.name = "样例监察改名"
    user.save()
    assert seen(user)[0].after == {"name": "样例监察改名"}


def test_an_items_title_is_its_warnings_word_and_leaves_no_history_of_its_own(seen, tree, county_inspector):
    with acting(county_inspector):
        warning = make_warning(make_project(tree.county))
        item = ClearanceItem.objects.visible_to(county_inspector).get(subject_uid=warning.uid)
        item.title = "21 人没有发到工资"
        item.save()
        assert [change.kind for change in seen(item)] == ["I"]
        item.title, item.people = "22 人没有发到工资", 22
        item.save()
    assert seen(item)[0].after == {"people": 22}


def test_history_is_shown_like_the_row_it_tells_of(site, county_inspector, neighbour_inspector, city_office, contractor):
    def count(actor) -> int:
        with acting(actor):
            return rows("SELECT count(*) FROM audit_change WHERE table_name = 'projects_project'")[0][0]

    assert [count(county_inspector), count(city_office), count(neighbour_inspector), count(contractor)] == [1, 1, 0, 0]
    assert count(contractor.with_projects(site.pk)) == 1
    assert rows("SELECT count(*) FROM audit_change") == [(0,)]


def test_the_first_belt_shows_the_same_changes_as_row_security(site, county_inspector, contractor):
    for actor in (county_inspector, contractor, contractor.with_projects(site.pk)):
        with acting(actor):
            assert Change.objects.visible_to(actor).count() == Change.objects.count()


@pytest.mark.parametrize(
    ("statement", "refusal"),
    [
        ("UPDATE audit_change SET actor_name = 'x'", "permission denied"),
        ("DELETE FROM audit_change", "permission denied"),
        ("TRUNCATE audit_change", "permission denied"),
        ("ALTER TABLE projects_project DISABLE TRIGGER ALL", "must be owner"),
        ("DROP TRIGGER projects_project_history_update ON projects_project", "must be owner"),
        ("SET session_replication_role = replica", "permission denied"),
        (
            "INSERT INTO audit_change (at, table_name, row_id, kind, actor_name, request_id, cause, login)"
            " VALUES (now(), 'projects_project', 1, 'U', '别人', '', '', 'portal_app')",
            "row-level security",
        ),
    ],
)
def test_the_application_neither_changes_nor_invents_history(site, county_inspector, statement, refusal):
    with pytest.raises(DatabaseError, match=refusal), acting(county_inspector):
        rows(statement)


def test_a_temporary_table_of_the_same_name_catches_nothing(site, seen, county_inspector):
    with acting(county_inspector):
        rows("CREATE TEMPORARY TABLE audit_change (LIKE public.audit_change) ON COMMIT DROP")
        rows("UPDATE projects_project SET is_ppp = true")
        assert rows("SELECT count(*) FROM pg_temp.audit_change") == [(0,)]
        assert rows("SELECT after ->> 'is_ppp' FROM public.audit_change ORDER BY id DESC LIMIT 1") == [("true",)]


def test_a_change_that_is_taken_back_leaves_no_history(site, seen, county_inspector):
    with pytest.raises(ZeroDivisionError), transaction.atomic(), acting(county_inspector):
        rows("UPDATE projects_project SET is_ppp = true")
        raise ZeroDivisionError
    assert [change.kind for change in seen(site)] == ["I"]


def test_without_history_there_is_no_change(site, seen, county_inspector):
    """A context that no column takes stops the act, rather than let it pass unrecorded."""
    with acting(county_inspector):
        with pytest.raises(DatabaseError, match="uuid"), transaction.atomic():
            rows("SELECT set_config('portal.actor_uid', 'nobody', true)")
            rows("UPDATE projects_project SET is_ppp = true")
        assert rows("SELECT is_ppp FROM projects_project") == [(False,)]


def test_no_function_pairs_rows_in_loops():
    """Planned once for a connection, at its first update, which may have been of one row."""
    found = rows("SELECT proname, proconfig FROM pg_proc WHERE proname = ANY (%s)", [f"{table}_history" for table in kept_tables()])
    assert len(found) == len(kept_tables()) and {tuple(settings or ()) for _, settings in found} == {("enable_nestloop=off",)}


NAMED = re.compile(r"o\.(\w+) IS DISTINCT FROM r\.")


def test_each_function_compares_every_column_of_its_table_but_those_left_out():
    kept = kept_tables()
    assert {model._meta.db_table for model in KEPT} <= set(kept)
    for table, operation in kept.items():
        [(source,)] = rows("SELECT prosrc FROM pg_proc WHERE proname = %s", f"{table}_history")
        columns = {name for (name,) in rows(COLUMNS_OF, table)}
        assert set(NAMED.findall(source)) == columns - set(operation.without), table


@pytest.mark.django_db(databases=["default", "owner"])
def test_a_column_that_a_later_migration_adds_or_drops_is_followed():
    """As a superuser, who may also read what was kept, in a table of its own that is taken back."""
    link = connections.create_connection("owner")
    link.settings_dict = {**link.settings_dict, "USER": "postgres"}
    link.set_autocommit(False)
    try:
        with link.cursor() as cursor:
            cursor.execute("CREATE TABLE probe_kept (id bigint PRIMARY KEY, region_id bigint, name text, seen int)")
            operation = KeepHistory("probe_kept", without=("seen",))
            operation.database_forwards("audit", link.schema_editor(atomic=False), None, None)
            cursor.execute("INSERT INTO probe_kept VALUES (1, 1, 'a', 0)")
            cursor.execute("ALTER TABLE probe_kept ADD COLUMN level text")
            operation.renew(link)
            cursor.execute("UPDATE probe_kept SET level = 'red', seen = 5")
            cursor.execute("UPDATE probe_kept SET seen = 6")
            cursor.execute("ALTER TABLE probe_kept DROP COLUMN level")
            operation.renew(link)
            cursor.execute("UPDATE probe_kept SET name = NULL")
            cursor.execute("SELECT kind, before, after FROM audit_change WHERE table_name = 'probe_kept' ORDER BY id")
            found = [(kind, before and json.loads(before), after and json.loads(after)) for kind, before, after in cursor.fetchall()]
    finally:
        link.rollback()
        link.close()
    assert found == [("I", None, None), ("U", {"level": None}, {"level": "red"}), ("U", {"name": "a"}, {"name": None})]
