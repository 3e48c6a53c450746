"""What the page tests share."""

import re

from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.tenancy.models import Organisation
from portal.tenancy.scope import Actor


def own(actor: Actor) -> Organisation:
    """The actor's firm."""
    return Organisation.objects.get(pk=actor.organisation_id)


def count_queries(client, url: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def values_of(page: str) -> dict[str, object]:
    """What a browser would send back of the form."""
    inputs = re.findall(r"<input[^>]*>", page)
    data: dict[str, object] = {}
    for tag in inputs:
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and name[1] != "csrfmiddlewaretoken" and ('type="checkbox"' not in tag or "checked" in tag):
            data[name[1]] = value[1] if value else "on" if "checkbox" in tag else ""
    for name, body in re.findall(r'<select name="([^"]*)".*?>(.*?)</select>', page, re.S):
        chosen = re.search(r'<option value="([^"]*)" selected', body)
        data[name] = chosen[1] if chosen else ""
    return data
