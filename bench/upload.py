"""A payroll from the file to committed, judged, encrypted, reconciled rows, against the bare parser and a bare COPY of the same file.

The goal was drawn from a COPY into a table with the key and two foreign keys; our own lines have the key alone, so both floors are measured.
"""

import datetime as dt
import io
import json
import os
import statistics
import time
import uuid
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from bench import Row, Rows, alternately, in_turns, timed
from bench.sheets import LARGE, SMALL, bare, book_of, card, id_number, name_of, payroll_file

COLUMNS = "month, project_id, person, sheet_id, region_id, employer_id, uid, row, name, team, trade, days, rate, gross, deduction, advance, net, card, card_index, bank_name, note"
ON = dt.date(2026, 11, 20)
ROUNDS = 7
CREW = 300
ROSTER = "序号 姓名 身份证号码 班组 工种 人员类型 有无劳动合同 合同签订日期 日工资标准 银行卡号 开户行 进场时间".split()
# The floors' tables: the columns and the key of the product's lines, without row security, partitions and a second index.
LINES = """
CREATE TABLE bench_lines (LIKE wagepay_payrollline INCLUDING DEFAULTS, PRIMARY KEY (month, project_id, person, sheet_id));
CREATE TABLE bench_people (person bytea PRIMARY KEY);
CREATE TABLE bench_bound_lines (LIKE bench_lines INCLUDING ALL, FOREIGN KEY (project_id) REFERENCES projects_project, FOREIGN KEY (person) REFERENCES bench_people);
GRANT ALL ON bench_lines, bench_bound_lines, bench_people TO portal_app
"""
BARE, BOUND = "bench_lines", "bench_bound_lines"


def rows() -> Rows:
    yield from on_a_clone(LINES, measured)


def on_a_clone(sql: str, work: Callable[[], Rows]) -> Rows:
    """Run in a migrated database of its own that also has the floor's table."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    import django  # noqa: PLC0415  (only benchmarks that need the project load it)

    django.setup()
    from tests import database  # noqa: PLC0415

    with database.server() as postgres, database.clone(postgres) as name:
        with postgres.superuser(name) as cursor:
            cursor.execute(sql)
        with database.using(name):
            yield from work()


def measured() -> Rows:
    """Every round is another month, so that each file is new; the roster stands beforehand."""
    from tests.make import tenancy  # noqa: PLC0415

    county = tenancy.tree().county
    seal_with("aes-256-gcm")
    site = Site(county)
    site.register(SMALL)
    site.upload(site.next_file(SMALL))
    site.name_people(SMALL)
    files = [site.next_file(SMALL) for _ in range(ROUNDS)]
    turns = iter(files), iter(files), iter(files)
    bare_floor, bound_floor, product = in_turns(
        ROUNDS,
        lambda: timed(lambda: site.copy(BARE, next(turns[0]))),
        lambda: timed(lambda: site.copy(BOUND, next(turns[1]))),
        lambda: timed(lambda: site.upload(next(turns[2]))),
    )
    title = f"upload {SMALL:,} rows, AES-GCM"
    yield Row(title, "calamine, and COPY with the key and two foreign keys, of which the goal was drawn", bound_floor, product, 2)
    yield Row(title, "calamine, and COPY with the key alone, as our own table has it", bare_floor, product, 2)
    yield Row("the same file again", "the first upload", product, timed(lambda: site.upload(files[-1])), 0.8)
    with_aes, with_sm4 = alternately(partial(sealed, site, "aes-256-gcm"), partial(sealed, site, "sm4-gcm"), ROUNDS)
    yield Row(f"upload {SMALL:,} rows, SM4-GCM", "the same with AES-GCM", with_aes, with_sm4, 1.3)
    seal_with("aes-256-gcm")
    yield from project_month(county)
    site = Site(county)
    site.register(LARGE)
    file = site.next_file(LARGE)
    yield Row(f"upload {LARGE:,} rows", f"{SMALL:,} rows", product, timed(lambda: site.upload(file)), 11)
    yield Row(f"memory of the upload, {LARGE:,} rows (MB)", "calamine alone", *memory(site))


def project_month(county: Any) -> Rows:
    """What an upload spends on bringing sums, facts and holds in step; both sides are the same run."""
    from wagepay.actions import accept_upload  # noqa: PLC0415

    site, plain, spent = Site(county), accept_upload.refresh_months, []

    def refreshing(**options: Any) -> int:
        begin = time.perf_counter()
        written = plain(**options)
        spent.append(time.perf_counter() - begin)
        return written

    site.register(CREW)
    site.upload(site.next_file(CREW))
    accept_upload.refresh_months = refreshing
    whole = [timed(partial(site.upload, site.next_file(CREW))) for _ in range(ROUNDS)]
    accept_upload.refresh_months = plain
    assert len(spent) == ROUNDS
    yield Row(f"sums, facts and holds of {CREW} people's month", "its upload, end to end", statistics.median(whole), statistics.median(spent), 0.5)


def memory(site: "Site") -> tuple[float, float, float]:
    """(what calamine takes for the file, what the uploading process takes beyond what it had, the goal): each in a process of its own."""
    content = site.next_file(LARGE)
    return grown_in_a_child(lambda: bare(io.BytesIO(content[1]))), grown_in_a_child(lambda: site.upload(content)), 2


def grown_in_a_child(work: Callable[[], object]) -> float:
    """Megabytes by which a forked copy of this process grew at its peak; its own connection, so that the parent's stays sound."""
    from django.db import connections  # noqa: PLC0415

    connections.close_all()
    out, into = os.pipe()
    child = os.fork()
    if not child:
        Path("/proc/self/clear_refs").write_text("5")  # the peak begins anew
        before = resident("VmRSS")
        work()
        os.write(into, str((resident("VmHWM") - before) / 1024).encode())
        os._exit(0)
    os.close(into)
    os.waitpid(child, 0)
    return float(os.read(out, 100))


