"""A payroll comes in whole or not at all; versions, corrections, control totals."""

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import connection

from portal.audit.models import Entry
from portal.lib.errors import Refused
from portal.tenancy.scope import acting
from projects.models import Fact
from tests.make import wagepay as make
from tests.wagepay.books import book
from tests.wagepay.doing import AT, HEADING, OCTOBER, let_in, payroll_rows
from wagepay.actions.decide_sheet import approve_sheet, return_sheet
from wagepay.actions.draw_number import is_genuine
from wagepay.actions.import_file import import_file
from wagepay.enums import PersonSource, SheetState, UploadKind
from wagepay.models import Engagement, PayrollLine, PayrollSheet, ProjectMonth, Upload, UploadContent, WorkerMonth

SAMPLES = Path(__file__).parents[2] / "samples"


@pytest.fixture
def people(at_site):
    return [make.engagement(at_site.project, name=f"样{sign}", daily_rate=Decimal(300)) for sign in "甲乙丙"]


def payroll(site, rows, **fields):
    return let_in(UploadKind.PAYROLL, site.project, book(rows), **{"month": OCTOBER, "employer": site.general} | fields)


def test_an_accepted_sheet_has_lines_sums_a_receipt_and_a_trace(at_site, people):
    result = payroll(at_site, payroll_rows(people))
    assert result["accepted"] and (result["rows"], result["workers"], result["gross"], result["net"]) == (3, 3, "18000.00", "18000.00")
    sheet = PayrollSheet.objects.visible_to(at_site.contractor).get()
    assert (sheet.receipt_number, sheet.version, sheet.state, sheet.net) == (result["receipt"], 1, SheetState.SUBMITTED, 18000)
    lines = PayrollLine.objects.visible_to(at_site.contractor).order_by("row")
    assert [(line.name, line.net, line.card) for line in lines] == [(p.name, 6000, p.card.plain()) for p in people]
    month = ProjectMonth.objects.visible_to(at_site.contractor).get()
    assert (month.listed, month.net, month.sheet_uid, month.sheet_state) == (3, 18000, sheet.uid, SheetState.SUBMITTED)
    assert Entry.objects.filter(verb="wagepay.accept_payroll").get().detail["receipt"] == result["receipt"]


def test_the_receipt_number_names_county_and_month_and_checks_itself(at_site, people):
    number = payroll(at_site, payroll_rows(people))["receipt"]
    assert number.startswith("GZ-140321-202610-1-") and is_genuine(number)
    wrong = number.replace("-1-", "-2-")
    assert not is_genuine(wrong)


def test_card_numbers_lie_encrypted_in_lines_and_in_the_kept_file(at_site, people):
    payroll(at_site, payroll_rows(people))
    card = people[0].card.plain()
    with connection.cursor() as cursor:
        for table in ("payrollline", "uploadcontent"):
            cursor.execute(f"SELECT string_agg(t::text, ' ') FROM wagepay_{table} t")
            text = cursor.fetchone()[0]
            assert card not in text and card.encode().hex() not in text


def test_a_block_saves_nothing_at_all(at_site, people):
    rows = payroll_rows(people)
    rows[4][9] = 5999
    result = payroll(at_site, rows)
    assert not result["accepted"] and "net_mismatch" in {f["code"] for f in result["findings"]}
    for model in (PayrollSheet, PayrollLine, Upload, UploadContent, ProjectMonth, WorkerMonth):
        assert not model.objects.visible_to(at_site.contractor).exists(), model


def test_a_dry_run_finds_the_same_and_saves_nothing(at_site, people):
    dry = payroll(at_site, payroll_rows(people), dry_run=True)
    assert dry["accepted"] and dry["receipt"] is None and not PayrollSheet.objects.visible_to(at_site.contractor).exists()
    wet = payroll(at_site, payroll_rows(people))
    assert wet["findings"] == dry["findings"]


def test_the_same_file_again_gives_the_same_receipt_and_rewrites_no_row(at_site, people):
    first = payroll(at_site, payroll_rows(people))
    with connection.cursor() as cursor:

        def versions():
            for table in ("payrollline", "workermonth", "projectmonth", "payrollsheet", "engagement"):
                cursor.execute(f"SELECT xmin::text, ctid::text FROM wagepay_{table} ORDER BY 2")
                yield table, cursor.fetchall()

        before = list(versions())
        assert payroll(at_site, payroll_rows(people)) == first
        assert list(versions()) == before


