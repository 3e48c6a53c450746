"""The volume of the full-size demonstration: some twenty thousand sites and a million people, in a few bulk statements.

Each site is a copy of one that was registered by the acts; its months are drawn by chance from the seed. The benchmark of the scan fills its
database with the same function.
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

from portal.lib import crypto
from portal.lib.calendars import WorkCalendar
from portal.lib.deadlines import add_months
from portal.lib.names import initials, sort_key
from portal.lib.uscc import check_sign
from portal.operations.demo.crowd import COLUMNS, people, seats
from portal.operations.queries import province_files, province_months, province_people, province_sites
from portal.tenancy.enums import OrganisationKind
from portal.tenancy.models import Organisation
from projects.models import Fact, Project, SpecialWageAccount
from projects.words import tokens_of
from wagepay.pay_days import due_on
from wagepay.queries.bulk import staged
from wagepay.queries.cycles import settle_cycles
from wagepay.queries.facts import facts_of
from wagepay.queries.months import make_months
from wagepay.queries.summaries import Key, resum

MARK = "演示数据（批量）"
NEVER = dt.date(9999, 12, 31)
PAY_DAYS = (10, 12, 15, 18, 20)
CUTS = (31, 4, 7, 10, 13, 16)  # the last day of the current month on which a site that fell silent was worked on
WINTER = (11, 12, 1)  # wage months that fall due around 春节
WORKS = {"20": "道路", "30": "水利"}
TOLD_AT_ONCE = 500
Tell = Callable[[str], None]


@dataclass(frozen=True)
class Size:
    """How large: projects, closed months with sums, of those with raw rows, and months with attendance by the day (the current one is one of them)."""

    projects: int
    months: int = 12
    raw_months: int = 12
    by_day: int = 2


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
    models: Sequence[Project], size: Size, *, on: dt.date, seed: int, at: dt.datetime, workdays: WorkCalendar, inspectors: Mapping[int, Sequence[int]], tell: Tell = on_stderr
) -> Province:
    """Sites like ``models``, their people, months, sheets, receipts and accounts; in the caller's transaction and scope."""
    made = Province()
    lines = [(region, place, len(users), user) for region, users in inspectors.items() for place, user in enumerate(users)]
    staged("province_inspector", {"region_id": "bigint", "place": "int", "many": "int", "user_id": "bigint"}, lines, joined=True)
    province_sites.unhurried()
    months = [add_months(on.replace(day=1), -back) for back in range(size.months + 1)]
    make_months(months[-1], months[0])
    values: dict[str, Any] = {"on": on, "seed": seed, "projects": size.projects, "at": at, "mark": MARK, "never": NEVER, "months": months, "first": months[-1]}

    def step(words: str, work: Callable[[], Any]) -> Any:
        begun = time.monotonic()
        found = work()
        made.seconds[words] = round(time.monotonic() - begun, 1)
        tell(f"{words} {made.seconds[words]} 秒")
        return found

    step("项目", lambda: made.add(_sites(models, values, on)))
    step("人员", lambda: made.add({"workers": _people(values, on, seed)}))
    _prepare_months(values, months, workdays, size.by_day)
    for back, month in enumerate(months):
        raw = back <= size.raw_months
        step(f"{month:%Y-%m}", lambda month=month, back=back, raw=raw: made.add(
            province_months.fill_month(month, closed=back > 0, by_day=back < size.by_day, raw=raw, values=values)))  # fmt: skip
    step("专户流水", lambda: made.add(province_months.fill_accounts(values)))
    sites = province_files.keys_of_sites()
    step("拨付周期", lambda: settle_cycles([project for project, _ in sites]))
    made.keys = {month: keys_of(sites, month, values) for month in months}
    step("月度汇总", lambda: made.add({"project_months": sum(map(resum, made.keys.values()))}))
    step("项目事实", lambda: _tell(sites, on))
    return made


def keys_of(sites: Sequence[tuple[int, int]], month: dt.date, values: dict[str, Any]) -> list[Key]:
    """Every site's key of a month with its pay day."""
    dues = dict(zip(zip(values["pay_days_of"], values["months_of"], strict=True), values["dues_of"], strict=True))
    return [Key(project, month, dues[pay_day, month]) for project, pay_day in sites]


def _tell(sites: Sequence[tuple[int, int]], on: dt.date) -> None:
    """What the sums say goes down to the files, as it does after an upload."""
    for start in range(0, len(sites), TOLD_AT_ONCE):
        projects = Project.objects.among_ids([key for key, _ in sites[start : start + TOLD_AT_ONCE]])
        Fact.objects.bulk_create([fact for project in projects for fact in facts_of(project, on, MARK)], batch_size=1000)




