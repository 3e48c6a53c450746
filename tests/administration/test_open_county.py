"""A new county is opened in the browser as docs/operations/open-a-county.md says, from the place to the first administrator at his desk."""

import re

import pytest

from portal.audit.models import Entry
from portal.tenancy.models import Jurisdiction, Organisation, Region
from tests.make import tenancy

pytestmark = pytest.mark.django_db
OPEN = "/administration/open/"
PASSWORD = "Fen-He-2020-shui"


@pytest.fixture
def browser(tree, operator, client_of):
    return client_of(operator)


def test_a_new_county_is_opened_step_by_step(browser, tree, client):
    # 1 the place: a new zone below the city, then chosen
    new = {"level": "zone", "name": "样例开发区", "code": "1403KF", "document": "样例政函〔2026〕5号"}
    assert browser.post("/administration/regions/140300/new/", new).headers["Location"] == "/administration/regions/1403KF/"
    place = Region.objects.get(code="1403KF")
    assert browser.post(OPEN, {"region": place.pk}).headers["Location"] == f"{OPEN}1403KF/office/"
    # 2 the leading group, its office and letterhead
    page = browser.get(f"{OPEN}1403KF/office/").content.decode()
    assert "阳泉市样例开发区根治拖欠农民工工资工作领导小组办公室" in page
    office = {
        "leading_group": "样例开发区领导小组",
        "office": "样例开发区领导小组办公室",
        "office_short": "样例治欠办",
        "prefix": "样开治欠办",
        "hotline": "0353-12333",
    }
    assert browser.post(f"{OPEN}1403KF/office/", office).headers["Location"] == f"{OPEN}1403KF/departments/"
    # 3 departments with duties and industries
    names = ["住房和城乡建设局", "交通运输局", "公安局"]
    assert browser.post(f"{OPEN}1403KF/departments/", {"names": names}).headers["Location"] == f"{OPEN}1403KF/townships/"
    housing = Organisation.objects.get(name="阳泉市样例开发区住房和城乡建设局")
    assert (housing.industries, housing.region_id) == (["housing"], place.pk)
    assert "五项制度" in housing.duties
    # 4 townships
    towns = {"lines": "1403KF001 样例一街道\n1403KF002\t样例二街道\n", "document": "样例政函〔2026〕5号"}
    assert browser.post(f"{OPEN}1403KF/townships/", towns).headers["Location"] == f"{OPEN}1403KF/admin/"
    assert [town.name for town in place.children.order_by("code")] == ["样例一街道", "样例二街道"]
    # 5 the link, shown once
    page = browser.post(f"{OPEN}1403KF/admin/").content.decode()
    link = re.search(r"http://testserver(/setup/[^\"]+/)", page)[1]
    assert link not in browser.get(f"{OPEN}1403KF/admin/").content.decode()
    assert not any(link.split("/")[2] in str(entry.detail) for entry in Entry.objects.all())
    # 6 what is still open
    page = browser.get(f"{OPEN}1403KF/check/").content.decode()
    assert "还没有使用链接" in page
    assert "要本地回答" in page
    # the first administrator makes himself known and comes to his desk
    assert client.post(link, {"username": "kf-admin", "name": "样例管理员", "password": PASSWORD, "again": PASSWORD}).status_code == 302
    client.post("/login/", {"username": "kf-admin", "password": PASSWORD})
    assert "样例二街道" in client.get("/administration/regions/1403KF/").content.decode()
    assert "已建立" in browser.get(f"{OPEN}1403KF/check/").content.decode()


def test_each_step_can_be_left_and_taken_up_again(browser, tree):
    tenancy.jurisdiction(tree.county)
    assert browser.get(f"{OPEN}140321/office/").headers["Location"] == f"{OPEN}140321/departments/"
    browser.post(f"{OPEN}140321/departments/", {"names": ["公安局"]})
    page = browser.get(f"{OPEN}140321/departments/").content.decode()
    assert 'value="公安局"' not in page
    assert 'value="司法局"' in page


def test_nothing_follows_before_the_office(browser, tree):
    for step in ("departments", "townships", "admin", "check"):
        assert browser.get(f"{OPEN}140321/{step}/").headers["Location"] == f"{OPEN}140321/office/"
    assert browser.post(f"{OPEN}140321/admin/").headers["Location"] == f"{OPEN}140321/office/"
    assert browser.get(f"{OPEN}140321/nonsense/").status_code == 404
    assert browser.get(f"{OPEN}140321100/office/").status_code == 404


def test_faulty_lines_of_townships_are_all_told_and_none_is_saved(browser, tree):
    tenancy.jurisdiction(tree.neighbour)
    lines = {"lines": "140322001 样例街道\n140322002\n140399003 别处街道\n", "document": "样例政函〔2026〕5号"}
    page = browser.post(f"{OPEN}140322/townships/", lines).content.decode()
    assert "第 2 行" in page
    assert "第 3 行" in page
    assert not tree.neighbour.children.exists()


def test_a_county_that_has_an_administrator_gives_no_further_link(browser, tree, admin):
    tenancy.jurisdiction(tree.city)
    assert "已有管理员" in browser.post(f"{OPEN}140300/admin/").content.decode()


def test_only_the_operator_opens(tree, admin, client_of):
    client = client_of(admin)
    assert client.get(OPEN).status_code == 403
    assert client.post(f"{OPEN}140321/office/", {"leading_group": "甲", "office": "乙"}).status_code == 403
    assert not Jurisdiction.objects.exists()
