"""The source of the portal as the house tests read it: modules, their imports, their functions."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from portal.env import ROOT

ROOMS = ("portal", "projects", "wagepay", "earlywarning", "cases", "campaigns")
SKIPPED = {".venv", "node_modules", "var", "static_build", "static_root", "__pycache__", ".git"}

# From the ground up; a module may import its own floor and those below. What stands in no floor is the roof, beside operations.
FLOORS = (
    "portal.lib", "portal.interface", "portal.audit", "portal.jobs", "portal.tenancy", "portal.accounts", "portal.api", "portal.workflow",
    "portal.documents", "portal.notices", "portal.external", "portal.policy", "projects", "wagepay", "earlywarning", "cases", "campaigns",
    "portal.administration", "portal.oversight", "portal.dashboard", "portal.operations",
)  # fmt: skip
ROOF = len(FLOORS) - 1
# Modules of the roof that know nothing of the floors, so that every floor may read them.
GROUND = ("portal", "portal.env", "portal.binaries", "portal.assets", "portal.embedded", "portal.belongings", "portal.procfs", "portal.supervisor")
# Inside a room (a table of moves is data that its model names); a name not listed here may stand anywhere, cycles are found by another test.
SHELVES = {
    "enums": 0, "workflow": 1, "models": 2, "queries": 3, "rights": 3, "actions": 4, "forms": 5, "filters": 5, "tables": 5, "exports": 5, "api": 5,
    "views": 6, "urls": 7, "tasks": 7, "management": 7, "apps": 8,
}  # fmt: skip


@cache
def files(*, tests: bool = False) -> tuple[Path, ...]:
    """Every Python file of the rooms, in order; migrations are left out."""
    tops = (*ROOMS, "tests", "bench") if tests else ROOMS
    found = (path for top in tops for path in (ROOT / top).rglob("*.py") if not SKIPPED & set(path.parts) and "migrations" not in path.parts)
    return tuple(sorted(found))


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def module(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def modules() -> frozenset[str]:
    return frozenset(module(path) for path in files())


def imports(path: Path, *, in_functions: bool = True) -> Iterator[tuple[int, str]]:
    """(line, dotted name) of every import of ours: the module where there is one of that name, else what it is taken from."""
    for node in _nodes(tree(path), in_functions):
        if isinstance(node, ast.Import):
            for alias in node.names:
                if alias.name.split(".")[0] in ROOMS:
                    yield node.lineno, alias.name
        elif isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] in ROOMS:
            for alias in node.names:
                full = f"{node.module}.{alias.name}"
                yield node.lineno, full if full in modules() else node.module


def _nodes(node: ast.AST, in_functions: bool) -> Iterator[ast.AST]:
    for child in ast.iter_child_nodes(node):
        if not in_functions and isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        if isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test):
            continue
        yield child
        yield from _nodes(child, in_functions)


def floor(name: str) -> int:
    """The height of a module; the roof stands above every floor, the ground below."""
    if name in GROUND:
        return -1
    matches = [height for height, prefix in enumerate(FLOORS) if name == prefix or name.startswith(f"{prefix}.")]
    return matches[0] if matches else ROOF


def shelf(name: str) -> int | None:
    """The place of a module inside its room, if it has one."""
    room = next((prefix for prefix in FLOORS if name.startswith(f"{prefix}.")), None)
    return SHELVES.get(name[len(room) + 1 :].split(".")[0]) if room else None


def strings(path: Path) -> set[str]:
    """Every text in the source, docstrings included."""
    return {node.value for node in ast.walk(tree(path)) if isinstance(node, ast.Constant) and isinstance(node.value, str)}
