"""The sheet against the one of the month before: another card, another rate, people who are no longer on it."""

from portal.lib.names import mask_name
from wagepay.payroll.reading import Reading, yuan

NAMED = 5


def check_last_month(reading: Reading) -> None:
    """A card or a rate that changes is asked about; who is left out is told, the attendance decides whether that is a fault."""
    last = reading.facts.last_month
    if last is None:
        return
    for place, (person, rate, card) in enumerate(zip(reading.persons, reading.columns["daily_rate"], reading.cards, strict=True)):
        before = last.get(person) if person is not None else None
        if before is None:
            continue
        if card is not None and before.card_index is not None and card != before.card_index:
            reading.flag("card_changed", place, "card_number")
        if rate is not None and before.rate_fen is not None and rate != before.rate_fen:
            reading.flag("rate_changed", place, "daily_rate", before=yuan(before.rate_fen), after=yuan(rate))
    listed = set(reading.persons)
    gone = [before.name for person, before in last.items() if person not in listed]
    if gone:
        names = "、".join(map(mask_name, gone[:NAMED])) + (" 等" if len(gone) > NAMED else "")
        reading.flag_heading("left_out", "name", count=len(gone), names=names)
