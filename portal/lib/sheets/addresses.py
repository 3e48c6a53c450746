"""Cell addresses as people read them: column letters, A1, and a sheet's name before it."""

from functools import cache


@cache
def letters(column: int) -> str:
    """The letters of a column counted from 0: 0 is A, 25 is Z, 26 is AA."""
    text = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(65 + rest) + text
    return text


def column_index(text: str) -> int:
    """The column counted from 0 that the letters name; anything else raises ValueError."""
    letters_only = text.strip().upper()
    if not (1 <= len(letters_only) <= 3 and letters_only.isascii() and letters_only.isalpha()):
        raise ValueError(f"{text!r} is no column")
    number = 0
    for letter in letters_only:
        number = number * 26 + ord(letter) - 64
    return number - 1


def place_of(text: str) -> tuple[int, int]:
    """(row, column) from 0 of an address such as ``H61``; anything else raises ValueError."""
    digits = text.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 7 and int(digits)):
        raise ValueError(f"{text!r} is no cell")
    return int(digits) - 1, column_index(text[: -len(digits)])


def a1(row: int, column: int) -> str:
    """The address of a cell whose row and column are counted from 0."""
    return f"{letters(column)}{row + 1}"


def address(sheet: str, row: int, column: int) -> str:
    """``Sheet!C12``: how findings and messages name a cell."""
    return f"{sheet}!{a1(row, column)}"


def link(sheet: str, row: int, column: int) -> str:
    """The same cell as an internal link inside a workbook, its sheet quoted as Excel wants it."""
    quoted = sheet.replace("'", "''")
    return f"internal:'{quoted}'!{a1(row, column)}"
