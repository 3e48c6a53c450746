"""Pages of leads: registration at the window, the decision, whole numbers shown with a reason."""

import datetime as dt
import re
from decimal import Decimal

import pytest

from cases.models import Case, CaseLead, Lead
from earlywarning.models import EarlyWarning
from portal.accounts import reveal as revealing
from portal.audit.models import Entry
from portal.tenancy.scope import acting
from tests.cases.sight import text_of
from tests.make import tenancy
from tests.make.cases import ON, at, lines_of, make_case, make_lead
from tests.make.wagepay import id_number

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(inspector, client_of):
    return client_of(inspector, "reveal")


@pytest.fixture
def case(inspector, site) -> Case:
    with acting(inspector):
        return make_case(inspector, site, name="王某某", id_number=id_number(5))


class TestRegister:
    def data(self, browser, **fields) -> dict:
        key = re.search(r'name="key" value="([^"]+)"', browser.get("/leads/new/").content.decode())[1]
        base = {"key": key, "channel": "window", "kind": "complaint", "name": "王某某", "people": "1", "project": "样例家园", "is_name_sealed": "on"}
        return base | fields

    def test_a_lead_of_the_window_with_its_code(self, browser, client, inspector, site):
        answer = browser.post("/leads/new/", self.data(browser, phone="13900000001", amount="9,360.5", owed_from="2026-09-01", owed_to="2026-10-31"))
        code = re.search(r'class="p-code">([^<]+)<', answer.content.decode())[1]
        assert client.get(f"/t/{code}/").status_code == 200
        with acting(inspector):
            lead = Lead.objects.visible_to(inspector).get()
            assert (lead.project_id, lead.amount, lead.channel, lead.first_contact_id) == (site.pk, Decimal("9360.50"), "window", inspector.user_id)

    def test_sent_twice_it_is_one(self, browser, inspector, site):
        data = self.data(browser)
        codes = {re.search(r'class="p-code">([^<]+)<', browser.post("/leads/new/", data).content.decode())[1] for _ in range(2)}
        with acting(inspector):
            assert Lead.objects.visible_to(inspector).count() == len(codes) == 1

    @pytest.mark.parametrize(
        ("fields", "words"),
        [
            ({"project": "没有这个工地"}, "没有找到项目"),
            ({"project": "", "employer_text": ""}, "至少填一个"),
            ({"name": ""}, "投诉要有反映人姓名"),
            ({"phone": "12345"}, "手机号少 6 位"),
            ({"id_number": "1"}, "身份证号少 17 位"),
            ({"people": "0"}, "涉及人数："),
            ({"owed_from": "2026-10-01", "owed_to": "2026-09-01"}, "不能早于欠薪起"),
            ({"amount": "0"}, "要大于零"),
            ({"channel": "qr"}, "没有“qr”这个选项"),
            ({"key": "forged"}, "再点一次"),
        ],
    )
    def test_what_is_wrong_stands_in_the_summary_and_what_was_typed_stays(self, browser, inspector, site, fields, words):
        answer = browser.post("/leads/new/", self.data(browser, text="很长的一段话") | fields)
        assert words in text_of(answer) and "很长的一段话" in text_of(answer)
        assert "p-errsum" in answer.content.decode()
        with acting(inspector):
            assert not Lead.objects.visible_to(inspector).exists()

    def test_an_ambiguous_name_lists_the_candidates(self, browser, inspector, site, tree):
        from tests.make.projects import make_project

        with acting(inspector):
            make_project(tree.county, "样例家园安置房三期")
        text = text_of(browser.post("/leads/new/", self.data(browser)))
        assert "请填编码" in text and "样例家园安置房三期" in text and site.code in text

    def test_a_registered_enterprise_is_linked_by_name_or_code(self, browser, inspector, site):
        firm = tenancy.enterprise("样例餐饮有限公司")
        for number, typed in enumerate(("样例餐饮有限公司", firm.uscc), 1):
            browser.post("/leads/new/", self.data(browser, project="", employer_text=typed))
            with acting(inspector):
                assert Lead.objects.visible_to(inspector).filter(employer=firm, employer_text="样例餐饮有限公司").count() == number

    def test_the_same_platform_number_is_said_in_the_form(self, browser, site):
        data = {"channel": "phone_12345", "external_number": "12345-1"}
        browser.post("/leads/new/", self.data(browser, **data))
        assert "已经登记过" in text_of(browser.post("/leads/new/", self.data(browser, **data)))

    def test_a_warning_brings_its_site_and_sentence_along(self, browser, inspector, site, other_site, neighbour_inspector):
        fields = {"rule": "W12", "title": "未按月发薪", "level": "red", "level_figures": "red", "as_of": ON, "opened_on": ON, "opened_at": at()}
        with acting(inspector):
            own = EarlyWarning.objects.create(region=site.region, project=site, explain="10 月工资还差 50 万元", people=21, amount=500_000, **fields)
        with acting(neighbour_inspector):
            foreign = EarlyWarning.objects.create(region=other_site.region, project=other_site, explain="邻县的数字", **fields)
        page = browser.get(f"/leads/new/?warning={own.uid}").content.decode()
        assert site.code in page and "10 月工资还差 50 万元" in page
        assert re.search(r'name="people" value="21"', page) and re.search(r'name="amount" value="500,?000', page)
        for asked in (foreign.uid, "nonsense", "'"):
            answer = browser.get(f"/leads/new/?warning={asked}")
            assert answer.status_code == 200 and "邻县" not in answer.content.decode()


