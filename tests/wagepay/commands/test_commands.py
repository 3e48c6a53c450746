"""The commands print the contract's JSON and exit as it says."""

import datetime as dt
import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from portal.tenancy.scope import acting
from tests.make import accounts, projects
from tests.make import wagepay as make
from tests.wagepay.books import book
from tests.wagepay.doing import payroll_rows
from wagepay.models import PayrollLine, PayrollSheet, Upload, WorkerMonth

SAMPLES = Path(__file__).parents[2] / "samples"
KEYS = {"accepted", "receipt", "rows", "workers", "gross", "net", "mapping", "findings"}


@pytest.fixture(autouse=True)
def on(settings):
    settings.PORTAL_DATE = dt.date(2026, 11, 20)


def run(*arguments: str):
    """(exit status, printed JSON)."""
    out = StringIO()
    try:
        call_command(*map(str, arguments), "--json", stdout=out)
        status = 0
    except SystemExit as end:
        status = end.code
    return status, json.loads(out.getvalue())


def test_a_sample_workbook_by_command(site):
    status, result = run(
        "import_payroll",
        SAMPLES / "01_standard.xlsx",
        "--project",
        site.project.code,
        "--month",
        "2026-10",
        "--as",
        "contractor",
        "--employer",
        site.labour.uscc,
    )
    assert status == 0 and KEYS <= result.keys()
    assert (result["accepted"], result["rows"], result["workers"], result["gross"], result["net"]) == (True, 40, 40, "186620.00", "186620.00")
    assert result["receipt"].startswith("GZ-140321-202610-1-") and result["mapping"]["id_number"] == "C"


def test_a_bad_workbook_prints_every_finding_and_exits_one(site):
    status, result = run(
        "import_payroll",
        SAMPLES / "02_bad_rows.xlsx",
        "--project",
        site.project.code,
        "--month",
        "2026-10",
        "--as",
        "contractor",
        "--employer",
        site.labour.uscc,
    )
    assert status == 1 and result["accepted"] is False and result["receipt"] is None
    assert {"工资支付表!C4", "工资支付表!F7", "工资支付表!B12"} <= {f["cell"] for f in result["findings"]}
    assert set(result["findings"][0]) == {"code", "severity", "cell", "message", "fix", "law"}
    with acting(site.contractor):
        assert not Upload.objects.visible_to(site.contractor).exists()


def test_a_dry_run_writes_nothing(site):
    status, result = run(
        "import_payroll", SAMPLES / "01_standard.xlsx", "--project", site.project.code, "--month", "2026-10", "--employer", site.labour.uscc, "--dry-run"
    )
    assert status == 0 and result["accepted"] and result["receipt"] is None
    with acting(site.contractor):
        assert not PayrollSheet.objects.visible_to(site.contractor).exists()


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--project", "140321-2026-9999", "--month", "2026-10", "--as", "contractor"], "no_project"),
        (["--project", "{code}", "--month", "2026-10", "--as", "nobody"], "no_user"),
        (["--project", "{code}", "--month", "2026-10", "--as", "pd-inspector"], "forbidden"),
        (["--project", "{code}", "--month", "2026-10", "--employer", "91140300MA0KTE5T04", "--as", "contractor"], "employer_unknown"),
    ],
)
def test_refusals_are_json_with_a_code(site, arguments, code):
    status, result = run("import_payroll", SAMPLES / "01_standard.xlsx", *[text.format(code=site.project.code) for text in arguments])
    assert (status, result["code"]) == (1, code) and result["refused"]


def test_without_employer_and_without_a_hint_the_sheet_is_nobodys(site):
    status, result = run("import_payroll", SAMPLES / "04_gbk.csv", "--project", site.project.code, "--month", "2026-10")
    assert (status, result["code"]) == (1, "employer_ambiguous")


def test_a_file_that_is_not_there_is_refused_in_words(site):
    status, result = run("import_roster", "/nowhere/花名册.xlsx", "--project", site.project.code, "--as", "contractor")
    assert status == 1 and "找不到文件" in result["refused"]


def test_a_month_written_wrongly_is_wrong_usage(site):
    from django.core.management.base import CommandError

    with pytest.raises(CommandError, match="2026-10 的样子"):
        call_command("import_payroll", "x.xlsx", "--project", site.project.code, "--month", "十月")


def write(path: Path, *sheets) -> Path:
    path.write_bytes(book(*sheets))
    return path


