"""Files that are handed out: the sample of a division file, the usual departments of a county with their duties."""

import csv
from pathlib import Path

_FOLDER = Path(__file__).parent


def region_sample() -> bytes:
    """The sample, with the mark by which spreadsheets know UTF-8."""
    return b"\xef\xbb\xbf" + (_FOLDER / "region_sample.csv").read_bytes()


def usual_departments() -> list[dict[str, str]]:
    """name, short (what people call it), industries (separated by spaces), duties, source."""
    with (_FOLDER / "departments.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))
