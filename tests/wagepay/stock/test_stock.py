"""存量导入: what a county has already, many sites at once; what is lacking has a day and goes by evidence."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from portal.audit.models import Entry
from portal.lib.errors import Refused
from portal.lib.sheets.reader import read_workbook
from portal.tenancy.scope import acting
from tests.console import run
from tests.make import projects
from tests.make import wagepay as make
from tests.wagepay.books import book
from tests.wagepay.doing import AT, ON, let_in
from wagepay.actions.import_stock import import_stock
from wagepay.due import grace
from wagepay.enums import UploadKind
from wagepay.models import Engagement, ProjectMonth, RememberedMapping

HEAD = [
    "项目编码",
    "企业代码",
    "姓名",
    "证件号码",
    "工种",
    "工人类型",
    "有无合同",
    "合同签订日期",
    "日工资标准",
    "工资卡号",
    "手机号",
    "进场时间",
    "安全培训日期",
]
UNTIL = ON + dt.timedelta(days=60)


@pytest.fixture
def second(site, tree):
    with acting(site.inspector):
        return projects.make_project(tree.county, "平定县岔口乡水毁公路修复", general_contractor=site.general)


def whole(project, firm, number, **fields):
    """A row of a provincial export, in its codes: trade 020, worker 20, contract 1."""
    values = {
        "code": project.code, "firm": firm, "name": f"存量{'零甲乙丙丁'[number]}", "id": make.id_number(), "trade": "020", "type": 20, "contract": 1, "signed": dt.date(2026, 3, 1),
        "rate": 300, "card": make.card_number(), "phone": f"1390000{number:04d}", "entered": dt.date(2026, 3, 2), "trained": dt.date(2026, 3, 1),
    }  # fmt: skip
    return list((values | fields).values())


def bring(site, *rows, head=HEAD, **options):
    content = book([head, *rows])
    with acting(site.inspector) as actor:
        return import_stock(
            actor=actor, workbook=read_workbook(content, "存量.xlsx"), content=content, region=site.project.region, at=AT, **options
        )  # fmt: skip


def people(site):
    with acting(site.inspector):
        return {row.name: row for row in Engagement.objects.visible_to(site.inspector).select_related("employer")}


def test_people_of_several_sites_and_firms_come_in_with_what_they_lack_listed(site, second):
    result = bring(
        site,
        whole(site.project, site.labour.uscc, 1),
        whole(site.project, site.general.name, 2, contract=0, signed=None, card=None),
        whole(second, "", 3, trained=None, rate=None, phone=None),
    )
    assert (result["accepted"], result["projects"], result["written"], result["to_complete"]) == (True, 2, 3, 2)
    found = people(site)
    assert (found["存量甲"].employer, found["存量甲"].trade, found["存量甲"].grace_until) == (site.labour, "钢筋工", None)
    assert (found["存量乙"].employer, found["存量乙"].gaps, found["存量乙"].grace_until) == (site.general, ["劳动合同或用工协议", "工资卡"], UNTIL)
    assert found["存量丙"].gaps == ["安全培训", "工资标准", "手机号"]
    with acting(site.inspector):
        assert ProjectMonth.objects.visible_to(site.inspector).filter(project=second, registered=1).exists(), "the sums know them"
        assert Entry.objects.get(verb="wagepay.import_stock").detail["to_complete"] == 2


def test_who_left_is_brought_in_and_nothing_is_asked_of_him(site):
    result = bring(
        site,
        whole(site.project, site.labour.uscc, 1, card=None),
        [*whole(site.project, site.labour.uscc, 2, card=None), dt.date(2026, 9, 30)],
        head=[*HEAD, "退场时间"],
    )
    with acting(site.inspector):
        assert (result["written"], result["to_complete"]) == (2, Engagement.objects.visible_to(site.inspector).to_complete().count()) == (2, 1)


def test_the_headings_and_codes_of_a_platform_s_export_are_read(site):
    head = ["项目编码", "企业名称", "姓名", "证件号码", "工种", "工资卡号", "工资卡银行", "进场时间"]
    values = whole(site.project, site.labour.name, 1)
    rows = [[*values[:2], f"存量{sign}", make.id_number(), "030", make.card_number(), bank, "2026-03-02 08:00:00"] for sign, bank in zip("甲乙丙", ("102", 313, "示例村镇银行"), strict=True)]  # fmt: skip
    assert bring(site, *rows, head=head)["accepted"]
    assert {name: (row.trade, row.bank_name) for name, row in people(site).items()} == {
        "存量甲": ("架子工", "工商银行"), "存量乙": ("架子工", "城市商业银行"), "存量丙": ("架子工", "示例村镇银行"),
    }  # fmt: skip


def test_names_are_in_clear_for_whom_the_roster_shows_them_so(site, client_of, industry_officer):
    bring(site, whole(site.project, site.labour.uscc, 1, card=None))
    assert "存量甲" in client_of(site.subcontractor).get("/wagepay/grace/").content.decode()
    page = client_of(industry_officer).get("/wagepay/grace/").content.decode()
    assert "存**" in page and "存量甲" not in page


def test_the_same_file_again_changes_nothing_and_evidence_empties_the_list(site):
    row = whole(site.project, site.labour.uscc, 2, contract=0, signed=None, card=None)
    bring(site, row)
    assert bring(site, row)["written"] == 0
    with acting(site.inspector):
        assert Engagement.objects.visible_to(site.inspector).to_complete().count() == 1
    with acting(site.contractor):
        card = make.card_number()
        heads = ["姓名", "身份证号", "劳动合同", "合同签订日期", "银行卡号"]
        content = book([heads, ["存量乙", row[3], "有", dt.date(2026, 11, 1), card]])
        assert let_in(UploadKind.ROSTER, site.project, content, employer=site.labour)["accepted"]
        assert not Engagement.objects.visible_to(site.contractor).to_complete().exists()


@pytest.mark.parametrize(("shift", "over"), [(0, False), (1, True)])
def test_the_firms_are_reminded_on_the_last_day_and_from_then_on(site, shift, over):
    bring(site, whole(site.project, site.labour.uscc, 2, card=None))
    with acting(site.subcontractor) as actor:
        assert list(grace(actor, UNTIL - dt.timedelta(days=1))) == []
        (due,) = grace(actor, UNTIL + dt.timedelta(days=shift))
    assert (due.is_over, due.note) == (over, f"1 人，{'今天到期' if not over else f'{UNTIL} 到期'}")


def test_one_wrong_row_keeps_all_out_and_every_fault_has_its_cell(site, second):
    stranger = make.card_number()
    result = bring(
        site, whole(site.project, site.labour.uscc, 1), whole(site.project, "某某公司", 2), ["999999-2026-9", *whole(second, "", 3)[1:]], whole(site.project, "", 4, card=stranger)
    )  # fmt: skip
    assert not result["accepted"] and people(site) == {}
    assert {(row["code"], row["cell"].split("!")[1]) for row in result["findings"] if row["severity"] == "block"} == {
        ("employer_missing", "B3"), ("project_unknown", "A4"), ("employer_blank", "B5"),
    }  # fmt: skip


def test_a_dry_run_writes_nothing_and_another_county_is_not_there(site, tree, neighbour_inspector):
    assert bring(site, whole(site.project, site.labour.uscc, 1), dry_run=True)["accepted"] and people(site) == {}
    with acting(site.contractor), pytest.raises(Refused, match="权限"):
        import_stock(actor=site.contractor, workbook=None, content=b"", region=site.project.region, at=AT)
    with acting(neighbour_inspector) as actor:
        content = book([HEAD, whole(site.project, site.labour.uscc, 1)])
        result = import_stock(actor=actor, workbook=read_workbook(content, "x.xlsx"), content=content, region=tree.neighbour, at=AT)
        assert [row["code"] for row in result["findings"] if row["severity"] == "block"] == ["project_unknown"]
        with pytest.raises(Refused, match="本县区"):
            import_stock(actor=actor, workbook=None, content=b"", region=site.project.region, at=AT)


def test_in_the_browser_columns_are_shown_corrected_and_remembered(site, client_of):
    client = client_of(site.inspector, "export")
    odd = ["项目编码", "企业代码", "姓名", "证件号码", "做什么的"]
    row = [site.project.code, site.labour.uscc, "存量甲", make.id_number(), "木工"]

    def send(**fields):
        return client.post("/wagepay/stock/", {"file": SimpleUploadedFile("存量.xlsx", book([odd, row])), **fields})

    page = send(dry_run="on").content.decode()
    assert "列对应" in page and 'name="column-trade"' in page and people(site) == {}
    letters = {"column-project": "A", "column-employer": "B", "column-name": "C", "column-id_number": "D", "column-trade": "E"}
    assert send(**letters).headers["Location"] == "/wagepay/grace/"
    assert people(site)["存量甲"].trade == "木工"
    with acting(site.inspector):
        assert RememberedMapping.objects.visible_to(site.inspector).filter(organisation_id=site.inspector.organisation_id).count() == 1
    listed = client.get("/wagepay/grace/?gap=contract").content.decode()
    assert "劳动合同或用工协议" in listed and f"{site.project.name}" in listed
    assert client.get("/wagepay/stock/template/").content.startswith(b"PK")
    assert client_of(site.contractor).get("/wagepay/stock/").status_code == 403


def test_the_console_does_the_same(site, tmp_path):
    path = tmp_path / "存量.xlsx"
    path.write_bytes(book([HEAD, whole(site.project, site.labour.uscc, 1)]))
    result, status = run("import_stock_roster", str(path), "--jurisdiction", site.project.region.code, "--as", site.inspector.username, "--dry-run")
    assert (status, result["accepted"], result["written"]) == (0, True, 0)


def test_a_roster_of_one_site_may_name_the_firm_of_each_row(site):
    heads = ["项目名称", "企业名称", "姓名", "身份证号", "合同期限类型"]
    rows = [
        [site.project.name, firm, f"样{'甲乙丙'[n]}", make.id_number(), "固定期限"]
        for n, firm in enumerate((site.labour.name, site.general.name, "没有登记的劳务"))
    ]
    with acting(site.contractor):
        result = let_in(UploadKind.ROSTER, site.project, book([heads, *rows]), employer=site.general)
        assert result["accepted"] and "employer_other" in {row["code"] for row in result["findings"]}
        found = {row.name: row for row in Engagement.objects.visible_to(site.contractor).select_related("employer")}
        assert [found[f"样{'甲乙丙'[n]}"].employer for n in range(3)] == [site.labour, site.general, site.general]
        assert found["样甲"].contract_kind == "labour"
        wrong = let_in(UploadKind.ROSTER, site.project, book([heads, ["别的项目", *rows[0][1:]]]), employer=site.general)
        assert not wrong["accepted"] and wrong["findings"][0]["code"] == "project_differs"
