"""Numbers that a page may put into a faulty cell, because the roster has them: the identity number of the one who bears the name, his card."""

from collections import defaultdict
from collections.abc import Iterable

from portal.lib.sheets import values
from portal.lib.sheets.addresses import a1, column_index
from portal.lib.sheets.faults import CellFault
from portal.lib.sheets.model import Pages
from wagepay.intake.target import Read, Target
from wagepay.models import Engagement

IDS = frozenset("id_number_missing id_precision id_length id_old id_character id_birth id_check_digit".split())
CARDS = frozenset("card_number_missing card_precision card_length card_character card_luhn".split())
FIELD_OF = dict.fromkeys(IDS, "id_number") | dict.fromkeys(CARDS, "card")


def offers_of(workbook: Pages, read: Read, target: Target) -> dict[str, dict[str, str]]:
    """Cell -> {label, value}; only where exactly one registered person of the employer bears the row's name. Kept sealed, shown by its last digits."""
    sheet, column = workbook.sheet(read.sheet), read.mapping.get("name")
    if sheet is None or column is None or read.employer is None:
        return {}
    wanted = {}
    for finding in read.findings:
        if finding.code in FIELD_OF and finding.sheet == read.sheet and (name := _name(sheet.cell(finding.row, column_index(column)))):
            wanted[a1(finding.row, finding.column)] = (name, FIELD_OF[finding.code])
    people = _registered(target, read.employer.pk, {name for name, _ in wanted.values()})
    offers = {}
    for cell, (name, field) in wanted.items():
        found = people.get(name, ())
        if len(found) == 1 and (number := getattr(found[0], field)):
            offers[cell] = {"label": f"带入 {number.plain()[-4:]}", "value": number.plain()}
    return offers


def _name(cell: object) -> str:
    try:
        return values.person_name(cell)
    except CellFault:
        return ""


def _registered(target: Target, employer_id: int, names: Iterable[str]) -> dict[str, list[Engagement]]:
    people: dict[str, list[Engagement]] = defaultdict(list)
    if names:
        rows = Engagement.objects.visible_to(target.actor).registered().filter(project=target.project, employer_id=employer_id, name__in=names)
        for person in rows:
            people[person.name].append(person)
    return people
