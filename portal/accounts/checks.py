"""Checks that run before anything is served: every verb that is asked for is declared, and every declared one has its words."""

import re
from collections.abc import Iterator

from django.apps import apps
from django.core import checks
from django.core.checks import CheckMessage, Error, register
from django.urls import get_resolver

from portal.accounts import limits, rights
from portal.accounts.pages import PAGES
from portal.env import ROOT
from portal.interface import menu

# require(actor, "…"), may(actor, "…"), right="…": a verb written out where it is asked for.
_ASKED = re.compile(r"""(?:\b(?:require|may)\([\w.]+,\s*|\bright=)"([a-z]+\.[a-z_]+)\"""")


@register
def every_verb_is_declared(app_configs: object = None, **kwargs: object) -> list[CheckMessage]:
    """Pages, moves, the menu and the acts themselves ask for declared verbs only."""
    known = rights.declared()
    advice = "declare it in the room's rights.py (RIGHTS and WORDS)"
    return [Error(f"{where} asks for the verb {verb!r}, which no room declares", hint=advice, id="portal.E020") for where, verb in asked() if verb not in known]


@register
def every_verb_has_words(app_configs: object = None, **kwargs: object) -> list[CheckMessage]:
    """The matrix says in Chinese what a verb is and why these roles have it; a house test lets none pass without."""
    advice = "add Words(label, why) to WORDS of the room's rights.py and pass them to rights.declare(RIGHTS, WORDS, room=…)"
    return [
        checks.Warning(f"the verb {verb.name!r} has no words or no room", hint=advice, id="portal.W021")
        for verb in rights.verbs()
        if not (verb.words and verb.room)
    ]


@register
def nothing_is_opened_against_the_limits(app_configs: object = None, **kwargs: object) -> list[CheckMessage]:
    """What may never be given is not offered to tenants."""
    return [Error(text, id="portal.E022") for text in limits.contradictions()]


def asked() -> Iterator[tuple[str, str]]:
    """(where, verb) of every page, move, menu item and written question."""
    _load_views()
    yield from ((page.name, page.verb) for page in PAGES.values())
    yield from ((f"{model._meta.label}.{step.verb}", step.right) for model in apps.get_models() for step in getattr(model, "moves", ()))
    yield from ((f"menu item {item.url_name}", item.verb) for item in menu.declared())
    yield from written()


def written() -> Iterator[tuple[str, str]]:
    """Verbs that stand in the source as texts."""
    for config in apps.get_app_configs():
        folder = ROOT.joinpath(*config.name.split("."))
        if folder.is_dir():
            for path in sorted(folder.rglob("*.py")):
                yield from ((str(path.relative_to(ROOT)), found) for found in _ASKED.findall(path.read_text("utf-8")))


def _load_views() -> None:
    """Pages declare themselves when their module is imported."""
    resolvers = [get_resolver()]
    while resolvers:
        resolvers += [entry for entry in resolvers.pop().url_patterns if hasattr(entry, "url_patterns")]
