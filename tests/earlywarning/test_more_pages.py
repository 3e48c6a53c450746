"""The pages around a warning: report, import, justify, decide, ask, check, look back, close watch, clocks, bench, rule book, forecast."""

import datetime as dt
import io

import pytest
import xlsxwriter
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.module_loading import import_string

from earlywarning import exemptions
from earlywarning.actions import handle
from earlywarning.actions.make_forecasts import make_forecasts
from earlywarning.actions.run_clearance import run_clearance
from earlywarning.models import ClearanceItem, ClearancePause, Disposal, DutyShift, EarlyWarning, FocusProject, Justification, LookBack, WarningReport
from portal.lib import clock
from portal.tenancy.actors import system_actor
from portal.tenancy.models import Organisation
from portal.tenancy.scope import acting
from projects.models import SiteState
from tests.earlywarning.test_handling import proof_of
from tests.earlywarning.test_pages import PNG
from tests.make.accounts import again
from tests.make.earlywarning import Finding, make_warning
from tests.make.projects import make_project
from tests.make.tenancy import participation, policy_row, saved
from tests.make.wagepay import OCTOBER, engagement, worker_month

NOTE = "已到现场核实，询问了劳资专管员。"


@pytest.fixture
def warning(project):
    with acting(system_actor()):
        return make_warning(project, month=OCTOBER, on=clock.today())


def system(model, **wanted):
    actor = system_actor()
    with acting(actor):
        rows = model.objects.visible_to(actor)
        return (rows.select_related("warning") if hasattr(model, "warning") else rows).get(**wanted)


def links_to(answer, address: str) -> bool:
    return f'href="{address}"' in answer.content.decode()


def picture(name="证据.png"):
    return SimpleUploadedFile(name, PNG, "image/png")


def workbook(*rows) -> SimpleUploadedFile:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream)
    sheet = book.add_worksheet()
    for number, row in enumerate((("预警编号", "预警级别", "预警日期", "项目名称", "预警类型", "规则代码", "所属月份", "预警内容"), *rows)):
        sheet.write_row(number, 0, row)
    book.close()
    return SimpleUploadedFile("预警.xlsx", stream.getvalue())


@pytest.mark.parametrize(
    "name",
    [
        "warning_reports", "warning_report", "warning_import", "look_backs", "focus_list", "focus_new", "rule_book", "rule_bench", "exemption_table", "forecast_list",
        "clearance_ladder", "clearance_ranking", "clearance_duty",
    ],
)  # fmt: skip
@pytest.mark.parametrize("who", ["county_inspector", "city_office"])
def test_every_page_opens_empty_and_with_rows(name, who, warning, client_of, request):
    client = client_of(request.getfixturevalue(who))
    assert client.get(reverse(name)).status_code == 200


class TestReporting:
    def test_a_grid_officer_reports_from_his_phone_and_the_inspector_finds_it(self, tree, grid_officer, county_inspector, client_of):
        with acting(system_actor()):
            project = make_project(tree.county, "镇里的桥", township=tree.township)
        client = client_of(grid_officer)
        form = {"project": "镇里的桥", "level": "yellow", "title": "木工班组没有发工资", "text": "走访时六个人说十月没有发，说法一致。"}
        assert client.post(reverse("warning_report"), form | {"project": "别处的桥"}).status_code == 200, "a project he does not see is not found"
        assert client.post(reverse("warning_report"), form | {"file": picture()}).status_code == 302
        said = system(WarningReport)
        assert (said.project_id, said.warning.rule, bool(said.file_id)) == (project.pk, "W62", True)
        assert "木工班组没有发工资" in client_of(county_inspector).get(reverse("warning", args=[said.warning.uid])).content.decode()

    def test_a_platforms_list_is_taken_whole_or_not_at_all_and_goes_back_answered(self, project, county_inspector, neighbour_inspector, client_of):
        client, url = client_of(county_inspector), reverse("warning_import")
        good = ("YJ1", "红色预警", "2026-11-01", "样例学校改造", "工资未发", "W12", "2026年10月", "十月没有发")
        bad = ("YJ2", "紫", "2026-11-01", "没有的项目", "工资未发", "W99", "", "")
        page = client.post(url, {"platform": "省平台", "file": workbook(good, bad)}).content.decode()
        assert "一条也没有登记" in page and "没有登记“没有的项目”" in page and "不认识" in page
        assert "已登记 1 条" in client.post(url, {"platform": "省平台", "file": workbook(good)}).content.decode()
        assert "1 条以前登记过" in client.post(url, {"platform": "省平台", "file": workbook(good)}).content.decode()
        said = system(WarningReport)
        assert (said.warning.rule, said.warning.month, said.warning.level) == ("W12", OCTOBER, "red")
        answer = reverse("warning_reports_answer")
        assert "还没有核实" in client.post(answer, {"pick": said.pk}, follow=True).content.decode()
        with acting(county_inspector):
            handle.verify_warning(said.warning, actor=county_inspector, at=clock.now(), note=NOTE)
        client.post(answer, {"pick": said.pk})
        assert system(WarningReport).answered_by == county_inspector.name
        assert b"PK" in client.get(reverse("warning_reports_export")).content[:2]
        assert "YJ1" not in client_of(neighbour_inspector).get(reverse("warning_reports")).content.decode()


