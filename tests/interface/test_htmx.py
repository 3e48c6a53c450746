"""One view, page or part; a lost session sends the whole page to the sign-in."""

import pytest
from django.http import HttpResponse, HttpResponseRedirect
from django.test import RequestFactory
from django_htmx.middleware import HtmxMiddleware

from portal.lib.htmx import LostSessionRedirect, wants_part

HTMX = {"HX-Request": "true", "HX-Current-URL": "http://testserver/warnings/?level=red"}


def seen(headers: dict | None = None, answer=None):
    """What comes out for a request with these headers, and the request itself."""
    kept = {}

    def view(request):
        kept["request"] = request
        return answer or HttpResponse("ok")

    response = HtmxMiddleware(LostSessionRedirect(view))(RequestFactory().get("/part/", headers=headers or {}))
    return response, kept["request"]


@pytest.mark.parametrize(
    ("headers", "part"),
    [({}, False), (HTMX, True), (HTMX | {"HX-Boosted": "true"}, False), (HTMX | {"HX-History-Restore-Request": "true"}, False)],
)
def test_a_part_is_served_only_to_a_real_htmx_request(headers, part):
    assert wants_part(seen(headers)[1]) is part


def test_a_lost_session_leads_the_browser_to_the_sign_in_and_back_to_the_page():
    response, _ = seen(HTMX, HttpResponseRedirect("/login/?next=/part/"))
    assert response.status_code == 200
    assert response.headers["HX-Redirect"] == "/login/?next=%2Fwarnings%2F%3Flevel%3Dred"
    assert "Location" not in response.headers


def test_other_redirects_and_plain_requests_are_left_alone():
    assert seen(HTMX, HttpResponseRedirect("/warnings/1/"))[0].headers["Location"] == "/warnings/1/"
    assert seen({}, HttpResponseRedirect("/login/?next=/part/"))[0].headers["Location"] == "/login/?next=/part/"


def test_a_page_elsewhere_is_never_the_way_back():
    response, _ = seen(HTMX | {"HX-Current-URL": "http://evil.example/x"}, HttpResponseRedirect("/login/"))
    assert response.headers["HX-Redirect"] == "/login/?next=%2F"
