"""Small units, and the numbers that may only go down."""

import ast
import json
from pathlib import Path
from statistics import median

from portal.env import ROOT
from tests.house.source import files, tree

MOST_LINES, MOST_LINES_OF_A_FUNCTION = 400, 60
MEDIAN_LINES, MEDIAN_LINES_OF_A_FUNCTION = 70, 8
EVERYWHERE = Path(__file__).with_name("everywhere.json")


def lengths_of_functions() -> dict[str, int]:
    return {
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}": (node.end_lineno or node.lineno) - node.lineno + 1
        for path in files(tests=True)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }


def test_no_file_is_longer_than_its_budget():
    lengths = {str(path.relative_to(ROOT)): len(path.read_text("utf-8").splitlines()) for path in files(tests=True)}
    assert {name: length for name, length in lengths.items() if length > MOST_LINES} == {}
    assert median(lengths.values()) <= MEDIAN_LINES


def test_no_function_is_longer_than_its_budget():
    lengths = lengths_of_functions()
    assert {name: length for name, length in lengths.items() if length > MOST_LINES_OF_A_FUNCTION} == {}
    assert median(lengths.values()) <= MEDIAN_LINES_OF_A_FUNCTION


def test_lifting_the_first_belt_becomes_rarer_and_never_more_common():
    """``everywhere(reason)`` by file; a new place is added to the JSON file under review, a removed one leaves it."""
    found: dict[str, int] = {}
    for path in files():
        calls = [
            node for node in ast.walk(tree(path)) if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) == "everywhere"
        ]
        if calls:
            found[str(path.relative_to(ROOT))] = len(calls)
            assert all(len(call.args) == 1 for call in calls), f"{path}: everywhere() without a reason"
    assert found == json.loads(EVERYWHERE.read_text())
