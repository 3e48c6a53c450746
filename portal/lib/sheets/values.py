"""What a cell means: amounts, days, dates, months, names and numbers as people type them. Each reading returns a value or raises ``CellFault``."""

import datetime as dt
import re
from decimal import Decimal

from portal.lib import bank_card, identity, money, phone
from portal.lib.errors import Refused
from portal.lib.sheets.faults import CellFault
from portal.lib.sheets.model import Cell
from portal.lib.text import compact, tidy

MAX_AMOUNT = 10_000_000_000  # fen: a hundred million yuan; beyond that two numbers were written in one cell
MAX_SHOWN = 12
EXCEL_EPOCH = dt.date(1899, 12, 30)
SERIALS = (20_000, 80_000)  # the years 1954 to 2119
_MANY_DECIMALS = re.compile(r"\.\d\d\d*[1-9]")
_DAYS = re.compile(r"(-?\d+(?:\.\d+)?)(?:个?工日|个?工|天|日)?")
_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:\d{1,2}:\d{2}(?::\d{2})?)?|(\d{4})(\d{2})(\d{2})")
_MONTH = re.compile(r"(\d{4})(?:[-/.](?=\d)|年)(\d{1,2})月?份?(?!\d)|((?:19|20)\d{2})(0[1-9]|1[0-2])(?!\d)")
_CHINESE_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_CHINESE_MONTH = re.compile(r"([〇○零一二三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月")
_NOT_IN_NAMES = re.compile(r"[0-9,，.。;；:：/\\|*#@!！?？()（）<>=+&%$^~]")
_BETWEEN_HAN = re.compile(r"(?<=[^\x00-\x7f])\s+|\s+(?=[^\x00-\x7f])")
_DOTS = re.compile(r"[•‧∙・．]")
_OTHER_DOCUMENT = re.compile(r"[A-Z]{1,3}\d{5,12}[A-Z]?")


def shown(cell: Cell) -> str:
    """The cell's text as a message may quote it: short, on one line, and no long number in full."""
    text = tidy(str(cell))
    if sum(sign.isdigit() for sign in text) > 9:
        return f"{text[:4]}…"
    return text if len(text) <= MAX_SHOWN else f"{text[:MAX_SHOWN]}…"


def fen(cell: Cell) -> int:
    """An amount in fen. A number with a rest beyond two decimals is not rounded away but told; the noise of binary fractions is."""
    if isinstance(cell, float):
        exact = cell * 100
        if not -MAX_AMOUNT < exact < MAX_AMOUNT:
            raise CellFault("too_large", value=f"{cell:,.0f}" if abs(cell) < 1e15 else "")
        whole = round(exact)
        if abs(exact - whole) > 1e-4:
            raise CellFault("decimals")
        return whole
    text = compact(str(cell))
    if isinstance(cell, bool | dt.date) or not text:
        raise CellFault("not_number", value=shown(cell))
    try:
        amount = money.parse(text)
    except Refused as error:
        raise CellFault("not_number", value=shown(cell)) from error
    if _MANY_DECIMALS.search(text) and not text.endswith("万"):
        raise CellFault("decimals")
    if abs(amount) * 100 >= MAX_AMOUNT:
        raise CellFault("too_large", value=shown(cell))
    return int(amount * 100)


def amount(cell: Cell) -> Decimal:
    """An amount in yuan."""
    return Decimal(fen(cell)).scaleb(-2)


def hundredths(cell: Cell) -> int:
    """Days in hundredths: ``20``, ``20.5``, ``20天``, ``20个工``."""
    if isinstance(cell, float):
        exact = cell * 100
        if not -1e9 < exact < 1e9:
            raise CellFault("too_large", value=shown(cell))
        if abs(exact - round(exact)) > 1e-4:
            raise CellFault("decimals")
        return round(exact)
    found = None if isinstance(cell, bool | dt.date) else _DAYS.fullmatch(compact(str(cell)))
    if not found or len(found[1]) > 9:
        raise CellFault("not_number", value=shown(cell))
    if _MANY_DECIMALS.search(found[1]):
        raise CellFault("decimals")
    return int(Decimal(found[1]) * 100)


def days(cell: Cell) -> Decimal:
    """Days worked."""
    return Decimal(hundredths(cell)) / 100


def whole(cell: Cell) -> int:
    """A count."""
    number = hundredths(cell)
    if number % 100:
        raise CellFault("not_number", value=shown(cell))
    return number // 100


