"""What the demonstration's projects are, and which story each of them tells."""

import random
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from portal.tenancy.enums import Industry
from projects.enums import ProjectKind, SiteKind, Tag

# How the wages of the three closed months went, newest first, as the share that was paid in time.
PAID = ("1", "1", "1")


@dataclass(frozen=True)
class Story:
    """What is right or wrong with a project; the rules find it, nobody writes a warning down.

    ``paid``: share of each closed month's wages that reached the workers, newest first; "late" = paid after the pay day,
    "living" = only living allowances. ``labour``: share of the labour cost that came into the account, newest first.
    ``absent``: share of the workers with attendance who miss on the newest sheet; ``strangers``: paid without attendance.
    ``leads``: complaints by workers in the last weeks.
    """

    code: str
    account: str = "ok"  # ok | missing | soon
    deposit: str = "ok"  # ok | missing | soon | exempt
    board: bool = True
    paid: tuple[str, str, str] = PAID
    labour: tuple[str, str, str] = ("1", "1", "1")
    absent: float = 0.0
    strangers: int = 0
    leads: int = 0
    failed: bool = False  # one transfer of the newest month did not arrive
    overdue: int | None = None  # working days since the newest month fell due
    state: str = "under_construction"
    odd: dict[str, int] = field(default_factory=dict)  # how many of the workers are odd in which way (oddities.ODD)


GOOD = Story("good")
STORIES = (
    Story("account_soon", account="soon"),
    Story("account_missing", account="missing"),
    Story("account_red", account="missing", paid=("0.4", "0.8", "1"), overdue=7),
    Story("deposit_soon", deposit="soon"),
    Story("deposit_missing", deposit="missing", odd={"silent": 20}),
    Story("deposit_red", deposit="missing", paid=("0.5", "0.9", "1"), overdue=7),
    Story("deposit_exempt", deposit="exempt", odd={"short": 1, "cash": 1, "unsigned": 1, "phones": 3, "visitor": 1, "newcomer": 1}, overdue=6),
    Story("labour_blue", labour=("0.9", "1", "1"), odd={"short": 11, "leaver": 11, "low": 6, "large": 1}, overdue=6),
    Story("labour_yellow", labour=("0.7", "0.9", "1"), odd={"silent": 10, "old": 1, "large": 3}),
    Story("labour_red", labour=("0", "0", "1"), paid=("0.7", "0.9", "1")),
    Story("labour_short", labour=("0.4", "0.5", "0.5")),
    Story("paid_late", paid=("late", "1", "1"), overdue=8),
    Story("unpaid_blue", paid=("0.6", "1", "1"), overdue=3),
    Story("unpaid_yellow", paid=("0.6", "1", "1"), overdue=9),
    Story("unpaid_red", paid=("0", "0.5", "1"), overdue=17),
    Story("transfer_failed", failed=True, overdue=6),
    Story("unpaid_three", paid=("0", "0", "0"), leads=4),
    Story("allowances", paid=("living", "living", "living")),
    Story("mismatch_blue", absent=0.04, overdue=5),
    Story("mismatch_yellow", absent=0.09, overdue=5),
    Story("mismatch_red", absent=0.25, overdue=5),
    Story("strangers", strangers=5, overdue=5),
    Story("complaints", paid=("0.5", "0.7", "1"), leads=6),
    Story("few_complaints", paid=("0.8", "1", "1"), leads=2),
    Story(
        "no_board", board=False, odd={"short": 4, "leaver": 2, "cash": 3, "others_card": 2, "unsigned": 24, "low": 2, "no_contract": 4, "child": 1}, overdue=6
    ),
    Story("short_handed", paid=("0.8", "1", "1"), odd={"no_contract": 3, "minor": 2, "unknown": 2}, overdue=6),
    Story("many_guests", odd={"guest": 3}),
    Story("allowances_two", paid=("living", "living", "1")),
    Story("stopped", state="stopped", paid=("0.5", "1", "1")),
    Story("winter", state="winter_break"),
    Story("completed", state="completed_unsettled", paid=("0.7", "1", "1"), overdue=4),
    Story("settled", state="settled"),
    Story("preparing", state="preparing"),
)


@dataclass(frozen=True)
class Winter:
    """How a site came through the last 春节, where the history reaches back so far: money that came late, wages that came after it."""

    thin: bool = False
    days_late: int = 0