def test_roster_attendance_receipts_and_reconcile_one_after_the_other(site, tmp_path):
    with acting(site.contractor):
        people = [make.engagement(site.project, name=f"样{sign}") for sign in "甲乙"]
    number = make.id_number(777)
    roster = write(tmp_path / "花名册.xlsx", [["姓名", "身份证号", "进场时间", "有无劳动合同"], ["样丙", number, dt.date(2026, 3, 1), "有"]])
    status, result = run("import_roster", roster, "--project", site.project.code, "--employer", site.general.uscc, "--as", "contractor")
    assert (status, result["accepted"], result["rows"]) == (0, True, 1) and KEYS <= result.keys()

    grid = [["2026年10月考勤表"], ["姓名", "身份证号", *range(1, 32)]]
    grid += [[p.name, p.id_number.plain(), *["√"] * 20] for p in people] + [["样丙", number, *["√"] * 20]]
    status, result = run("import_attendance", write(tmp_path / "考勤.xlsx", grid), "--project", site.project.code, "--as", "contractor")
    assert (status, result["rows"], result["workers"]) == (0, 60, 3) and KEYS <= result.keys()

    sheet = write(tmp_path / "工资表.xlsx", payroll_rows(people))
    assert run("import_payroll", sheet, "--project", site.project.code, "--month", "2026-10", "--as", "contractor")[0] == 0

    receipt = [["户名", "账号", "金额", "交易日期", "处理结果", "失败原因"]]
    receipt += [
        [people[0].name, people[0].card.plain(), 6000, dt.date(2026, 11, 18), "成功", ""],
        [people[1].name, people[1].card.plain(), 6000, dt.date(2026, 11, 18), "失败", "卡已注销"],
    ]
    status, result = run("import_receipts", write(tmp_path / "回单.xlsx", receipt), "--project", site.project.code, "--month", "2026-10", "--as", "contractor")
    assert (status, result["net"]) == (0, "6000.00") and KEYS <= result.keys()

    status, result = run("reconcile", "--project", site.project.code, "--month", "2026-10")
    assert status == 0 and (result["workers"], result["agree"]) == (3, 1)
    assert {(d["kind"], d["count"], d["amount"]) for d in result["differences"]} == {
        ("worked_not_listed", 1, "0.00"), ("short_paid", 1, "6000.00"), ("failed", 1, "6000.00"),
    }  # fmt: skip
    assert not any("estimate" in d for d in result["differences"]), "of 样丙 no daily wage is registered"


def test_account_entries_by_the_accounts_number(site, tmp_path):
    with acting(site.inspector):
        account = projects.make_account(site.project)
    accounts.again(site.contractor)
    statement = write(tmp_path / "流水.xlsx", [["交易日期", "收入", "支出", "摘要"], [dt.date(2026, 10, 8), 500, "", "人工费"]])
    status, result = run("import_account_entries", statement, "--account", account.account_number.plain(), "--as", "contractor")
    assert (status, result["rows"], result["income"]) == (0, 1, "500.00") and KEYS <= result.keys()
    status, result = run("import_account_entries", statement, "--account", "6222000000000000000", "--as", "contractor")
    assert (status, result["code"]) == (1, "no_account")


def test_months_are_added_ahead_once(db):
    status, result = run("add_months", "--from", "2028-01", "--until", "2028-03")
    assert (status, result) == (0, {"from": "2028-01", "until": "2028-03", "made": 24})
    assert run("add_months", "--from", "2028-01", "--until", "2028-03")[1]["made"] == 0
    assert run("add_months", "--from", "1990-01", "--until", "1990-02") == (
        1,
        {"refused": "月份 1990-01 至 1990-02 超出可建范围（2015 年起，至十年后）。", "code": "months"},
    )


def test_the_audit_command_compares_the_sums_with_the_raw_rows(site):
    with acting(site.contractor):
        person = make.engagement(site.project)
        make.attendance(person, dt.date(2026, 10, 5))
        make.line(make.sheet(site.project), person)
    status, result = run("recompute", "--project", site.project.code)
    assert (status, result["project_months"] > 0) == (1, True), "sums that were never made differ"
    assert run("recompute", "--project", site.project.code, "--mend")[0] == 0
    status, result = run("recompute")
    assert (status, result["worker_months"], result["project_months"]) == (0, 0, 0) and result["keys"] >= 1
    with acting(site.contractor):
        assert WorkerMonth.objects.visible_to(site.contractor).count() == 1 and PayrollLine.objects.visible_to(site.contractor).count() == 1
