"""The chain as people meet it: the command, the job, the alarm, the paper, and the check by somebody outside."""

import datetime as dt
import json
import subprocess
import sys
from io import StringIO
from types import SimpleNamespace

from django.core.management import call_command

from portal.audit.models import DayHead, Entry, Verification
from portal.audit.sealing import seal
from portal.env import ROOT
from portal.jobs.models import OutboxMessage
from portal.notices.announce import announcer_of
from portal.oversight.evidence import evidence_of_day
from portal.oversight.tasks import BROKEN, run_seal, run_verify
from tests.audit.conftest import ledger, ledger_database  # noqa: F401  (fixtures)
from tests.audit.test_tampering import forge
from tests.house.source import files


def command() -> tuple[dict, int]:
    out, status = StringIO(), 0
    try:
        call_command("verify_ledger", "--json", stdout=out)
    except SystemExit as end:
        status = end.code
    return json.loads(out.getvalue()), status


def test_the_command_prints_what_others_rely_on(ledger):  # noqa: F811
    ledger.write(3)
    printed, status = command()
    assert (printed["entries"], printed["ok"], printed["first_bad"], status) == (3, True, None, 0)
    assert set(printed) == {"entries", "seals", "ok", "first_bad"}


def test_the_command_fails_and_names_the_entry_that_was_changed(ledger):  # noqa: F811
    ledger.write(3)
    command()
    ledger.force("UPDATE audit_entry SET actor_name = '别人' WHERE id = 2")
    printed, status = command()
    assert (printed["ok"], printed["first_bad"]["entry"], printed["first_bad"]["seal"], status) == (False, 2, 1, 1)
    assert "记录 2 被改动" in printed["first_bad"]["text"]


def test_the_nightly_check_is_kept_and_tells_people_only_when_something_is_wrong(ledger):  # noqa: F811
    job = SimpleNamespace(key="2026-11-20")
    ledger.write(2)
    assert run_seal(job, None)["entries"] == 2
    assert run_verify(job, None)["ok"]
    assert not OutboxMessage.objects.filter(kind=BROKEN).exists()
    ledger.force("DELETE FROM audit_entry WHERE id = 1")
    assert not run_verify(job, None)["ok"]
    message = OutboxMessage.objects.get(kind=BROKEN)
    assert "被删除" in announcer_of(BROKEN)(message, None, dt.date(2026, 11, 20)).text
    assert [row.ok for row in Verification.objects.order_by("id")] == [True, False]
    ledger.force("DELETE FROM jobs_outboxmessage")


def outside(path, before: str, head: str) -> tuple[int, str]:
    """The check as an outsider runs it: one file, Python alone."""
    run = subprocess.run([sys.executable, "-I", ROOT / "tools/check_evidence.py", path, before, head], capture_output=True, text=True, check=False)
    return run.returncode, run.stdout


def test_an_outsider_checks_a_day_with_two_printed_heads_and_one_file(ledger, tmp_path):  # noqa: F811
    ledger.write(2, region_id=7)
    ledger.write(1, region_id=8)
    seal()
    ledger.force("UPDATE audit_seal SET sealed_at = sealed_at - interval '1 day'")
    # Times are part of a link: make the chain fit the moved days, as if it had been sealed then.
    with ledger.tampering() as run:
        forge(run)
        moved = run("SELECT number, link FROM audit_seal")
    for number, link in moved:
        ledger.force("UPDATE audit_seal SET link = %s WHERE number = %s", link, number)
    ledger.write(1)
    seal()
    head = DayHead.objects.get()
    path = tmp_path / "evidence.json"
    path.write_bytes(evidence_of_day(head.day, regions={7}))
    status, said = outside(path, "0" * 64, head.text)
    assert status == 0, said
    assert "3 条记录" in said
    assert "2 条已逐字核对" in said
    assert "甲" in path.read_text()
    content = json.loads(path.read_text())
    assert sum("fields" in leaf for one in content["seals"] for leaf in one["leaves"]) == 2
    path.write_text(path.read_text().replace("tests.act", "tests.axt", 1))
    status, said = outside(path, "0" * 64, head.text)
    assert status == 1
    assert "记录 1 与封存时不同" in said
    assert outside(path, "1" * 64, head.text)[0] == 1


def test_nothing_in_the_portal_deletes_an_entry_and_no_time_limit_does(ledger):  # noqa: F811
    """Three years at least: the rights of every role refuse it (tests/audit/test_seals.py), and no source asks for it."""
    asked = [str(path) for path in files() for word in ("Entry.objects.all().delete", "DELETE FROM audit_", "TRUNCATE audit_") if word in path.read_text()]
    assert asked == []
    ledger.write(1)
    ledger.force("UPDATE audit_entry SET at = at - interval '10 years'")
    assert Entry.objects.count() == 1
