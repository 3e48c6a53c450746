"""Golden cases of the deposit's sum, worked by hand, and a second reckoning of each and of a thousand more."""

import datetime as dt
import itertools
from decimal import Decimal as D
from fractions import Fraction

import pytest

from portal.lib.errors import Refused
from projects.deposits.engine import assess
from projects.deposits.work import ArrearsRecord, Listing, Work
from tests.projects.deposits.figures import figures, values
from tests.projects.deposits.naive import naive

ON = dt.date(2026, 11, 20)
WAN = D(10000)
LISTED = (Listing(dt.date(2026, 1, 5)),)
CLEAN2, CLEAN3 = dt.date(2024, 11, 20), dt.date(2023, 11, 20)


def day(months: int, days: int = 0) -> dt.date:
    """So many whole months, and days, before the day of the sum; the 20th exists in every month."""
    years, month = divmod(ON.year * 12 + ON.month - 1 - months, 12)
    return dt.date(years, month + 1, 20) - dt.timedelta(days=days)


def record(on: dt.date, grade: str = "decided", **more) -> ArrearsRecord:
    return ArrearsRecord(grade, on, more.pop("verified_on", on), **more)


def work(wan: object = 2000, **more) -> Work:
    fields = {"on": ON, "contract_amount": D(str(wan)) * WAN, "signed_on": dt.date(2026, 11, 1), "is_new": True} | more
    return Work(**fields)


def ago(months: int, days: int = 0, **more) -> dict:
    """Arrears in the area so many months before the day."""
    return {"records": (record(day(months, days), **more),)}


FREE = "免存"
LONG = {"started_on": dt.date(2026, 1, 1), "ends_on": dt.date(2028, 10, 1)}
YANGQUAN = {"waive_balance_ratio": D("0.01"), "safe_project_exempt": True, "raise_in_cash": True}
FUJIAN = {
    "base_rate": D("0.015"), "multi_rate": D("0.01"), "cap_amount": D(5_000_000), "small_amount": D(4_000_000), "short_months": 3, "clean2_rate": D("0.005"),
    "cap_waived_on_up": True, "may_exceed_3": True,
}  # fmt: skip
ANHUI = {"bands": [{"from_wan": 0, "rate_bp": 200, "cap_wan": 300}, {"from_wan": 30000, "rate_bp": 100, "cap_wan": 500}], "may_exceed_3": True}
EXCEED, BOTH, EITHER = {"may_exceed_3": True}, {"combine": "both"}, {"combine": "either"}

