"""The pages: what each role sees, with the same number of queries for one row and three."""

import datetime as dt
import io
from decimal import Decimal

import openpyxl
import pytest
from django.urls import reverse

from earlywarning.actions.events import tell
from earlywarning.actions.handle import verify_warning
from earlywarning.due import answers
from earlywarning.models import ClearanceItem, Disposal, EarlyWarning, Justification, WarningEvent
from portal.documents.actions.draft_instrument import Occasion
from portal.documents.models import Instrument
from portal.lib import clock
from portal.tenancy.actors import system_actor
from portal.tenancy.models import Organisation
from portal.tenancy.scope import acting
from tests.make.accounts import actor as make_actor
from tests.make.accounts import again
from tests.make.cases import make_lead
from tests.make.documents import served
from tests.make.earlywarning import make_warning
from tests.make.projects import make_project
from tests.make.tenancy import participation

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8ffff3f0005fe02fea735815e0000000049454e44ae426082"
)


@pytest.fixture
def warning(project, day):
    with acting(system_actor()):
        return make_warning(project)


def test_the_list_and_the_detail_say_why_by_which_law_and_what_to_do(warning, county_inspector, client_of):
    client = client_of(county_inspector)
    assert "样例学校改造" in client.get(reverse("warning_list")).content.decode()
    page = client.get(reverse("warning", args=[warning.uid])).content.decode()
    for words in ("有 20 人没有发到工资。", "样例条例 第一条", "施工总承包单位补发工资", "核实"):
        assert words in page


def test_the_detail_says_how_many_are_concerned_and_leads_to_its_rule_in_the_book(project, county_inspector, client_of):
    with acting(system_actor()):
        warning = make_warning(project, rule="W12", people=21, amount=Decimal("123680.00"))
    client = client_of(county_inspector)
    page = client.get(reverse("warning", args=[warning.uid])).content.decode()
    address = f"{reverse('rule_book')}#W12"
    assert "涉及 21 人 · 123,680 元" in page and f'href="{address}"' in page
    book = client.get(reverse("rule_book")).content.decode()
    assert 'id="W12"' in book and 'href="#W12"' in book


def test_the_detail_says_which_lines_were_met(project, county_inspector, client_of):
    words = {"labels": [["people", "人数（人）"]], "thresholds": [["红色的人数（达到）", "20 人", "样例"], ["涉及班组（达到）", "3 个", "样例"]]}
    with acting(system_actor()):
        told = make_warning(project, shown=words | {"held": [["line", "people", ">=", "", ""], []]})
        older = make_warning(project, rule="T02", shown=words)
    client = client_of(county_inspector)
    page = client.get(reverse("warning", args=[told.uid])).content.decode()
    assert "触发" in page and "判断项" in page
    page = client.get(reverse("warning", args=[older.uid])).content.decode()
    assert "触发" not in page and "红色的人数（达到）" in page, "frozen before the comparison was kept"


def test_only_what_changed_the_level_bears_its_mark(warning, county_inspector, client_of, at):
    with acting(system_actor()) as system:
        tell(warning, actor=system, at=at, title="没有自动草拟文书", kind="escalated")
        for before in ("yellow", "red"):
            WarningEvent.objects.create(
                region_id=warning.region_id, project_id=warning.project_id, warning=warning, kind="level", at=at, by="系统", title=f"从{before}", level_before=before,
                level_after="red",
            )  # fmt: skip
        WarningEvent.objects.create(
            region_id=warning.region_id, project_id=warning.project_id, warning=warning, kind="opened", at=at, by="系统", title="产生", level_after="yellow"
        )
    entries = client_of(county_inspector).get(reverse("warning", args=[warning.uid])).context["entries"]
    assert {e["title"]: e["level"] for e in entries} == {"没有自动草拟文书": "", "从yellow": "red", "从red": "", "产生": "yellow"}


def test_the_letters_of_a_warning_say_when_they_were_served_and_when_an_answer_is_due(warning, county_inspector, client_of):
    with acting(county_inspector):
        letter = served(county_inspector, occasion=Occasion("earlywarning.EarlyWarning", str(warning.uid), "约谈", warning.project_id, "样例学校改造"))
        Instrument.objects.visible_to(county_inspector).filter(pk=letter.pk).update(reply_due_on=letter.served_on + dt.timedelta(days=3))
    page = client_of(county_inspector).get(reverse("warning", args=[warning.uid])).content.decode()
    assert "2026-01-13" in page and "孟某某签收" in page and "2026-01-16" in page and "已过期" in page


