"""Every kind of workbook says what it must: the three people come out, and exactly the findings it deserves."""

import random
from decimal import Decimal

import pytest

from portal.lib.sheets.reader import read_workbook
from tests.lib.sheets.test_reader import alike, seen_by_openpyxl
from tests.make.payrolls import MONTH, NAMES, card, id_number, person
from tests.wagepay.payroll import made  # noqa: F401  (making the books fills the table)
from tests.wagepay.payroll.making import BOOKS, DAYS, GROSS, PLACES, TAKEN, TEAM, Made, excel, table
from wagepay.payroll.facts import Facts
from wagepay.payroll.parse import parse_payroll
from wagepay.payroll.rows import PayrollRow

FIELDS = {"name": "name", "id": "id_number", "team": "team", "days": "days_hundredths", "gross": "gross_fen", "net": "net_fen", "card": "card_number"}


def meant(book: Made) -> list[dict]:
    people = [
        {
            "name": (book.names or tuple(NAMES[place % 10] for place in PLACES))[at],
            "id": id_number(place),
            "team": (book.teams or (TEAM,) * 3)[at],
            "days": int(DAYS[at] * 100),
            "gross": int(GROSS[at] * 100),
            "net": int((GROSS[at] - TAKEN[at]) * 100),
            "card": card(place),
        }
        for at, place in enumerate(PLACES)
    ]
    return [{name: None if name in book.lost else value for name, value in one.items()} for one in people]


def seen(row: PayrollRow) -> dict:
    return {short: getattr(row, name) for short, name in FIELDS.items()}


def test_there_are_at_least_forty_kinds():
    assert len(BOOKS) >= 40


@pytest.mark.parametrize("title", BOOKS)
def test_the_people_come_out_as_they_were_meant(title):
    book = BOOKS[title]
    parsed = parse_payroll(read_workbook(book.build(), book.name), Facts(MONTH, minimum_wage=Decimal(1980)))
    assert [seen(row) for row in parsed.rows] == meant(book)
    assert {finding.code for finding in parsed.findings} == book.codes
    assert parsed.totals.net == sum(map(Decimal, GROSS)) - sum(map(Decimal, TAKEN))


@pytest.mark.parametrize("title", [title for title, book in BOOKS.items() if book.name.endswith(".xlsx") and "themselves" not in title])
def test_two_readers_agree_cell_by_cell(title):
    content = BOOKS[title].build()
    expected = seen_by_openpyxl(content)
    for sheet, rows in zip(read_workbook(content, "a.xlsx").sheets, expected, strict=True):
        assert len(sheet.rows) == len(rows), sheet.name
        for left, right in zip(sheet.rows, rows, strict=True):
            assert len(left) == len(right) and all(map(alike, left, right)), (left, right)


def test_shuffled_rows_and_a_sheet_split_in_two_change_no_total():
    rows = [person(place, days=10.0 + place, gross=3000.0 + 300 * place, net=3000.0 + 300 * place) for place in range(20)]
    facts = Facts(MONTH, minimum_wage=Decimal(1980))

    def totals(part):
        numbered = [[at + 1.0, *row[1:]] for at, row in enumerate(part)]
        return parse_payroll(read_workbook(excel(table(*numbered)), "a.xlsx"), facts).totals

    whole = totals(rows)
    shuffled = list(rows)
    random.Random(4).shuffle(shuffled)
    assert totals(shuffled) == whole
    halves = totals(shuffled[:7]), totals(shuffled[7:])
    assert tuple(map(sum, zip(*halves, strict=True))) == tuple(whole)
