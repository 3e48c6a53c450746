"""Verbs: every page names a declared one, every declared one is used, every role can do something."""

import ast

from django.urls import URLPattern, URLResolver, get_resolver

from portal.accounts import rights
from portal.accounts.enums import Role
from portal.accounts.pages import PAGES
from portal.interface import menu
from portal.tenancy.policies import declared as declared_policies
from tests.house.source import files, tree

OWN = ("own_code", "own_sheet", "own_month", "own_payslip", "own_answer", "own_contracts", "own_viewed", "own_leave")
OPEN_PAGES = {  # views without @page, each with the reason
    "login": "nobody is signed in yet",
    "logout": "ends whatever session there is",
    "second_factor": "the second step of signing in, opened by the password given before",
    "second_factor_enrol": "likewise, for who has no second factor yet",
    "one_time_link": "opened by a one-time token",
    "first_admin": "opened by a one-time token",
    "health-live": "asked by machines, tells nothing",
    "health-ready": "asked by machines, tells nothing",
    "api-me": "signed by a machine's key",
    "api-projects": "signed by a machine's key",
    "api-punches": "signed by a device's key",
    "api-receipts": "signed by a bank's key",
    "api-entries": "signed by a bank's key",
    "other_site": "workers' pages: no account, nothing of anybody on them",
    "complaint": "workers' pages: a signed token opens one site",
    "progress_entry": "workers' pages: asks for a code",
    "progress": "workers' pages: a code opens one lead",
    "progress_answer": "workers' pages: a code opens one lead",
    "progress_more": "workers' pages: a code opens one lead",
    "own_pay": "workers' pages: asks for a phone, then shows the visit's own person",
    **{name: "workers' pages: a code by text message opens one person's rows" for name in OWN},
}


def patterns(resolver=None) -> list[URLPattern]:
    """Every address of the portal."""
    found: list[URLPattern] = []
    for entry in (resolver or get_resolver()).url_patterns:
        found += patterns(entry) if isinstance(entry, URLResolver) else [entry]
    return found


def view_of(pattern: URLPattern):
    """The function that carries the page's mark, below decorators like ``require_POST``."""
    view = pattern.callback
    while not hasattr(view, "page") and hasattr(view, "__wrapped__"):
        view = view.__wrapped__
    return view


def uses_of_verbs() -> set[str]:
    """Texts in the source that may be verbs, except where they are declared."""
    found: set[str] = set()
    for path in files():
        if path.name != "rights.py":
            found |= {node.value for node in ast.walk(tree(path)) if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    return found


def test_every_address_is_a_page_or_is_open_for_a_reason():
    bare = [str(p.pattern) for p in patterns() if not hasattr(view_of(p), "page") and p.name not in OPEN_PAGES]
    assert bare == []


def test_every_address_has_a_name():
    assert [str(p.pattern) for p in patterns() if not p.name] == []


def test_every_page_names_a_declared_verb():
    patterns()
    of_the_portal = [page for page in PAGES.values() if not page.name.startswith("tests.")]
    assert {page.name: page.verb for page in of_the_portal if page.verb not in rights.declared()} == {}


def test_every_declared_verb_is_used():
    assert set(rights.declared()) - uses_of_verbs() == set()


def test_every_role_may_do_something_of_its_own():
    for role in Role:
        assert [verb for verb, roles in rights.declared().items() if role in roles and len(roles) < len(Role)], role


def test_the_menu_names_declared_verbs_and_existing_pages():
    names = {p.name for p in patterns()}
    for item in menu._registry.items.values():
        assert item.verb in rights.declared(), item
        assert item.url_name in names, item


def test_every_policy_has_words_a_source_and_a_certainty():
    for key in declared_policies().values():
        assert key.label and key.source and key.certainty in "ABCPD", key


def test_every_verb_says_in_words_what_it_is_and_why_these_roles_have_it():
    assert [verb.name for verb in rights.verbs() if not (verb.words and verb.label and verb.why and verb.room)] == []
