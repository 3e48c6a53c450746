"""Error pages ask the database nothing, keep the menu where it is safe and reveal nothing."""

from types import SimpleNamespace

import pytest
from django.test import Client, RequestFactory

from portal.interface import errors, menu
from portal.interface.menu import MenuItem

PAGES = {400: errors.bad_request, 403: errors.forbidden, 404: errors.not_found, 500: errors.server_error}


@pytest.mark.parametrize("status", PAGES)
def test_each_error_has_its_page_without_a_database(status):
    # no db mark: a query would fail the test
    answer = PAGES[status](RequestFactory().get("/x/"))
    body = answer.content.decode()
    assert answer.status_code == status
    assert f'<div class="code num">{status}</div>' in body
    assert "编号" in body


def test_the_server_s_own_number_is_quoted_when_there_is_one():
    request = RequestFactory().get("/x/")
    request.request_id = "a7c3-0f19"
    assert "a7c3-0f19" in errors.not_found(request).content.decode()


def test_a_signed_in_person_keeps_the_menu_on_refusals_but_not_after_a_fault(monkeypatch):
    monkeypatch.setattr(menu, "_registry", menu.Registry(gate=lambda actor, verb: True))
    menu.add(MenuItem("监管", "login", "预警处置", "bell", "v", count=lambda actor: 1 / 0))
    request = RequestFactory().get("/x/")
    request.actor = SimpleNamespace(name="样例")
    assert "预警处置" in errors.not_found(request).content.decode()
    assert "预警处置" in errors.forbidden(request).content.decode()
    assert "预警处置" not in errors.server_error(request).content.decode()


def test_what_does_not_exist_and_what_is_not_yours_look_the_same(db):
    one = Client().get("/projects/no-such-code-1/")
    other = Client().get("/nowhere/at/all/")
    assert other.status_code == 404
    assert "没有找到这一页" in other.content.decode()
    assert one.status_code in (302, 404)


def test_the_403_page_says_that_the_step_is_not_yours():
    assert "您没有办理这一步的权限" in errors.forbidden(RequestFactory().get("/x/")).content.decode()
