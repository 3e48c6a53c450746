"""花名册: registered people, told once, kept in the county's register, encrypted."""

import datetime as dt

import pytest
from django.db import connection

from portal.lib.errors import Refused
from portal.tenancy.scope import acting
from tests.make import wagepay as make
from tests.wagepay.books import book
from tests.wagepay.doing import let_in
from wagepay.enums import ContractKind, UploadKind, WorkerType
from wagepay.models import Engagement, Upload, Worker

HEAD = [
    "序号",
    "姓名",
    "身份证号码",
    "联系电话",
    "班组",
    "工种",
    "人员类型",
    "有无劳动合同",
    "合同签订日期",
    "日工资标准",
    "银行卡号",
    "开户行",
    "进场时间",
    "退场时间",
]
ZHANG, LI = make.id_number(501), make.id_number(502)
CARD = make.card_number(501)


def person(name="样大", number=ZHANG, **cells):
    row = dict(
        zip(
            HEAD,
            [1, name, number, "13900000501", "木工班", "木工", "建筑工人", "有", dt.date(2026, 3, 1), 320, CARD, "示例银行", dt.date(2026, 3, 2), ""],
            strict=True,
        )
    )
    return list((row | cells).values())


def roster(at_site, *rows, **fields):
    return let_in(UploadKind.ROSTER, at_site.project, book([["花名册"], HEAD, *rows]), **fields)


def codes(result):
    return {(f["code"], f["severity"]) for f in result["findings"]}


def test_people_are_registered_with_their_terms(at_site):
    result = roster(at_site, person())
    assert result["accepted"] and result["receipt"].startswith("HM-140321-202611-1-")
    (row,) = Engagement.objects.visible_to(at_site.contractor)
    assert (row.name, row.id_number, row.card, row.phone) == ("样大", ZHANG, CARD, "13900000501")
    assert (row.employer_id, row.contract_kind, row.worker_type) == (at_site.general.pk, ContractKind.LABOUR, WorkerType.BUILDER)
    assert (row.daily_rate, row.entered_on, row.registered_on) == (320, dt.date(2026, 3, 2), dt.date(2026, 3, 2))


def test_numbers_lie_encrypted_in_every_table(at_site):
    roster(at_site, person())
    with connection.cursor() as cursor:
        for table in ("engagement", "uploadcontent"):
            cursor.execute(f"SELECT string_agg(t::text, ' ') FROM wagepay_{table} t")
            text = cursor.fetchone()[0]
            assert ZHANG not in text and CARD not in text and ZHANG.encode().hex() not in text


def test_the_county_register_gets_one_row_that_the_enterprise_cannot_read(at_site):
    roster(at_site, person())
    assert not Worker.objects.visible_to(at_site.contractor).exists()
    with acting(at_site.inspector):
        (worker,) = Worker.objects.visible_to(at_site.inspector)
        assert (worker.name, worker.id_number, worker.birth_on) == ("样大", ZHANG, dt.date(1985, 3, 7))
        assert Engagement.objects.visible_to(at_site.inspector).get().worker_id == worker.pk


def registered_name(at_site) -> str:
    with acting(at_site.inspector):
        return Worker.objects.visible_to(at_site.inspector).get().name


def test_the_only_firm_that_knows_a_person_may_mend_his_name(at_site):
    roster(at_site, person())
    roster(at_site, person("样大大"))
    assert registered_name(at_site) == "样大大"


def test_one_firm_does_not_rename_whom_another_firm_knows_by_the_registered_name(at_site):
    roster(at_site, person())
    roster(at_site, person("假大"), employer=at_site.labour)
    assert registered_name(at_site) == "样大"
    assert sorted(Engagement.objects.visible_to(at_site.contractor).values_list("name", flat=True)) == ["假大", "样大"]


def test_the_same_file_again_gives_the_same_receipt_and_writes_no_row(at_site):
    first = roster(at_site, person())
    with connection.cursor() as cursor:
        cursor.execute("SELECT xmin::text, ctid::text FROM wagepay_engagement")
        before = cursor.fetchall()
        again = roster(at_site, person())
        cursor.execute("SELECT xmin::text, ctid::text FROM wagepay_engagement")
        assert cursor.fetchall() == before
    assert again["receipt"] == first["receipt"]
    assert Upload.objects.visible_to(at_site.contractor).accepted().count() == 1


