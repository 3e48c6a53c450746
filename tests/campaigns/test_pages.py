"""The pages: who gets which, what they say, what a mistake looks like, how many queries they cost."""

import datetime as dt
import io
import re

import openpyxl
import pytest
from django.urls import reverse

from campaigns.actions.correct_cell import correct_cell
from campaigns.actions.make_bulletin import make_bulletin
from campaigns.actions.send_table import send_table
from campaigns.models import Campaign, CampaignTask, StatisticalReturn, TableCorrection, TaskReport, TitleDecision, TitleNomination
from portal.audit.models import Entry
from portal.jobs import runner
from portal.jobs.models import Job
from portal.lib import clock
from portal.tenancy.actors import system_actor
from portal.tenancy.scope import acting
from tests.make.accounts import actor as make_actor
from tests.make.cases import lines_of, make_case, verify
from tests.make.documents import picture
from tests.make.projects import make_project

ON = dt.date(2026, 11, 20)
AT = clock.start_of(ON) + dt.timedelta(hours=9)
WATCHERS = ("city_office", "county_inspector", "admin", "auditor")


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: ON)
    monkeypatch.setattr(clock, "now", lambda: AT)


@pytest.fixture
def nomination(tree, safe_wage, firm):
    with acting(system_actor()):
        return TitleNomination.objects.create(
            region=tree.county, campaign=safe_wage, project=firm.project, nominated_on=ON, nominated_by="样例",
            checks=[{"code": "running", "name": "在建工程项目", "ok": True, "words": "在建"}],
        )  # fmt: skip


@pytest.fixture
def bulletin(tree, winter, city_office):
    with acting(city_office):
        return make_bulletin(actor=city_office, region=tree.city, week="2026-W47", at=AT)


@pytest.fixture
def addresses(tree, winter, safe_wage, nomination, bulletin, city_office):
    """name -> address of every page of a city's campaigns that is read."""
    with acting(city_office):
        task = CampaignTask.objects.visible_to(city_office).filter(owner_region=tree.county).first()
        sent = send_table(winter, actor=city_office, until=ON, at=AT)
    return {
        "campaign": reverse("campaign", args=[safe_wage.code]),
        "winter_campaign": reverse("campaign", args=[winter.code]),
        "title_list": reverse("title_list", args=[safe_wage.code]),
        "title": reverse("title", args=[nomination.uid]),
        "task": reverse("task", args=[task.uid]),
        "winter_table": reverse("winter_table", args=[winter.code]),
        "winter_version": reverse("winter_version", args=[sent.uid]),
        "winter_workbook": reverse("winter_workbook", args=[winter.code]),
        "winter_pdf": reverse("winter_pdf", args=[winter.code]),
        "bulletin": reverse("bulletin", args=[bulletin.uid]),
    }


class TestWhoGetsWhat:
    @pytest.mark.parametrize("name", WATCHERS)
    def test_those_who_watch_get_every_page(self, addresses, request, client_of, name):
        client = client_of(request.getfixturevalue(name))
        below = {"winter_version"} if name == "county_inspector" else set()
        answers = {page: client.get(address).status_code for page, address in addresses.items()}
        assert answers == {page: 404 if page in below else 200 for page in addresses}
        assert client.get(reverse("campaign_list")).status_code == client.get(reverse("bulletin_list")).status_code == 200

    def test_another_city_gets_404_and_no_word(self, addresses, other_county_inspector, client_of):
        client = client_of(other_county_inspector)
        for address in addresses.values():
            answer = client.get(address)
            assert answer.status_code == 404, address
            assert "阳泉" not in answer.content.decode()
        assert "冬季" not in client.get(reverse("campaign_list")).content.decode()

    def test_who_lacks_the_verb_gets_403(self, addresses, grid_officer, client_of):
        client = client_of(grid_officer)
        answers = {page: client.get(address).status_code for page, address in addresses.items()}
        assert set(answers.values()) == {403, 404} and answers["campaign"] == 403 and answers["winter_version"] == 404

    def test_only_the_office_starts_corrects_sends_and_decides(self, winter, nomination, county_inspector, client_of):
        client = client_of(county_inspector)
        for name, key in (("campaign_start", None), ("bulletin_make", None), ("winter_correct", winter.code), ("winter_send", winter.code)):
            assert client.get(reverse(name, args=[key] if key else [])).status_code == 403, name
        assert client.post(reverse("title_decide", args=[nomination.uid]), {"kind": "awarded"}).status_code == 403

    def test_an_office_below_neither_corrects_nor_sends_its_citys_table(self, tree, winter, client_of):
        client = client_of(make_actor("office", region=tree.county))
        page = client.get(reverse("winter_table", args=[winter.code])).content.decode()
        assert "定稿上报" not in page and "更正</a>" not in page
        assert client.get(reverse("winter_correct", args=[winter.code])).status_code == 404