@pytest.mark.parametrize("name", ["warning_list", "clearance_desk", "clearance_ledger"])
def test_a_list_costs_the_same_for_one_row_and_for_three(
    name, tree, warning, county_inspector, client_of, django_assert_num_queries, django_assert_max_num_queries
):
    client = client_of(county_inspector)
    client.get(reverse(name))
    with django_assert_max_num_queries(30) as one:
        assert client.get(reverse(name)).status_code == 200
    with acting(system_actor()):
        for _ in range(2):
            make_warning(make_project(tree.county))
    with django_assert_num_queries(len(one)):
        client.get(reverse(name))


def test_the_page_says_by_when_whose_sheet_and_who_is_to_take_it_up(project, county_inspector, subcontractor, client_of):
    with acting(system_actor()):
        warning = make_warning(project, subcontractor=Organisation.objects.get(pk=subcontractor.organisation_id), level_ladder="red")
        EarlyWarning.objects.visible_to(system_actor()).update(due_at=clock.start_of(dt.date(2026, 11, 24)))
    page = client_of(county_inspector).get(reverse("warning", args=[warning.uid])).content.decode()
    assert "期限 11 月 23 日" in page, "a term of days ends with its last day"
    assert "分包 样例劳务有限公司" in page and "还没有响应" in page and "应在 11 月 21 日" in page
    assert "逾期升至" not in page, "red by its figures, the ladder raised nothing"


def test_the_term_of_one_that_has_ended_no_longer_runs_in_the_list(project, county_inspector, client_of, day):
    with acting(system_actor()) as system:
        make_warning(project, state="cleared", closed_on=day)
        ClearanceItem.objects.visible_to(system).update(state="cleared", cleared_on=day)
    for name in ("warning_list", "clearance_desk"):
        page = client_of(county_inspector).get(reverse(name), {"state": "all"}).content.decode().split("<tbody")[1]
        assert "已超" not in page and "2026-11-20 办结" in page


def test_of_two_people_the_second_reads_what_the_first_did(warning, tree, county_inspector, client_of):
    colleague = make_actor("inspector", region=tree.county)
    url, said = reverse("warning_step", args=[warning.uid, "verify"]), {"note": "已到现场核实，询问了劳资专管员。"}
    client_of(county_inspector).post(url, said)
    page = client_of(colleague).post(url, said).content.decode()
    assert "现在是“已核实”" in page and f"{county_inspector.name}，已核实" in page


def test_a_firm_is_not_told_how_many_reds_the_government_has_not_taken_up(warning, project, contractor, county_inspector, client_of):
    participation(Organisation.objects.get(pk=contractor.organisation_id), project.pk)
    url = reverse("warning_list")
    assert "红色未响应" in client_of(county_inspector).get(url).content.decode()
    assert "红色未响应" not in client_of(again(contractor)).get(url).content.decode()


@pytest.mark.parametrize("state", ["disposing", "closed_by_data"])
def test_what_waits_for_a_decision_or_a_check_is_found_from_the_days_list(project, contractor, county_inspector, client_of, state):
    """Also where the warning has ended in the meantime."""
    on = clock.today()
    with acting(system_actor()) as system:
        warning = make_warning(project, state=state, closed_on=None if state == "disposing" else on, on=on)
        make_warning(make_project(project.region, "别的项目"))
        Disposal.objects.create(region_id=warning.region_id, warning=warning, kind="rectification", on=on, note="三日内补发。", by="甲", due_on=on)
        Justification.objects.create(
            region_id=warning.region_id, warning=warning, project=project, organisation_id=contractor.organisation_id, text="发了。", at=clock.now(), by="乙",
        )  # fmt: skip
        assert system
    with acting(county_inspector):
        found = {due.title: due.url for due in answers(county_inspector, on)}
    for title in ("企业申辩待复核 1 件", "整改到期待复查 1 件"):
        page = client_of(county_inspector).get(found[title]).content.decode()
        assert "样例学校改造" in page and "别的项目" not in page