@dataclass(frozen=True)
class Plan:
    """One project before anybody has acted on it. ``roster`` names a file of people; else as many as ``workers``."""

    region: str
    name: str
    industry: str
    kind: str
    story: Story
    township: str = ""
    site_kind: str = SiteKind.CLOSED
    flags: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    contractor: int | None = None
    subcontractor: int | None = None
    owner: int | None = None  # of the firms' owners; None = the county's own developer
    workers: int = 22
    months: int = 10  # since work began
    amount_wan: int = 3000
    pay_day: int = 15
    roster: str = ""
    # What a site shows besides its story: "bank_machine", "pieces", "deductions", "waived", and those of ``LENT``.
    features: frozenset[str] = field(default_factory=frozenset)
    winter: Winter = field(default_factory=Winter)


HOUSING, SCHOOL = (Industry.HOUSING, ProjectKind.HOUSING), (Industry.HOUSING, ProjectKind.HOUSING)
# name, (industry, kind), site, flags, tags, has a private owner
TEMPLATES = (
    ("{town}样例花园{n}期", HOUSING, SiteKind.CLOSED, ("is_private",), (), True),
    ("{town}示例广场商业综合体", HOUSING, SiteKind.CLOSED, ("is_private",), (Tag.RISKY_DEVELOPER,), True),
    ("{town}安置小区示例{n}号楼", HOUSING, SiteKind.CLOSED, ("is_government_invested", "is_state_owner"), (Tag.RELOCATION_HOUSING,), False),
    ("{town}样例小学教学楼", SCHOOL, SiteKind.CLOSED, ("is_government_invested",), (Tag.SCHOOL_RENOVATION,), False),
    ("{town}至示例村公路改造", (Industry.TRANSPORT, ProjectKind.ROAD), SiteKind.LINEAR, ("is_government_invested",), (Tag.VILLAGE_ROAD,), False),
    ("{town}样例河道治理", (Industry.WATER, ProjectKind.WATER), SiteKind.LINEAR, ("is_government_invested", "is_state_owner"), (), False),
    ("{town}供水管网示例工程", (Industry.URBAN, ProjectKind.MUNICIPAL), SiteKind.SCATTERED, ("is_government_invested",), (Tag.UTILITIES_LIGHTING,), False),
    ("{town}高标准农田样例{n}标段", (Industry.AGRICULTURE, ProjectKind.OTHER), SiteKind.SCATTERED, ("is_government_invested",), (Tag.WORK_RELIEF,), False),
    ("{town}示例产业园标准厂房", HOUSING, SiteKind.CLOSED, ("is_state_owner", "is_ppp"), (), False),
    ("{town}样例光伏电站", (Industry.ENERGY, ProjectKind.POWER), SiteKind.SCATTERED, ("is_private",), (), True),
)
XIUSHUI = Plan(
    "140322", "盂县秀水花园二期", *HOUSING, Story("xiushui", paid=("none", "1", "1")), township="140322100", flags=("is_private",),
    contractor=0, subcontractor=0, owner=0, months=9, amount_wan=8600, roster="xiushui",
)  # fmt: skip
GUANSHAN = Plan(
    "140321", "平定县冠山学校改造", *SCHOOL, Story("guanshan", paid=("none", "0.5", "1")), township="140321100", flags=("is_government_invested",),
    tags=(Tag.SCHOOL_RENOVATION,), contractor=0, subcontractor=0, months=8, amount_wan=2400, roster="guanshan",
)  # fmt: skip
FIXED = (
    XIUSHUI,
    GUANSHAN,
    Plan("140321", "平定县冠山样例家园", *HOUSING, GOOD, township="140321100", flags=("is_private",), contractor=0, subcontractor=0, owner=0, months=14,
         features=frozenset({"bank_machine", "pieces", "deductions"})),
    # What the morning brings: wages that fell due yesterday.
    Plan("140321", "平定县张庄示例小区三期", *HOUSING, Story("mismatch_new", absent=0.15, overdue=1, leads=4), township="140321103", flags=("is_private",), owner=1,
         contractor=0, subcontractor=1, workers=26, months=7, amount_wan=4200),
    Plan("140321", "平定县娘子关样例卫生院", *HOUSING, Story("unpaid_new", paid=("0.6", "1", "1"), overdue=1, deposit="exempt"), township="140321106",
         flags=("is_government_invested",), contractor=0, subcontractor=0, workers=18, months=5, amount_wan=1000, features=frozenset({"waived"})),
    Plan("120111", "西青区中北示例产业园一期", *HOUSING, Story("xiqing", paid=("0.6", "0.9", "1"), leads=3), township="120111100",
         flags=("is_state_owner",), contractor=0, subcontractor=1, months=11, amount_wan=12000),
    Plan("120111", "西青区杨柳青样例文化馆", *HOUSING, GOOD, township="120111101", flags=("is_government_invested",), contractor=0, subcontractor=0, months=6),
)  # fmt: skip
# How much of the newest labour cost of a government's site its builder lent, in percent.
LENT = {"lent_all": 100, "lent_little": 30}
# Counties whose figures are looked at most get more projects.
EACH, MORE = 3, {"140321": 6, "140322": 7, "140302": 4, "140311": 4, "140403": 8, "120111": 6, "623026": 6}
WORKERS = (12, 34)
NEW = 2  # months since work began


