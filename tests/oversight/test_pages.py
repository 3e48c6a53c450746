"""The auditor sees what happened in his own regions, in Chinese and masked; nobody else sees it, and nothing can be changed there."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from portal.accounts.actors import named_actor
from portal.accounts.enums import Role
from portal.audit.log import record
from portal.audit.models import Change, Entry
from portal.oversight.lines import TABLES, name_of
from portal.tenancy.scope import acting
from tests.make import accounts
from tests.make.earlywarning import make_warning
from tests.make.projects import make_project
from tests.make.wagepay import card_number, engagement
from wagepay.queries.viewings import viewings_of_worker

pytestmark = pytest.mark.django_db
LISTS = ("audit_log", "audit_sign_ins", "audit_personal", "audit_changes", "audit_seals")


@pytest.fixture
def browser(auditor, client_of):
    return client_of(auditor)


def text(answer) -> str:
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_log_says_who_did_what_in_chinese(browser, county_inspector, tree):
    with acting(county_inspector):
        make_project(tree.county, "样例安置房")
    body = text(browser.get(reverse("audit_log")))
    for word in ("建档", "样例安置房", county_inspector.name, "平定县", "劳动保障监察员"):
        assert word in body


def test_an_auditor_sees_his_own_city_and_no_other(browser, county_inspector, other_county_inspector, tree):
    own = record(county_inspector, "projects.update", region_id=tree.county.pk, detail={"note": "本市"})
    other = record(other_county_inspector, "projects.update", region_id=tree.other_county.pk)
    nowhere = record(named_actor("某人"), "accounts.sign_in", succeeded=False)
    body = text(browser.get(reverse("audit_log")))
    assert county_inspector.name in body
    assert other_county_inspector.name not in body
    assert "某人" not in body
    assert "本市" in text(browser.get(reverse("audit_entry", args=[own.uid])))
    for foreign in (other, nowhere):
        assert browser.get(reverse("audit_entry", args=[foreign.uid])).status_code == 404


def test_a_change_of_another_city_is_not_found(browser, county_inspector, other_county_inspector, tree):
    for inspector, county in ((county_inspector, tree.county), (other_county_inspector, tree.other_county)):
        with acting(inspector) as actor:
            project = make_project(county)
            pk = Change.objects.visible_to(actor).of(project).first().pk
        found = browser.get(reverse("audit_change", args=[pk])).status_code
        assert found == (200 if county == tree.county else 404)


@pytest.mark.parametrize("name", [*LISTS, "audit_log_export", "audit_changes_export"])
@pytest.mark.parametrize("who", ["admin", "city_office", "county_inspector", "contractor"])
def test_nobody_but_the_auditor_opens_the_trail(name, who, request, client_of):
    assert client_of(request.getfixturevalue(who)).get(reverse(name)).status_code == 403


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("actor_name=监察甲", {"甲的事"}),
        ("q=乙的事", {"乙的事"}),
        ("room=cases", {"乙的事"}),
        ("succeeded=false", {"乙的事"}),
        ("at_after=2030-01-01", set()),
    ],
)
def test_the_log_is_searched(browser, county_inspector, neighbour_inspector, tree, query, shown):
    for inspector, verb, name, county in (
        (county_inspector, "projects.update", "甲的事", tree.county),
        (neighbour_inspector, "cases.note", "乙的事", tree.neighbour),
    ):
        entry = record(inspector, verb, region_id=county.pk, succeeded=verb != "cases.note")
        assert entry.pk
        Entry(actor_uid=inspector.uid, actor_name=inspector.name, verb=verb, region_id=county.pk, object_name=name, succeeded=entry.succeeded).save()
    body = text(browser.get(f"{reverse('audit_log')}?{query}"))
    assert {name for name in ("甲的事", "乙的事") if name in body} == shown


@pytest.mark.parametrize("name", ["audit_log", "audit_sign_ins", "audit_personal", "audit_changes"])
def test_an_export_is_a_workbook_and_is_itself_recorded(browser, name, auditor):
    answer = browser.get(reverse(f"{name}_export"))
    assert answer.content[:2] == b"PK"
    assert Entry.objects.filter(verb="documents.export", actor_uid=auditor.uid).count() == 1


def test_the_history_of_a_project_shows_before_and_after(county_inspector, client_of, tree):
    with acting(county_inspector):
        project = make_project(tree.county, "样例安置房")
        project.name = "样例安置房二期"
        project.save()
    body = text(client_of(county_inspector).get(reverse("project_history", args=[project.code])))
    for word in ("项目名称", "样例安置房二期", county_inspector.name):
        assert word in body


def test_the_history_of_a_warning_tells_its_figures_in_words(county_inspector, client_of, tree):
    with acting(county_inspector):
        warning = make_warning(make_project(tree.county))
        warning.explain, warning.evidence = "应发 42 人，还有 21 人没有发", {"unpaid_people": 21}
        warning.shown = {"evidence": [["工资月份", "2026-10"], ["未发人数（人）", "21"]], "thresholds": []}
        warning.save()
    with acting(county_inspector):
        warning.amount = "9800"
        warning.save()
        warning.amount = "12000.5"
        warning.shown = {}  # what stood there is told as the row's former words
        warning.save()
    body = text(client_of(county_inspector).get(reverse("warning_history", args=[warning.uid])))
    assert "应发 42 人，还有 21 人没有发" in body and "unpaid_people" not in body
    assert "9,800.00" in body and "12,000.50" in body
    assert "工资月份 2026-10、未发人数（人） 21" in body and "evidence" not in body and "[" not in body


def test_the_history_of_a_warning_tells_the_figures_that_changed_in_its_own_words(county_inspector, client_of, tree):
    with acting(county_inspector):
        warning = make_warning(make_project(tree.county), rule="W12")
        words = {"labels": [["month", "工资月份"], ["unpaid_people", "未发人数（人）"], ["unpaid_amount", "未发金额（元）"]], "thresholds": []}
        warning.shown, warning.evidence = words, {"month": "2026-10", "unpaid_people": 21, "unpaid_amount": "9800.00"}
        warning.save()
        warning.evidence = warning.evidence | {"unpaid_people": 19, "unpaid_amount": "8000.50"}
        warning.save()
    body = text(client_of(county_inspector).get(reverse("warning_history", args=[warning.uid])))
    assert "未发人数（人） 21、未发金额（元） 9,800.00" in body and "未发人数（人） 19、未发金额（元） 8,000.50" in body
    assert "工资月份、未发人数（人）、未发金额（元）" in body, "its words, when they were given"
    assert "unpaid_people" not in body and "工资月份 2026-10、未发人数（人） 19" not in body, "only what differs"


def test_every_table_of_the_filter_has_a_chinese_name():
    assert [table for table, model in TABLES().items() if not any("\u4e00" <= sign <= "\u9fff" for sign in name_of(model))] == []
    assert len(TABLES()) > 100


def test_history_shows_no_number_and_no_name_of_a_worker(county_inspector, browser, tree):
    with acting(county_inspector) as actor:
        person = engagement(make_project(tree.county), name="样工丁")
        old = person.card.plain()
        person.card, person.name = card_number(), "样工戊"
        person.save()
        pk = Change.objects.visible_to(actor).of(person).first().pk
    body = text(browser.get(reverse("audit_change", args=[pk])))
    assert "工资卡号" in body
    assert "证件号码" not in body  # it was sealed anew and has not changed
    for secret in (old, person.card.plain(), "样工丁", "样工戊"):
        assert secret not in body


def test_who_looked_at_a_worker_when_and_why(county_inspector, browser, tree):
    with acting(county_inspector) as actor:
        person, other = engagement(make_project(tree.county)), engagement(make_project(tree.county))
        seen = record(actor, "accounts.reveal", person, detail={"reason": "核对工资卡"})
        record(actor, "accounts.reveal", other, detail={"reason": "另一人"})
        record(actor, "projects.update", person)
        assert list(viewings_of_worker(person.id_index, actor=actor)) == [seen]
    assert "核对工资卡" in text(browser.get(reverse("audit_personal")))


@pytest.mark.parametrize("name", ["audit_log", "audit_changes"])
def test_a_list_costs_the_same_with_one_and_with_three(browser, county_inspector, tree, name):
    counts = []
    for _ in range(2):
        with acting(county_inspector):
            make_project(tree.county)
        with CaptureQueriesContext(
            connection,
        ) as found:
            text(browser.get(reverse(name)))
        counts.append(len(found))
    assert counts[0] == counts[1] <= 24


def test_no_page_of_the_trail_takes_a_form(browser):
    for name in LISTS:
        body = text(browser.get(reverse(name)))
        assert 'method="post" action="/audit' not in body


def test_an_entry_and_a_change_say_in_words_what_was_done_and_why(browser, admin, client_of, tree):
    """No code of the program stands on the auditor's pages."""
    keeper = client_of(admin)
    data = {"name": "第一网格", "area": "东关村"}
    officer = accounts.membership(Role.GRID, region=tree.county, townships=[tree.township.pk], person=accounts.user("pd-wang", "样例网格员"))
    assert keeper.post(reverse("grid_new", args=[tree.township.code]), data | {"officers": [officer.pk]}).status_code == 302
    entry = Entry.objects.filter(verb__startswith="administration.").get()
    page = text(browser.get(reverse("audit_entry", args=[entry.uid])))
    assert entry.verb not in page
    assert "网格的网格员" in page
    changes = text(browser.get(reverse("audit_changes")))
    assert "网格的网格员" in changes and ">administration_grid" not in changes