# -- sites ------------------------------------------------------------------------------------------
def _sites(models: Sequence[Project], values: dict[str, Any], on: dt.date) -> dict[str, int]:
    staged("province_model", {"place": "int", "project_id": "bigint", "region_id": "bigint", "region_code": "text"},
           [(place, model.pk, model.region_id, model.region.code) for place, model in enumerate(models)], joined=True)  # fmt: skip
    count = values["projects"]
    firms = {"contractors": ("总承包", 1 + count // 16), "subcontractors": ("劳务", 1 + count // 12), "owners": ("置业", 1 + count // 50)}
    for number, (name, (word, many)) in enumerate(firms.items()):
        values[name] = _found_firms(word, many, 1000 * (number + 1))
    province_sites.draw_sites(values)
    kinds = {model.pk: model.kind for model in models}
    numbers = province_files.numbers(values)
    names = [(n, *_name(n, region, kinds[model])) for n, model, region in numbers]
    staged("province_name", {"n": "int", "name": "text", "name_key": "text"}, ((n, name, key) for n, name, key in names), joined=True)
    found = {"projects": province_files.copy_files(values)}
    staged("province_token", {"n": "int", "token": "text"}, ((n, token) for n, name, _ in names for token in sorted(tokens_of(name))))
    province_files.write_tokens(values)
    _accounts([n for n, *_ in numbers], values)
    return found


def _name(n: int, region: str, kind: str) -> tuple[str, str]:
    name = f"{region}样例{WORKS.get(kind, '家园')}{n}号工程"
    return name, sort_key(name)[:400]


def _found_firms(word: str, many: int, start: int) -> list[int]:
    """Firms whose names say that they are made up; the same again are the same."""
    rows = []
    for number in range(many):
        name, stem = f"样例{word}第{number + 1}有限公司", f"91999999MADE{start + number:05d}"
        rows.append(Organisation(kind=OrganisationKind.ENTERPRISE, name=name, uscc=stem + check_sign(stem), name_key=sort_key(name)[:400], name_initials=initials(name)[:400]))
    Organisation.objects.bulk_create(rows, batch_size=1000, ignore_conflicts=True)
    found = dict(Organisation.objects.filter(uscc__in=[row.uscc for row in rows]).values_list("uscc", "pk"))
    return [found[row.uscc] for row in rows]


def _accounts(sites: Sequence[int], values: dict[str, Any]) -> None:
    """Their numbers are sealed for their own row alone."""
    table, uids = SpecialWageAccount._meta.db_table, [uuid.uuid4() for _ in sites]
    numbers = [f"9998{n:015d}" for n in sites]
    sealed = crypto.encrypt_many("bank_card", table, "account_number", zip(uids, numbers, strict=True))
    rows = zip(sites, uids, sealed, crypto.blind_many("bank_card", numbers), strict=True)
    staged("province_account", {"n": "int", "uid": "uuid", "account_number": "bytea", "account_index": "bytea"}, rows, joined=True)
    province_files.open_accounts(values)


# -- people and months ------------------------------------------------------------------------------
def _people(values: dict[str, Any], on: dt.date, seed: int) -> int:
    made = 0
    for number, batch in enumerate(seats(province_files.workers())):
        staged("province_crowd", COLUMNS, people(batch, on, seed), joined=True)
        if not number:
            province_people.open_list(values)
        made += province_people.engage_crowd(values)
    province_people.list_everybody()
    return made


def _prepare_months(values: dict[str, Any], months: Sequence[dt.date], workdays: WorkCalendar, by_day: int) -> None:
    lines = [
        (month, back, pay_day, due_on(SimpleNamespace(pay_day=pay_day, pay_month_offset=1), month, workdays), month.month in WINTER)
        for back, month in enumerate(months) for pay_day in PAY_DAYS
    ]  # fmt: skip
    values |= dict(zip(("months_of", "backs", "pay_days_of", "dues_of", "winters"), map(list, zip(*lines, strict=True)), strict=True))
    province_sites.draw_months(values)
    province_months.no_day_to_come(values)
    kinds = {"month": "date", "pattern": "int", "cut": "int", "mask": "int", "days": "int", "first_day": "date", "last_day": "date"}
    staged("province_pattern", kinds, _patterns(months, values["on"], by_day), joined=True)


def _patterns(months: Sequence[dt.date], on: dt.date, by_day: int) -> Iterator[tuple]:
    """Sixteen ways to be there on about fourteen days of a month; of older months only the sum is known."""
    for back, month in enumerate(months):
        last = min(calendar.monthrange(month.year, month.month)[1], on.day - 1 if back == 0 else 31)
        for cut in CUTS if back == 0 else CUTS[:1]:
            for pattern in range(province_months.PATTERNS):
                days = [day for day in range(1, min(last, cut) + 1) if (day * 5 + pattern * 3) % 16 < 7]
                mask = sum(1 << (day - 1) for day in days) if back < by_day else 0
                first, final = (month.replace(day=days[0]), month.replace(day=days[-1])) if mask else (None, None)
                yield month, pattern, cut, mask, len(days), first, final
