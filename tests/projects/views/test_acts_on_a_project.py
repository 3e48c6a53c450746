"""The acts by their small forms."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from portal.lib import clock
from portal.tenancy.scope import acting
from projects.models import SpecialWageAccount, WageSecurityDeposit
from tests.make import tenancy
from tests.make.accounts import again
from tests.make.documents import picture
from tests.make.projects import make_account, make_party, make_project
from tests.projects.views.helpers import own


def test_every_act_has_a_page_that_shows_and_acts(made, county_inspector, client_of):
    client = client_of(county_inspector)
    bank = tenancy.bank("示例银行平定支行")
    today = clock.today().isoformat()
    firm = tenancy.uscc(88)
    posts = [
        ("party_new", {"part": "subcontractor", "party_name": "样例劳务甲", "party_uscc": firm, "on": today}),
        ("account_new", {"bank": bank.pk, "account_name": "样例农民工工资专用账户", "account_number": "1405 0166 8800 0000 7731", "opened_on": today}),
        ("deposit_new", {"form": "cash", "amount": "300,000", "deposited_on": today}),
        ("board_new", {"place": "入口处", "posted_on": today}),
        ("project_contacts", {"officer_name": "样例专管员", "officer_phone": "13800000186"}),
        ("project_responsibility", {"post": "county_leader", "name": "样例县长", "phone": "13800000186", "since": today}),
        ("project_inspector", {"inspector": county_inspector.user_id}),
    ]
    for name, data in posts:
        url = reverse(name, args=[made.code])
        # The deposit has too many fields for a dialog: it is a page of its own.
        assert ("p-dialog" if name != "deposit_new" else 'name="beneficiary"') in client.get(url).content.decode(), name
        assert client.post(url, data).status_code == 302, name
    page = client.get(made.get_absolute_url()).content.decode()
    for words in (
        "样例劳务甲",
        "尾号 7731",
        "1405************7731",
        "现金 30.00 万元",
        "项目部、生活区没有告示牌",
        "样例县长",
        "138****0186",
        county_inspector.name,
    ):
        assert words in page, words
    assert "14050166880000007731" not in page


def test_agreements_and_filing_are_dated_on_their_pages(made, county_inspector, client_of):
    client = client_of(county_inspector)
    with acting(county_inspector):
        account = make_account(made, filed_on=None, agreement_on=None)
        party = make_party(made)
    for name, uid, data in (
        ("account_filing", account.uid, {"filed_on": clock.today().isoformat()}),
        ("account_agreement", account.uid, {"signed_on": clock.today().isoformat(), "file": SimpleUploadedFile("协议.jpg", picture(), "image/jpeg")}),
        ("party_agreement", party.uid, {"signed_on": clock.today().isoformat()}),
    ):
        url = reverse(name, args=[made.code, uid])
        assert client.get(url).status_code == 200
        assert client.post(url, data).status_code == 302
    with acting(county_inspector):
        account = SpecialWageAccount.objects.visible_to(county_inspector).get()
        assert (account.filed_on, account.agreement_on) == (clock.today(), clock.today())
    again_page = client.post(reverse("account_filing", args=[made.code, account.uid]), {"filed_on": clock.today().isoformat()}).content.decode()
    assert "已于" in again_page and "备案" in again_page


def test_a_refusal_is_shown_on_the_form_it_came_from(made, county_inspector, client_of):
    url = reverse("account_new", args=[made.code])
    bank = tenancy.bank()
    data = {"bank": bank.pk, "account_name": "样例", "account_number": "12a", "opened_on": clock.today().isoformat()}
    page = client_of(county_inspector).post(url, data).content.decode()
    assert "账号应为 8 至 32 位数字" in page and "p-errsum" in page
    with acting(county_inspector):
        assert not SpecialWageAccount.objects.visible_to(county_inspector).exists()


def test_the_site_state_moves_by_its_buttons_only(made, county_inspector, client_of):
    client = client_of(county_inspector)
    page = client.get(made.get_absolute_url()).content.decode()
    assert "进入冬歇期" in page and "确认结清" not in page
    assert client.get(reverse("project_state", args=[made.code, "nothing"])).status_code == 404
    early = client.get(reverse("project_state", args=[made.code, "settle"]), follow=True)
    assert early.redirect_chain[0][0] == made.get_absolute_url() and "不能" in early.content.decode()
    url = reverse("project_state", args=[made.code, "winter"])
    assert "停工前先结清" in client.get(url).content.decode()
    today = clock.today().isoformat()
    assert client.post(url, {"on": today, "reason": ""}).status_code == 200
    assert client.post(url, {"on": today, "reason": "气温低于零下十度", "proof": "停工通知"}).status_code == 302
    page = client.get(made.get_absolute_url()).content.decode()
    assert "冬歇期" in page and "气温低于零下十度" in page and "复工" in page


def test_a_contractor_keeps_his_own_site_and_no_other(made, contractor, county_inspector, tree, client_of):
    with acting(county_inspector):
        theirs = make_project(tree.county, "样例厂房", general_contractor=own(contractor), on=clock.today())
    client = client_of(again(contractor))
    data = {"form": "bank_guarantee", "amount": "10000", "deposited_on": clock.today().isoformat(), "expires_on": "2028-01-01"}
    assert client.post(reverse("deposit_new", args=[theirs.code]), data).status_code == 302
    assert client.post(reverse("deposit_new", args=[made.code]), data).status_code == 404
    assert client.get(reverse("project_edit", args=[theirs.code])).status_code == 403
    with acting(county_inspector):
        assert WageSecurityDeposit.objects.visible_to(county_inspector).get().project == theirs


def test_a_contractor_cannot_exempt_himself(contractor, county_inspector, tree, client_of):
    with acting(county_inspector):
        theirs = make_project(tree.county, general_contractor=own(contractor), on=clock.today())
    page = (
        client_of(again(contractor))
        .post(reverse("deposit_new", args=[theirs.code]), {"form": "exempt", "exempt_basis": "自称无欠薪", "deposited_on": clock.today().isoformat()})
        .content.decode()
    )
    assert "p-errsum" in page
    with acting(county_inspector):
        assert not WageSecurityDeposit.objects.visible_to(county_inspector).exists()


def test_a_party_of_another_project_is_404(made, county_inspector, tree, client_of):
    with acting(county_inspector):
        party = make_party(make_project(tree.county))
    assert client_of(county_inspector).get(reverse("party_leave", args=[made.code, party.uid])).status_code == 404
