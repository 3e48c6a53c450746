"""What a tenant may settle about findings, and what he may not; whose sheet it is; what a page may show of it."""

import pytest

from portal.lib.errors import Refused
from portal.lib.sheets.reader import read_workbook
from portal.tenancy.scope import acting
from tests.make import tenancy
from tests.make import wagepay as make
from tests.wagepay.books import book
from tests.wagepay.doing import AT, OCTOBER, ON, let_in, payroll_rows
from wagepay.enums import UploadKind
from wagepay.intake import payroll, roster
from wagepay.intake.corrections import ESSENTIAL, corrections_for
from wagepay.intake.employers import employer_by_code, employers_of, resolve_employer
from wagepay.intake.kinds import INTAKES
from wagepay.intake.preview import MAX_ROWS, preview_of
from wagepay.intake.target import Target
from wagepay.policies import SEVERITIES


@pytest.fixture
def rows(at_site):
    person = make.engagement(at_site.project, name="样甲")
    found = payroll_rows([person])
    found.append([2, "样生", make.id_number(654), "木工", "木工班", 10, 300, 3000, 0, 3000, make.card_number(654), "示例银行"])
    return found


def test_a_tenant_makes_a_warning_a_block(at_site, rows):
    tenancy.policy_row(at_site.project.region, SEVERITIES, {"not_on_roster": "block"})
    result = let_in(UploadKind.PAYROLL, at_site.project, book(rows), month=OCTOBER, employer=at_site.general)
    assert not result["accepted"] and [(f["code"], f["severity"]) for f in result["findings"]] == [("not_on_roster", "block")]


def test_no_setting_lets_a_row_in_that_names_nobody(at_site, rows):
    tenancy.policy_row(at_site.project.region, SEVERITIES, {code: "info" for code in ("id_check_digit", "name_missing", "id_number_missing")})
    rows[3][2] = ""
    result = let_in(UploadKind.PAYROLL, at_site.project, book(rows), month=OCTOBER, employer=at_site.general)
    assert not result["accepted"]


def test_essential_findings_are_kinds_that_exist():
    known = {code for intake in INTAKES.values() for code in intake.KINDS}
    assert ESSENTIAL - known == set()


def test_the_general_contractor_may_choose_and_a_subcontractor_is_itself(site):
    with acting(site.contractor):
        assert employers_of(site.contractor, site.project) == [site.general, site.labour]
        assert employer_by_code(site.contractor, site.project, site.labour.uscc.lower()) == site.labour
    with acting(site.subcontractor):
        assert employers_of(site.subcontractor, site.project) == [site.labour]
        assert resolve_employer(site.subcontractor, site.project, None) == site.labour
        with pytest.raises(Refused, match="不是本项目的总包或分包单位"):
            employer_by_code(site.subcontractor, site.project, site.general.uscc)


@pytest.mark.parametrize("said", ["样例劳务有限公司", "样例劳务有限公司第一分公司", "样例 劳务 有限公司"])
def test_a_firm_is_known_by_its_name_written_out_longer_or_spaced(at_site, said):
    assert resolve_employer(at_site.contractor, at_site.project, said) == at_site.labour


@pytest.mark.parametrize("said", ["样例", "有限公司", "样板劳务有限公司"])
def test_a_firm_is_not_guessed_from_a_piece_or_a_likeness(at_site, said):
    with pytest.raises(Refused, match="不能确定是谁的表"):
        resolve_employer(at_site.contractor, at_site.project, said)


def test_the_preview_shows_faulty_rows_masked_and_only_columns_that_matter(at_site, rows):
    rows[4][9] = 2999
    target = Target(at_site.contractor, at_site.project, ON, AT, at_site.general, OCTOBER)
    workbook = read_workbook(book(rows), "表.xlsx")
    found = payroll.read(workbook, target, corrections_for(target, UploadKind.PAYROLL))
    preview = preview_of(workbook, found, payroll.FORM)
    (row,) = preview["rows"]
    texts = [cell["text"] for cell in row["cells"]]
    assert row["row"] == 5 and "样**" in texts and "2,999.00" in texts
    assert rows[4][2] not in texts and rows[4][10] not in texts and texts[1].startswith(rows[4][2][:4] + "*")
    assert {cell["mark"] for cell in row["cells"]} == {"", "err", "warn"}
    assert "序号" not in {column["label"] for column in preview["columns"]}
    assert found.faulty == 1


def test_of_too_many_faulty_rows_those_that_keep_the_sheet_out_are_shown(at_site):
    people = [["样甲", make.id_number(), "无", 300] for _ in range(MAX_ROWS + 20)]
    people[-1][3] = -1
    target = Target(at_site.contractor, at_site.project, ON, AT, at_site.general, None)
    workbook = read_workbook(book([["姓名", "身份证号", "劳动合同", "日工资标准"], *people]), "花名册.xlsx")
    preview = preview_of(workbook, roster.read(workbook, target, corrections_for(target, UploadKind.ROSTER)), roster.FORM)
    numbers = [row["row"] for row in preview["rows"]]
    assert (len(numbers), numbers[0], numbers[-1], preview["more"]) == (MAX_ROWS, 2, len(people) + 1, 20)