def test_other_content_is_a_new_version_that_cites_the_old_receipt(at_site, people):
    first = payroll(at_site, payroll_rows(people))
    second = payroll(at_site, payroll_rows(people[:2]))
    assert second["receipt"] != first["receipt"]
    newer, older = PayrollSheet.objects.visible_to(at_site.contractor).order_by("-version")
    assert (newer.version, newer.replaces.receipt_number, older.state) == (2, first["receipt"], SheetState.SUPERSEDED)
    assert not newer.is_correction
    assert WorkerMonth.objects.visible_to(at_site.contractor).count() == 2, "who was on the old version alone is gone from the sums"
    assert PayrollLine.objects.visible_to(at_site.contractor).count() == 5, "the old version's lines stay"


def test_after_approval_only_a_correction_with_its_reason(at_site, people):
    payroll(at_site, payroll_rows(people))
    sheet = PayrollSheet.objects.visible_to(at_site.contractor).get()
    approve_sheet(actor=at_site.contractor, sheet=sheet, at=AT)
    payroll(at_site, payroll_rows(people[:2]))
    newest = PayrollSheet.objects.visible_to(at_site.contractor).first()
    assert newest.is_correction and newest.note and newest.state == SheetState.SUBMITTED


def test_a_returned_sheet_does_not_count_and_is_replaced_by_the_next(at_site, people):
    payroll(at_site, payroll_rows(people))
    sheet = PayrollSheet.objects.visible_to(at_site.contractor).get()
    return_sheet(actor=at_site.contractor, sheet=sheet, at=AT, note="班组长签字不全")
    assert ProjectMonth.objects.visible_to(at_site.contractor).get().sheet_state == ""
    payroll(at_site, payroll_rows(people))
    assert [s.state for s in PayrollSheet.objects.visible_to(at_site.contractor)] == [SheetState.SUBMITTED, SheetState.SUPERSEDED]


def test_a_subcontractor_approves_nothing(site):
    with acting(site.subcontractor):
        person = make.engagement(site.project, site.labour, name="样分")
        payroll(site, payroll_rows([person]), employer=site.labour)
        sheet = PayrollSheet.objects.visible_to(site.subcontractor).get()
        with pytest.raises(Refused, match="没有“审核通过”的权限"):
            approve_sheet(actor=site.subcontractor, sheet=sheet, at=AT)
    with acting(site.contractor):
        sheet = approve_sheet(actor=site.contractor, sheet=PayrollSheet.objects.visible_to(site.contractor).get(), at=AT)
        assert (sheet.state, sheet.decided_by) == (SheetState.APPROVED, site.contractor.name)
        assert ProjectMonth.objects.visible_to(site.contractor).get(employer=site.labour).sheet_state == SheetState.APPROVED


def test_people_on_no_roster_are_recorded_with_a_warning(at_site, people):
    rows = payroll_rows(people)
    number, card = make.id_number(990), make.card_number(990)
    rows.append([4, "样生", number, "木工", "木工班", 10, 300, 3000, 0, 3000, card, "示例银行"])
    result = payroll(at_site, rows)
    assert result["accepted"] and [f["code"] for f in result["findings"]] == ["not_on_roster"]
    stranger = Engagement.objects.visible_to(at_site.contractor).get(id_index=make.person_of(number))
    assert (stranger.source, stranger.is_registered, stranger.card) == (PersonSource.PAYROLL, False, card)


def test_the_sheet_is_held_against_the_attendance(at_site, people):
    make.attendance(people[0], *[dt.date(2026, 10, day) for day in range(1, 16)])
    make.attendance(people[1], *[dt.date(2026, 10, day) for day in range(1, 26)])
    make.worker_month(people[0], days=15, is_registered=True, has_contract=True)
    make.worker_month(people[1], days=25, is_registered=True, has_contract=True)
    found = payroll(at_site, payroll_rows([people[0], people[2]]))["findings"]
    assert {f["code"] for f in found} == {"days_over_attendance", "not_attended", "attended_missing"}


# -- whose sheet ------------------------------------------------------------------------------------
def heading(rows, employer):
    rows[1] = [f"总包单位：示例建设集团有限公司    分包单位：{employer}    工资月份：2026年10月"]
    return rows