class TestLeadPage:
    def test_accepting_leads_to_the_case(self, browser, inspector, site):
        with acting(inspector):
            lead = make_lead(inspector, site)
        answer = browser.post(f"{lead.get_absolute_url()}accept/", {"matter": "new", "track": "filed", "note": ""}, follow=True)
        assert answer.resolver_match.url_name == "case" and "立案" in text_of(answer)

    def test_the_case_of_the_same_person_is_chosen_beforehand(self, browser, inspector, site, case):
        with acting(inspector):
            other = make_case(inspector, site, on=ON + dt.timedelta(days=1))
            lead = make_lead(inspector, site, name="王某某")
        page = browser.get(lead.get_absolute_url()).content.decode()
        assert re.search(rf'value="{case.pk}"[^>]*checked', page) and other.number in page
        browser.post(f"{lead.get_absolute_url()}accept/", {"matter": str(case.pk), "track": "coordinated"})
        with acting(inspector):
            assert CaseLead.objects.visible_to(inspector).get(lead=lead).case == case

    def test_a_foreign_case_cannot_be_joined(self, browser, inspector, neighbour_inspector, other_site, site):
        with acting(neighbour_inspector):
            foreign = make_case(neighbour_inspector, other_site)
        with acting(inspector):
            lead = make_lead(inspector, site)
        answer = browser.post(f"{lead.get_absolute_url()}accept/", {"matter": str(foreign.pk), "track": "coordinated"})
        assert answer.status_code == 200 and "请重新选择" in text_of(answer)

    @pytest.mark.parametrize(("verb", "state"), [("reject", "rejected"), ("transfer", "transferred")])
    def test_ending_with_words_for_the_sender(self, browser, inspector, site, verb, state):
        with acting(inspector):
            lead = make_lead(inspector, site)
        assert "至少" in text_of(browser.post(f"{lead.get_absolute_url()}{verb}/", {"reason": "短"}))
        browser.post(f"{lead.get_absolute_url()}{verb}/", {"reason": "不属于劳动报酬，请到法院起诉。"})
        with acting(inspector):
            assert Lead.objects.visible_to(inspector).get().state == state

    def test_a_decision_already_made_is_said_on_the_page(self, browser, inspector, site, case):
        with acting(inspector):
            lead = CaseLead.objects.visible_to(inspector).select_related("lead").get().lead
        answer = browser.post(f"{lead.get_absolute_url()}reject/", {"reason": "不属于本机关职权。"})
        assert "现在是“已受理”，不能“不予受理”" in text_of(answer)

    def test_an_unknown_step_is_404(self, browser, inspector, site):
        with acting(inspector):
            lead = make_lead(inspector, site)
        assert browser.get(f"{lead.get_absolute_url()}burn/").status_code == 404
        assert browser.get(f"{lead.get_absolute_url()}reveal/name/").status_code == 404

    def test_amending_in_the_browser(self, browser, inspector, site, tree):
        with acting(inspector):
            lead = make_lead(inspector, region=tree.county)
        browser.post(f"{lead.get_absolute_url()}amend/", {"project": site.code, "employer_text": "", "people": "3", "reason": "电话核实"})
        with acting(inspector):
            lead = Lead.objects.visible_to(inspector).get()
        assert (lead.project_id, lead.people, lead.employer_text) == (site.pk, 3, "")

    def test_what_was_said_is_never_markup(self, browser, inspector, site):
        with acting(inspector):
            lead = make_lead(inspector, site, text="<script>alert(1)</script>\n第二行", foreman='"><b>', name="<i>甲</i>")
        page = browser.get(lead.get_absolute_url()).content.decode()
        assert "<script>alert" not in page and "&lt;script&gt;" in page and "<i>甲" not in page