class TestOneWarning:
    def test_taken_up_justified_asked_and_decided_by_forms(self, warning, project, contractor, county_inspector, client_of):
        participation(project.general_contractor.__class__.objects.get(pk=contractor.organisation_id), project.pk)
        with acting(system_actor()):
            worker_month(engagement(project), days=20, net=6000, owed=6000)
        inspector, firm = client_of(county_inspector), client_of(again(contractor))
        at = [warning.uid]
        assert inspector.get(reverse("warning_acknowledge", args=at)).status_code == 200
        inspector.post(reverse("warning_acknowledge", args=at))
        assert system(EarlyWarning).acknowledged_at is not None
        page = firm.get(reverse("warning", args=at)).content.decode()
        assert "申辩" in page and "向工友核实" not in page and "督办提醒" not in page
        assert firm.post(reverse("warning_justify", args=at), {"text": "短"}).status_code == 200
        assert firm.post(reverse("warning_justify", args=at), {"text": "十月工资 12 日已全部发到卡上。", "file": picture()}).status_code == 302
        assert inspector.post(reverse("warning_ask", args=at)).status_code == 302
        assert "问了 1 人" in inspector.get(reverse("warning", args=at)).content.decode()
        decide = reverse("justification_decide", args=[system(Justification).uid])
        assert firm.get(decide).status_code == 403
        assert "企业的说法" in inspector.get(decide).content.decode()
        assert inspector.post(decide, {"accept": "yes", "reason": "回单和流水一致。", "clear": "on"}).status_code == 302
        assert system(EarlyWarning).state == "cleared"
        assert "成立" in firm.get(reverse("warning", args=at)).content.decode()

    def test_what_was_ordered_has_a_day_and_is_checked(self, warning, county_inspector, client_of):
        client, today = client_of(county_inspector), clock.today().isoformat()
        url = reverse("warning_step", args=[warning.uid, "dispose"])
        assert "写明到哪一天" in client.post(url, {"kind": "rectification", "on": today, "note": NOTE}).content.decode()
        assert client.post(url, {"kind": "rectification", "on": today, "due_on": today, "note": NOTE}).status_code == 302
        check = reverse("disposal_check", args=[system(Disposal).uid])
        assert client.get(check).status_code == 200
        assert client.post(check, {"result": "done", "on": today, "note": "都补发了。"}).status_code == 302
        assert system(Disposal).check_result == "done"

    def test_it_is_looked_back_at_and_watched(self, warning, project, contractor, county_inspector, city_office, client_of):
        client, city, at = client_of(county_inspector), client_of(city_office), clock.now()
        with acting(county_inspector) as actor:
            found = handle.verify_warning(warning, actor=actor, at=at, note=NOTE)
            handle.clear_warning(found, actor=actor, at=at, note=NOTE, proof=proof_of(actor, warning, at))
            LookBack.objects.visible_to(actor).update(cleared_on=clock.today() - dt.timedelta(days=30))
        url = reverse("look_back", args=[system(LookBack).uid])
        assert "回头看" in client.get(url).content.decode()
        # Only who takes the second look is led to it; the city reads of it at the warning.
        lists, detail = reverse("look_backs"), reverse("warning", args=[warning.uid])
        assert [links_to(who.get(lists), address) for who in (client, city) for address in (url, detail)] == [True, False, False, True]
        assert client.post(url, {"result": "broken", "on": clock.today().isoformat(), "note": "又没有发。"}).status_code == 302
        assert system(EarlyWarning).state == "open"
        link, page = f"{reverse('focus_new')}?project={project.code}&amp;reason=", reverse("warning", args=[warning.uid])
        assert link in client.get(page).content.decode()
        given = client.get(reverse("focus_new"), {"project": project.code, "reason": warning.conclusion}).context["form"].initial
        assert given == {"project": project.code, "reason": warning.conclusion}
        form = {"project": project.code, "reason": "连续两期欠薪", "plan": "每周核对流水", "unit": "住建局", "responsible": "张三", "due_on": "2099-01-01"}
        assert client.post(reverse("focus_new"), form).status_code == 302
        assert "住建局" in client.get(reverse("focus_list")).content.decode()
        told = client.get(page).content.decode()
        assert "每周核对流水" in told and link not in told
        firm = Organisation.objects.get(pk=contractor.organisation_id)
        participation(firm, project.pk)
        told = client_of(again(contractor)).get(page).content.decode()
        assert warning.title in told and "重点监控" not in told and "每周核对流水" not in told
        release = reverse("focus_release", args=[system(FocusProject).uid])
        assert [links_to(who.get(reverse("focus_list")), release) for who in (client, city)] == [True, False]
        assert client.post(release, {"reason": "两期都足额发放了。"}).status_code == 302
        assert system(FocusProject).closed_on == clock.today()


