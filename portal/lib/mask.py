"""Numbers that show themselves masked.

A value of these types *is* the masked text: printing, formatting, logging, JSON, pickling and templates all get
``1403**********0006``. The plain number is reached by ``plain()`` alone, so every place that shows it can be found.
Two values are equal when their plain numbers are.
"""

import re
from typing import ClassVar, Self

from portal.lib import bank_card, identity, phone
from portal.lib.text import compact, tidy

# Digits that stand alone: a mobile number, or 16 to 19 signs of an identity or card number; no part of a hash, code or amount.
_NUMBERS = re.compile(r"(?<![0-9A-Za-z_.])(?:1[3-9]\d{9}|\d{15,18}[\dXx])(?![0-9A-Za-z_]|\.\d)")


class Masked(str):
    """Base of the masked types: text content masked, plain number in a slot."""

    __slots__ = ("_plain",)
    kind: ClassVar[str] = ""
    _plain: str

    def __new__(cls, raw: object) -> Self:
        if isinstance(raw, Masked):
            raw = raw.plain()
        number = cls.normalise(raw)
        self = super().__new__(cls, cls.mask(number))
        self._plain = number
        return self

    @classmethod
    def normalise(cls, raw: object) -> str:
        return compact("" if raw is None else str(raw))

    @classmethod
    def mask(cls, number: str) -> str:
        return _ends(number, 4, 4, least=13)

    def plain(self) -> str:
        """The number itself. Showing it to a person is a recorded act of the room that owns it."""
        return self._plain

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {str(self)}>"

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Masked):
            return self._plain == other._plain
        return isinstance(other, str) and self._plain == other

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash(self._plain)

    def __bool__(self) -> bool:
        return bool(self._plain)

    def __reduce_ex__(self, protocol: object) -> tuple:
        # A pickle, and what is read from it, is the masked text only.
        return str, (str(self),)

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, memo: dict) -> Self:
        return self


class IdNumber(Masked):
    """Identity document number: first four and last four."""

    __slots__ = ()
    kind = "id_number"

    @classmethod
    def normalise(cls, raw: object) -> str:
        return identity.normalise(raw)


class BankCard(Masked):
    """Card or account number: first four and last four."""

    __slots__ = ()
    kind = "bank_card"

    @classmethod
    def normalise(cls, raw: object) -> str:
        return bank_card.normalise(raw)


class Phone(Masked):
    """Telephone number: first three and last four."""

    __slots__ = ()
    kind = "phone"

    @classmethod
    def normalise(cls, raw: object) -> str:
        return phone.normalise(raw)

    @classmethod
    def mask(cls, number: str) -> str:
        return _ends(number, 3, 4, least=11)


class Secret(Masked):
    """A text of which nothing may be seen: an informer's name, a shared key."""

    __slots__ = ()
    kind = "secret"

    @classmethod
    def normalise(cls, raw: object) -> str:
        return tidy("" if raw is None else str(raw))

    @classmethod
    def mask(cls, number: str) -> str:
        return "*" * 8 if number else ""


class Contact(Masked):
    """Where a person is reached: an e-mail address shows its first letter and its domain, a telephone number its ends."""

    __slots__ = ()
    kind = "contact"

    @classmethod
    def normalise(cls, raw: object) -> str:
        text = compact("" if raw is None else str(raw))
        return text.lower() if "@" in text else phone.normalise(text)

    @classmethod
    def mask(cls, number: str) -> str:
        name, at, domain = number.partition("@")
        return f"{name[:1]}***@{domain}" if at else Phone.mask(number)


KINDS: dict[str, type[Masked]] = {cls.kind: cls for cls in (IdNumber, BankCard, Phone, Secret, Contact)}


def _ends(number: str, head: int, tail: int, *, least: int) -> str:
    """Keep both ends; of a number shorter than ``least`` only a quarter at each end."""
    if len(number) < least:
        head = tail = len(number) // 4
    return number[:head] + "*" * (len(number) - head - tail) + number[len(number) - tail :]


def in_text(text: str) -> str:
    """The text with every number of a person that somebody typed into it masked; only what its check digits confirm is one."""
    return _NUMBERS.sub(lambda found: _masked_number(found[0]), text)


def _masked_number(number: str) -> str:
    if len(number) == 11:
        return str(Phone(number))
    if len(number) == 18 and identity.check_digit(number.upper()[:17]) == number.upper()[17]:
        return str(IdNumber(number))
    return str(BankCard(number)) if number.isdecimal() and bank_card.luhn(number) else number
