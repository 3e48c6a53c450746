"""The account's page, its acts, its papers and letters."""

import datetime as dt
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from portal.audit.models import Entry
from portal.documents.models import Instrument
from portal.documents.registry import build_document
from portal.documents.templatetags.gongwen import chinese_date
from portal.lib import clock
from portal.tenancy.scope import acting
from projects.actions.keep_paper import keep_paper
from projects.models import AccountClosing, ProjectPaper, SpecialWageAccount
from tests.documents.pages import text_of
from tests.make.accounts import again
from tests.make.documents import picture
from tests.make.projects import make_account, make_party
from tests.projects.views.helpers import count_queries, own


@pytest.fixture
def account(made, county_inspector):
    with acting(county_inspector):
        return make_account(made, filed_on=None, agreement_on=None)


def scan(name="扫描.jpg"):
    return SimpleUploadedFile(name, picture(), "image/jpeg")


def test_the_agreement_is_uploaded_filed_and_nothing_is_missing_any_more(made, account, county_inspector, client_of):
    client, today = client_of(county_inspector), clock.today().isoformat()
    page = client.get(account.get_absolute_url()).content.decode()
    assert "上传三方协议" in page and "签订三方协议" in page
    form = client.get(reverse("account_agreement", args=[made.code, account.uid])).content.decode()
    assert 'enctype="multipart/form-data"' in form
    without = client.post(reverse("account_agreement", args=[made.code, account.uid]), {"signed_on": today})
    assert without.status_code == 200
    done = client.post(reverse("account_agreement", args=[made.code, account.uid]), {"signed_on": today, "file": scan()}, follow=True)
    assert done.redirect_chain[0][0] == account.get_absolute_url()
    client.post(reverse("account_filing", args=[made.code, account.uid]), {"filed_on": today, "number": "备1号"})
    page = client.get(account.get_absolute_url()).content.decode()
    assert "没有缺项" in page and "专用账户三方协议" in page
    with acting(county_inspector):
        address = ProjectPaper.objects.visible_to(county_inspector).get().file.get_absolute_url()
    assert client.get(address).status_code == 200


def test_the_account_of_another_tenant_and_of_a_subcontractors_site_is_not_there(
    made, account, county_inspector, neighbour_inspector, subcontractor, client_of
):
    assert client_of(neighbour_inspector).get(account.get_absolute_url()).status_code == 404
    with acting(county_inspector):
        make_party(made, own(subcontractor))
    small = client_of(again(subcontractor))
    assert small.get(made.get_absolute_url()).status_code == 200
    for name in ("account", "project_closing"):
        arguments = [made.code, account.uid] if name == "account" else [made.code]
        assert small.get(reverse(name, args=arguments)).status_code == 403, name
    assert "项目材料" not in small.get(made.get_absolute_url()).content.decode()


def test_of_a_closed_account_nothing_is_certified_any_more(made, account, county_inspector, client_of):
    client = client_of(county_inspector)
    assert "拟账户性质证明函" in client.get(account.get_absolute_url()).content.decode()
    with acting(county_inspector):
        SpecialWageAccount.objects.writable_by(county_inspector).filter(pk=account.pk).update(closed_on=clock.today())
    assert "拟账户性质证明函" not in client.get(account.get_absolute_url()).content.decode()


def test_a_freeze_is_shown_with_its_certificate_to_draft(made, account, county_inspector, client_of):
    client, today = client_of(county_inspector, "reveal"), clock.today().isoformat()
    url = reverse("account_freeze", args=[made.code, account.uid])
    assert "不得因支付本项目农民工工资以外的原因" in client.get(url).content.decode()
    client.post(url, {"frozen_on": today, "organ": "样例县人民法院", "document_number": "样例执12号", "amount": "350000", "file": scan()})
    page = client.get(account.get_absolute_url()).content.decode()
    assert "被样例县人民法院冻结" in page and "拟账户性质证明函" in page
    letter = reverse("account_letter", args=[made.code, account.uid, "account_certificate"])
    assert "样例执12号" in client.get(letter).content.decode()
    assert client.get(reverse("account_letter", args=[made.code, account.uid, "interview_letter"])).status_code == 404
    with acting(county_inspector):
        found = SpecialWageAccount.objects.visible_to(county_inspector).get()
    data = {
        "fact_project": made.name, "fact_enterprise": "样例", "fact_bank": "样例银行", "fact_account_name": found.account_name, "fact_account": "forged",
        "fact_opened_on": today, "fact_frozen": "冻结三十五万元。", "addressee_text": "样例县人民法院",
    }  # fmt: skip
    assert client.post(letter, data).status_code == 302
    with acting(county_inspector):
        draft = Instrument.objects.visible_to(county_inspector).get()
        shown = Entry.objects.filter(verb="accounts.reveal").get()
    number = found.account_number.plain()
    assert f"账号：{number}" in draft.body and "forged" not in draft.body
    assert (shown.object_uid, shown.detail["masked"], "账户性质证明函" in shown.detail["reason"]) == (str(found.uid), str(found.account_number), True)
    assert number not in client.get(letter).content.decode(), "the form itself shows it masked"
    assert client_of(again(county_inspector)).get(letter).status_code == 302, "without a fresh proof of identity nothing opens"
    assert "第三十三条" in draft.body and draft.addressee_text == "样例县人民法院" and draft.project_id == made.pk
    assert client.post(reverse("account_thaw", args=[made.code, account.uid]), {"thawed_on": today}).status_code == 302
    assert "没有登记中的冻结" in client.get(reverse("account_thaw", args=[made.code, account.uid]), follow=True).content.decode()


