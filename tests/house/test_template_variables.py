"""No view hands a template what it never reads. (That a template reads nothing undefined is checked while rendering: interface/loud.py.)"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

ROOT = settings.BASE_DIR
TEMPLATES = ROOT / "templates"
FOLDERS = ("portal", "projects", "wagepay", "earlywarning", "cases", "campaigns")
RENDERERS = {"render", "part_or_page", "render_to_string"}
PARENT = re.compile(r"{%\s*(?:extends|include)\s+[\"']([^\"']+)[\"']")


def calls(path: Path) -> Iterator[tuple[int, list[str], list[str]]]:
    """Line, templates and context keys of each rendering call whose context is written out."""
    tree = ast.parse(path.read_text())
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef):
            named = {t.id: n.value for n in ast.walk(function) if isinstance(n, ast.Assign) for t in n.targets if isinstance(t, ast.Name)}
            for node in ast.walk(function):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in RENDERERS:
                    names = [a.value for a in node.args if isinstance(a, ast.Constant) and str(a.value).endswith(".html")]
                    keys = [k for a in (*node.args, *(k.value for k in node.keywords)) for k in written_keys(a, named)]
                    if names:
                        yield node.lineno, names, keys


def written_keys(node: ast.expr, named: dict[str, ast.expr]) -> list[str]:
    """The keys of a dict display, also through a name or a union of displays."""
    if isinstance(node, ast.Name):
        found = named.get(node.id)
        return written_keys(found, {}) if isinstance(found, ast.Dict | ast.BinOp) else []
    if isinstance(node, ast.BinOp):
        return written_keys(node.left, named) + written_keys(node.right, named)
    return [k.value for k in node.keys if isinstance(k, ast.Constant)] if isinstance(node, ast.Dict) else []


def whole_text(name: str, seen: frozenset[str] = frozenset()) -> str:
    """A template with everything it extends and includes by name."""
    path = TEMPLATES / name
    if name in seen or not path.exists():
        return ""
    text = path.read_text()
    return text + "".join(whole_text(other, seen | {name}) for other in PARENT.findall(text))


def unread(names: list[str], keys: list[str]) -> list[str]:
    if not all((TEMPLATES / name).exists() for name in names):
        return ["the template does not exist"]
    text = "".join(whole_text(name) for name in names)
    tags = " ".join(re.findall(r"{[{%](.*?)[%}]}", text, re.S))
    return [key for key in keys if not re.search(rf"(?<![\w.])(?:{re.escape(key)})\b", tags)]


MODULES = sorted(p for f in FOLDERS for p in (ROOT / f).rglob("*.py") if "migrations" not in p.parts and RENDERERS & set(re.findall(r"\w+", p.read_text())))


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_whatever_a_view_hands_over_is_read(path):
    wasted = {f"line {line} {names[0]}": found for line, names, keys in calls(path) if (found := unread(names, keys))}
    assert wasted == {}


def test_the_search_finds_a_wasted_key_and_follows_includes(tmp_path):
    view = tmp_path / "views.py"
    view.write_text(
        'def v(request):\n    c = {"table": 1} | {"wasted": 2}\n    return part_or_page(request, "operations/gallery.html", "parts/_table.html", c)\n'
    )
    assert [(names, keys, unread(names, keys)) for _, names, keys in calls(view)] == [
        (["operations/gallery.html", "parts/_table.html"], ["table", "wasted"], ["wasted"]),
    ]