class TestReveal:
    def test_a_number_is_shown_only_after_its_entry(self, browser, inspector, site, case):
        with acting(inspector):
            lead = Lead.objects.visible_to(inspector).get()
        path = f"{lead.get_absolute_url()}reveal/id_number/"
        assert id_number(5) not in browser.get(path).content.decode()
        assert id_number(5) not in browser.post(path, {"reason": ""}).content.decode()
        shown = browser.post(path, {"reason": "给本人打电话核实"})
        assert id_number(5) in shown.content.decode()
        entry = Entry.objects.get(verb=revealing.VERB)
        assert entry.detail["reason"] == "给本人打电话核实" and entry.detail["field"] == "身份证号" and id_number(5) not in str(entry.detail)
        assert (entry.object_uid, entry.actor_name) == (str(lead.uid), inspector.name)

    def test_without_the_entry_nothing_is_shown(self, browser, inspector, site, case, monkeypatch):
        def broken(*args, **kwargs):
            raise RuntimeError("the trail cannot be written")

        monkeypatch.setattr(revealing, "record", broken)
        with acting(inspector):
            line = lines_of(inspector, case)[0]
        with pytest.raises(RuntimeError):
            browser.post(f"{case.get_absolute_url()}lines/{line.uid}/reveal/id_number/", {"reason": "核对身份证原件"})

    def test_the_line_of_a_worker(self, browser, inspector, case):
        with acting(inspector):
            line = lines_of(inspector, case)[0]
        path = f"{case.get_absolute_url()}lines/{line.uid}/reveal/id_number/"
        assert id_number(5) in browser.post(path, {"reason": "核对身份证原件"}).content.decode()
        assert browser.get(path.replace("id_number", "phone")).status_code == 404

    def test_what_was_not_left_cannot_be_shown(self, browser, inspector, site):
        with acting(inspector):
            lead = make_lead(inspector, site, phone=None)
        assert "没有登记" in text_of(browser.post(f"{lead.get_absolute_url()}reveal/phone/", {"reason": "给本人打电话"}))

    def test_there_is_an_end_to_looking(self, browser, inspector, site, tree):
        tenancy.policy_row(tree.county, "accounts.reveals_an_hour", 2)
        with acting(inspector):
            lead = make_lead(inspector, site, phone="13900000001")
        texts = [browser.post(f"{lead.get_absolute_url()}reveal/phone/", {"reason": "给本人打电话"}).content.decode() for _ in range(3)]
        assert ["13900000001" in text for text in texts] == [True, True, False]
