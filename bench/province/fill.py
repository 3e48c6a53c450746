"""Fill a database with a province: sites, people, months, sheets, receipts and accounts, in a few bulk statements.

Each site is a copy of one that was registered by the acts; its months are drawn by chance from the seed.
"""

import calendar
import datetime as dt
import sys
import time
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from bench.province import files, months, people, sites
from bench.province.ground import Ground
from portal.lib import crypto
from portal.lib.calendars import WorkCalendar
from portal.lib.deadlines import add_months
from portal.lib.uscc import check_sign
from portal.tenancy.enums import OrganisationKind
from portal.tenancy.models import Organisation
from projects.models import Fact, Project, SpecialWageAccount
from wagepay.pay_days import due_on
from wagepay.queries.cycles import settle_cycles
from wagepay.queries.facts import facts_of_all
from wagepay.queries.months import make_months
from wagepay.queries.summaries import Key, resum

MARK = "基准数据"
NEVER = dt.date(9999, 12, 31)
PAY_DAYS = (10, 12, 15, 18, 20)
CUTS = (31, 4, 7, 10, 13, 16)  # the last day of the current month on which a site that fell silent was worked on
WINTER = (11, 12, 1)  # wage months that fall due around 春节
BY_DAY = 2  # months with attendance by the day, the current one among them; of older ones only the sum is known
TOLD_AT_ONCE = 500
FIRMS = {"contractor": ("总承包", 16), "subcontractor": ("劳务", 12), "owner": ("置业", 50)}  # one for so many projects
Tell = Callable[[str], None]


@dataclass(frozen=True)
class Size:
    """Projects, closed months with sums, and those of them whose sheets and receipts are there line by line."""

    projects: int
    months: int = 12
    raw_months: int = 12


@dataclass
class Province:
    """What was filled."""

    counts: dict[str, int] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    keys: dict[dt.date, list[Key]] = field(default_factory=dict)  # by month what has been summed

    def add(self, found: dict[str, int]) -> None:
        for name, number in found.items():
            self.counts[name] = self.counts.get(name, 0) + number


def on_stderr(words: str) -> None:
    """The line of progress; stdout is the result's alone."""
    print(f"  {words}", file=sys.stderr, flush=True)


def fill_province(
    models: Sequence[Project],
    size: Size,
    *,
    on: dt.date,
    seed: int,
    at: dt.datetime,
    workdays: WorkCalendar,
    inspectors: Mapping[int, Sequence[int]],
    tell: Tell = on_stderr,
    ground: Ground | None = None,
) -> Province:
    """Sites like ``models`` with all that hangs on them; in the caller's scope and, unless the ground is another, in his transaction."""
    made, ground = Province(), ground or Ground()
    first = on.replace(day=1)
    those = [add_months(first, -back) for back in range(size.months + 1)]
    values: dict[str, Any] = {
        "on": on, "seed": seed, "projects": size.projects, "at": at, "mark": MARK, "never": NEVER, "months": those, "first": those[-1], "apart": ground.apart,
    }  # fmt: skip

    def step(words: str, *works: Callable[[], Any]) -> None:
        begun = time.monotonic()
        for found in ground.each(works):
            made.add(found or {})
        made.seconds[words] = round(time.monotonic() - begun, 1)
        tell(f"{words} {made.seconds[words]} s")

    def month_of(back: int) -> Callable[[], dict[str, int]]:
        return lambda: months.fill_month(those[back], closed=back > 0, by_day=back < BY_DAY, raw=back <= size.raw_months, values=values)

    ground.one(lambda: make_months(those[-1], those[0]))
    step("files", lambda: _files(models, inspectors, values))
    step("people", lambda: people.fill_people(values))
    ground.one(lambda: _prepare_months(values, those, workdays))
    step("months", *map(month_of, range(len(those))))
    step("accounts", lambda: months.fill_accounts(values))
    found = ground.one(files.sites)
    made.keys = {month: _keys(found, month, values) for month in those}
    step("cycles", lambda: {"settled": settle_cycles([project for project, _ in found])})
    step("sums", *[lambda keys=keys: {"project_months": resum(keys)} for keys in made.keys.values()])
    step("indexes", ground.close)
    step("facts", *[lambda start=start: _tell(found[start : start + TOLD_AT_ONCE], on) for start in range(0, len(found), TOLD_AT_ONCE)])
    return made


