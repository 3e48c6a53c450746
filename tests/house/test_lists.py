"""Every list can be taken away: a table has an export, or it is named below with the reason why not."""

import ast

from portal.env import ROOT
from tests.house.source import files, tree

WITHOUT = {
    "portal/documents/views/downloads.py": "the download centre itself: one's own exports, and those that wait for a decision",
    "projects/views/national.py": "the exports themselves, of the list of projects",
    "wagepay/views/layouts.py": "a bank's forms: what decides a file's columns, kept by the dozen and read on their own pages",
}


def tables() -> list[tuple[str, bool]]:
    """Each ``Table(…)`` of a view with whether it names its exports."""
    found = []
    for path in files():
        if "views" in path.parts:
            for node in ast.walk(tree(path)):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Table":
                    found.append((str(path.relative_to(ROOT)), any(word.arg == "exports" for word in node.keywords)))
    return found


def test_every_list_has_an_export_or_says_why_not():
    found = tables()
    assert len(found) > 25
    assert {where for where, has in found if not has} == set(WITHOUT)
