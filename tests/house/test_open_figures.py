"""What the law leaves to the tenants is never made up in code: no fallback beside a figure that may be open."""

import ast
from functools import cache

import portal.operations.rules  # noqa: F401  (every room has declared its keys)
from portal.tenancy.policies import declared
from tests.house.source import files, module, tree

# Who reads an open figure without require(), and what happens there instead of a made-up value.
READ_WITHOUT_REFUSING = {
    "wagepay.intake.payroll": "the sheet says 最低工资未录入 and compares nothing",
    "projects.board.content": "the board names it as missing and who enters it, and is not printed",
    "wagepay.actions.reconcile_month": "no difference of this kind is found, and the page says so",
}


@cache
def open_keys() -> frozenset[str]:
    return frozenset(key.key for key in declared().values() if key.default is None)


@cache
def names_of_open_keys() -> frozenset[str]:
    """Constants of the rooms that hold an open key."""
    found: set[str] = set()
    for path in files():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Assign):
                pairs = zip(node.targets, [node.value], strict=False)
                if isinstance(node.targets[0], ast.Tuple) and isinstance(node.value, ast.Tuple):
                    pairs = zip(node.targets[0].elts, node.value.elts, strict=True)
                found |= {t.id for t, v in pairs if isinstance(t, ast.Name) and isinstance(v, ast.Constant) and v.value in open_keys()}
    return frozenset(found)


def reads_open_figure(node: ast.AST) -> bool:
    """``policies[KEY].value`` or ``policy(region, KEY, on=…).value`` of a figure that may be open."""
    if not (isinstance(node, ast.Attribute) and node.attr == "value"):
        return False
    texts = {part.value for part in ast.walk(node) if isinstance(part, ast.Constant) and isinstance(part.value, str)}
    names = {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}
    return bool(texts & open_keys() or names & names_of_open_keys())


def test_there_are_open_figures_and_constants_that_name_them():
    assert {"deposit.base_rate", "wagepay.minimum_wage", "crime.single_amount"} <= open_keys()
    assert "MINIMUM_WAGE" in names_of_open_keys()


def test_no_open_figure_has_a_fallback():
    fallbacks = []
    for path in files():
        for node in ast.walk(tree(path)):
            parts = node.values if isinstance(node, ast.BoolOp) else [node.body, node.orelse] if isinstance(node, ast.IfExp) else []
            fallbacks += [f"{path}:{node.lineno}" for part in parts if reads_open_figure(part)]
    assert fallbacks == []


def test_who_reads_an_open_figure_refuses_or_is_known_to_say_so():
    readers = {module(path) for path in files() for node in ast.walk(tree(path)) if reads_open_figure(node)}
    assert readers == set(READ_WITHOUT_REFUSING)