class TestTable:
    @pytest.fixture
    def owing(self, firm, county_inspector, inspect, tree):
        inspect(tree.county, project=firm.project)
        with acting(county_inspector):
            case = make_case(county_inspector, firm.project)
            verify(county_inspector, lines_of(county_inspector, case)[0], 5000)
            return case

    def page(self, client, winter, query=""):
        return client.get(reverse("winter_table", args=[winter.code]) + query).content.decode()

    def test_a_figure_opens_to_its_counties_and_rows(self, winter, owing, city_office, client_of):
        page = self.page(client_of(city_office), winter, "?row=construction&column=8")
        assert "第 8 栏 · 建筑企业 · 0.5000 万元" in page and "5,000.00" in page and f"/cases/{owing.number}/" in page

    def test_a_line_of_other_facts_opens_too(self, winter, owing, city_office, client_of):
        assert "其他情况 · 国企项目" in self.page(client_of(city_office), winter, "?flag=is_state_contractor")

    def test_a_department_sees_the_counties_but_no_cases(self, tree, winter, owing, client_of):
        page = self.page(client_of(make_actor("department", region=tree.city)), winter, "?row=construction&column=8")
        assert "5,000.00" in page and owing.number not in page and "没有查看案件的权限" in page

    def test_the_auditor_reads_and_finds_no_button(self, winter, auditor, client_of):
        page = self.page(client_of(auditor), winter)
        assert "导出 Excel" in page and "定稿上报" not in page

    @pytest.mark.parametrize(
        "query", ["?until=nonsense", "?region=²", "?row=x&column=99", "?row=total&column=²", "?flag=drop", "?until=2030-01-01", "?until=2020-01-01"]
    )
    def test_nonsense_in_the_address_is_no_accident(self, winter, city_office, client_of, query):
        assert client_of(city_office).get(reverse("winter_table", args=[winter.code]) + query).status_code == 200

    def test_one_county_alone_can_be_chosen_and_is_not_sent(self, tree, winter, owing, city_office, client_of):
        page = self.page(client_of(city_office), winter, f"?region={tree.neighbour.pk}")
        assert "阳泉市（盂县）" in page and "定稿上报" not in page

    def test_sending_asks_first_and_freezes_what_was_shown(self, winter, owing, city_office, client_of):
        client, address = client_of(city_office), reverse("winter_send", args=[winter.code]) + "?until=2026-11-15"
        assert "截至 2026-11-15" in client.get(address).content.decode()
        assert client.post(address).status_code == 302
        with acting(city_office):
            sent = StatisticalReturn.objects.visible_to(city_office).get()
        assert sent.as_of == dt.date(2026, 11, 15)
        assert "第 1 版" in self.page(client, winter)

    def test_errors_close_the_button_and_stop_the_post(self, winter, owing, city_office, client_of):
        with acting(city_office):
            correct_cell(actor=city_office, campaign=winter, row="other", column=4, difference=3, reason="样例更正", at=AT)
        client = client_of(city_office)
        assert "改正后才能上报" in self.page(client, winter)
        answer = client.post(reverse("winter_send", args=[winter.code]), follow=True)
        assert "硬校验没有通过" in answer.content.decode()

    def test_a_correction_is_entered_seen_and_taken_back(self, winter, city_office, client_of):
        client, address = client_of(city_office), reverse("winter_correct", args=[winter.code])
        bad = client.post(address, {"row": "construction", "column": "2", "difference": "", "reason": "短"}).content.decode()
        assert "is-invalid" in bad and "短" in bad
        refused = client.post(address, {"row": "construction", "column": "2", "difference": "0.5", "reason": "补记现场人数"}, follow=True)
        assert "填整数" in refused.content.decode()
        assert client.post(address, {"row": "construction", "column": "2", "difference": "5", "reason": "补记现场人数"}).status_code == 302
        assert "<sup>更</sup>" in self.page(client, winter) and "算出的数是 0.0000" in self.page(client, winter)
        with acting(city_office):
            row = TableCorrection.objects.visible_to(city_office).get()
        client.post(reverse("winter_withdraw", args=[row.uid]))
        assert "<sup>更</sup>" not in self.page(client, winter) and "撤回" in self.page(client, winter)

    @pytest.mark.parametrize(("name", "start"), [("winter_workbook", b"PK"), ("winter_pdf", b"%PDF-")])
    def test_a_download_is_what_it_says_and_is_recorded(self, winter, city_office, client_of, name, start):
        answer = client_of(city_office).get(reverse(name, args=[winter.code]))
        assert answer.content.startswith(start) and "attachment" in answer["Content-Disposition"] and answer["X-Content-Type-Options"] == "nosniff"
        assert Entry.objects.filter(verb=f"campaigns.table_{name.removeprefix('winter_')}").count() == 1

    def test_the_workbook_of_one_county_has_its_figures(self, tree, winter, owing, city_office, client_of):
        answer = client_of(city_office).get(reverse("winter_workbook", args=[winter.code]) + f"?region={tree.neighbour.pk}")
        sheet = openpyxl.load_workbook(io.BytesIO(answer.content))["17栏表"]
        assert sheet["A2"].value == "填报单位：阳泉市（盂县）" and sheet["C7"].value == 0


