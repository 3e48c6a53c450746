"""The tree in the browser: who sees which node, who changes it, what an import says before it does anything."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from portal.accounts.enums import Role
from portal.administration.data import region_sample
from portal.lib import clock
from portal.tenancy.models import Region
from tests.make import accounts, tenancy

pytestmark = pytest.mark.django_db
PAPER = "样例政函〔2026〕1号"
HEAD = "区划代码,名称,上级代码,启用日期,停用日期,原代码,并入代码\n"


def upload(client, text: str | bytes, *, dry_run: bool, name: str = "regions.csv"):
    content = text.encode() if isinstance(text, str) else text
    data = {"file": SimpleUploadedFile(name, content), "document": PAPER} | ({"dry_run": "on"} if dry_run else {})
    return client.post("/administration/regions/import/", data)


def test_the_tree_shows_ones_own_nodes_with_codes_and_nobody_elses(tree, admin, client_of):
    page = client_of(admin).get("/administration/regions/").content.decode()
    assert all(word in page for word in ("阳泉市", "140321", "平定县", "功能区", "2 个乡镇街道"))
    assert "平顶山市" not in page
    assert "导入区划表" not in page


def test_the_operator_sees_the_whole_tree_in_two_queries_more_than_the_frame(tree, operator, client_of, django_assert_max_num_queries):
    client = client_of(operator)
    client.get("/administration/regions/")
    with django_assert_max_num_queries(16):
        page = client.get("/administration/regions/").content.decode()
    assert all(word in page for word in ("阳泉市", "平顶山市", "导入区划表", "开通租户"))


def test_a_division_is_found_by_its_old_code_and_its_old_name(tree, operator, client_of):
    client = client_of(operator)
    client.post("/administration/regions/140321/rename/", {"name": "平定市", "code": "140381", "on": "2026-06-01", "document": PAPER})
    for asked in ("140321", "平定县", "140381", "定市"):
        assert "/administration/regions/140381/" in client.get("/administration/regions/list/", {"q": asked}).content.decode(), asked
    page = client.get("/administration/regions/140381/").content.decode()
    assert all(word in page for word in ("平定县 → 平定市", "140321 → 140381", PAPER))


def test_an_administrator_keeps_the_townships_of_his_counties_and_not_the_counties(tree, admin, client_of):
    client = client_of(admin)
    form = {"level": "township", "name": "样例镇", "code": "140321199", "document": PAPER}
    assert client.post("/administration/regions/140321/new/", form).status_code == 302
    made = Region.objects.get(code="140321199")
    assert made.parent_id == tree.county.pk
    assert (
        client.post(
            "/administration/regions/140321199/rename/", {"name": "样例街道", "code": "140321199", "on": made.changes.get().on, "document": PAPER}
        ).status_code
        == 302
    )
    for address in ("140321/rename/", "140321/merge/", "140321/close/", "140321/split/", "140300/new/"):
        assert client.get(f"/administration/regions/{address}").status_code == 403, address
    assert client.post("/administration/regions/140321/new/", form | {"level": "county"}).status_code == 200


def test_another_tenants_node_is_not_there(tree, admin, client_of):
    client = client_of(admin)
    for address in ("", "new/", "rename/", "merge/", "close/", "grids/new/"):
        assert client.get(f"/administration/regions/410425/{address}").status_code == 404, address


def test_a_merger_shows_its_rows_first_and_wants_a_tick(tree, operator, client_of):
    tenancy.jurisdiction(tree.city)
    accounts.membership(Role.INSPECTOR, region=tree.county)
    client = client_of(operator)
    page = client.get("/administration/regions/140321/merge/?into=140322").content.decode()
    assert "任职" in page
    assert "冠山镇" in page
    form = {"target": tree.neighbour.pk, "on": clock.today().isoformat(), "document": PAPER}
    assert client.post("/administration/regions/140321/merge/", form).status_code == 200
    assert not Region.objects.get(pk=tree.county.pk).is_closed
    assert client.post("/administration/regions/140321/merge/", form | {"sure": "on"}).status_code == 302
    page = client.get("/administration/regions/140321/").content.decode()
    assert "并入" in page
    assert "已撤销" in page


def test_a_split_can_be_looked_at_without_a_paper_and_is_done_with_one(tree, operator, client_of):
    client = client_of(operator)
    form = {"target": tree.neighbour.pk, "townships": [tree.township.pk], "on": clock.today().isoformat()}
    assert client.post("/administration/regions/140321/split/", form | {"look": "1"}).status_code == 200
    assert Region.objects.get(pk=tree.township.pk).parent_id == tree.county.pk
    assert client.post("/administration/regions/140321/split/", form | {"document": PAPER, "sure": "on"}).status_code == 302
    assert Region.objects.get(pk=tree.township.pk).parent_id == tree.neighbour.pk


def test_our_own_sample_comes_in_after_a_trial_that_changes_nothing(operator, client_of):
    client = client_of(operator)
    sample = client.get("/administration/regions/import/sample/").content
    assert sample == region_sample()
    page = upload(client, sample, dry_run=True).content.decode()
    assert "检查通过，还没有保存" in page
    assert "新增县级“样例东区”" in page
    assert Region.objects.count() == 0
    assert upload(client, sample, dry_run=False).status_code == 302
    assert Region.objects.get(code="9901KF").level == "zone"
    assert "没有变化" in upload(client, sample, dry_run=True).content.decode()


def test_every_fault_is_told_by_its_cell_and_nothing_is_saved(tree, operator, client_of):
    text = HEAD + "140399,样例区,149900,,,,\n14,短,140300,2026-13-01,,,\n140321,平定县,140300,,2026-06-01,,\n"
    page = upload(client_of(operator), text, dry_run=False).content.decode()
    assert all(cell in page for cell in ("C2", "A3", "D3"))
    assert not Region.objects.filter(code="140399").exists()


def test_changes_over_time_come_in_by_one_file_and_again_without_effect(tree, operator, client_of):
    tenancy.jurisdiction(tree.city)
    client = client_of(operator)
    text = HEAD + (
        "140381,平定市,140300,2026-06-01,,140321,\n"  # renumbered and renamed
        "140321100,冠山镇,140322,2026-06-02,,,\n"  # a township to the neighbour
        "1403GX,阳泉高新技术产业开发区,140300,,2026-06-03,,140322\n"  # merged away
    )
    page = upload(client, text, dry_run=True).content.decode()
    assert all(word in page for word in ("140321 换码为 140381", "改隶“盂县”", "并入“盂县”"))
    assert Region.objects.get(pk=tree.county.pk).code == "140321"
    assert upload(client, text, dry_run=False).status_code == 302
    county, town, zone = (Region.objects.get(pk=node.pk) for node in (tree.county, tree.township, tree.zone))
    assert (county.code, county.code_on(dt.date(2026, 5, 31)), town.parent_id) == ("140381", "140321", tree.neighbour.pk)
    assert (zone.is_closed, zone.successor_id) == (True, tree.neighbour.pk)
    assert "没有变化" in upload(client, text, dry_run=True).content.decode()


@pytest.mark.parametrize("name", ["county_inspector", "auditor", "contractor"])
def test_who_only_reads_changes_nothing(name, request, tree, client_of):
    client = client_of(request.getfixturevalue(name))
    for address in ("140321100/rename/", "140321/new/", "import/", "140321/merge/"):
        assert client.get(f"/administration/regions/{address}").status_code == 403, address
    assert client.get("/administration/open/").status_code == 403
