"""The terms on which a person works, as far as a file says them."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Terms:
    """What a file says of one person; None leaves what is known."""

    person: bytes
    id_number: str
    name: str
    employer_id: int
    phone: str | None = None
    card: str | None = None
    bank_name: str | None = None
    team: str | None = None
    trade: str | None = None
    worker_type: int | None = None
    is_migrant: bool | None = None
    contract_kind: str | None = None
    contract_signed_on: dt.date | None = None
    wage_form: str | None = None
    daily_rate: Decimal | None = None
    registered_on: dt.date | None = None
    entered_on: dt.date | None = None
    left_on: dt.date | None = None
    contract_until: dt.date | None = None
    pay_date: str | None = None
    pay_way: str | None = None
    pay_way_reason: str | None = None
    entered_reason: str | None = None
    left_reason: str | None = None
    trained_on: dt.date | None = None
    training_hours: Decimal | None = None
