"""The dossier: the conclusion, honest gaps, posted figures, the complaint code."""

import datetime as dt
from decimal import Decimal

from django.urls import reverse

from portal.lib import clock
from portal.tenancy.models import Participation
from portal.tenancy.scope import acting
from projects import facts
from projects.actions.place_hold import place_hold
from projects.actions.post_fact import post_fact
from projects.tokens import complaint_token, project_of_token, uid_of_token
from tests.make import tenancy
from tests.make.projects import make_account, make_board, make_deposit, make_employer, make_inspection, make_party


def test_the_dossier_opens_with_the_conclusion_and_honest_gaps(made, county_inspector, client_of):
    page = client_of(county_inspector).get(made.get_absolute_url()).content.decode()
    assert "工资专用账户、工资保证金、维权信息公示没有建立" in page
    assert "还没有考勤和花名册数据" in page and "暂无数据" in page
    assert "开立专用账户并登记" in page and "已超期" in page


def test_the_dossier_shows_what_was_posted(made, county_inspector, client_of):
    post = {"project_id": made.pk, "region_id": made.region_id, "on": clock.today(), "source": "工资表"}
    with acting(county_inspector):
        post_fact(item="coverage", value=facts.coverage(on_site=186, registered=186, with_contract=180), **post)
        month = facts.payment_month(
            month=dt.date(2026, 10, 1), due_on=dt.date(2026, 11, 10), people=186, paid_people=177, net=Decimal("124"), paid=Decimal("120")
        )
        post_fact(item="payment_month", value=month, **post)
        post_fact(
            item="account_month",
            value=facts.account_month(
                month=dt.date(2026, 10, 1), due=Decimal("1000000"), due_on=None, transferred=Decimal("337000"), balance=Decimal("382100")
            ),
            **post,
        )
        post_fact(item="arrears", value=facts.arrears(people=9, amount=Decimal("128400")), **post)
    page = client_of(county_inspector).get(made.get_absolute_url()).content.decode()
    assert "186 人在场，全部实名登记，6 人未签劳动合同" in page
    assert "10 月发薪 177 人到卡，9 人未到" in page
    assert "12.84" in page and "万元 9 人" in page and "38.21" in page


def test_a_hold_is_told_to_officials_only(made, county_inspector, client_of):
    with acting(county_inspector):
        place_hold(actor=county_inspector, project=made, kind="open_case", source_type="cases.Case", source_uid="1", reason="案件 AJ-1 在办", at=clock.now())
    Participation.objects.create(organisation=tenancy.enterprise(), project_id=made.pk, part="owner")
    assert "案件 AJ-1 在办" in client_of(county_inspector).get(made.get_absolute_url()).content.decode()


def test_the_dossier_costs_the_same_queries_however_much_hangs_on_it(made, county_inspector, client_of, django_assert_max_num_queries):
    client = client_of(county_inspector)
    client.get(made.get_absolute_url())
    with acting(county_inspector):
        employer = make_employer(made.region, made.general_contractor)
        for _ in range(3):
            make_party(made)
            make_account(made)
            make_deposit(made)
            make_inspection(employer, made)
        for place in ("大门", "项目部", "生活区"):
            make_board(made, place)
    with django_assert_max_num_queries(60):
        assert client.get(made.get_absolute_url()).status_code == 200


def test_the_complaint_code_is_a_picture_of_the_signed_address(made, county_inspector, neighbour_inspector, client_of):
    client = client_of(county_inspector)
    response = client.get(reverse("project_complaint_code", args=[made.code]), {"download": ""})
    assert response["Content-Type"] == "image/svg+xml" and response.content.lstrip().startswith(b"<?xml")
    assert "attachment" in response["Content-Disposition"]
    assert client_of(neighbour_inspector).get(reverse("project_complaint_code", args=[made.code])).status_code == 404


def test_the_printed_code_carries_the_public_address_whatever_host_the_visitor_names(made, county_inspector, client_of, settings):
    def picture(host: str) -> bytes:
        return client_of(county_inspector).get(reverse("project_complaint_code", args=[made.code]), headers={"host": host}).content

    assert picture("one.test") != picture("other.test")
    settings.PORTAL_PUBLIC_URL = "https://portal.test"
    assert picture("one.test") == picture("other.test")


def test_a_token_opens_its_project_and_a_forged_one_nothing(made, county_inspector):
    token = complaint_token(made)
    assert uid_of_token(token) == made.uid
    assert uid_of_token(token[:-1] + ("A" if token[-1] != "A" else "B")) is None
    assert uid_of_token("nonsense") is None
    with acting(county_inspector):
        assert project_of_token(token) == made
        assert project_of_token("nonsense") is None