def test_a_neighbour_gets_404_and_no_word_of_it(warning, neighbour_inspector, client_of):
    client = client_of(neighbour_inspector)
    for address in (reverse("warning", args=[warning.uid]), reverse("warning_step", args=[warning.uid, "verify"])):
        response = client.get(address)
        assert response.status_code == 404
        assert "样例学校改造" not in response.content.decode()
    assert "样例学校改造" not in client.get(reverse("warning_list")).content.decode()


def test_the_contractor_reads_the_remedy_but_no_officers_notes(warning, contractor, county_inspector, client_of, at):
    with acting(system_actor()):
        participation(Organisation.objects.get(pk=contractor.organisation_id), warning.project_id)
    with acting(county_inspector):
        verify_warning(warning, actor=county_inspector, at=at, note="内部核实情况不外传。")
    with acting(system_actor()) as system:
        tell(warning, actor=system, at=at, title="逾期，草拟约谈函", kind="escalated")
    page = client_of(again(contractor)).get(reverse("warning", args=[warning.uid])).content.decode()
    assert "施工总承包单位补发工资" in page and "草拟约谈函" not in page
    assert "草拟约谈函" in client_of(county_inspector).get(reverse("warning", args=[warning.uid])).content.decode()
    assert "内部核实情况不外传" not in page
    assert county_inspector.name not in page


def test_verify_dispose_and_clear_by_forms(warning, county_inspector, client_of):
    client = client_of(county_inspector)

    def post(verb, **data):
        return client.post(reverse("warning_step", args=[warning.uid, verb]), data)

    assert "不少于" in post("verify", note="短").content.decode()
    assert post("verify", note="已到现场核实，询问了劳资专管员。").status_code == 302
    assert post("dispose", kind="interview", on="2026-11-20", note="约谈总包，承诺三日内补发。").status_code == 302
    assert "没有佐证不能销号" in post("clear", note="回单显示已发到卡。").content.decode()
    proof = io.BytesIO(PNG)
    proof.name = "回单.png"
    assert post("clear", note="银行回单显示已全部发到卡。", proof=proof).status_code == 302
    actor = system_actor()
    with acting(actor):
        assert EarlyWarning.objects.visible_to(actor).get(pk=warning.pk).state == "cleared"


class TestLists:
    """What a strip or a dashboard counts is what the list behind it shows."""

    @pytest.fixture
    def several(self, tree, project, county_inspector, day):
        with acting(system_actor()):
            make_warning(project, level="red", on=day)
            make_warning(project, level="yellow", rule="T02", on=day)
            late = make_warning(project, level="blue", rule="T03", on=dt.date(2026, 1, 5))
            EarlyWarning.objects.visible_to(system_actor()).filter(pk=late.pk).update(assigned_to=county_inspector.user_id)
            ended = make_warning(project, rule="T04", on=day)
            EarlyWarning.objects.visible_to(system_actor()).filter(pk=ended.pk).update(state="cleared", closed_on=day)
            ClearanceItem.objects.visible_to(system_actor()).filter(subject_uid=ended.uid).update(state="cleared", cleared_on=day)

    def count(self, client, name, query):
        return client.get(reverse(name) + query).context["table"].total

    @pytest.mark.parametrize(
        ("query", "rows"),
        [
            ("", 3),
            ("?state=all", 4),
            ("?state=cleared", 1),
            ("?level=red", 1),
            ("?rule=t02", 1),
            ("?overdue=on", 1),
            ("?mine=on", 1),
            ("?unassigned=on", 2),
            ("?unanswered=on", 3),
            ("?fresh=on", 2),
            ("?industry=housing", 3),
            ("?industry=water", 0),
        ],
    )
    def test_the_warnings_can_be_narrowed(self, several, county_inspector, client_of, monkeypatch, at, query, rows):
        monkeypatch.setattr(clock, "now", lambda: at)
        assert self.count(client_of(county_inspector), "warning_list", query) == rows

    def test_what_a_part_counts_is_what_it_lists(self, several, county_inspector, city_office, contractor, client_of, monkeypatch, at):
        monkeypatch.setattr(clock, "now", lambda: at)
        client = client_of(county_inspector)
        parts = {part["label"]: part for part in client.get(reverse("warning_list")).context["facets"]}
        assert {label: part["count"] for label, part in parts.items()} == {
            "全部": 3, "红色": 1, "黄色": 1, "蓝色": 1, "已超期": 1, "我承办的": 1, "没有指定承办人": 2,
        }  # fmt: skip
        assert parts["全部"]["is_current"]
        for part in parts.values():
            context = client.get(part["url"]).context
            assert context["table"].total == part["count"]
            assert [found["label"] for found in context["facets"] if found["is_current"]] == [part["label"]]
        assert "我承办的" not in client_of(contractor).get(reverse("warning_list")).content.decode().split('name="mine"')[0]

    @pytest.mark.parametrize(
        ("query", "rows"),
        [
            ("", 3),
            ("?state=all", 4),
            ("?state=cleared", 1),
            ("?overdue=on", 1),
            ("?due_on_after=2026-11-23&due_on_before=2026-11-25", 2),
            ("?state=all&due_on_before=2026-11-23&due_on_after=2026-11-23", 2),
            ("?kind=lead", 0),
        ],
    )
    def test_the_clearance_can_be_narrowed(self, several, county_inspector, client_of, monkeypatch, at, query, rows):
        monkeypatch.setattr(clock, "now", lambda: at)
        monkeypatch.setattr(clock, "today", lambda: at.date())
        assert self.count(client_of(county_inspector), "clearance_desk", query) == rows

    @pytest.mark.parametrize("name", ["warning_list", "clearance_desk"])
    def test_every_figure_of_the_strip_opens_to_as_many_rows(self, several, name, county_inspector, client_of, monkeypatch, at):
        monkeypatch.setattr(clock, "now", lambda: at)
        monkeypatch.setattr(clock, "today", lambda: at.date())
        client = client_of(county_inspector)
        parts = [part for part in client.get(reverse(name)).context["strip"] if part.get("url") and isinstance(part["value"], int)]
        assert len(parts) >= 3
        for part in parts:
            assert client.get(part["url"]).context["table"].total == part["value"], part["label"]

    @pytest.mark.parametrize("name", ["warning_export", "clearance_export", "clearance_ledger_export"])
    def test_exports_are_workbooks_of_the_filtered_rows(self, several, name, county_inspector, client_of):
        answer = client_of(county_inspector).get(reverse(name) + "?state=all")
        rows = openpyxl.load_workbook(io.BytesIO(answer.content)).active.max_row
        assert rows == (1 if name == "clearance_ledger_export" else 5)