class TestClocks:
    def test_a_pause_and_its_end_by_forms(self, warning, county_inspector, client_of):
        client, item = client_of(county_inspector), system(ClearanceItem)
        form = {"reason": "court", "last_on": (clock.today() + dt.timedelta(days=3)).isoformat(), "note": "等待仲裁裁决。"}
        assert client.post(reverse("clearance_pause", args=[item.uid]), form).status_code == 302
        assert "中止到" in client.get(reverse("clearance_item", args=[item.uid])).content.decode()
        resume = reverse("clearance_resume", args=[system(ClearancePause).uid])
        assert client.get(resume).status_code == 200
        assert client.post(resume).status_code == 302
        assert system(ClearanceItem).due_on == item.due_on

    def test_the_roster_of_duty(self, county_inspector, client_of):
        client, today = client_of(county_inspector), clock.today().isoformat()
        assert client.post(reverse("clearance_duty"), {"user": county_inspector.user_id, "first": today, "last": today}).status_code == 302
        off = reverse("clearance_duty_off", args=[system(DutyShift).pk])
        assert client.get(off).status_code == 200 and client.post(off).status_code == 302

    def test_ladder_ranking_and_ledger_tell_the_past(self, project, city_office, client_of):
        start = clock.today() - dt.timedelta(days=20)
        with acting(system_actor()):
            make_warning(project, on=start)
        for n in range(8):
            run_clearance(on=start + dt.timedelta(days=n), at=clock.start_of(start), today=clock.today())
        client = client_of(city_office)
        assert "第 15 日" in client.get(reverse("clearance_ladder")).content.decode()
        assert "平定县" in client.get(reverse("clearance_ranking")).content.decode()
        assert client.get(reverse("clearance_ranking_export")).content[:2] == b"PK"
        assert "核实反馈率" in client.get(reverse("clearance_ledger")).content.decode()
        wrong = client.get(reverse("clearance_ranking"), {"since": "2026-12-01", "until": "2026-01-01"})
        assert wrong.status_code == 200 and "结束日不能早于开始日" in wrong.content.decode()
        assert client.get(reverse("clearance_ranking_export"), {"since": "2026-12-01", "until": "2026-01-01"}).status_code == 200


