"""The commands of setting up print what the contract promises and refuse in words."""

import json
from io import StringIO

import pytest
from django.core.management import call_command

from portal.accounts.models import Membership
from portal.tenancy.models import Jurisdiction, Region

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> tuple[int, dict]:
    out, status = StringIO(), 0
    try:
        call_command(*arguments, "--json", stdout=out)
    except SystemExit as leaving:
        status = leaving.code
    return status, json.loads(out.getvalue())


def test_seed_fills_the_national_tables_once():
    status, printed = run("seed")
    assert (status, printed["regions"]["created"]) == (0, Region.objects.count())
    assert run("seed")[1]["regions"] == {"created": 0, "updated": 0, "unchanged": Region.objects.count()}


def test_seed_never_undoes_what_an_operator_has_entered():
    run("seed")
    Region.objects.filter(code="140302").update(name="新城区")
    run("seed")
    assert Region.objects.get(code="140302").name == "新城区"


def test_a_known_tenant_opens_by_its_code_alone():
    run("seed")
    status, printed = run("open_jurisdiction", "140300")
    assert (status, printed["name"], printed["policies"]) == (0, "阳泉市", 11)
    assert run("open_jurisdiction", "140300") == (1, {"refused": "“阳泉市”已经开通。", "code": "open"})


def test_another_tenant_tells_its_group_and_office():
    run("seed")
    assert run("open_jurisdiction", "140302")[1]["code"] == "opening"
    status, _ = run("open_jurisdiction", "140302", "--leading-group", "样例领导小组", "--office", "样例办公室", "--prefix", "样治欠办")
    assert status == 0
    assert Jurisdiction.objects.get(region__code="140302").office.document_prefix("x") == "样治欠办"


def test_an_unknown_region_is_refused(db):
    assert run("open_jurisdiction", "999999")[1]["code"] == "no_region"


def test_the_first_administrator_gets_a_link_that_works(client):
    run("seed")
    assert run("first_admin", "--jurisdiction", "140300")[1]["code"] == "not_open"
    run("open_jurisdiction", "140300")
    status, printed = run("first_admin", "--jurisdiction", "140300")
    assert status == 0
    client.post(printed["path"], {"username": "first", "name": "样例", "password": "Fen-He-2020-shui", "again": "Fen-He-2020-shui"})
    assert Membership.objects.get().role == "admin"
    assert run("first_admin", "--jurisdiction", "140300")[1]["code"] == "not_vacant"


def test_regions_and_holidays_come_from_files(tmp_path):
    run("seed")
    regions = tmp_path / "regions.csv"
    regions.write_text("code,name,parent,level,valid_from,valid_to\n140302900,样例街道,140302,township,2027-01-01,\n", encoding="utf-8")
    assert run("import_regions", str(regions)) == (0, {"created": 1, "updated": 0, "unchanged": 0})
    holidays = tmp_path / "holidays.csv"
    holidays.write_text("day,kind,name\n2027-01-01,法定节假日,元旦\n", encoding="utf-8")
    assert run("import_holidays", str(holidays), "--year", "2027")[1]["code"] == "incomplete"
    assert run("import_regions", str(tmp_path / "nothing.csv"))[1]["code"] == "file"


def test_a_trial_of_a_division_file_says_what_would_change_and_changes_nothing(tmp_path):
    run("seed")
    regions = tmp_path / "regions.csv"
    regions.write_text("区划代码,名称,上级代码,启用日期,停用日期,原代码\n140381,平定市,140300,2026-06-01,,140321\n", encoding="utf-8")
    status, printed = run("import_regions", str(regions), "--dry-run")
    assert (status, printed["updated"], printed["changes"][0]["kind"]) == (0, 1, "renumbered")
    assert Region.objects.filter(code="140321").exists()
    assert run("import_regions", str(regions), "--document", "样例政函〔2026〕1号")[1]["updated"] == 1
    assert Region.objects.get(code="140381").changes.get().document == "样例政函〔2026〕1号"


def test_commands_understand_a_code_that_a_county_bore_before(tmp_path):
    run("seed")
    regions = tmp_path / "regions.csv"
    regions.write_text("code,name,parent,valid_from,valid_to,former_code\n140381,平定市,140300,2026-06-01,,140321\n", encoding="utf-8")
    run("import_regions", str(regions))
    assert run("open_jurisdiction", "140321", "--leading-group", "样例领导小组", "--office", "样例办公室")[1]["name"] == "平定市"


def test_only_the_operator_changes_national_tables(tmp_path, county_inspector):
    assert run("import_regions", str(tmp_path), "--as", "pd-inspector")[1]["code"] == "forbidden"
    assert run("seed", "--as", "pd-inspector")[1]["code"] == "forbidden"
    assert run("open_jurisdiction", "140321", "--as", "pd-inspector")[1]["code"] == "forbidden"