def date(cell: Cell) -> dt.date:
    """A calendar day: a date cell, its serial number, or a text such as 2026年10月1日."""
    if isinstance(cell, dt.datetime):
        return cell.date()
    if isinstance(cell, dt.date):
        return cell
    if isinstance(cell, float) and SERIALS[0] <= cell < SERIALS[1]:
        return EXCEL_EPOCH + dt.timedelta(days=int(cell))
    text = f"{cell:.0f}" if isinstance(cell, float) else compact(str(cell))
    if found := _DAY.fullmatch(text):
        year, month, day = (int(part) for part in found.groups() if part is not None)
        try:
            return dt.date(year, month, day)
        except ValueError:
            pass
    raise CellFault("not_date", value=shown(cell))


def month(cell: Cell) -> dt.date:
    """A month as its first day: 2026年10月, 2026-10, 202610, 二〇二六年十月, or any date in it."""
    if isinstance(cell, dt.date):
        return dt.date(cell.year, cell.month, 1)
    found = find_month(f"{cell:.0f}" if isinstance(cell, float) else str(cell))
    if found is None:
        raise CellFault("not_month", value=shown(cell))
    return found


def find_month(text: str) -> dt.date | None:
    """The first month named anywhere in a text, as its first day."""
    text = compact(text)
    if found := _MONTH.search(text):
        year, number = (int(part) for part in found.groups() if part is not None)
    elif found := _CHINESE_MONTH.search(text):
        year, number = int(found[1].translate(_CHINESE_DIGITS)), chinese_number(found[2])
    else:
        return None
    return dt.date(year, number, 1) if 1 <= number <= 12 and 1950 <= year <= 2150 else None


def chinese_number(text: str) -> int:
    """一 to 九十九."""
    tens, ten, ones = text.rpartition("十")
    value = int(ones.translate(_CHINESE_DIGITS) or 0)
    return value + 10 * int(tens.translate(_CHINESE_DIGITS) or 1) if ten else value


def text(cell: Cell, limit: int = 200) -> str:
    """Words on one line; a number typed into a text column reads as it is shown."""
    if isinstance(cell, float):
        return f"{cell:.0f}" if cell.is_integer() else f"{cell:g}"
    words = cell.isoformat() if isinstance(cell, dt.date) else tidy(str(cell))
    if len(words) > limit:
        raise CellFault("text_too_long", count=len(words), limit=limit)
    return words


def person_name(cell: Cell) -> str:
    """A name without the spaces that only stretch it: 秦 满 国 is 秦满国; the dot in minority names has one form."""
    if not isinstance(cell, str):
        raise CellFault("name_odd", value=shown(cell))
    name = _BETWEEN_HAN.sub("", tidy(_DOTS.sub("·", cell)))
    if _NOT_IN_NAMES.search(name):
        raise CellFault("name_odd", value=shown(cell))
    if len(name) > 60:
        raise CellFault("text_too_long", count=len(name), limit=60)
    return name


def id_number(cell: Cell, on: dt.date | None = None) -> str:
    """A resident identity number, checked; another document's number passes and is asked about later."""
    found = identity.check(cell, on=on)
    if found.ok or found.fault == identity.Fault.EMPTY or (found.fault != identity.Fault.PRECISION and _OTHER_DOCUMENT.fullmatch(found.number)):
        return found.number
    length = len(found.number)
    few = f"少 {18 - length} 位" if length < 18 else f"多 {length - 18} 位"
    place = next((at for at, sign in enumerate(found.number, 1) if not (sign.isascii() and sign.isdigit())), 18)
    raise CellFault(f"id_{found.fault}", few=few, place=place, x="或 X" if place == 18 else "")


def card_number(cell: Cell) -> str:
    """A bank card's number: 13 to 19 digits."""
    found = bank_card.check(cell)
    number = found.number
    if found.ok or not number:
        return number
    if "数字已经丢失" in found.reason:
        raise CellFault("card_precision")
    if not (number.isascii() and number.isdigit()):
        raise CellFault("card_character")
    raise CellFault("card_length", count=len(number))


def phone_number(cell: Cell) -> str:
    """A mobile number, or a land line as it stands."""
    found = phone.check(cell)
    if found.ok or not found.number or (found.number.startswith("0") and 10 <= len(found.number) <= 12 and found.number.isdigit()):
        return found.number
    raise CellFault("phone_format", problem=found.reason.removeprefix("手机号").rstrip("。"))