class TestCampaign:
    def test_it_is_started_by_a_form(self, tree, city_office, client_of):
        client = client_of(city_office)
        assert "is-invalid" in client.post(reverse("campaign_start"), {"template": "winter_drive"}).content.decode()
        answer = client.post(reverse("campaign_start"), {"template": "winter_drive", "starts_on": "2026-11-09", "document_number": "平治欠〔2026〕1号"})
        assert answer.status_code == 302
        page = client.get(answer["Location"]).content.decode()
        assert "根治欠薪冬季专项行动" in page and "平治欠〔2026〕1号" in page and "集中宣传和自查阶段" in page
        again = client.post(reverse("campaign_start"), {"template": "winter_drive", "starts_on": "2026-11-09"}, follow=True)
        assert "已启动" in again.content.decode()
        with acting(city_office):
            assert Campaign.objects.visible_to(city_office).count() == 1

    def test_the_county_reports_by_a_form_with_a_file_and_the_city_reads_it(self, tree, safe_wage, county_inspector, city_office, client_of):
        client = client_of(county_inspector)
        with acting(county_inspector):
            task = CampaignTask.objects.visible_to(county_inspector).filter(owner_region=tree.county).first()
        address = reverse("task_report", args=[task.uid])
        assert "is-invalid" in client.post(address, {"text": "短"}).content.decode()
        broken = io.BytesIO(b"no picture")
        broken.name = "报告.png"
        kept = client.post(address, {"text": "已对全部在建项目逐一核查，形成清单。", "file": broken}).content.decode()
        assert "p-errsum" in kept and "形成清单" in kept, "a bad file costs nobody his text"
        paper = io.BytesIO(picture("PNG"))
        paper.name = "报告.png"
        assert client.post(address, {"text": "已对全部在建项目逐一核查，形成清单。", "file": paper}).status_code == 302
        with acting(city_office):
            assert TaskReport.objects.visible_to(city_office).get().file.name == "报告.png"
        page = client_of(city_office).get(reverse("task", args=[task.uid])).content.decode()
        assert "形成清单" in page and "报告.png" in page and "逾期报送" in page
        assert "已对全部在建项目" in client.get(address).content.decode(), "the form comes filled"

    def test_a_task_is_one_line_with_a_mark_for_each_unit(self, tree, safe_wage, city_office, client_of):
        page = client_of(city_office).get(reverse("campaign", args=[safe_wage.code])).content.decode()
        assert page.count("选树“安薪项目”不少于 5 个") == 1
        assert "平定县 逾期未报" in page and "0 / 3" in page and ">报送</a>" not in page

    def test_nobody_else_finds_the_button(self, tree, safe_wage, county_inspector, client_of):
        with acting(county_inspector):
            other = CampaignTask.objects.visible_to(county_inspector).filter(owner_region=tree.neighbour).first()
        page = client_of(county_inspector).get(reverse("task", args=[other.uid])).content.decode()
        assert reverse("task_report", args=[other.uid]) not in page


