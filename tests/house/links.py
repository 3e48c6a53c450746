"""The links on a page, and which of them would not open to the one who reads it."""

import html
import re
from collections import defaultdict
from urllib.parse import parse_qsl, urlsplit

from django.http import HttpResponse
from django.test import Client
from django.urls import Resolver404, resolve

from portal.accounts.rights import may
from portal.tenancy.scope import Actor, acting
from tests.house.addresses import methods_of, page_of

LINK = re.compile(r'<a\b[^>]*?\shref="(/[^"]*)"')
# Served by others than a view of ours, or leaving.
SKIPPED = re.compile(r"^/(static/|logout/|health/|api/)")
# One address for many verbs: which one the person needs is known to the page alone.
FINER = {"wage_upload", "wage_sheet_decide", "warning_step", "lead_step", "case_step", "case_line_step"}
UNINTERESTING = {"sort", "page", "per", "cols"}


class Links:
    """What was looked at once in a run is not looked at again."""

    def __init__(self) -> None:
        self.known: set[tuple[str, str]] = set()  # account and path
        self.followed: set[tuple] = set()

    def dead(self, username: str, actor: Actor, client: Client, answer: HttpResponse) -> list[str]:
        """Addresses nobody serves, pages without the right, things out of sight, what takes forms alone; and what answers with a fault when it is opened.

        All are judged by their page's declaration; really opened is, once in a run, every filter and what needs a verb of its own.
        """
        if answer.streaming or not answer.headers.get("Content-Type", "").startswith("text/html"):
            return []
        found, objects, opened = [], defaultdict(set), []
        for url in {html.unescape(url).partition("#")[0] for url in LINK.findall(answer.content.decode())}:
            parts = urlsplit(url)
            if SKIPPED.match(parts.path):
                continue
            try:
                match = resolve(parts.path)
            except Resolver404:
                found.append(url)
                continue
            if self._must_be_opened(actor, match.url_name, parts.query):
                opened.append(url)
            if (username, parts.path) in self.known:
                continue
            self.known.add((username, parts.path))
            page, methods = page_of(match.func), methods_of(match.func)
            if (methods and "GET" not in methods) or (page and not may(actor, page.verb)):
                found.append(url)
            elif page and page.model:
                objects[page.model, page.field].add((str(match.kwargs[page.field]), url))
        return found + _out_of_sight(actor, objects) + [url for url in opened if client.get(url).status_code >= 400]

    def _must_be_opened(self, actor: Actor, name: str, query: str) -> bool:
        """The first of its kind: a filter for all, a verb for each role."""
        key = (name, actor.role if name in FINER else "", *sorted({key for key, _ in parse_qsl(query)} - UNINTERESTING))
        if key in self.followed or not (name in FINER or key[2:]):
            return False
        self.followed.add(key)
        return True


def _out_of_sight(actor: Actor, objects: dict) -> list[str]:
    """Those whose thing the actor does not see; one question for each kind of thing."""
    found = []
    with acting(actor):
        for (model, field), wanted in objects.items():
            rows = model.objects.visible_to(actor).filter(**{f"{field}__in": {key for key, _ in wanted}})
            seen = {str(key) for key in rows.values_list(field, flat=True)}
            found += [url for key, url in wanted if key not in seen]
    return found