def test_the_heading_names_the_employer(at_site, people):
    payroll(at_site, heading(payroll_rows(people), "样例劳务有限公司"), employer=None)
    assert PayrollSheet.objects.visible_to(at_site.contractor).get().employer_id == at_site.labour.pk


def test_without_a_heading_the_senders_firm_is_taken(at_site, people):
    payroll(at_site, payroll_rows(people), employer=None)
    assert PayrollSheet.objects.visible_to(at_site.contractor).get().employer_id == at_site.general.pk


def test_a_firm_that_is_no_party_is_refused_rather_than_guessed(at_site, people):
    with pytest.raises(Refused, match="不能确定是谁的表"):
        payroll(at_site, heading(payroll_rows(people), "从未听说劳务有限公司"), employer=None)


def test_advances_count_with_the_deductions_and_stay_apart_in_the_lines(at_site, people):
    head = [*HEADING[:9], "已支生活费", *HEADING[9:]]
    rows = payroll_rows(people[:1])
    rows[2] = head
    rows[3] = [*rows[3][:8], 100, 1000, 4900, *rows[3][10:]]
    assert payroll(at_site, rows)["deduction"] == "1100.00"
    line = PayrollLine.objects.visible_to(at_site.contractor).get()
    assert (line.gross, line.deduction, line.advance, line.net) == (6000, 100, 1000, 4900)
    person = WorkerMonth.objects.visible_to(at_site.contractor).get()
    assert (person.net, person.owed) == (4900, 5900), "what was advanced counts only with its proof"


# -- the workbooks people made ------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("name", "accepted", "rows", "blocks"),
    [
        ("01_standard.xlsx", True, 40, set()),
        (
            "02_bad_rows.xlsx",
            False,
            30,
            {
                "工资支付表!C4",
                "工资支付表!C5",
                "工资支付表!C6",
                "工资支付表!F7",
                "工资支付表!K8",
                "工资支付表!K9",
                "工资支付表!K10",
                "工资支付表!I11",
                "工资支付表!B12",
            },
        ),
        ("03_foreman.xlsx", False, 24, {"Sheet1!C20", "Sheet1!C21"}),
        ("04_gbk.csv", True, 15, set()),
        ("05_wrong_total.xlsx", False, 12, {"工资支付表!H16", "工资支付表!J16"}),
    ],
)
def test_the_sample_workbooks(at_site, name, accepted, rows, blocks):
    content = (SAMPLES / name).read_bytes()
    result = let_in(UploadKind.PAYROLL, at_site.project, content, name=name, month=OCTOBER, employer=at_site.labour)
    assert (result["accepted"], result["rows"]) == (accepted, rows)
    assert blocks <= {f["cell"] for f in result["findings"] if f["severity"] == "block"}
    assert PayrollLine.objects.visible_to(at_site.contractor).count() == (rows if accepted else 0)
    assert bool(result["receipt"]) is accepted


def test_facts_are_posted_to_the_projects_file(at_site, people):
    for person in people:
        make.attendance(person, *[dt.date(2026, 10, day) for day in range(1, 21)])
    payroll(at_site, payroll_rows(people))
    facts = {fact.item: fact.value for fact in Fact.objects.visible_to(at_site.contractor)}
    assert facts["coverage"] == {"on_site": 3, "registered": 3, "with_contract": 3, "attendance_days": 20, "last_attendance_on": "2026-10-20"}
    assert facts["payment_month"] == {
        "month": "2026-10", "due_on": "2026-11-20", "people": 3, "paid_people": 0, "net": "18000.00", "paid": "0.00", "full_paid_on": None, "missing": 0,
    }  # fmt: skip


def test_a_month_without_partition_is_refused_in_words(at_site, people):
    with pytest.raises(Refused, match="没有开账"):
        payroll(at_site, payroll_rows(people, month=dt.date(2019, 3, 1)), month=dt.date(2019, 3, 1))


def test_somebody_elses_project_is_refused(site, owner):
    with acting(owner), pytest.raises(Refused, match="没有办理"):
        import_file(actor=owner, kind=UploadKind.PAYROLL, project=site.project, name="表.xlsx", content=b"", on=dt.date(2026, 11, 20), at=AT)
