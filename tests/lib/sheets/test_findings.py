"""What a finding hands on."""

from portal.lib.sheets.findings import Finding, Severity


def test_a_number_of_a_person_typed_into_a_wrong_cell_is_not_kept_with_the_finding():
    kept = Finding("unknown_region", Severity.BLOCK, "台账!C3", "辖区内没有“11010519491231002X”，电话13800138000。", "请改正。", None, "台账", 2, 2).as_dict()
    assert "11010519491231002X" not in kept["message"] and "13800138000" not in kept["message"] and kept["message"].startswith("辖区内没有“1101")
