"""The nightly scan of a province, against one parallel count of the raw partitions it stands for; repeated, grown tenfold, and recomputed.

``BENCH_PROJECTS`` (20000) sets the size, a tenth of it is the small one. Sheets and receipts of all twelve months are there line by line.
"""

import datetime as dt
import os
import statistics
import sys
import time
from collections.abc import Generator, Sequence
from functools import partial
from typing import Any

from bench import Row, Rows, timed

COUNT = int(os.environ.get("BENCH_PROJECTS", "20000"))
SMALL = max(COUNT // 10, 100)
ON, SEED, SAMPLE = dt.date(2026, 11, 20), 1, 40
NIGHTS = (2, 1, 0)  # days ago; the night before them opens the stock
# What the rules would have to read without the sums (ADR 0061 tells rule by rule): attendance of sixty days, and sheets and receipts of every month in which somebody
# may still be owed, however old, which are the twelve of the province.
MONTHS = ("202511", "202512", "202601", "202602", "202603", "202604", "202605", "202606", "202607", "202608", "202609", "202610")
ATTENDANCE = ("wagepay_attendanceday_202610", "wagepay_attendanceday_202611")
FLOOR = (*ATTENDANCE, *(f"wagepay_{table}_{month}" for month in MONTHS for table in ("payrollline", "paymentline")))
# Attendance, and sheets and receipts of three months alone: a stricter floor for what does not touch the others.
LATE_FLOOR = (*ATTENDANCE, *(f"wagepay_{table}_{month}" for month in MONTHS[-3:] for table in ("payrollline", "paymentline")))

# What the audit from raw rows reads from end to end: besides, the totals on paper, which are the attendance of whoever is not known day by day.
READ_WHOLE = (*FLOOR, *(f"wagepay_attendancemonth_{month}" for month in MONTHS))
AUDITS = 3


def rows() -> Rows:
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    import django

    django.setup()
    small = yield from measured(SMALL)
    large = yield from measured(COUNT)
    yield Row(f"a night's scan of {COUNT:,} projects, times that of {SMALL:,}", "1 s", 1.0, large / small, 1.2 * COUNT / SMALL)


def measured(count: int) -> Generator[Row, None, float]:
    """All rows of one size; returns the seconds of a night."""
    from tests import database

    with database.server() as postgres, database.clone(postgres) as name, postgres.superuser(name) as cursor, database.using(name):
        cursor.execute("SET max_parallel_workers_per_gather = 2; SET work_mem = '128MB'; SET jit = off")
        made = fill(count)
        cursor.execute("VACUUM ANALYZE")
        cursor.execute("SELECT pg_size_pretty(sum(pg_relation_size(t))) FROM unnest(%s::regclass[]) t", [list(FLOOR)])
        tell(f"{count:,} projects: {made.counts} in {sum(made.seconds.values()):.0f} s; the counted partitions have {cursor.fetchone()[0]}")
        return (yield from nights(count, cursor, made))


def nights(count: int, cursor: Any, made: Any) -> Generator[Row, None, float]:
    from wagepay.queries.audit_sums import differences

    judge(3)
    begin = time.perf_counter()
    opened = night(3)
    first = time.perf_counter() - begin
    tell(f"the stock: {opened}")
    times = []
    for back in NIGHTS:  # floors and product alternately
        judge(back)
        floors = [floor_of(cursor, tables) for tables in (FLOOR, LATE_FLOOR)]
        begin = time.perf_counter()
        told = night(back)
        times.append((*floors, time.perf_counter() - begin))
        tell(f"night {back}: floors {floors[0]:.2f} and {floors[1]:.2f} s, {told}")
    floor, late_floor, product = map(statistics.median, zip(*times, strict=True))
    again = []
    repeat = timed(lambda: again.append(night(0)))
    assert not any(again[0][name] for name in ("opened", "changed", "closed")), again
    tell(f"load: {load()}")
    yield Row(f"a night's scan of {count:,} projects", "count(*) of the raw partitions", floor, product, 1.0)
    yield Row(f"the same against three months of sheets and receipts alone, {count:,} projects", "count(*) of fewer partitions", late_floor, product, 1.0)
    yield Row(f"the first scan of {count:,} projects, all of its stock opened", "count(*) of the raw partitions", floor, first, 1.0)
    yield Row(f"the same night again, {count:,} projects, 0 rows written", "the first scan", first, repeat, 1.0)
    yield Row(
        f"five rules, {count:,} projects (loop over {SAMPLE}, extrapolated)", "an ORM loop by project", loop(SAMPLE) * count / SAMPLE, five_rules(), 1 / 100
    )
    yield from audits(count, cursor)
    keys = [key for month, found in made.keys.items() if any(table.endswith(f"{month:%Y%m}") for table in FLOOR) for key in found]
    told = []
    recount = timed(lambda: told.append(in_scope(partial(differences, keys))))
    assert told == [{"worker_months": 0, "project_months": 0}], told
    yield Row(
        f"every figure of people and sites anew from the raw rows, {count:,} projects, no difference", "count(*) of the raw partitions", floor, recount, 80
    )
    return product


def audits(count: int, cursor: Any) -> Rows:
    """The findings of the last night held against those that the raw rows of all months give, floors and product alternately."""
    times = []
    for _ in range(AUDITS):
        floors = [floor_of(cursor, tables) for tables in (READ_WHOLE, FLOOR)]
        begin = time.perf_counter()
        told = audit_night()
        times.append((*floors, time.perf_counter() - begin))
        assert told["findings"] and not told["differences"], told
        tell(f"audit: floors {floors[0]:.2f} and {floors[1]:.2f} s, {times[-1][-1]:.1f} s, {told['findings']} findings")
    whole, without_totals, product = map(statistics.median, zip(*times, strict=True))
    what = f"findings of {len(told['rules'])} rules, {count:,} projects, by the sums and from the raw rows alone, no difference"
    yield Row(what, "count(*) of the raw partitions read", whole, product, 8)
    yield Row(f"{what}, against a count without the totals on paper", "count(*) of fewer partitions", without_totals, product, 8)


def fill(count: int) -> Any:
    """Five tenants and so many sites."""
    from bench.province.fill import Size
    from bench.province.tenants import build
    from portal.lib import clock

    return build(Size(count), on=ON, seed=SEED, at=clock.now(), tell=tell)


def floor_of(cursor: Any, tables: Sequence[str]) -> float:
    """One parallel count of all these partitions."""
    counted = " UNION ALL ".join(f"SELECT count(*) AS n FROM {table}" for table in tables)
    return timed(lambda: cursor.execute(f"SELECT sum(n) FROM ({counted}) c"))


def judge(back: int) -> None:
    """The lamps of all sites, which the timetable keeps up all day; every other night is enough for the scan."""
    from portal.tenancy.actors import system_actor
    from projects.actions.refresh_lamps import refresh_lamps

    if back % 2:
        in_scope(partial(refresh_lamps, actor=system_actor(), on=ON - dt.timedelta(days=back)))


def night(back: int) -> dict:
    """All rules with opening, level changes and closing, committed."""
    from earlywarning.actions.scan import scan
    from portal.lib import clock
    from portal.operations.rules import RULES

    day = ON - dt.timedelta(days=back)
    return scan(RULES, on=day, at=clock.start_of(day) + dt.timedelta(hours=2))


def audit_night() -> dict:
    """Every finding both ways; the differences, and how many there are."""
    from earlywarning.actions.audit_findings import audit_findings
    from portal.operations.rules import RULES
    from portal.tenancy.actors import system_actor

    since = dt.datetime.strptime(MONTHS[0], "%Y%m").date()
    return in_scope(partial(audit_findings, RULES, actor=system_actor(), on=ON, since=since))


def load() -> Any:
    """New red and yellow of the last nights per inspector and working day; the stock of the first night apart."""
    from earlywarning.bench import real_load
    from portal.tenancy.actors import system_actor
    from portal.tenancy.models import Region

    counties = list(Region.objects.counties().values_list("pk", flat=True))
    found = in_scope(lambda: real_load(system_actor(), counties, ON - dt.timedelta(days=max(NIGHTS)), ON))
    return f"{found.each} ({found.fresh} new, {found.inspectors} inspectors, {found.workdays} working days)"


def in_scope(work: Any) -> Any:
    from django.db import connection

    from portal.tenancy.actors import system_actor
    from portal.tenancy.scope import acting

    with acting(system_actor()), connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")
        return work()


# -- the loop that such portals are usually built with ----------------------------------------------
FIVE = (
    "W12",
    "W06",
    "W08",
    "W16",
    "W20",
)  # not paid in full, inflow below what is owed, balance below the next payroll, attended unpaid and paid unattended, silence


def five_rules() -> float:
    """The same five questions by the rules."""
    from earlywarning.findings import graded
    from portal.operations.rules import RULES
    from portal.tenancy.models import Region
    from portal.tenancy.policies import policy_sets

    policies = policy_sets(list(Region.objects.counties()), ON)
    wanted = [(rule, {pk: policy.thresholds(rule) for pk, policy in policies.items()}) for rule in RULES if rule.CODE in FIVE]
    return in_scope(lambda: timed(lambda: [graded(rule, figures, ON) for rule, figures in wanted]))


def loop(sample: int) -> float:
    """Seconds for some projects, one after another, with the ORM over the raw rows of the last month."""
    from django.db.models import Sum

    from portal.tenancy.actors import system_actor
    from projects.models import Project
    from wagepay.models import AccountEntry, AttendanceDay, PaymentLine, PayrollLine

    system, month = system_actor(), ON.replace(day=1) - dt.timedelta(days=31)
    month, found = month.replace(day=1), []

    def judge(project: Any) -> None:
        def rows_of(model: Any) -> Any:
            return model.objects.visible_to(system).filter(project=project, month=month)

        owed = rows_of(PayrollLine).aggregate(n=Sum("net"))["n"] or 0
        paid = rows_of(PaymentLine).aggregate(n=Sum("amount"))["n"] or 0
        came = AccountEntry.objects.visible_to(system).filter(project=project, direction="in", month=ON.replace(day=1)).aggregate(n=Sum("amount"))["n"] or 0
        last = AccountEntry.objects.visible_to(system).filter(project=project, booked_on__lte=ON).order_by("-booked_on").first()
        seen = set(map(bytes, rows_of(AttendanceDay).values_list("person", flat=True).distinct()))
        on_cards = set(map(bytes, rows_of(PaymentLine).values_list("person", flat=True)))
        silent = not AttendanceDay.objects.visible_to(system).filter(project=project, day__gt=ON - dt.timedelta(days=7)).exists()
        found.append((owed > paid, came < owed, last is None or last.balance < owed, len(seen - on_cards), len(on_cards - seen), silent))

    def run() -> float:
        chosen = list(Project.objects.visible_to(system).filter(changed_by__startswith="基准数据").order_by("uid")[:sample])
        return timed(lambda: [judge(project) for project in chosen])

    return in_scope(run)


def tell(words: str) -> None:
    print(words, file=sys.stderr, flush=True)
