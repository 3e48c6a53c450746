"""Projects and parties leave in the codes of the national dictionary."""

from django.urls import reverse

from portal.lib import clock
from portal.lib.sheets.reader import read_workbook
from portal.tenancy.scope import acting
from projects.enums import Part, ProjectState
from projects.enums_master import PART_CODES
from projects.tables import STATE_CODES
from tests.make.projects import make_party, make_project


def lines(answer) -> list[dict[str, str]]:
    assert answer.status_code == 200
    sheet = read_workbook(answer.content, "导出.xlsx").sheets[0]
    rows = [[sheet.cell(y, x) for x in range(sheet.width)] for y in range(len(sheet.rows))]
    head = next(number for number, row in enumerate(rows) if "项目编码" in row)
    return [dict(zip(rows[head], row, strict=True)) for row in rows[head + 1 :] if row[0]]


def test_every_part_and_state_has_its_code():
    assert set(PART_CODES) == set(Part.values) and set(STATE_CODES) == set(ProjectState)


def test_the_codes_stand_in_the_files_and_the_filter_holds(made, county_inspector, tree, client_of):
    with acting(county_inspector):
        make_party(made)
        make_project(
            tree.county, "样例医院", on=clock.today(), kind="07", scale="01", approval_level="004", purpose="304", started_on=None, planned_end_on=None
        )
    client = client_of(county_inspector)
    rows = {row["项目名称"]: row for row in lines(client.get(reverse("project_national")))}
    assert (rows[made.name]["项目分类"], rows[made.name]["项目状态"]) == ("01", "003")
    hospital = rows["样例医院"]
    assert (hospital["项目分类"], hospital["项目状态"], hospital["立项级别"], hospital["建设规模"], hospital["工程用途"]) == ("07", "001", "004", "01", "304")
    parties = lines(client.get(reverse("party_national"), {"q": "青禾家园"}))
    assert sorted(row["参建单位类型"] for row in parties) == ["006", "008", "009"]


def test_a_subcontractor_takes_no_list_away(made, subcontractor, client_of):
    for name in ("project_national", "party_national"):
        assert client_of(subcontractor).get(reverse(name)).status_code == 403
