"""Imports go down only, from floor to floor and inside a room, and never in a circle."""

from tests.house.source import FLOORS, files, floor, imports, module, modules, shelf

ROOF = {"celery", "gunicorn_conf", "processes", "schedule", "settings", "urls", "wsgi"}


def test_every_module_has_a_floor_or_belongs_to_the_roof():
    named = {name for name in modules() if not any(name == prefix or name.startswith(f"{prefix}.") for prefix in FLOORS)}
    assert {name for name in named if floor(name) >= 0} == {f"portal.{name}" for name in ROOF}


def test_imports_go_down_only():
    wrong = [f"{path}:{line} {module(path)} imports {name}" for path in files() for line, name in imports(path) if floor(name) > floor(module(path))]
    assert wrong == []


def test_inside_a_room_imports_go_down_only():
    wrong = []
    for path in files():
        own = shelf(module(path))
        for line, name in imports(path):
            other = shelf(name)
            same_room = floor(name) == floor(module(path))
            if same_room and own is not None and other is not None and other > own:
                wrong.append(f"{path}:{line} {module(path)} imports {name}")
    assert wrong == []


def test_no_module_imports_itself_in_a_circle():
    graph = {module(path): {name for _, name in imports(path, in_functions=False) if name in modules() and name != module(path)} for path in files()}
    assert circles(graph) == []


def circles(graph: dict[str, set[str]]) -> list[list[str]]:
    """Groups of modules that reach each other (Tarjan)."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    found: list[list[str]] = []

    def visit(node: str) -> None:
        index[node] = low[node] = len(index)
        stack.append(node)
        for other in graph.get(node, ()):
            if other not in index:
                visit(other)
                low[node] = min(low[node], low[other])
            elif other in stack:
                low[node] = min(low[node], index[other])
        if low[node] == index[node]:
            group = stack[stack.index(node) :]
            del stack[stack.index(node) :]
            if len(group) > 1:
                found.append(sorted(group))

    for node in graph:
        if node not in index:
            visit(node)
    return found


def test_the_search_for_circles_finds_one():
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}}) == [["a", "b", "c"]]