def _keys(found: Sequence[tuple[int, int]], month: dt.date, values: dict[str, Any]) -> list[Key]:
    """Every site's key of a month with its pay day."""
    dues = dict(zip(zip(values["pay_days_of"], values["months_of"], strict=True), values["dues_of"], strict=True))
    return [Key(project, month, dues[pay_day, month]) for project, pay_day in found]


def _tell(found: Sequence[tuple[int, int]], on: dt.date) -> None:
    """What the sums say goes down to the files, as it does after an upload."""
    projects = Project.objects.among_ids([key for key, _ in found])
    Fact.objects.bulk_create(facts_of_all(list(projects), on, MARK), batch_size=1000)


def _files(models: Sequence[Project], inspectors: Mapping[int, Sequence[int]], values: dict[str, Any]) -> dict[str, int]:
    lines = [(region, place, len(users), user) for region, users in inspectors.items() for place, user in enumerate(users)]
    sites.make_of("province_inspector", {"region_id": "bigint", "place": "int", "many": "int", "user_id": "bigint"}, lines, values)
    rows = [(place, model.pk, model.region_id, model.region.code) for place, model in enumerate(models)]
    sites.make_of("province_model", {"place": "int", "project_id": "bigint", "region_id": "bigint", "region_code": "text"}, rows, values)
    for number, (name, (word, each)) in enumerate(FIRMS.items()):
        values[f"{name}s"] = _found_firms(word, 1 + values["projects"] // each, 10_000 * (number + 1))
        values[f"{name}_count"] = len(values[f"{name}s"])
    sites.draw_sites(values)
    _seal_accounts(values)
    return files.copy_files(values)


def _seal_accounts(values: dict[str, Any]) -> None:
    """The lamps read the number of an account, so it opens like any other."""
    count = values["projects"]
    table, uids = SpecialWageAccount._meta.db_table, [uuid.uuid4() for _ in range(count)]
    numbers = [f"9998{n:015d}" for n in range(1, count + 1)]
    sealed = crypto.encrypt_many("bank_card", table, "account_number", zip(uids, numbers, strict=True))
    rows = zip(range(1, count + 1), uids, sealed, crypto.blind_many("bank_card", numbers), strict=True)
    sites.make_of("province_account", {"n": "int", "uid": "uuid", "account_number": "bytea", "account_index": "bytea"}, rows, values, key="n")


def _found_firms(word: str, many: int, start: int) -> list[int]:
    names = [f"样例{word}第{number + 1}有限公司" for number in range(many)]
    stems = [f"91999999MADE{start + number:05d}" for number in range(many)]
    rows = [Organisation(kind=OrganisationKind.ENTERPRISE, name=name, uscc=stem + check_sign(stem)) for name, stem in zip(names, stems, strict=True)]
    return [row.pk for row in Organisation.objects.bulk_create(rows, batch_size=1000)]


def _prepare_months(values: dict[str, Any], those: Sequence[dt.date], workdays: WorkCalendar) -> None:
    lines = [
        (month, back, pay_day, due_on(SimpleNamespace(pay_day=pay_day, pay_month_offset=1), month, workdays), month.month in WINTER)
        for back, month in enumerate(those)
        for pay_day in PAY_DAYS
    ]
    values |= dict(zip(("months_of", "backs", "pay_days_of", "dues_of", "winters"), map(list, zip(*lines, strict=True)), strict=True))
    sites.draw_months(values)
    kinds = {"month": "date", "pattern": "int", "cut": "int", "mask": "int", "days": "int", "first_day": "date", "last_day": "date"}
    sites.make_of("province_pattern", kinds, _patterns(those, values["on"]), values)


def _patterns(those: Sequence[dt.date], on: dt.date) -> Iterator[tuple]:
    """Sixteen ways to be there on about fourteen days of a month."""
    for back, month in enumerate(those):
        last = min(calendar.monthrange(month.year, month.month)[1], on.day - 1 if back == 0 else 31)
        for cut in CUTS if back == 0 else CUTS[:1]:
            for pattern in range(months.PATTERNS):
                days = [day for day in range(1, min(last, cut) + 1) if (day * 5 + pattern * 3) % 16 < 7]
                mask = sum(1 << (day - 1) for day in days) if back < BY_DAY else 0
                first, final = (month.replace(day=days[0]), month.replace(day=days[-1])) if mask else (None, None)
                yield month, pattern, cut, mask, len(days), first, final