class TestRules:
    @pytest.mark.parametrize("rule", [rule.CODE for rule in import_string(settings.PORTAL_RULES)])
    def test_the_bench_tries_every_rule(self, rule, county_inspector, client_of):
        page = client_of(county_inspector).get(reverse("rule_bench"), {"rule": rule, "try": "1"})
        assert page.status_code == 200

    def test_at_the_city_each_county_is_tried_with_its_own_figures(self, tree, city_office, client_of, monkeypatch):
        """The city says 10, 盂县 says 20 itself: a new figure of the city does not reach it."""
        rule = Finding("T09")
        monkeypatch.setattr("earlywarning.views.rules.import_string", lambda _: (rule,))
        policy_row(tree.neighbour, "rules.T09.line", 20)
        with acting(system_actor()):
            for county in (tree.county, tree.neighbour):
                rule.says(make_project(county), 15)
        page = client_of(city_office).get(reverse("rule_bench"), {"rule": "T09", "try": "1", "line": "16"})
        (*_, last) = page.context["bench"].months
        assert (len(last.now), len(last.then), last.removed) == (1, 0, 1)
        assert "有本级阈值的县（区）照它自己的算" in page.content.decode() and "盂县“黄色线”" in page.content.decode()
        page = client_of(city_office).get(reverse("rule_bench"), {"rule": "T09", "try": "1", "line": "15"})
        assert len(page.context["bench"].months[-1].then) == 1

    def test_the_bench_rests_where_the_table_of_exemptions_lets_the_rule_rest(self, tree, city_office, client_of, monkeypatch):
        """A site that has been in its winter break since the first of the month: only the days before count, whatever it is today."""
        rule, began = Finding("T09"), clock.today().replace(day=1) - dt.timedelta(days=1)
        monkeypatch.setattr("earlywarning.views.rules.import_string", lambda _: (rule,))
        with acting(system_actor()):
            resting, working = make_project(tree.county), make_project(tree.county)
            rule.says(resting, 15)
            rule.says(working, 15)
            states = SiteState.objects.visible_to(system_actor()).filter(project=resting)
            states.update(since=dt.date(2020, 1, 1), until=began)
            saved(SiteState(project=resting, region_id=resting.region_id, state="winter_break", since=began, recorded_by="样例", recorded_at=clock.now()))
            type(resting)._base_manager.filter(pk=resting.pk).update(state="winter_break")
        ask = {"rule": "T09", "try": "1", "line": "16"}
        assert [len(month.now) for month in client_of(city_office).get(reverse("rule_bench"), ask).context["bench"].months] == [2] * 13
        policy_row(tree.county, exemptions.KEY, [{"rules": "T09", "when": "state.winter_break", "days": 0}])
        months = client_of(city_office).get(reverse("rule_bench"), ask).context["bench"].months
        assert [(len(month.now), month.removed) for month in months] == [(2, 2)] * 12 + [(1, 1)]

    def test_what_was_tried_is_carried_to_where_it_is_set(self, admin, client_of):
        client, key = client_of(admin), "rules.W12.yellow_workdays"
        now = client.get(reverse("rule_bench"), {"rule": "W12"}).context["form"]
        tried = {name: field.initial for name, field in now.fields.items()} | {"yellow_workdays": 3}
        page = client.get(reverse("rule_bench"), {"rule": "W12", "try": "1", **tried})
        address = f"{reverse('policy_edit', args=[key])}?value=3"
        assert address in page.content.decode()
        assert client.get(address).context["form"].initial["value"] == "3"
        assert client.get(address.replace("=3", "=x")).context["form"].initial["value"] == 5

    def test_a_firm_reads_the_book_and_not_the_bench(self, contractor, client_of):
        client = client_of(contractor)
        assert "W12" in client.get(reverse("rule_book")).content.decode()
        assert client.get(reverse("rule_bench")).status_code == 403


def test_the_forecast_stands_with_its_reasons(project, county_inspector, client_of):
    make_forecasts(on=clock.today())
    page = client_of(county_inspector).get(reverse("forecast_list")).content.decode()
    assert "样例学校改造" in page and "没有可以核对的结果" in page
    assert client_of(county_inspector).get(reverse("forecast_export")).content[:2] == b"PK"