class TestTitles:
    def test_the_conditions_are_shown_before_the_nomination(self, tree, monkeypatch, safe_wage, firm, county_inspector, client_of):
        client = client_of(county_inspector)
        with acting(county_inspector):
            type(firm.project).objects.writable_by(county_inspector).filter(pk=firm.project.pk).update(uploaded_on=None)
        monkeypatch.setattr(clock, "today", lambda: dt.date(2026, 9, 1))
        page = client.get(reverse("title_nominate", args=[safe_wage.code]) + f"?project={firm.project.pk}").content.decode()
        assert "不符合" in page and "没有纳入平台的日期" in page
        answer = client.post(reverse("title_nominate", args=[safe_wage.code]), {"project": firm.project.pk}, follow=True)
        assert "还不符合条件" in answer.content.decode()
        assert client.get(reverse("title_nominate", args=[safe_wage.code]) + "?project=²").status_code == 200

    def test_the_office_awards_and_revokes_by_the_form(self, nomination, city_office, client_of):
        client, address = client_of(city_office), reverse("title_decide", args=[nomination.uid])
        page = client.get(reverse("title", args=[nomination.uid])).content.decode()
        assert "考核得分" in page and "取消称号</" not in page
        assert "is-invalid" in client.post(address, {"kind": "awarded", "score": "101"}).content.decode()
        assert client.post(address, {"kind": "awarded", "score": "96.5"}).status_code == 302
        page = client.get(reverse("title", args=[nomination.uid])).content.decode()
        assert "已认定" in page and "取消称号" in page and "考核得分" not in page
        refused = client.post(address, {"kind": "revoked"}, follow=True).content.decode()
        assert "请写明理由" in refused
        assert client.post(address, {"kind": "revoked", "reason": "出现欠薪"}).status_code == 302
        assert "取消称号：出现欠薪" in client.get(reverse("title", args=[nomination.uid])).content.decode()

    def test_the_county_takes_it_back_with_a_reason(self, nomination, county_inspector, client_of):
        client, address = client_of(county_inspector), reverse("title_withdraw", args=[nomination.uid])
        assert client.post(address, {"reason": ""}).status_code == 422
        assert client.post(address, {"reason": "人工费要补拨"}).status_code == 302
        assert "申报已撤回" in client.get(reverse("title", args=[nomination.uid])).content.decode()

    def test_the_list_can_be_narrowed(self, tree, nomination, safe_wage, city_office, client_of):
        client, address = client_of(city_office), reverse("title_list", args=[safe_wage.code])
        counts = {
            query: client.get(address + query).content.decode().count("样例花园") for query in ("", f"?region={tree.neighbour.pk}", "?awarded=1", "?region=²")
        }
        assert counts == {"": 1, f"?region={tree.neighbour.pk}": 0, "?awarded=1": 0, "?region=²": 0}


class TestBulletin:
    def test_it_is_made_printed_and_downloaded(self, tree, winter, city_office, client_of):
        client = client_of(city_office)
        assert "2026-W47 的样子" in client.post(reverse("bulletin_make"), {"week": "47"}).content.decode()
        answer = client.post(reverse("bulletin_make"), {"week": "2026-W47"})
        assert "周通报排版" in client.get(answer["Location"]).content.decode()
        runner.run(Job.objects.get(kind="campaigns.print_bulletin").pk)
        page = client.get(answer["Location"]).content.decode()
        assert "下载 PDF" in page
        url = re.search(r'href="([^"]+)">[^<]*<svg[^>]*>.*?</svg> 下载 PDF', page).group(1)
        assert client.get(url).content.startswith(b"%PDF-")

    def test_the_county_reads_its_citys_bulletin(self, bulletin, county_inspector, client_of):
        assert "县（区）排名" in client_of(county_inspector).get(reverse("bulletin", args=[bulletin.uid])).content.decode()


class TestCost:
    """One row and three cost the same number of queries."""

    def more(self, tree, winter, safe_wage, inspect):
        for county in (tree.neighbour, tree.zone):
            inspect(county)
            with acting(system_actor()):
                for _ in range(2):
                    row = TitleNomination.objects.create(region=county, campaign=safe_wage, project=make_project(county), nominated_on=ON, nominated_by="样例")
                    TitleDecision.objects.create(
                        region=tree.city, campaign=safe_wage, nomination_uid=row.uid, project_id=row.project_id, kind="awarded", on=ON, by="样例"
                    )

    @pytest.mark.parametrize("name", ["campaign", "title_list", "winter_table", "bulletin", "campaign_list"])
    def test_a_page_costs_the_same(self, name, tree, winter, safe_wage, addresses, inspect, city_office, client_of, django_assert_max_num_queries):
        client = client_of(city_office)
        address = {**addresses, "campaign_list": reverse("campaign_list")}[name] + ("?row=total&column=8" if name == "winter_table" else "")
        inspect(tree.county)
        client.get(address)
        with django_assert_max_num_queries(45) as few:
            assert client.get(address).status_code == 200
        self.more(tree, winter, safe_wage, inspect)
        with django_assert_max_num_queries(len(few)):
            assert client.get(address).status_code == 200
