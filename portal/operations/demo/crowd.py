"""A million made-up people for the full-size demonstration: sealed like any other, quickly."""

import datetime as dt
import random
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from portal.lib import crypto
from portal.lib.identity import check_digit
from portal.operations.demo.people import AGES, BANKS, CARD_PREFIX, GIVEN, PLACES, SURNAMES, TRADES, YOUNGEST
from wagepay.models import Engagement, Worker

AT_ONCE = 20_000
FEWEST_ORDER = 2  # the sites that are told one by one use the order codes below
ORDERS = len(PLACES) * AGES  # people until place and birthday repeat
RATES = (180, 200, 220, 240, 260, 280, 300, 320, 350)
TEAMS = ("一班", "二班", "三班", "四班")
COLUMNS = {
    "n": "int", "place": "int", "person": "bytea", "card_index": "bytea", "rate": "int", "name": "text", "team": "text", "trade": "text", "birth_on": "date",
    "uid": "uuid", "id_number": "bytea", "phone": "bytea", "phone_index": "bytea", "card": "bytea", "bank_name": "text", "worker_uid": "uuid", "worker_number": "bytea",
}  # fmt: skip


@dataclass(frozen=True)
class Seat:
    """A place on a site that somebody fills: number of the site, number on the site, number in the province."""

    site: int
    place: int
    serial: int


def seats(sites: Sequence[tuple[int, int]]) -> Iterator[list[Seat]]:
    """(site, workers) pairs as seats, so many at once."""
    batch: list[Seat] = []
    serial = 0
    for site, workers in sites:
        for place in range(1, workers + 1):
            batch.append(Seat(site, place, serial))
            serial += 1
        if len(batch) >= AT_ONCE:
            yield batch
            batch = []
    if batch:
        yield batch


def people(batch: Sequence[Seat], on: dt.date, seed: int) -> Iterator[tuple]:
    """One row of ``COLUMNS`` for each seat; the same seed gives the same people, only uids and nonces are drawn anew."""
    rng = random.Random(f"{seed}/{on}/{batch[0].serial}")
    numbers = [_id_number(seat.serial, on) for seat in batch]
    cards = [_card(seat.serial) for seat in batch]
    phones = [f"139{seat.serial % 100_000_000:08d}" for seat in batch]
    uids, worker_uids = ([uuid.UUID(int=rng.getrandbits(128), version=4) for _ in batch] for _ in range(2))
    engaged, registered = Engagement._meta.db_table, Worker._meta.db_table

    def sealed(kind: str, table: str, column: str, keys: list[uuid.UUID], values: list[str]) -> list[bytes]:
        return crypto.encrypt_many(kind, table, column, zip(keys, values, strict=True))

    parts = zip(
        batch, numbers, crypto.blind_many("id_number", numbers), crypto.blind_many("bank_card", cards), crypto.blind_many("phone", phones),
        sealed("id_number", engaged, "id_number", uids, numbers), sealed("phone", engaged, "phone", uids, phones), sealed("bank_card", engaged, "card", uids, cards),
        sealed("id_number", registered, "id_number", worker_uids, numbers), uids, worker_uids, strict=True,
    )  # fmt: skip
    for seat, number, person, card_index, phone_index, own_number, phone, card, worker_number, uid, worker_uid in parts:
        draw = rng.getrandbits(30)
        name = SURNAMES[draw % len(SURNAMES)] + GIVEN[draw // 97 % len(GIVEN)] + (GIVEN[draw // 6007 % len(GIVEN)] if draw & 3 else "")
        yield (
            seat.site, seat.place, person, card_index, RATES[draw // 11 % len(RATES)], name, TEAMS[seat.place % len(TEAMS)], TRADES[draw // 13 % len(TRADES)],
            dt.date(int(number[6:10]), int(number[10:12]), int(number[12:14])), uid, own_number, phone, phone_index, card, BANKS[draw // 17 % len(BANKS)],
            worker_uid, worker_number,
        )  # fmt: skip


def _id_number(serial: int, on: dt.date) -> str:
    born_on = on - dt.timedelta(days=YOUNGEST + serial * 37 % AGES)
    stem = f"{PLACES[serial % len(PLACES)]}{born_on:%Y%m%d}{FEWEST_ORDER + serial // ORDERS:03d}"
    return stem + check_digit(stem)


def _card(serial: int) -> str:
    """Under the prefix of no bank, beyond the numbers of the sites that are told one by one."""
    stem = f"{CARD_PREFIX}{500_000_000 + serial:012d}"
    total = sum((2 * digit - 9 if digit > 4 else 2 * digit) if place % 2 == 0 else digit for place, digit in enumerate(map(int, reversed(stem))))
    return f"{stem}{-total % 10}"
