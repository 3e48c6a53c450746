"""The printed table is the one the rules give."""

from pathlib import Path

from portal.lib.deadline_rules import RULES
from portal.lib.deadline_table import markdown

PRINTED = Path(__file__).parents[3] / "docs" / "law" / "deadlines.md"


def test_the_printed_table_is_up_to_date():
    assert PRINTED.read_text("utf-8") == markdown(), "python -m portal.lib.deadline_table > docs/law/deadlines.md"


def test_every_rule_has_a_row_with_ten_cells():
    table = [line for line in markdown().splitlines() if line.startswith("| D")]
    assert len(table) == len(RULES)
    assert {line.count("|") for line in table} == {11}
    assert any(line.startswith("| D12b | 返还申请审核完毕 |") and "| 3 个工作日 | 工作日 |" in line for line in table)
