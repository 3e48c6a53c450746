"""The wage officer's lists, the month, the reconciliation, the sheet, the account: right content, right people, constant queries."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from portal.audit.models import Entry
from portal.tenancy.models import Organisation
from portal.tenancy.scope import acting
from tests.make import accounts, projects
from tests.make import wagepay as make
from tests.wagepay.books import book
from tests.wagepay.doing import OCTOBER, let_in, payroll_rows
from wagepay.enums import SheetState, UploadKind
from wagepay.models import Engagement, PayrollSheet, ProjectMonth
from wagepay.queries.keys import keys_of
from wagepay.queries.summaries import refresh


@pytest.fixture
def on(settings):
    settings.PORTAL_DATE = dt.date(2026, 11, 25)


@pytest.fixture
def month(site, on):
    """October: three people worked, two are listed, one of them paid short."""
    with acting(site.contractor):
        people = [make.engagement(site.project, name=f"样{sign}", daily_rate=Decimal(300)) for sign in "甲乙丙"]
        for person in people:
            make.attendance(person, *[dt.date(2026, 10, n) for n in range(1, 21)])
        let_in(UploadKind.PAYROLL, site.project, book(payroll_rows(people[:2])), month=OCTOBER, employer=site.general)
        make.payment(people[0], 6000)
        make.payment(people[1], 1000)
        refresh(keys_of(site.project, [OCTOBER]))
    return people


def get(client, name, *args, query=""):
    response = client.get(reverse(name, args=args) + query)
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def test_the_overview_says_what_is_due_and_what_is_next(site, month, client_of):
    text = get(client_of(site.contractor), "wage_overview")
    assert "平定县冠山学校改造" in text and "部分发放 2/2" in text and "已过 5 天" in text and "导入代发回单" in text
    assert "按条例十四条应发" in text


@pytest.mark.parametrize(
    ("step", "found"), [("open", True), ("late", True), ("pay", False), ("approve", True), ("sheet", False), ("missing", True), ("paid", False)]
)
def test_the_overview_is_narrowed_by_step(site, month, client_of, step, found):
    text = get(client_of(site.contractor), "wage_overview", query=f"?step={step}&month=2026-10")
    assert ("2026 年 10 月</" in text or "部分发放" in text) is found


@pytest.mark.parametrize("name", ["county_inspector", "city_office", "industry_officer", "grid_officer", "owner", "bank", "auditor"])
def test_everybody_concerned_sees_the_months_and_a_neighbour_does_not(site, month, client_of, request, neighbour_inspector, name):
    actor = request.getfixturevalue(name)
    with acting(site.inspector):
        if name in ("owner", "bank"):
            projects.make_party(site.project, Organisation.objects.get(pk=actor.enterprise_id), part=name)
    text = get(client_of(accounts.again(actor)), "wage_overview")
    assert "平定县冠山学校改造" in text
    assert "平定县冠山学校改造" not in get(client_of(neighbour_inspector), "wage_overview")


def test_the_projects_page_shows_the_calendar_and_the_ways_in(site, month, client_of):
    text = get(client_of(site.contractor), "wage_project", site.project.code)
    assert "发薪月历" in text and "2/3 人" in text and "花名册" in text and "代发回单" in text
    officer = get(client_of(site.inspector), "wage_project", site.project.code)
    assert "发薪月历" in officer and "最近的文件" not in officer


def test_the_count_of_late_months_opens_exactly_those(site, month, client_of, settings):
    """On the pay day itself nothing is late; the day after the month is, and the list behind the count has it."""
    client = client_of(site.contractor)
    for on, late in ((dt.date(2026, 11, 20), 0), (dt.date(2026, 11, 21), 1)):
        settings.PORTAL_DATE = on
        text = get(client, "wage_overview", query="?step=late")
        strip = text.split("过了发薪日没有发清</div>")[1]
        assert strip.split('class="v">')[1].startswith(f"{late}<"), strip[:200]
        assert ("2026-10/" in text.split("<tbody>")[1].split("</tbody>")[0] if "<tbody>" in text else False) is bool(late)


def test_a_month_whose_sheet_is_paid_is_not_called_done_while_somebody_who_worked_is_not_on_it(site, month, client_of):
    with acting(site.contractor):
        make.payment(month[1], 5000)
        refresh(keys_of(site.project, [OCTOBER]))
    client = client_of(site.contractor)
    text = get(client, "wage_overview")
    assert "表上发清，1 人未列表" in text and "补报未列表的人" in text and "出勤两天以上未列表" in text
    assert "表上发清" in get(client, "wage_overview", query="?step=missing") and "表上发清" not in get(client, "wage_overview", query="?step=paid")
    assert "表上发清，1 人未列表" in get(client, "wage_project", site.project.code)
    with acting(site.contractor):
        make.line(PayrollSheet.objects.visible_to(site.contractor).get(), month[2], 6000)
        make.payment(month[2], 6000)
        refresh(keys_of(site.project, [OCTOBER]))
    done = get(client, "wage_overview", query="?step=paid")
    assert "已发清" in done and "未列表" not in done.split("<tbody>")[1].split("</tbody>")[0]


def test_the_dossier_has_the_calendar_and_the_people(site, month, client_of):
    text = get(client_of(site.inspector), "project", site.project.code)
    assert "发薪月历" in text and "用工实名" in text


def test_the_month_page_compares_and_links_to_the_sheet(site, month, client_of):
    text = get(client_of(site.contractor), "wage_month", site.project.code, "2026-10")
    assert "三方比对" in text and "3 人中 1 人一致" in text and "少发" in text and "出勤未列表" in text
    with acting(site.contractor):
        assert PayrollSheet.objects.visible_to(site.contractor).get().receipt_number in text


def test_a_month_with_nothing_in_it_does_not_say_that_all_agree(site, client_of, on):
    client = client_of(site.contractor)
    text = get(client, "wage_reconcile", site.project.code, "2026-01")
    assert "还没有考勤和工资表" in text and "0 人一致" not in text and "没有差异" not in text
    assert "三方比对" not in get(client, "wage_month", site.project.code, "2026-01")


def test_before_a_sheet_is_due_days_alone_are_not_called_agreement(site, client_of, on):
    with acting(site.contractor):
        make.attendance(make.engagement(site.project), dt.date(2026, 11, 2))
        refresh(keys_of(site.project, [dt.date(2026, 11, 1)]))
    client = client_of(site.contractor)
    for name in ("wage_reconcile", "wage_month"):
        text = get(client, name, site.project.code, "2026-11")
        assert "还没有工资表，1 人有考勤" in text and "人一致" not in text, name


def test_an_impossible_month_is_no_page(site, client_of, on):
    assert client_of(site.contractor).get(f"/wagepay/{site.project.code}/2026-13/").status_code == 404


def test_the_differences_open_to_their_people_masked(site, month, client_of):
    text = get(client_of(site.inspector), "wage_reconcile", site.project.code, "2026-10", query="?kind=short_paid")
    rows = text.split("<tbody>")[2].split("</tbody>")[0]
    assert "样乙" in rows and "5,000.00" in rows and "样甲" not in rows
    assert month[1].id_number.plain() not in text and str(month[1].id_number) in text
    assert client_of(site.inspector).get(reverse("wage_reconcile", args=[site.project.code, "2026-10"]) + "?kind=x").status_code == 404


def test_names_are_whole_for_whom_numbers_may_be_shown_and_the_family_name_for_the_others(site, month, client_of, industry_officer):
    code, person = site.project.code, month[1]
    pages = [("wage_roster",), ("wage_person", person.uid), ("wage_attendance", "2026-10"), ("wage_attendance_person", "2026-10", person.uid), ("wage_reconcile", "2026-10"), ("wage_reconcile_person", "2026-10", person.uid)]  # fmt: skip
    for name, *rest in pages:
        whole, masked = (get(client_of(actor), name, code, *rest) for actor in (site.inspector, industry_officer))
        assert "样乙" in whole, name
        assert "样乙" not in masked and "样**" in masked, name


def test_half_days_are_not_rounded_among_the_differences(site, month, client_of):
    with acting(site.contractor):
        person = make.engagement(site.project, name="样半", daily_rate=Decimal(300))
        make.attendance(person, dt.date(2026, 10, 1), units=1)
        make.attendance(person, dt.date(2026, 10, 2), units=Decimal("0.5"))
        refresh(keys_of(site.project, [OCTOBER]))
    text = get(client_of(site.contractor), "wage_reconcile", site.project.code, "2026-10", query="?kind=worked_not_listed")
    row = next(part for part in text.split("<tr") if "样半" in part)
    assert ">1.50<" in row


def test_the_firm_reads_what_to_mend_and_the_inspector_what_to_ask(site, month, client_of):
    query = "?kind=worked_not_listed"
    firm, officer = (get(client_of(actor), "wage_reconcile", site.project.code, "2026-10", query=query) for actor in (site.contractor, site.inspector))
    assert "怎么改：漏报的，提交更正版工资表补上" in firm and "核实时问" not in firm
    assert "核实时问：这些人是谁招来的" in officer and "要求单位：漏报的" in officer
    assert "按日工资约 6,000.00" in firm and "按登记的日工资约 6,000.00 元" in officer, "20 days at 300"
    person = get(client_of(site.inspector), "wage_reconcile_person", site.project.code, "2026-10", month[2].uid)
    assert "按登记的日工资约</span> 6,000.00" in person


def test_one_persons_three_sides_are_the_rows_themselves_and_add_up_to_the_fen(site, month, client_of):
    with acting(site.contractor):
        make.payment(month[1], Decimal("0.07"), state="failed", reason="账户状态异常")
    text = get(client_of(site.inspector), "wage_reconcile_person", site.project.code, "2026-10", month[1].uid)
    assert "样乙：还差 5,000.00 元" in text and "少发" in text and "差额是什么、谁同意扣的" in text
    assert text.count("2026-10-") >= 20 and "账户状态异常" in text and "0.07" in text, "days, and the transfer that failed"
    with acting(site.contractor):
        assert PayrollSheet.objects.visible_to(site.contractor).get().receipt_number in text
    assert month[1].id_number.plain() not in text and month[1].card.plain() not in text
    own = get(client_of(site.contractor), "wage_reconcile_person", site.project.code, "2026-10", month[0].uid)
    assert "样甲：6,000.00 元，已发清" in own and "三方一致" in own


def test_one_persons_three_sides_are_not_for_others(site, month, client_of, neighbour_inspector, request):
    address = reverse("wage_reconcile_person", args=[site.project.code, "2026-10", month[1].uid])
    assert client_of(neighbour_inspector).get(address).status_code == 404
    assert client_of(site.subcontractor).get(address).status_code == 404, "they are the general contractor's people"
    with acting(site.contractor):
        own = make.engagement(site.project, site.labour)
    assert "还没有" not in get(client_of(site.subcontractor), "wage_reconcile_person", site.project.code, "2026-10", own.uid)


def test_the_differences_as_a_file_say_both_and_hold_no_whole_number(site, month, client_of):
    address = reverse("wage_reconcile_export", args=[site.project.code, "2026-10"])
    response = client_of(site.inspector, "export").get(address + "?as=csv")
    text = b"".join(response.streaming_content if response.streaming else [response.content]).decode("utf-8-sig")
    assert response.status_code == 200 and "问什么" in text and "怎么改" in text and "样乙" in text
    assert month[1].id_number.plain() not in text


def test_single_people_are_not_for_banks_owners_and_leaders(site, month, client_of, owner):
    with acting(site.inspector):
        projects.make_party(site.project, Organisation.objects.get(pk=owner.enterprise_id), part="owner")
    client = client_of(accounts.again(owner))
    for name, args in (("wage_roster", [site.project.code]), ("wage_reconcile", [site.project.code, "2026-10"])):
        assert client.get(reverse(name, args=args)).status_code == 403
    assert "三方比对" not in get(client, "wage_month", site.project.code, "2026-10")


def test_the_roster_is_masked_and_found_by_name(site, month, client_of):
    client = client_of(site.contractor)
    number = month[0].id_number.plain()
    text = get(client, "wage_roster", site.project.code)
    assert number not in text and month[0].card.plain() not in text and str(month[0].id_number) in text
    found = get(client, "wage_roster", site.project.code, query="?name=样乙")
    assert str(month[1].id_number) in found and str(month[0].id_number) not in found
    assert "没有符合条件的" in get(client, "wage_roster", site.project.code, query="?state=unregistered")


def test_a_full_number_is_shown_after_a_reason_and_recorded_before(site, month, client_of):
    client = client_of(site.inspector, "reveal")
    person = reverse("wage_person", args=[site.project.code, month[0].uid])
    address = f"{person}reveal/id_number/"
    number = month[0].id_number.plain()
    assert address in client.get(person).content.decode() and number not in client.get(person).content.decode()
    assert number not in client.get(address).content.decode()
    assert number not in client.post(address, {"reason": "看看"}).content.decode(), "too short a reason"
    assert not Entry.objects.filter(verb="accounts.reveal").exists()
    assert number in client.post(address, {"reason": "核对投诉人身份"}).content.decode()
    entry = Entry.objects.get(verb="accounts.reveal")
    assert entry.detail["reason"] == "核对投诉人身份" and number not in str(entry.detail)


def test_a_role_that_may_not_reveal_gets_no_form_and_no_number(site, month, client_of, industry_officer):
    client = client_of(industry_officer, "reveal")
    person = reverse("wage_person", args=[site.project.code, month[0].uid])
    assert "reveal" not in client.get(person).content.decode()
    for answer in (client.get(f"{person}reveal/id_number/"), client.post(f"{person}reveal/id_number/", {"reason": "核对投诉人身份"})):
        assert answer.status_code == 403 and month[0].id_number.plain() not in answer.content.decode()
    assert not Entry.objects.filter(verb="accounts.reveal").exists()


def test_the_general_contractor_decides_on_the_sheets_page(site, month, client_of):
    client = client_of(site.contractor)
    with acting(site.contractor):
        sheet = PayrollSheet.objects.visible_to(site.contractor).get()
    text = get(client, "wage_sheet", sheet.uid)
    assert "审核通过" in text and "退回修改" in text and month[0].card.plain() not in text
    assert "审核通过这张工资表？" in get(client, "wage_sheet_decide", sheet.uid, "approve")
    client.post(reverse("wage_sheet_decide", args=[sheet.uid, "approve"]), {"note": ""})
    with acting(site.contractor):
        sheet.refresh_from_db()
        assert sheet.state == SheetState.APPROVED and ProjectMonth.objects.visible_to(site.contractor).get().sheet_state == SheetState.APPROVED
        assert sheet.decided_by == site.contractor.name
    assert "生成代发批次" in get(client, "wage_sheet", sheet.uid)


def test_a_return_needs_its_reason(site, month, client_of):
    client = client_of(site.contractor)
    with acting(site.contractor):
        sheet = PayrollSheet.objects.visible_to(site.contractor).get()
    address = reverse("wage_sheet_decide", args=[sheet.uid, "return"])
    client.post(address, {"note": "不行"})
    with acting(site.contractor):
        sheet.refresh_from_db()
        assert sheet.state == SheetState.SUBMITTED
    client.post(address, {"note": "第 5 行没有本人签字"})
    assert "第 5 行没有本人签字" in get(client, "wage_sheet", sheet.uid)


@pytest.mark.parametrize("verb", ["pay", "supersede", "nonsense"])
def test_other_moves_have_no_page(site, month, client_of, verb):
    with acting(site.contractor):
        sheet = PayrollSheet.objects.visible_to(site.contractor).get()
    assert client_of(site.contractor).get(reverse("wage_sheet_decide", args=[sheet.uid, verb])).status_code == 404


def test_the_account_page_shows_what_was_due_and_what_came(site, client_of, on):
    with acting(site.inspector):
        projects.make_account(site.project)
        make.labour_cost_cycle(site.project, transferred=Decimal("200000.00"))
    text = get(client_of(accounts.again(site.contractor)), "wage_account", site.project.code)
    assert "逾期未足额" in text and "300,000.00" in text and "导入流水" in text
    assert client_of(site.subcontractor).get(reverse("wage_account", args=[site.project.code])).status_code == 403


def queries(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


def test_lists_cost_the_same_queries_for_one_row_and_for_three(site, client_of, on):
    client = client_of(site.contractor)
    addresses = [
        reverse("wage_overview"),
        reverse("wage_project", args=[site.project.code]),
        reverse("wage_roster", args=[site.project.code]),
        reverse("wage_month", args=[site.project.code, "2026-10"]),
        reverse("wage_reconcile", args=[site.project.code, "2026-10"]) + "?kind=worked_not_listed",
    ]
    counts = []
    for wanted in (1, 3):
        with acting(site.contractor):
            for number in range(Engagement.objects.visible_to(site.contractor).count(), wanted):
                person = make.engagement(site.project, name=f"样{number}")
                make.attendance(person, dt.date(2026, 10, 5), dt.date(2026, 10, 6))
            refresh(keys_of(site.project, [OCTOBER]))
        counts.append([queries(client, address) for address in addresses])
    assert counts[0] == counts[1]