def resident(name: str) -> int:
    return next(int(line.split()[1]) for line in Path("/proc/self/status").read_text().splitlines() if line.startswith(name))


def sealed(site: "Site", cipher: str) -> float:
    """One upload under a cipher."""
    seal_with(cipher)
    file = site.next_file(SMALL)
    return timed(lambda: site.upload(file))


def seal_with(cipher: str) -> None:
    """The same keys under another cipher: the switch of the key file (SM4 is the default, the goal was set with AES)."""
    from django.conf import settings  # noqa: PLC0415

    from portal.lib import keys  # noqa: PLC0415

    first = Path(settings.PORTAL_KEYS).with_name("keys.json")
    keys.create(first, demo=True)
    path = first.with_name(f"{cipher}.json")
    path.write_text(json.dumps(json.loads(first.read_text()) | {"cipher": cipher}))
    path.chmod(0o600)
    settings.PORTAL_KEYS = path


class Site:
    """A project whose general contractor uploads."""

    def __init__(self, county: Any) -> None:
        from portal.accounts.enums import Role  # noqa: PLC0415
        from portal.tenancy.scope import acting  # noqa: PLC0415
        from tests.make import accounts, projects, tenancy  # noqa: PLC0415

        general = tenancy.enterprise()
        inspector, contractor = accounts.actor(Role.INSPECTOR, region=county), accounts.actor(Role.CONTRACTOR, organisation=general)
        with acting(inspector):
            self.project = projects.make_project(county, "某某花园项目", general_contractor=general)
        self.actor = accounts.again(contractor)
        self.month = dt.date(2026, 11, 1)

    def next_file(self, count: int) -> tuple[dt.date, bytes]:
        """A payroll of the month before the last one made."""
        self.month = (self.month - dt.timedelta(days=1)).replace(day=1)
        return self.month, payroll_file(count, self.month)

    def register(self, count: int) -> None:
        people = [
            [at + 1, name_of(at), id_number(at), "一班", "木工", "建筑工人", "有", "2025-01-02", 300, card(at), "建设银行", "2025-01-03"] for at in range(count)
        ]
        result = self.let_in("roster", book_of([["花名册"], ROSTER, *people]))
        assert result["accepted"], result["findings"][:3]

    def upload(self, file: tuple[dt.date, bytes]) -> None:
        month, content = file
        result = self.let_in("payroll", content, month=month, employer=self.project.general_contractor)
        assert result["accepted"] and result["receipt"], result["findings"][:3]

    def let_in(self, kind: str, content: bytes, **options: Any) -> dict[str, Any]:
        from portal.lib.clock import SHANGHAI  # noqa: PLC0415
        from portal.tenancy.scope import acting  # noqa: PLC0415
        from wagepay.actions.import_file import import_file  # noqa: PLC0415

        at = dt.datetime(ON.year, ON.month, ON.day, 9, tzinfo=SHANGHAI)
        with acting(self.actor):
            return import_file(actor=self.actor, kind=kind, project=self.project, name="表.xlsx", content=content, on=ON, at=at, **options)

    def name_people(self, count: int) -> None:
        """Whom the lines of the bound floor may name."""
        from django.db import connection  # noqa: PLC0415

        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO bench_people SELECT unnest(%s)", [[id_number(at).encode() for at in range(count)]])

    def copy(self, table: str, file: tuple[dt.date, bytes]) -> None:
        """A floor: the file's cells as they are into a table without row security, and a commit."""
        from django.db import connection, transaction  # noqa: PLC0415

        month, content = file
        head, uid = f"{month}\t{self.project.pk}", uuid.uuid4()
        lines = [
            f"{head}\t\\\\x{row[2].encode().hex()}\t1\t1\t1\t{uid}\t{at}\t{row[1]}\t{row[4]}\t{row[3]}\t{row[5]}\t{row[6]}\t{row[7]}\t{row[8]}\t0\t{row[9]}"
            f"\t\\\\x{(card := row[10].encode().hex())}\t\\\\x{card}\t{row[11]}\t\n"
            for at, row in enumerate(bare(io.BytesIO(content))[3:-1])
        ]
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.cursor.copy_expert(f"COPY {table} ({COLUMNS}) FROM STDIN", io.StringIO("".join(lines)))