class TestWho:
    @pytest.mark.parametrize("name", ["city_office", "county_inspector", "industry_officer", "admin", "auditor"])
    def test_officials_of_the_place_read_it(self, warning, name, request, client_of):
        assert client_of(request.getfixturevalue(name)).get(reverse("warning", args=[warning.uid])).status_code == 200

    @pytest.mark.parametrize("name", ["other_county_inspector", "grid_officer", "contractor", "owner", "bank"])
    def test_others_do_not_know_of_it(self, warning, name, request, client_of):
        assert client_of(request.getfixturevalue(name)).get(reverse("warning", args=[warning.uid])).status_code in (403, 404)

    def test_a_level_above_reads_and_finds_no_form(self, warning, city_office, client_of):
        page = client_of(city_office).get(reverse("warning", args=[warning.uid])).content.decode()
        assert "核实情况" not in page and "交办" not in page

    def test_who_may_read_but_not_act_is_refused_the_step(self, warning, auditor, client_of):
        client, address = client_of(auditor), reverse("warning_step", args=[warning.uid, "verify"])
        assert client.get(address).status_code == 403

    def test_an_unknown_step_is_not_there(self, warning, county_inspector, client_of):
        assert client_of(county_inspector).get(reverse("warning_step", args=[warning.uid, "delete"])).status_code == 404


def test_a_refused_step_keeps_what_was_typed(warning, county_inspector, client_of, at):
    with acting(county_inspector):
        verify_warning(warning, actor=county_inspector, at=at, note="已到现场核实，询问了劳资专管员。")
    page = client_of(county_inspector).post(reverse("warning_step", args=[warning.uid, "verify"]), {"note": "又去了一次现场，情况相同。"}).content.decode()
    assert "不能“核实”" in page and "又去了一次现场" in page


def test_an_administrator_sees_that_a_lead_is_due_without_a_way_to_the_complaint(project, county_inspector, client_of, tree):
    with acting(county_inspector):
        lead = make_lead(county_inspector, project)
    link = f'href="/leads/{lead.uid}/"'
    assert link in client_of(county_inspector).get("/clearance/").content.decode()
    page = client_of(make_actor("admin", region=tree.city)).get("/clearance/").content.decode()
    assert "线索" in page
    assert link not in page
