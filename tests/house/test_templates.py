"""Laws of templates: they compile, nothing inline, nothing unescaped, only icons of the sprite."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import get_template

from portal.assets import ICONS

ROOT = settings.BASE_DIR / "templates"
TEMPLATES = sorted(p for p in ROOT.rglob("*.html"))
# Printed documents are set by WeasyPrint from their own style sheets, not by a browser under the policy.
PAGES = [p for p in TEMPLATES if "documents" not in p.relative_to(ROOT).parts[:1]]
FORBIDDEN = {
    "an inline style": re.compile(r"\sstyle\s*="),
    "a style element": re.compile(r"<style[\s>]"),
    "an inline handler": re.compile(r"\son[a-z]+\s*=\s*[\"'{]"),
    "a script without a file": re.compile(r"<script(?![^>]*\ssrc=)[\s>]"),
    "a javascript address": re.compile(r"javascript:"),
    "an address elsewhere": re.compile(r"(?:src|href|action)\s*=\s*[\"'](?:https?:)?//"),
    "htmx that evaluates": re.compile(r"\shx-(?:on|vals\s*=\s*[\"']js:|vars)"),
}
UNESCAPED = {
    "the safe filter": re.compile(r"\|\s*safe(?:seq)?\b"),
    "escaping switched off": re.compile(r"{%\s*autoescape\s+off"),
}
POST_FORM = re.compile(r"<form\b[^>]*method\s*=\s*[\"']post[\"'][^>]*>(.*?)</form>", re.S | re.I)
ICON = re.compile(r"{%\s*icon\s+[\"']([^\"']+)[\"']")


def label(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", TEMPLATES, ids=label)
def test_the_template_compiles(path):
    get_template(label(path))


@pytest.mark.parametrize("path", PAGES, ids=label)
def test_nothing_is_inline_and_nothing_comes_from_elsewhere(path):
    text = path.read_text()
    assert [what for what, pattern in FORBIDDEN.items() if pattern.search(text)] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=label)
def test_nothing_is_written_unescaped(path):
    text = path.read_text()
    assert [what for what, pattern in UNESCAPED.items() if pattern.search(text)] == []


@pytest.mark.parametrize("path", PAGES, ids=label)
def test_a_form_that_changes_something_carries_its_token(path):
    assert [form[:80] for form in POST_FORM.findall(path.read_text()) if "csrf_token" not in form] == []


@pytest.mark.parametrize("path", PAGES, ids=label)
def test_an_htmx_form_or_link_works_without_htmx_too(path):
    tags = re.findall(r"<(?:form|a)\b[^>]*\shx-(?:get|post)[^>]*>", path.read_text())
    assert [t for t in tags if not re.search(r"\s(?:action|href)\s*=", t)] == []


@pytest.mark.parametrize("path", PAGES, ids=label)
def test_every_icon_is_in_the_sprite(path):
    assert [name for name in ICON.findall(path.read_text()) if name not in ICONS] == []


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ('<p style="color:red">', "an inline style"),
        ('<a onclick="x()">', "an inline handler"),
        ("<script>x</script>", "a script without a file"),
        ('<img src="//cdn.example/x.png">', "an address elsewhere"),
        ('<div hx-on:click="x()">', "htmx that evaluates"),
    ],
)
def test_the_patterns_catch_what_they_are_for(text, what):
    assert FORBIDDEN[what].search(text)


# Who may declare a text safe, and why: everybody else uses ``format_html``, which escapes what it is given.
DECLARED_SAFE = {"portal/documents/templatetags/gongwen.py": "wraps figures in what the template has already escaped"}
DECLARES = re.compile(r"\bmark_safe\b|SafeString\(")


def test_text_is_declared_safe_only_where_the_reason_is_known():
    folders = ("portal", "projects", "wagepay", "earlywarning", "cases", "campaigns")
    files = [p for folder in folders for p in (settings.BASE_DIR / folder).rglob("*.py")]
    found = {str(p.relative_to(settings.BASE_DIR)) for p in files if DECLARES.search(p.read_text())}
    assert found <= set(DECLARED_SAFE)
