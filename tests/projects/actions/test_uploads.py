"""Copies to the authority, data to the monitoring platform: how a tenant files its accounts, and the steps of 西青's deposits."""

import datetime as dt

import pytest
from django.urls import reverse

from portal.lib.errors import Refused
from portal.tenancy.scope import acting
from projects.actions.record_upload import record_account_upload, record_deposit_copies
from projects.checklists import CHECKLISTS
from projects.rules import w02_account_not_filed as w02
from projects.systems import Judged, gather
from projects.systems.catalogue import BY_CODE
from tests.make import tenancy
from tests.make.projects import ON, make_account, make_deposit, make_project

DAY = dt.timedelta(days=1)


@pytest.fixture
def inside(county_inspector):
    with acting(county_inspector):
        yield county_inspector


def lamp(project, code: str, on: dt.date = ON):
    return Judged(gather(project, on)).lamp(BY_CODE[code])


def w02_finds(tree, on: dt.date = ON) -> bool:
    return bool(w02.find([tree.county.pk], on, {threshold.key: threshold.default for threshold in w02.DEFAULTS}))


@pytest.mark.parametrize(
    ("way", "filed", "uploaded", "mark"),
    [
        ("paper", False, True, "x"), ("paper", True, False, "ok"), ("platform", True, False, "x"), ("platform", False, True, "ok"),
        ("both", True, False, "x"), ("both", False, True, "x"), ("both", True, True, "ok"),
    ],
)  # fmt: skip
def test_a_tenant_files_on_paper_on_the_platform_or_both(inside, tree, way, filed, uploaded, mark):
    tenancy.policy_row(tree.county, "projects.account_filing", way)
    project = make_project(tree.county)
    make_account(project, filed_on=ON - DAY if filed else None, uploaded_on=ON - DAY if uploaded else None)
    assert lamp(project, "account_filed").mark == mark
    assert w02_finds(tree) == (mark == "x")


@pytest.mark.parametrize(("days", "mark"), [(30, "half"), (31, "x")])
def test_the_platform_has_the_same_thirty_days(inside, tree, days, mark):
    tenancy.policy_row(tree.county, "projects.account_filing", "platform")
    project = make_project(tree.county)
    account = make_account(project, opened_on=ON - days * DAY, filed_on=None)
    found = lamp(project, "account_filed")
    assert found.mark == mark and [(step.act, step.target) for step in found.missing] == [("account_upload", str(account.uid))]


def test_an_upload_has_a_day_that_can_be(inside, contractor, tree):
    account = make_account(make_project(tree.county), opened_on=ON - 9 * DAY)
    step = {"actor": inside, "account": account, "on": ON}
    for day, words in ((ON + DAY, "不能晚于今天"), (ON - 10 * DAY, "不能早于")):
        with pytest.raises(Refused, match=words):
            record_account_upload(uploaded_on=day, **step)
    assert record_account_upload(uploaded_on=ON, **step).uploaded_on == ON
    with pytest.raises(Refused, match="已于 2026-11-20 上传"):
        record_account_upload(uploaded_on=ON, **step)
    stranger = step | {"actor": contractor}
    with acting(contractor), pytest.raises(Refused):
        record_account_upload(uploaded_on=ON, **stranger)


def test_the_copies_of_a_deposit_are_dated_step_by_step(inside, tree):
    project = make_project(tree.county)
    deposit = make_deposit(project)
    assert (lamp(project, "deposit_copied").mark, lamp(project, "deposit_uploaded").mark) == ("x", "x")
    step = {"actor": inside, "deposit": deposit, "on": ON}
    with pytest.raises(Refused, match="请填"):
        record_deposit_copies(**step)
    record_deposit_copies(filed_on=ON - DAY, **step)
    assert (lamp(project, "deposit_copied").mark, lamp(project, "deposit_uploaded").mark) == ("ok", "x")
    with pytest.raises(Refused, match="已于 2026-11-19 备案"):
        record_deposit_copies(filed_on=ON, **step)
    record_deposit_copies(uploaded_on=ON, **step)
    assert lamp(project, "deposit_uploaded").mark == "ok"


def test_the_national_lists_do_not_ask_for_what_xiqing_asks(inside):
    asked = {code: {element.code for item in found.items for element in item.elements} for code, found in CHECKLISTS.items()}
    local = {"account_uploaded", "deposit_copied", "deposit_uploaded"}
    assert local <= asked["xiqing"] and not any(local & codes for code, codes in asked.items() if code != "xiqing")


def test_the_pages_lead_through_the_steps_where_the_list_asks_for_them(county_inspector, neighbour_inspector, tree, client_of):
    with acting(county_inspector):
        project = make_project(tree.county)
        account, deposit = make_account(project), make_deposit(project)
    client = client_of(county_inspector)
    steps, upload = reverse("deposit_copies", args=[deposit.uid]), reverse("account_upload", args=[project.code, account.uid])
    assert steps not in client.get(deposit.get_absolute_url()).content.decode(), "no list of the tenant asks for it"
    tenancy.policy_row(tree.county, "projects.checklists", ["five", "xiqing"])
    assert steps in client.get(deposit.get_absolute_url()).content.decode()
    systems = client.get(reverse("project_systems", args=[project.code])).content.decode()
    assert steps in systems and upload in systems, "each step leads to its page"
    assert client.post(upload, {"uploaded_on": ON.isoformat()}).status_code == 302
    assert client.post(steps, {"filed_on": "", "uploaded_on": ""}).status_code == 422
    assert client.post(steps, {"filed_on": ON.isoformat(), "uploaded_on": ON.isoformat()}).status_code == 302
    page = client.get(deposit.get_absolute_url()).content.decode()
    assert ON.isoformat() in page and steps not in page
    assert ON.isoformat() in client.get(account.get_absolute_url()).content.decode()
    assert client_of(neighbour_inspector).get(upload).status_code == 404
