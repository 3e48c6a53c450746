"""What is odd about single workers of a site, so that every rule about people finds something; who is odd follows from his place on the list."""

import datetime as dt
from collections.abc import Callable, Sequence

from portal.lib.deadlines import add_months
from portal.operations.demo.people import PLACES, Hand, id_number

LOW_RATE, LARGE_RATE = 80, 3600  # 元 a day: below every demonstration's minimum, and above 50 000 a month
LEFT = 12  # days ago
PART = 0.2  # of the wage that somebody who is paid short gets
OTHER_CARD = ("样例他人", "9999000000000005678")

# What it means, and where on the list those who are it stand: from the front, from the back, or everybody.
ODD: dict[str, str] = {
    "short": "paid in part", "cash": "paid in cash", "leaver": "left, and was not paid in full", "low": "below the minimum wage", "large": "a very large wage",
    "phones": "one telephone for all", "others_card": "paid to somebody else's card", "child": "under sixteen", "minor": "under eighteen", "old": "past the age, with the agreement",
    "no_contract": "without a contract", "newcomer": "without a contract, entered these days", "guest": "on no roster, these weeks", "unknown": "on no roster from the beginning", "visitor": "on no roster, since yesterday",
    "unsigned": "has not signed the newest sheet", "silent": "days since when nobody attends",
}  # fmt: skip


def make_odd(hands: Sequence[Hand], odd: dict[str, int], on: dt.date) -> None:
    """Before anybody works: the roster's side of it. Money and signatures follow where they are written."""
    unknown = set(odd) - set(ODD)
    if unknown:
        raise ValueError(f"nobody knows how to be {sorted(unknown)}")
    for name, change in _CHANGES.items():
        for hand in hands[: odd.get(name, 0)] if name in FRONT else hands[len(hands) - odd.get(name, 0) :]:
            change(hand, on)


FRONT = ("short", "cash", "leaver", "others_card", "phones", "newcomer")


def _aged(hand: Hand, on: dt.date, years: int) -> None:
    hand.id_number = id_number(
        PLACES[int(hand.card[-3:]) % len(PLACES)], add_months(on, -12 * years) - dt.timedelta(days=40 + int(hand.card[-5:]) % 280), male=True
    )


def _enter(hand: Hand, day: dt.date) -> None:
    hand.entered_on = max(day, hand.entered_on)


def _set(**fields: object) -> Callable[[Hand, dt.date], None]:
    def change(hand: Hand, on: dt.date) -> None:
        for name, value in fields.items():
            setattr(hand, name, value)

    return change


def _newcomer(hand: Hand, on: dt.date) -> None:
    _enter(hand, on - dt.timedelta(days=3))
    hand.contract = "无"


def _guest(hand: Hand, on: dt.date) -> None:
    _enter(hand, on.replace(day=1))
    hand.is_registered = False


def _visitor(hand: Hand, on: dt.date) -> None:
    _enter(hand, on - dt.timedelta(days=2))
    hand.is_registered = False


_CHANGES: dict[str, Callable[[Hand, dt.date], None]] = {
    "low": _set(rate=LOW_RATE),
    "large": _set(rate=LARGE_RATE),
    "phones": _set(phone="13800009999"),
    "child": lambda hand, on: _aged(hand, on, 14),
    "minor": lambda hand, on: _aged(hand, on, 16),
    "old": lambda hand, on: (_aged(hand, on, 64), setattr(hand, "contract", "超龄用工协议")),
    "no_contract": _set(contract="无"),
    "newcomer": _newcomer,
    "guest": _guest,
    "visitor": _visitor,
    "unknown": _set(is_registered=False),
    "leaver": lambda hand, on: setattr(hand, "leaves_on", on - dt.timedelta(days=LEFT)),
}


def paid_oddly(row: tuple, place: int, odd: dict[str, int]) -> tuple:
    """A receipt's line (payee, number, card, amount, day, result, reason, way, reference) as it came for the person at the place."""
    payee, number, card, amount, day, result, reason, way, reference = row
    if place < max(odd.get("short", 0), odd.get("leaver", 0)):
        amount = round(amount * PART)
    if place < odd.get("others_card", 0):
        payee, card = OTHER_CARD
    if place < odd.get("cash", 0):
        way = "现金"
    return (payee, number, card, amount, day, result, reason, way, reference)
