"""The receipt number of an accepted file."""

import datetime as dt

from portal.tenancy.actors import keeper
from portal.tenancy.models import Region
from portal.tenancy.scope import acting
from wagepay.queries.numbers import next_receipt


def draw_number(*, prefix: str, region: Region, month: dt.date) -> str:
    """``GZ-140321-202610-7-58``: one row of numbers per county and month, without gaps, locked until the file is in.

    The last two digits check the rest (ISO 7064, mod 97-10), so that a number read over the telephone is known to be right.
    The counter is the county's, hence written under its scope.
    """
    with acting(keeper(region.pk)):
        last = next_receipt(region.pk, prefix, month)
    number = f"{prefix}-{region.code}-{month:%Y%m}-{last}"
    return f"{number}-{check_digits(number):02d}"


def check_digits(text: str) -> int:
    """Letters count as 10 to 35; signs between do not count."""
    digits = "".join(str(int(sign, 36)) for sign in text if sign.isalnum())
    return 98 - int(digits + "00") % 97


def is_genuine(number: str) -> bool:
    """Whether the check digits fit."""
    head, _, check = number.rpartition("-")
    return check.isdigit() and len(check) == 2 and head != "" and head.isascii() and check_digits(head) == int(check)
