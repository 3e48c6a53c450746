"""Where the money goes: cards, phones, payees."""

from portal.lib.sheets.quick import failing_luhn
from wagepay.payroll.reading import Reading


def check_cards(reading: Reading) -> None:
    """One card, one person; a failed check sum is only asked about."""
    for place in failing_luhn(reading.columns["card_number"]):
        reading.flag("card_luhn", place, "card_number")
    numbers = reading.columns["id_number"]
    for group in reading.groups("card_number", 2):
        if len({numbers[place] or reading.columns["name"][place] or place for place in group}) > 1:
            for place in group:
                reading.flag("card_shared", place, "card_number", rows=reading.other_rows(group, place))


def check_phones(reading: Reading) -> None:
    """Couples share a phone; three people with one number is a team leader's."""
    for group in reading.groups("phone", reading.facts.shared_phone_from):
        for place in group:
            reading.flag("phone_shared", place, "phone", rows=reading.other_rows(group, place), count=len(group))


def check_payees(reading: Reading) -> None:
    """Wages go to the worker in person."""
    if reading.has("payee"):
        for place, (payee, name) in enumerate(zip(reading.columns["payee"], reading.columns["name"], strict=True)):
            if payee is not None and name is not None and payee != name:
                reading.flag("payee_differs", place, "payee")