# What is known of the works, the tenant's figures, and the sum in 万元 reckoned by hand.
CASES = {
    # the 22 checked cases: 2 %, several works 1 %, 2,000 万 unless said
    "nothing known: 2000 × 2%": (work(), {}, 40),
    "arrears a year ago: 2% × 1.5 = 3%": (work(**ago(12)), {}, 60),
    "listed, may exceed 3%: 2% × 2 = 4%": (work(listings=LISTED), EXCEED, 80),
    "listed, may not exceed: held at 3%": (work(listings=LISTED), {}, 60),
    "arrears and listed: the higher, not ×3": (work(**ago(12), listings=LISTED), EXCEED, 80),
    "arrears and several works: no reduction": (work(**ago(12), others_here=1), {}, 60),
    "arrears 25 months ago, two clean years since": (work(**ago(25), built_here_since=dt.date(2020, 1, 1)), {}, 20),
    "a newcomer has no arrears and no reduction": (work(built_here_since=dt.date(2026, 3, 1)), {}, 40),
    "two clean years: 2% × 0.5": (work(built_here_since=CLEAN2), {}, 20),
    "two clean years and several works, the lower": (work(built_here_since=CLEAN2, others_here=2), {}, 20),
    "two clean years and several works, both: 1% × 1/2": (work(built_here_since=CLEAN2, others_here=2), BOTH, 10),
    "three clean years": (work(built_here_since=CLEAN3), {}, FREE),
    "three clean years, a red lamp: two clean years": (work(built_here_since=CLEAN3, systems_ok=False), {}, 20),
    "three clean years here and listed": (work(built_here_since=CLEAN3, listings=LISTED), EXCEED, 80),
    "290 万": (work(290), {}, FREE),
    "exactly 300 万 is not below": (work(300), {}, 6),
    "800 万 over 33 months, by the year's 290 万": (work(800, annual_amount=D(2_900_000), **LONG), {"use_annual": True}, D("5.8")),
    "290 万, arrears 18 months ago: raised, 3%": (work(290, **ago(18)), {}, D("8.7")),
    "290 万, arrears 18 months ago, the exemption goes first": (work(290, **ago(18)), {"small_exempt_beats_2y": True}, FREE),
    "290 万, arrears 6 months ago in another city": (work(290, **ago(6, here=False)), {}, D("5.8")),
    "3 亿 with a cap of 300 万": (work(30000), {"cap_amount": D(3_000_000)}, 300),
    "3 亿, arrears, the cap waived: 3%": (work(30000, **ago(3)), {"cap_amount": D(3_000_000), "cap_waived_on_up": True}, 900),
    "阳泉: a balance of exactly 1% of the year": (work(annual_amount=D(10_000_000), balance=D(100_000)), YANGQUAN, 40),
    # boundaries of time: the corresponding day itself still counts
    "arrears exactly two years ago": (work(**ago(24)), {}, 60),
    "arrears a day more than two years ago": (work(**ago(24, 1)), {}, 40),
    "arrears on the day itself": (work(**ago(0)), {}, 60),
    "arrears known for tomorrow only": (work(records=(record(ON + dt.timedelta(days=1)),)), {}, 40),
    "building here a day less than two years": (work(built_here_since=CLEAN2 + dt.timedelta(days=1)), {}, 40),
    "building here a day less than three years": (work(built_here_since=CLEAN3 + dt.timedelta(days=1)), {}, 20),
    "arrears exactly three years ago": (work(**ago(36), built_here_since=dt.date(2020, 1, 1)), {}, 20),
    "arrears a day more than three years ago": (work(**ago(36, 1), built_here_since=dt.date(2020, 1, 1)), {}, FREE),
    "small, arrears elsewhere exactly a year before signing": (work(290, records=(record(dt.date(2025, 11, 1), here=False),)), {}, D("5.8")),
    "small, arrears elsewhere a day more than a year before": (work(290, records=(record(dt.date(2025, 10, 31), here=False),)), {}, FREE),
    "small, arrears elsewhere after the contract": (work(290, records=(record(dt.date(2026, 11, 10), here=False),)), {}, FREE),
    "listed today": (work(listings=(Listing(ON),)), EXCEED, 80),
    "taken off the list today": (work(listings=(Listing(dt.date(2025, 1, 1), ON),)), EXCEED, 40),
    "taken off the list tomorrow": (work(listings=(Listing(dt.date(2025, 1, 1), ON + dt.timedelta(days=1)),)), EXCEED, 80),
    "listed tomorrow": (work(listings=(Listing(ON + dt.timedelta(days=1)),)), EXCEED, 40),
    # boundaries of money
    "299.99 万": (work("299.99"), {}, FREE),
    "a fen is rounded up": (work("300.000050"), {}, D("6.000001")),
    "small exemption not used": (work(290), {"small_exempt": False}, D("5.8")),
    "the province's own 400 万": (work(399), {"small_amount": D(4_000_000)}, FREE),
    "exactly at the cap": (work(15000), {"cap_amount": D(3_000_000)}, 300),
    "a cap with arrears, not waived": (work(30000, **ago(3)), {"cap_amount": D(3_000_000)}, 300),
    "a cap waived but nothing raised": (work(30000), {"cap_amount": D(3_000_000), "cap_waived_on_up": True}, 300),
    # the year's part
    "twelve months exactly: the whole": (work(800, annual_amount=D(2_900_000), started_on=dt.date(2026, 1, 1), ends_on=dt.date(2027, 1, 1)), {"use_annual": True}, 16),
    "a day more than twelve months": (
        work(800, annual_amount=D(2_900_000), started_on=dt.date(2026, 1, 1), ends_on=dt.date(2027, 1, 2)), {"use_annual": True}, D("5.8"),
    ),
    "by the year, but the year is not entered": (work(800, **LONG), {"use_annual": True}, 16),
    "the year entered, the tenant counts the whole": (work(800, annual_amount=D(2_900_000), **LONG), {}, 16),
    "small looks at the contract, not at the year": (work(300, annual_amount=D(1_000_000), **LONG), {"use_annual": True}, 2),
    # several works
    "several works alone": (work(others_here=1), {}, 20),
    "several works alone, whatever the reading": (work(others_here=1), BOTH, 20),
    "either: two clean years are the must": (work(built_here_since=CLEAN2, others_here=1), EITHER | {"multi_rate": D("0.005")}, 20),
    "the lower: several works lie lower": (work(built_here_since=CLEAN2, others_here=1), {"multi_rate": D("0.006")}, 12),
    "both, held at half a percent": (work(built_here_since=CLEAN2, others_here=1), BOTH | {"base_rate": D("0.01"), "multi_rate": D("0.005")}, 10),
    "several works never below half a percent": (work(others_here=3), {"multi_rate": D("0.004")}, 10),
    "a share for several works above the base does not raise": (work(others_here=1), {"base_rate": D("0.01"), "multi_rate": D("0.02")}, 20),
    # which records count, and by which day
    "only a filed case counts, this one was verified": (work(**ago(3, grade="verified")), {"arrears_record": "filed"}, 40),
    "a decision counts where filing is asked": (work(**ago(3)), {"arrears_record": "filed"}, 60),
    "only a decision counts, this was filed": (work(**ago(3, grade="filed")), {"arrears_record": "decided"}, 40),
    "occurred 25 months ago, verified 20 ago, by occurrence": (work(records=(record(day(25), verified_on=day(20)),)), {}, 40),
    "occurred 25 months ago, verified 20 ago, by finding": (work(records=(record(day(25), verified_on=day(20)),)), {"arrears_date": "verified"}, 60),
    "no day of occurrence: the finding's": (work(records=(ArrearsRecord("decided", None, day(5)),)), {}, 60),
    "elsewhere within two years raises nothing": (work(**ago(3, here=False)), {}, 40),
    # tenants' switches
    "three clean years, not exempted here: two clean years": (work(built_here_since=CLEAN3), {"clean3_exempt": False}, 20),
    "an old project is no new one": (work(built_here_since=CLEAN3, is_new=False), {}, 40),
    "reduced by 60%": (work(built_here_since=CLEAN2), {"down_2y": D("0.6")}, 16),
    "raised by 80%": (work(**ago(3)), {"up_arrears": D("0.8"), "may_exceed_3": True}, 72),
    "昆明富民: 3%, small works too": (work(290), {"base_rate": D("0.03"), "small_exempt": False}, D("8.7")),
    # 阳泉's three rules and their conflicts
    "阳泉: a fen over 1% of the year": (work(annual_amount=D(10_000_000), balance=D("100000.01")), YANGQUAN, FREE),
    "阳泉: the contract where no year is entered": (work(balance=D("200000.01")), YANGQUAN, FREE),
    "阳泉: works begun before the rule": (work(balance=D(900_000), begun_under_rule=False), YANGQUAN, 40),
    "阳泉: balance unknown": (work(), YANGQUAN, 40),
    "阳泉: 安薪项目": (work(titles=("safe_wage",)), YANGQUAN, FREE),
    "another title exempts nothing": (work(titles=("no_arrears",)), YANGQUAN, 40),
    "安薪项目 of a tenant without the rule": (work(titles=("safe_wage",)), {}, 40),
    "安薪项目 with arrears in the area": (work(titles=("safe_wage",), **ago(3)), YANGQUAN, 60),
    "安薪项目 whose contractor is listed": (work(titles=("safe_wage",), listings=LISTED), YANGQUAN | EXCEED, 80),
    "安薪项目 with its own arrears four years ago": (work(titles=("safe_wage",), started_on=dt.date(2021, 1, 1), **ago(48, own_project=True)), YANGQUAN, 60),
    "the same, before its works began": (work(titles=("safe_wage",), started_on=dt.date(2026, 1, 1), **ago(48, own_project=True)), YANGQUAN, FREE),
    "a full balance with arrears": (work(balance=D(900_000), **ago(3)), YANGQUAN, 60),
    "a full balance, small with arrears elsewhere": (work(290, balance=D(900_000), **ago(6, here=False)), YANGQUAN, FREE),
    # 福建, as published in 2024
    "福建: 1.5%": (work(), FUJIAN, 30),
    "福建: capped at 500 万": (work(40000), FUJIAN, 500),
    "福建: the second in the area 1%": (work(others_here=1), FUJIAN, 20),
    "福建: 399 万": (work(399), FUJIAN, FREE),
    "福建: 400 万": (work(400), FUJIAN, 6),
    "福建: under three months": (work(started_on=dt.date(2026, 11, 1), ends_on=dt.date(2027, 1, 31)), FUJIAN, FREE),
    "福建: three months": (work(started_on=dt.date(2026, 11, 1), ends_on=dt.date(2027, 2, 1)), FUJIAN, 30),
    "福建: two clean years 0.5%": (work(built_here_since=CLEAN2), FUJIAN, 10),
    "福建: three clean years": (work(built_here_since=CLEAN3), FUJIAN, FREE),
    "福建: arrears +50%": (work(**ago(3)), FUJIAN, 45),
    "福建: listed +100%": (work(listings=LISTED), FUJIAN, 60),
    "福建: raised beyond the cap": (work(40000, **ago(3)), FUJIAN, 900),
    # 安徽, as published in March 2022
    "安徽: below 3 亿 2%": (work(), ANHUI, 40),
    "安徽: below 3 亿, at most 300 万": (work(29999), ANHUI, 300),
    "安徽: 3 亿 1%": (work(30000), ANHUI, 300),
    "安徽: 4 亿 1%": (work(40000), ANHUI, 400),
    "安徽: at most 500 万": (work(60000), ANHUI, 500),
    "安徽: listed +100%": (work(1000, listings=LISTED), ANHUI, 40),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_the_sum_is_what_was_reckoned_by_hand(name):
    found, changed, wan = CASES[name]
    answer = assess(found, figures(**changed))
    assert (answer.exempt, answer.required) == ((True, D(0)) if wan == FREE else (False, D(str(wan)) * WAN))
    assert (Fraction(answer.required), answer.exempt) == naive(found, values(**changed))
    assert answer.steps and all(step.law and step.effect and step.source for step in answer.steps)


def test_there_are_more_than_sixty_cases_and_all_are_different():
    assert len(CASES) > 60
    assert len({(repr(found), repr(changed)) for found, changed, _ in CASES.values()}) == len(CASES)


def test_two_reckonings_agree_on_every_combination():
    """Over 1,500 works under eight sets of figures picked by turns."""
    sets = [FUJIAN, ANHUI, YANGQUAN, EXCEED, BOTH, EITHER, {"small_exempt_beats_2y": True}, {"arrears_record": "decided", "use_annual": True}]
    axes = itertools.product(
        (D("2900000"), D("3000000"), D("40000000.37"), D("350000000")), ((), (record(day(24)),), (record(day(24, 1), "filed"),), (record(day(5), here=False),)),
        ((), LISTED), (None, CLEAN2, CLEAN3), (0, 2), (True, False), (None, D("400000.01")), ((), ("safe_wage",)),
    )  # fmt: skip
    for number, (amount, records, listings, since, others, ok, balance, titles) in enumerate(axes):
        found = Work(
            on=ON, contract_amount=amount, annual_amount=amount / 2, signed_on=dt.date(2026, 11, 1), records=records, listings=listings, built_here_since=since,
            others_here=others, systems_ok=ok, balance=balance, titles=titles, **(LONG if number % 2 else {}),
        )  # fmt: skip
        changed = sets[number % len(sets)]
        answer = assess(found, figures(**changed))
        assert (Fraction(answer.required), answer.exempt) == naive(found, values(**changed)), (found, changed)
    assert number > 1500


class TestWhatItSays:
    def test_steps_name_the_rule_the_article_and_the_tenants_document(self):
        told = {step.rule: step for step in assess(work(built_here_since=CLEAN2, others_here=1), figures()).steps}
        assert "第十二条" in told["R65-09"].law and told["R65-09"].source == "文件：down_2y"
        assert "第十一条" in told["R65-07"].law and "取低" in told["R65-07"].effect

    def test_an_exemption_that_ends_with_its_condition_says_so(self):
        assert assess(work(titles=("safe_wage",)), figures(**YANGQUAN)).waived
        assert assess(work(balance=D(900_000)), figures(**YANGQUAN)).waived
        assert not assess(work(290), figures()).waived

    def test_own_arrears_in_the_works_ask_for_cash_by_the_tenants_rule_only(self):
        found = work(started_on=dt.date(2026, 1, 1), **ago(3, own_project=True))
        assert assess(found, figures(**YANGQUAN)).cash_only and not assess(found, figures()).cash_only
        assert "S0-03" in {step.rule for step in assess(found, figures(**YANGQUAN)).steps}

    def test_what_was_looked_at_and_not_used_is_told_apart(self):
        answer = assess(work(290, **ago(18)), figures())
        assert "R65-08" in {step.rule for step in answer.passed_over} and "R65-08" not in {step.rule for step in answer.steps}

    def test_every_figure_used_is_kept_with_its_source(self):
        used = assess(work(**ago(3)), figures()).figures
        assert used["deposit.base_rate"] == {"label": "保证金基准存储比例", "value": "0.02（2%）", "source": "文件：base_rate", "level": "city"}
        assert {"deposit.up_arrears", "deposit.arrears_record", "deposit.arrears_date"} <= set(used) and "deposit.multi_rate" not in used

    def test_the_command_gets_strings(self):
        assert {name: value for name, value in assess(work(), figures()).as_dict().items() if name in ("required", "base", "rate", "exempt")} == {
            "required": "400000.00", "base": "20000000.00", "rate": "0.02000", "exempt": False,
        }  # fmt: skip


class TestOpenFigures:
    def test_without_a_base_rate_nothing_is_reckoned(self):
        with pytest.raises(Refused, match="租户未录入“保证金基准存储比例”"):
            assess(work(), figures(base_rate=None))

    def test_a_figure_is_asked_for_only_where_it_is_needed(self):
        assert assess(work(), figures(multi_rate=None, combine=None, arrears_record=None, arrears_date=None, use_annual=None)).required == 40 * WAN
        with pytest.raises(Refused, match="多个在建工程"):
            assess(work(others_here=1), figures(multi_rate=None))
        with pytest.raises(Refused, match="什么算欠薪记录"):
            assess(work(**ago(3)), figures(arrears_record=None))

    def test_without_a_contract_sum_it_says_so(self):
        with pytest.raises(Refused, match="施工合同额没有填写"):
            assess(Work(on=ON, contract_amount=None), figures())
