"""Dates as people type them on a command line."""

import datetime as dt
from argparse import ArgumentTypeError


def iso_date(text: str) -> dt.date:
    """An ISO date of an option, or a message that says how to write it."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"日期要写成 2026-11-20 的样子，现在是“{text}”") from None