def test_a_new_card_changes_the_row_and_empty_cells_change_nothing(at_site):
    roster(at_site, person())
    card = make.card_number(777)
    roster(at_site, person(**{"银行卡号": card, "联系电话": "", "日工资标准": "", "进场时间": ""}))
    (row,) = Engagement.objects.visible_to(at_site.contractor)
    assert (row.card, row.phone, row.daily_rate, row.entered_on) == (card, "13900000501", 320, dt.date(2026, 3, 2))


def test_somebody_absent_from_a_later_file_stays(at_site):
    roster(at_site, person(), person("样二", LI, 银行卡号=make.card_number(502), 联系电话="13900000502"))
    roster(at_site, person(日工资标准=330))
    assert Engagement.objects.visible_to(at_site.contractor).count() == 2


@pytest.mark.parametrize(
    ("cells", "code", "severity"),
    [
        ({"身份证号码": ZHANG[:-1] + "7" if ZHANG[-1] != "7" else ZHANG[:-1] + "8"}, "id_check_digit", "block"),
        ({"姓名": ""}, "name_missing", "block"),
        ({"身份证号码": make.id_number(9, dt.date(2012, 5, 1))}, "child_labour", "warn"),
        ({"身份证号码": make.id_number(9, dt.date(2009, 1, 1))}, "minor", "warn"),
        ({"身份证号码": make.id_number(9, dt.date(1955, 1, 1))}, "over_age", "warn"),
        ({"有无劳动合同": "无", "合同签订日期": ""}, "contract_none", "warn"),
        ({"合同签订日期": dt.date(2026, 3, 9)}, "contract_late", "warn"),
        ({"退场时间": dt.date(2026, 2, 1)}, "left_early", "block"),
        ({"进场时间": dt.date(1926, 3, 2)}, "day_impossible", "block"),
        ({"进场时间": "三月"}, "not_date", "block"),
        ({"日工资标准": ""}, "terms_missing", "warn"),
        ({"日工资标准": -5}, "amount_negative", "block"),
        ({"银行卡号": ""}, "card_missing", "warn"),
        ({"人员类型": "老板"}, "worker_type", "block"),
        ({"有无劳动合同": "？"}, "contract_word", "block"),
    ],
)
def test_each_fault_is_told_at_its_cell(at_site, cells, code, severity):
    result = roster(at_site, person(**cells))
    assert (code, severity) in codes(result)
    assert result["accepted"] is (severity == "warn")
    assert all(finding["cell"] and finding["message"] and finding["fix"] for finding in result["findings"])


def test_the_same_person_twice_blocks_and_a_shared_card_warns(at_site):
    result = roster(at_site, person(), person("样二", LI), person("样三", ZHANG))
    assert {("id_duplicate", "block"), ("card_shared", "warn")} <= codes(result)
    assert not Engagement.objects.visible_to(at_site.contractor).exists()


def test_an_open_ended_contract_is_a_contract(at_site):
    result = roster(at_site, person(有无劳动合同="无固定期限"))
    assert result["with_contract"] == 1


def test_a_subcontractor_registers_its_own_people_only(site):
    with acting(site.subcontractor):
        assert let_in(UploadKind.ROSTER, site.project, book([HEAD, person()]))["accepted"]
        assert Engagement.objects.visible_to(site.subcontractor).get().employer_id == site.labour.pk


def test_an_inspector_registers_nobody(site):
    with acting(site.inspector), pytest.raises(Refused, match="没有办理这一步的权限"):
        let_in(UploadKind.ROSTER, site.project, book([HEAD, person()]))


def test_a_dry_run_saves_nothing(at_site):
    result = roster(at_site, person(), dry_run=True)
    assert result["accepted"] and result["receipt"] is None
    assert not Upload.objects.visible_to(at_site.contractor).exists()


def test_whoever_gives_a_number_that_a_colleague_gave_before_is_marked_with_him(at_site):
    """The rule of shared telephones (W18) looks at those who are marked: no file, and no change of a number, may pass unmarked."""

    def marked() -> list[str]:
        return list(Engagement.objects.visible_to(at_site.contractor).filter(shares_phone=True).order_by("name").values_list("name", flat=True))

    roster(at_site, person())
    roster(at_site, person("样二", LI, 联系电话="13900000502", 银行卡号=make.card_number(502)))
    assert marked() == []
    roster(at_site, person("样二", LI, 联系电话="13900000501", 银行卡号=make.card_number(502)))
    assert marked() == ["样二", "样大"]
    roster(at_site, person("样二", LI, 联系电话="13900000502", 银行卡号=make.card_number(502)))
    assert marked() == ["样二", "样大"], "who shares a number on a day is counted by the rule"
