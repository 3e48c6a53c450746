"""The officers' pages: forms that keep what was typed, lists that cost the same however long, exports without people."""

import datetime as dt
import io
import re
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from cases.models import Case, CaseLead, CasePayment, CaseWorkerLine, Lead
from earlywarning.models import EarlyWarning
from portal.accounts import reveal as revealing
from portal.audit.models import Entry
from portal.documents.models import Instrument
from portal.tenancy.scope import acting
from tests.make import documents, tenancy
from tests.make.cases import ON, at, lines_of, make_case, make_lead, make_line, pay, verify
from tests.make.wagepay import id_number

pytestmark = pytest.mark.django_db
PDF = documents.picture()


@pytest.fixture
def browser(inspector, client_of):
    return client_of(inspector)


@pytest.fixture
def case(inspector, site) -> Case:
    with acting(inspector):
        return make_case(inspector, site, name="王某某", id_number=id_number(5))


def receipt(name: str = "回单.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, PDF)


def text_of(answer) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


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
            ({"channel": "qr"}, "不在可用的选项中"),
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
        assert answer.status_code == 200 and "不在可用的选项中" in text_of(answer)

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

    def test_there_is_an_end_to_looking(self, browser, inspector, site, monkeypatch):
        monkeypatch.setattr(revealing, "MOST_AN_HOUR", 2)
        with acting(inspector):
            lead = make_lead(inspector, site, phone="13900000001")
        texts = [browser.post(f"{lead.get_absolute_url()}reveal/phone/", {"reason": "给本人打电话"}).content.decode() for _ in range(3)]
        assert ["13900000001" in text for text in texts] == [True, True, False]


class TestCasePage:
    def test_the_whole_way_in_the_browser(self, browser, inspector, case):
        url = case.get_absolute_url()
        browser.post(f"{url}line/", {"name": "秦满国", "kind": "wage", "claimed": "5,000", "is_migrant": "on", "link": "", "id_number": ""})
        with acting(inspector):
            first, second = lines_of(inspector, case)
        for line, amount in ((first, "9000"), (second, "5000")):
            browser.post(f"{url}lines/{line.uid}/verify/", {"verified": amount, "note": "与工资表核对一致"})
        browser.post(f"{url}lines/{first.uid}/pay/", {"amount": "4000", "paid_on": "2026-11-19", "source": "owner", "receipt": receipt()})
        assert "还有 2 人没有付清（王某某、秦满国），现在不能销账" in text_of(browser.get(f"{url}settle/"))
        refused = browser.post(f"{url}settle/", {"note": ""})
        assert refused.status_code == 200 and "还有 2 人没有付清" in text_of(refused)
        browser.post(f"{url}pay/", {"lines": [str(first.uid), str(second.uid)], "paid_on": "2026-11-20", "source": "contractor", "receipt": receipt()})
        with acting(inspector):
            assert [str(line.paid) for line in lines_of(inspector, case)] == ["9000.00", "5000.00"]
            assert CasePayment.objects.visible_to(inspector).count() == 3
        page = browser.post(f"{url}settle/", {"note": ""}, follow=True)
        assert "已销账，这笔账清了" in text_of(page) and "办理中" in text_of(page)
        closed = browser.post(f"{url}close/", {"kind": "paid", "note": "全部付清，回单在案。", "reply": ""}, follow=True)
        assert "已办结" in text_of(closed)
        with acting(inspector):
            case = Case.objects.visible_to(inspector).get()
        assert (case.settled_on, case.closed_on, case.closing_kind) == (ON, ON, "paid")

    def test_a_refusal_stands_in_the_form_with_everything_typed(self, browser, case):
        answer = browser.post(f"{case.get_absolute_url()}close/", {"kind": "paid", "note": "我写了很长的办结情况", "reply": "给反映人的话"})
        text = text_of(answer)
        assert "不能按“已清偿”办结" in text and "我写了很长的办结情况" in text and "给反映人的话" in text

    def test_a_refused_payment_keeps_no_file(self, browser, inspector, case):
        from portal.documents.models import StoredFile

        with acting(inspector):
            line = verify(inspector, lines_of(inspector, case)[0], 100)
        browser.post(f"{case.get_absolute_url()}lines/{line.uid}/pay/", {"amount": "101", "paid_on": "2026-11-19", "source": "owner", "receipt": receipt()})
        with acting(inspector):
            assert not StoredFile.objects.visible_to(inspector).exists()

    @pytest.mark.parametrize(
        ("sent", "words"),
        [
            ({"receipt": None}, "必填"),
            ({"receipt": SimpleUploadedFile("a.exe", b"MZ")}, "不收“a.exe”这种文件"),
            ({"receipt": SimpleUploadedFile("a.pdf", b"no pdf")}, "不是 PDF"),
            ({"amount": "abc"}, "请填金额"),
            ({"paid_on": "2026-13-45"}, "请填日期"),
            ({"paid_on": "2027-01-01"}, "不能晚于今天"),
            ({"source": "casino"}, "不在可用的选项中"),
        ],
    )
    def test_a_payment_that_is_none(self, browser, inspector, case, sent, words):
        with acting(inspector):
            line = verify(inspector, lines_of(inspector, case)[0], 9000)
        data = {"amount": "100", "paid_on": "2026-11-19", "source": "owner", "receipt": receipt()} | sent
        data = {name: value for name, value in data.items() if value is not None}
        answer = browser.post(f"{case.get_absolute_url()}lines/{line.uid}/pay/", data)
        assert answer.status_code == 200 and words in text_of(answer)
        with acting(inspector):
            assert not CasePayment.objects.visible_to(inspector).exists()

    def test_the_two_ends_stand_side_by_side(self, browser, inspector, case):
        with acting(inspector):
            verify(inspector, lines_of(inspector, case)[0], 9000)
        text = text_of(browser.get(case.get_absolute_url()))
        assert "办结（程序） 办理中 剩" in text and "销账（钱） 未销账 尚欠 9,000 元，1 人没付清" in text
        assert re.search(r"剩 \d+ 个工作日", text) and "第17条" in text

    def test_open_warnings_of_the_site_are_linked(self, browser, inspector, site, case):
        with acting(inspector):
            warning = EarlyWarning.objects.create(
                region=site.region,
                project=site,
                rule="W40",
                title="投诉集中",
                level="red",
                level_figures="red",
                explain="…",
                as_of=ON,
                opened_on=ON,
                opened_at=at(),
            )
        assert f"/warnings/{warning.uid}/" in browser.get(case.get_absolute_url()).content.decode()

    def test_the_dossier_has_a_panel_for_officials_alone(self, browser, case, site, builder, client_of):
        from tests.make.accounts import again

        assert case.number in browser.get(site.get_absolute_url()).content.decode()
        enterprise = client_of(again(builder)).get(site.get_absolute_url())
        assert enterprise.status_code == 200
        assert case.number not in enterprise.content.decode() and "线索与案件" not in enterprise.content.decode()

    def test_an_unknown_step_is_404(self, browser, inspector, case):
        with acting(inspector):
            line = lines_of(inspector, case)[0]
        assert browser.get(f"{case.get_absolute_url()}burn/").status_code == 404
        assert browser.get(f"{case.get_absolute_url()}lines/{line.uid}/burn/").status_code == 404
        assert browser.get("/cases/AJ-140321-2026-999/").status_code == 404

    def test_a_reader_page_writes_nothing(self, browser, inspector, site, case):
        before = Entry.objects.count()
        for path in ("/leads/", "/cases/", case.get_absolute_url(), f"{case.get_absolute_url()}settle/"):
            browser.get(path)
        assert Entry.objects.count() == before


class TestLetters:
    def test_an_interview_letter_knows_the_ledger_and_names_no_worker(self, browser, inspector, site, case):
        documents.organ_of(inspector)
        with acting(inspector):
            pay(inspector, verify(inspector, lines_of(inspector, case)[0], 9000), 2000)
        url = f"{case.get_absolute_url()}letters/interview_letter/"
        page = browser.get(url).content.decode()
        assert "2026年11月20日受理，涉及1人，查实拖欠9,000元，已付2,000元，还有1人7,000元没有付清。" in page
        assert site.general_contractor.name in page and "王某某" not in page
        facts = {
            "fact_project": site.name,
            "fact_enterprise": site.general_contractor.name,
            "fact_findings": "欠薪7,000元。",
            "fact_interview_on": "2026-11-25",
        }
        facts |= {"fact_interview_time": "上午9时", "fact_interview_place": "三楼会议室", "addressee_text": site.general_contractor.name}
        browser.post(url, facts)
        with acting(inspector):
            letter = Instrument.objects.visible_to(inspector).get()
        assert (letter.subject_type, letter.subject_uid, letter.project_id) == ("cases.Case", str(case.uid), site.pk)
        assert letter.get_absolute_url() in browser.get(case.get_absolute_url()).content.decode()

    def test_a_kind_the_tenant_does_not_use_is_refused_in_the_form(self, browser, inspector, site):
        documents.organ_of(inspector)
        with acting(inspector):
            lead = make_lead(inspector, site)
        url = f"{lead.get_absolute_url()}letters/transfer_slip/"
        facts = {
            "fact_lead": "1",
            "fact_source": "来访",
            "fact_received_on": "2026-11-20",
            "fact_enterprise": "某单位",
            "fact_findings": "欠薪",
            "addressee_text": "冠山镇",
        }
        assert "没有启用" in text_of(browser.post(url, facts))
        tenancy.policy_row(site.region, "instruments.kinds", ["transfer_slip"])
        assert browser.post(url, facts).status_code == 302

    def test_a_city_urges_a_countys_case_with_a_letter_of_its_own(self, city_office, inspector, tree, case, client_of):
        documents.organ_of(city_office)
        tenancy.policy_row(tree.city, "instruments.kinds", ["supervision_letter"])
        facts = {
            "fact_project": "样例",
            "fact_enterprise": "某单位",
            "fact_case": case.number,
            "fact_workers": "1",
            "fact_amount": "9360",
            "fact_findings": "久拖未付",
        }
        facts |= {"fact_settle_by": "2026-12-10", "addressee_text": "平定县劳动保障监察大队"}
        assert client_of(city_office).post(f"{case.get_absolute_url()}letters/supervision_letter/", facts).status_code == 302
        with acting(city_office):
            assert Instrument.objects.visible_to(city_office).get().region_id == tree.city.pk

    def test_an_unknown_kind_is_404(self, browser, case):
        assert browser.get(f"{case.get_absolute_url()}letters/love_letter/").status_code == 404


class TestLists:
    def queries(self, browser, path, django_assert_max_num_queries) -> int:
        with django_assert_max_num_queries(60) as counted:
            assert browser.get(path).status_code == 200
        return len(counted)

    @pytest.mark.parametrize("path", ["/leads/", "/cases/", "/leads/export/", "/cases/export/"])
    def test_three_rows_cost_as_much_as_one(self, browser, inspector, site, path, django_assert_max_num_queries):
        with acting(inspector):
            make_case(inspector, site)
            make_lead(inspector, site)
        once = self.queries(browser, path, django_assert_max_num_queries)
        with acting(inspector):
            for _ in range(2):
                make_case(inspector, site)
                make_lead(inspector, site)
        assert self.queries(browser, path, django_assert_max_num_queries) == once

    def test_three_people_cost_as_much_as_one(self, browser, inspector, case, django_assert_max_num_queries):
        with acting(inspector):
            pay(inspector, verify(inspector, lines_of(inspector, case)[0], 9000), 100)
        once = self.queries(browser, case.get_absolute_url(), django_assert_max_num_queries)
        with acting(inspector):
            for _ in range(2):
                pay(inspector, verify(inspector, make_line(inspector, case), 5000), 100)
        # One more: with two people owing, the button of the common payment appears.
        assert self.queries(browser, case.get_absolute_url(), django_assert_max_num_queries) <= once + 1

    def test_by_default_what_is_not_finished(self, browser, inspector, site, case):
        from cases.actions.decide_lead import reject_lead

        with acting(inspector):
            ended = reject_lead(make_lead(inspector, site), actor=inspector, at=at(), reason="不属于职权。")
        assert str(ended.uid) not in browser.get("/leads/").content.decode()
        assert str(ended.uid) in browser.get("/leads/?state=all").content.decode()

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ("channel=window", True), ("channel=qr", False), ("kind=complaint", True), ("kind=report", False), ("q=样例家园", True), ("q=yljy", True),
            ("q=没有的", False), ("received_on_after=2026-11-20", True), ("received_on_before=2026-11-19", False), ("overdue=on", False),
            ("state=accepted", False),
            ("state=nonsense", True), ("received_on_after=nonsense", True), ("page=999", True), ("sort=-amount", True), ("sort=nonsense", True),
        ],
    )  # fmt: skip
    def test_filters_of_leads(self, browser, inspector, site, query, found):
        with acting(inspector):
            lead = make_lead(inspector, site)
        answer = browser.get(f"/leads/?{query}")
        assert answer.status_code == 200
        assert (str(lead.uid) in answer.content.decode()) == found

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ("state=open", True), ("state=closed", False), ("debt=unsettled", True), ("debt=settled", False), ("track=filed", False), ("mine=on", True),
            ("due=on", False), ("q=样例家园", True), ("closing_kind=paid", False), ("opened_on_after=2026-11-21", False), ("sort=owed", True),
        ],
    )  # fmt: skip
    def test_filters_of_cases(self, browser, case, query, found):
        assert (case.number in browser.get(f"/cases/?{query}").content.decode()) == found

    def test_a_closed_case_with_a_debt_stays_on_the_list(self, browser, inspector, case):
        from cases.actions.close_case import close_case

        with acting(inspector):
            close_case(case, actor=inspector, at=at(), kind="arbitration", note="已告知仲裁。")
        text = text_of(browser.get("/cases/"))
        assert case.number in text and "未销账" in text and "告知仲裁或诉讼" in text

    def test_exports_hold_neither_names_nor_numbers(self, browser, inspector, site, case):
        with acting(inspector):
            make_lead(inspector, site, name="欧阳样例", phone="13911112222", id_number=id_number(9), text="=HYPERLINK(1)")
        for path in ("/leads/export/?state=all", "/cases/export/"):
            book = load_workbook(io.BytesIO(browser.get(path).content))
            cells = [str(cell.value) for row in book.active.iter_rows() for cell in row if cell.value is not None]
            whole = "\n".join(cells)
            assert len(cells) > 10
            for secret in ("欧阳样例", "王某某", "13911112222", id_number(9), id_number(5)):
                assert secret not in whole
            assert {cell.data_type for row in book.active.iter_rows() for cell in row} <= {"s", "n", "d"}

    def test_the_late_one_is_marked(self, browser, inspector, site):
        with acting(inspector):
            make_lead(inspector, site, on=ON - dt.timedelta(days=20))
        page = browser.get("/leads/")
        assert 'class="over"' in page.content.decode() and re.search(r"已超 \d+ 个工作日", text_of(page))

    def test_the_menu_counts_what_waits(self, browser, inspector, site):
        with acting(inspector):
            make_lead(inspector, site)
        assert re.search(r"线索\s*1", text_of(browser.get("/leads/")))


def test_a_case_number_is_found_by_the_search(browser, case):
    assert case.number in browser.get(f"/search/?q={case.number}", follow=True).content.decode()


def test_nothing_of_a_case_is_deleted_by_the_role(inspector, case):
    from django.db import connection

    with acting(inspector), connection.cursor() as cursor:
        for table in ("cases_case", "cases_lead", "cases_caseworkerline", "cases_casepayment", "cases_workeranswer"):
            cursor.execute(f"DELETE FROM {table}")
            assert (table, cursor.rowcount) == (table, 0)
        assert CaseWorkerLine.objects.visible_to(inspector).count() == 1