def test_the_closing_is_led_by_its_page(made, account, county_inspector, client_of):
    client, today = client_of(county_inspector), clock.today()
    url = reverse("project_closing", args=[made.code])
    assert "登记完工" in client.get(url).content.decode()
    client.post(reverse("project_state", args=[made.code, "complete"]), {"on": today.isoformat(), "reason": ""})
    page = client.get(url).content.decode()
    assert "还没有公示" in page and reverse("account_closing", args=[made.code, account.uid]) in page
    data = {"reason": "completed", "notice_on": today.isoformat(), "places": "大门", "file": scan()}
    assert client.post(reverse("account_closing", args=[made.code, account.uid]), data).status_code == 302
    agree = client.post(reverse("closing_agree", args=[made.code, account.uid]))
    assert agree.status_code == 200 and "还不能同意销户" in agree.content.decode()
    assert client.get(reverse("closing_done", args=[made.code, account.uid])).status_code == 200
    assert client.post(reverse("closing_withdraw", args=[made.code, account.uid]), {"reason": "有人提出异议"}).status_code == 302
    with acting(county_inspector):
        assert AccountClosing.objects.visible_to(county_inspector).get().state == "withdrawn"


def test_papers_are_uploaded_and_forms_printed(made, account, county_inspector, client_of):
    client = client_of(county_inspector)
    url = f"{reverse('paper_new', args=[made.code])}?kind=no_arrears"
    assert 'value="no_arrears" selected' in client.get(url).content.decode()
    data = {"kind": "no_arrears", "dated_on": clock.today().isoformat(), "file": scan(), "number": ""}
    assert client.post(url, data).status_code == 302
    assert "无拖欠承诺书" in client.get(made.get_absolute_url()).content.decode()
    for kind in ("start_commitment", "no_arrears", "closing_notice"):
        answer = client.get(reverse("paper_form", args=[made.code, kind]))
        assert answer.status_code == 200 and answer.content.startswith(b"%PDF"), kind
        assert ("法定代表人（签字）" in text_of(answer.content)) is (kind != "closing_notice"), "a pledge is signed by hand, a notice stamped"
        with acting(county_inspector):
            assert build_document(kind, made.code, actor=county_inspector).content.startswith(b"%PDF")
    assert client.get(reverse("paper_form", args=[made.code, "tri_party"])).status_code == 404


def test_a_notice_of_closing_bears_the_day_from_which_it_hangs_and_every_promise_its_article(made, account, county_inspector, client_of):
    client, first = client_of(county_inspector), clock.today() - dt.timedelta(days=9)
    client.post(reverse("project_state", args=[made.code, "complete"]), {"on": first.isoformat(), "reason": ""})
    data = {"reason": "completed", "notice_on": first.isoformat(), "places": "大门", "file": scan()}
    assert client.post(reverse("account_closing", args=[made.code, account.uid]), data).status_code == 302
    notice, start = (text_of(client.get(reverse("paper_form", args=[made.code, kind])).content) for kind in ("closing_notice", "start_commitment"))
    assert notice.endswith(f"（盖章）{chinese_date(first)}— 1 —") and "第二十七条" in notice and "余额归施工总承包单位所有" in notice
    assert all(f"第{article}条" in start for article in ("二十六", "二十八", "三十", "三十一", "三十二", "三十四"))


def test_the_page_asks_the_same_whatever_it_shows(made, account, county_inspector, client_of):
    client = client_of(county_inspector)
    url = account.get_absolute_url()
    few = count_queries(client, url)
    with acting(county_inspector):
        for kind in ("tri_party", "account_filing", "freeze_order"):
            keep_paper(
                actor=county_inspector, project=made, kind=kind, upload=io.BytesIO(picture()), name="a.jpg", dated_on=clock.today(), on=clock.today(), at=clock.now(),
                subject_uid=account.uid,
            )  # fmt: skip
    assert count_queries(client, url) == few and few <= 45


def test_a_state_is_reported_with_its_proof(made, county_inspector, grid_officer, client_of):
    client, today = client_of(county_inspector), clock.today().isoformat()
    url = reverse("project_state", args=[made.code, "stop"])
    assert 'name="file"' in client.get(url).content.decode()
    assert 'name="file"' not in client_of(grid_officer).get(url).content.decode(), "who keeps no papers is not asked for one"
    assert client.post(url, {"on": today, "reason": "资金不到位", "file": scan("停工通知.jpg")}).status_code == 302
    with acting(county_inspector):
        paper = ProjectPaper.objects.visible_to(county_inspector).get()
    assert (paper.kind, paper.note) == ("site_state", "停工")
