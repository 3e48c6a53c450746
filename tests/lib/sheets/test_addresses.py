"""Cell addresses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter

from portal.lib.sheets.addresses import a1, address, column_index, letters, link


@given(st.integers(0, 16_383))
def test_letters_are_those_of_excel_and_lead_back(column):
    assert letters(column) == get_column_letter(column + 1)
    assert column_index(letters(column).lower()) == column


@pytest.mark.parametrize("text", ["", "1", "A1", "ABCD", "列", "Ａ", "-"])
def test_what_is_no_column_is_said_to_be_none(text):
    with pytest.raises(ValueError, match="no column"):
        column_index(text)


def test_an_address_names_the_sheet_and_a_link_quotes_it():
    assert a1(11, 2) == "C12"
    assert address("工资支付表", 3, 2) == "工资支付表!C4"
    assert link("a'b 表", 0, 0) == "internal:'a''b 表'!A1"
