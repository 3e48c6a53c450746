"""No figure is asked of a tenant for nothing: each is read by code, or says that its function is not in use; and a change of each tells what it does."""

import ast
from functools import cache

import portal.operations.rules  # noqa: F401  (every room has declared its keys)
from portal.env import ROOT
from portal.tenancy.consequences import is_told
from portal.tenancy.policies import declared
from tests.house.source import files, tree

# The function that waits -> its figures. Whoever builds it takes the figures out here and out of ``idle``; none may be added without a reason.
IDLE = {
    "确认达到移送数额": {
        "crime.group_amount", "crime.group_max", "crime.group_min", "crime.group_people", "crime.single_amount", "crime.single_max", "crime.single_min",
        "crime.single_months",
    },
    "计算加付赔偿金": {"cases.compensation_max", "cases.compensation_min"},
    "线索双交办": {"cases.dual_assign"},
    "提醒到期的调度通报": {"campaigns.bulletin_period"},
    "选定专项行动的统计表": {"campaigns.stat_table"},
    "专项考核计分": {"campaigns.assess_weight_arrears"},
    "公布评价榜": {"campaigns.board"},
}  # fmt: skip
# National law that is shown beside the tenants' figures; code has the same number from the same constant.
SHOWN = ("deadlines.D", "deposit.rate_", "deposit.multi_rate_min")
# Figures that are read and have nothing to tell before they are saved, with the reason.
NOTHING_TO_TELL = {
    "wagepay.congruity_high": "the meter is advisory: each account page shows its working anew",
    "wagepay.congruity_low": "the meter is advisory: each account page shows its working anew",
    "wagepay.grace_days": "only imports made from then on are given the new term; the days given out stand",
    "wagepay.labour_share": "the meter is advisory: each account page shows its working anew",
    "notices.digest_hour": "the hour is the whole of the effect",
    "wagepay.own_code_minutes": "codes live for minutes; those that were sent keep their end",
    "wagepay.own_visit_minutes": "visits live for minutes; those under way keep their end",
    "wagepay.severities": "findings lie sealed with their file; the next upload is judged by the new severities",
}
# Modules that declare figures, tell of their change or fill the demonstration do not use them.
NO_READERS = ("policies.py", "consequences.py", "apps.py", "statutory.py")


def _reads() -> list[ast.Module]:
    left_out = (ROOT / "portal/operations/demo", ROOT / "portal/operations/seed", ROOT / "portal/policy")
    return [tree(path) for path in files() if path.name not in NO_READERS and not any(path.is_relative_to(folder) for folder in left_out)]


@cache
def constants() -> dict[str, str]:
    """Names of the rooms' constants that hold a key."""
    found: dict[str, str] = {}
    for path in files():
        for node in tree(path).body:
            if isinstance(node, ast.Assign):
                target, value = node.targets[0], node.value
                pairs = zip(target.elts, value.elts, strict=False) if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple) else [(target, value)]
                found |= {t.id: v.value for t, v in pairs if isinstance(t, ast.Name) and isinstance(v, ast.Constant) and v.value in declared()}
    return found


@cache
def read_keys() -> frozenset[str]:
    """Keys named by a text, by a constant or by the beginning of a formatted text in code that is no declaration."""
    texts: set[str] = set()
    beginnings: set[str] = set()
    for module in _reads():
        for node in ast.walk(module):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                texts.add(node.value)
            elif isinstance(node, ast.Name) and node.id in constants():
                texts.add(constants()[node.id])
            elif isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant) and node.values[0].value.partition(".")[2]:
                beginnings.add(node.values[0].value)
    return frozenset(key for key in declared() if key in texts or any(key.startswith(start) for start in beginnings) or _by_room(key))


def _by_room(key: str) -> bool:
    """Figures read all at once: an account's by AccountPolicy, a rule's by its thresholds, levels of authorities by a table of theirs."""
    return key.startswith(("accounts.", "rules.", "authority."))


def test_the_search_finds_what_is_read_by_each_of_its_ways():
    assert {"cases.accept_same_day", "wagepay.minimum_wage", "clearance.days_red", "instruments.reply_days.interview_letter"} <= read_keys()
    assert "crime.single_amount" not in read_keys()


def test_every_figure_is_read_or_says_that_its_function_is_not_in_use():
    unread = {key for key in declared() if key not in read_keys() and not key.startswith(SHOWN)}
    assert unread == {name for name, key in declared().items() if key.idle}


def test_the_figures_that_wait_are_known_and_do_not_grow():
    waiting: dict[str, set[str]] = {}
    for name, key in declared().items():
        if key.idle:
            waiting.setdefault(key.needed_for, set()).add(name)
    assert waiting == IDLE
    assert all(declared()[name].used_for == f"{function}（尚未启用）" for function, names in IDLE.items() for name in names)


def test_a_change_of_every_figure_in_use_is_told_before_it_is_saved():
    untold = {name for name, key in declared().items() if not (key.fixed or key.idle or is_told(name))}
    assert untold == set(NOTHING_TO_TELL)
