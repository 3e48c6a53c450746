"""Every answer carries the security headers, whatever its status."""

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from portal.interface.headers import CONTENT_SECURITY_POLICY, SecurityHeaders

NAMES = ("Content-Security-Policy", "X-Content-Type-Options", "X-Frame-Options", "Referrer-Policy", "Cross-Origin-Opener-Policy", "Permissions-Policy")


def headers_of(status: int, path: str = "/x/", *, secure: bool = False):
    return SecurityHeaders(lambda request: HttpResponse(status=status))(RequestFactory().get(path, secure=secure)).headers


@pytest.mark.parametrize("status", [200, 204, 301, 400, 403, 404, 405, 429, 500, 503])
def test_every_status_has_them(status):
    assert [n for n in NAMES if n not in headers_of(status)] == []


@pytest.mark.parametrize("path", ["/", "/login/", "/nowhere/", "/static/css/portal.css", "/static/nowhere.css"])
def test_real_answers_have_them(db, path):
    headers = Client(raise_request_exception=False).get(path).headers
    assert headers["Content-Security-Policy"] == CONTENT_SECURITY_POLICY


def test_a_fault_of_the_portal_has_them_too(db, monkeypatch):
    from portal.accounts import views

    monkeypatch.setattr(views.sign_in, "SignInForm", None)
    answer = Client(raise_request_exception=False).get("/login/")
    assert answer.status_code == 500
    assert answer.headers["Content-Security-Policy"] == CONTENT_SECURITY_POLICY


def test_the_policy_allows_nothing_inline_and_nothing_from_elsewhere():
    assert "unsafe" not in CONTENT_SECURITY_POLICY
    assert "http" not in CONTENT_SECURITY_POLICY
    for rule in ("default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "object-src 'none'", "form-action 'self'"):
        assert rule in CONTENT_SECURITY_POLICY


def test_pages_are_not_kept_and_static_files_may_be():
    assert headers_of(200)["Cache-Control"] == "no-store"
    assert headers_of(404)["Cache-Control"] == "no-store"
    assert "Cache-Control" not in headers_of(200, "/static/css/portal.css")


def test_strict_transport_only_where_there_is_transport():
    assert "Strict-Transport-Security" not in headers_of(200)
    assert "max-age=31536000" in headers_of(200, secure=True)["Strict-Transport-Security"]