def plans(codes: list[str], townships: dict[str, list[tuple[str, str]]], rng: random.Random, *, times: int = 1) -> Iterator[Plan]:
    """Every project of the demonstration; each story is told at least once, most projects are in order."""
    found = _told_apart(_lent(_plans(codes, townships, rng, times)))
    yield from found if times == 1 else (replace(plan, winter=_winter(rng)) for plan in found)


def _told_apart(found: Iterable[Plan]) -> Iterator[Plan]:
    """No two sites of a county have one name: a later one is the next section of the works."""
    seen: Counter[tuple[str, str]] = Counter()
    for plan in found:
        seen[plan.region, plan.name] += 1
        section = seen[plan.region, plan.name]
        yield plan if section == 1 else replace(plan, name=f"{plan.name}（{section}标段）")


def _lent(found: Iterable[Plan]) -> Iterator[Plan]:
    """The first sites of governments that tell no other story."""
    ways = list(LENT)
    for plan in found:
        if ways and plan.story is GOOD and plan.contractor is None and "is_government_invested" in plan.flags:
            plan = replace(plan, features=plan.features | {ways.pop()})
        yield plan


def _winter(rng: random.Random) -> Winter:
    """Thin accounts go before arrears more often than not; some are paid all the same, and some sites owe without a sign."""
    thin = rng.random() < 0.12
    owes = rng.random() < (0.55 if thin else 0.025)
    return Winter(thin, rng.randrange(35, 90) if owes else 0)


def _plans(codes: list[str], townships: dict[str, list[tuple[str, str]]], rng: random.Random, times: int) -> Iterator[Plan]:
    yield from FIXED
    pending = list(STORIES)
    rng.shuffle(pending)
    for code in codes:
        for number in range(MORE.get(code, EACH) * times):
            # One of two tells a story while there are untold ones, later one of five.
            told = number % 2 == 1 and pending or rng.random() < 0.2
            story = (pending.pop() if pending else rng.choice(STORIES)) if told else GOOD
            plan = _draw(code, number, story, townships[code], rng)
            # The small demonstration has its history on the sites of the stories and on a third of the others.
            yield replace(plan, months=min(plan.months, NEW)) if times == 1 and story is GOOD and number % 3 else plan
    while pending:
        code = rng.choice(codes)
        yield _draw(code, 90 + len(pending), pending.pop(), townships[code], rng)


def _draw(code: str, number: int, story: Story, towns: list[tuple[str, str]], rng: random.Random) -> Plan:
    template, (industry, kind), site, flags, tags, private = TEMPLATES[(number + int(code[:6], 36)) % len(TEMPLATES)]
    town_code, town = rng.choice(towns) if towns else ("", "")
    plan = Plan(
        code, template.format(town=town, n=number + 1), industry, kind, story, township=town_code, site_kind=site, flags=flags, tags=tags,
        owner=rng.randrange(1, 4) if private else None, workers=rng.randint(*WORKERS), months=rng.randint(5, 18),
        amount_wan=rng.randrange(400, 9000, 50), pay_day=rng.choice((10, 12, 15, 18, 20)),
    )  # fmt: skip
    if story.state == "preparing":
        return replace(plan, months=0)
    if story.odd:  # attendance by a gate, or nobody asks where it is
        plan = replace(plan, site_kind=SiteKind.CLOSED)
    if story.absent or story.strangers or story.odd:
        plan = replace(plan, workers=24)  # enough for the shares to be shares of people
    # What is only about to be missing belongs to a project that has just begun.
    return replace(plan, months=1) if "soon" in (story.account, story.deposit) else plan
