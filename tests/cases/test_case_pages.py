"""Pages of cases: the whole way in the browser, what refuses to be lost, letters."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cases.models import Case, CasePayment, CaseWorkerLine
from earlywarning.models import EarlyWarning
from portal.audit.models import Entry
from portal.documents.models import Instrument
from portal.tenancy.scope import acting
from tests.cases.sight import receipt, text_of
from tests.make import documents, tenancy
from tests.make.cases import ON, at, lines_of, make_case, make_lead, pay, verify
from tests.make.wagepay import id_number
from wagepay.actions.draw_number import is_genuine

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(inspector, client_of):
    return client_of(inspector)


@pytest.fixture
def case(inspector, site) -> Case:
    with acting(inspector):
        return make_case(inspector, site, name="王某某", id_number=id_number(5))


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
            ({"receipt": None}, "这一项要填"),
            ({"receipt": SimpleUploadedFile("a.exe", b"MZ")}, "不收“a.exe”这种文件"),
            ({"receipt": SimpleUploadedFile("a.pdf", b"no pdf")}, "不是 PDF"),
            ({"amount": "abc"}, "请填金额"),
            ({"paid_on": "2026-13-45"}, "请填日期"),
            ({"paid_on": "2027-01-01"}, "不能晚于今天"),
            ({"source": "casino"}, "没有“casino”这个选项"),
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

    def test_a_lead_that_is_passed_on_has_one_number_which_its_slips_and_its_page_bear(self, browser, inspector, site):
        tenancy.policy_row(site.region, "instruments.kinds", ["transfer_slip"])
        documents.organ_of(inspector)
        with acting(inspector):
            lead, other, theirs = (make_lead(inspector, site, **more) for more in ({}, {}, {"channel": "phone_12345", "external_number": "12345-2026-7"}))
        facts = {"fact_source": "来访", "fact_received_on": "2026-11-20", "fact_enterprise": "某单位", "fact_findings": "欠薪", "addressee_text": "冠山镇"}
        said = []
        for row in (lead, lead, other, theirs):
            url = f"{row.get_absolute_url()}letters/transfer_slip/"
            known = re.search(r'name="fact_lead" value="([^"]+)"', browser.get(url).content.decode())[1]
            assert browser.post(url, facts | {"fact_lead": known}).status_code == 302
            with acting(inspector):
                said.append(Instrument.objects.visible_to(inspector).latest("pk").facts["lead"])
        first, again, second, outside = said
        month = f"{lead.received_on:%Y%m}"
        assert first == again and is_genuine(first) and first.startswith(f"XS-140321-{month}-1-") and second.startswith(f"XS-140321-{month}-2-")
        assert outside == "12345-2026-7"
        assert f"编号 {first}" in text_of(browser.get(lead.get_absolute_url()))
        assert text_of(browser.get(f"/leads/?q={first.lower()}")).count(first) == 1 and second not in text_of(browser.get(f"/leads/?q={first}"))

    def test_a_slip_that_is_refused_uses_no_number(self, browser, inspector, site):
        tenancy.policy_row(site.region, "instruments.kinds", ["transfer_slip"])
        own = documents.organ_of(inspector)
        with acting(inspector):
            lead = make_lead(inspector, site)
        facts = {"fact_lead": "拟稿时编号", "fact_source": "来访", "fact_received_on": "2026-11-20", "fact_enterprise": "某单位", "fact_findings": "欠薪"}
        assert "不能发给自己" in text_of(browser.post(f"{lead.get_absolute_url()}letters/transfer_slip/", facts | {"addressee_text": own.name}))
        with acting(inspector):
            lead.refresh_from_db()
        assert lead.number == ""

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

    def test_only_kinds_the_tenant_uses_are_offered(self, browser, site, case):
        text = text_of(browser.get(case.get_absolute_url()))
        assert "拟约谈函" in text and "拟案件督办函" not in text
        tenancy.policy_row(site.region, "instruments.kinds", ["supervision_letter"])
        text = text_of(browser.get(case.get_absolute_url()))
        assert "拟约谈函" not in text and "拟案件督办函" in text

    def test_an_unknown_kind_is_404(self, browser, case):
        assert browser.get(f"{case.get_absolute_url()}letters/love_letter/").status_code == 404


def test_nothing_of_a_case_is_deleted_by_the_role(inspector, case):
    from django.db import connection

    with acting(inspector), connection.cursor() as cursor:
        for table in ("cases_case", "cases_lead", "cases_caseworkerline", "cases_casepayment", "cases_workeranswer"):
            cursor.execute(f"DELETE FROM {table}")
            assert (table, cursor.rowcount) == (table, 0)
        assert CaseWorkerLine.objects.visible_to(inspector).count() == 1
