"""Writes the last result of its tests behind every promise of docs/assurance/checklist.md.

    python -m tools.assurance [var/test-results.xml]

The results are those a whole `make test` leaves behind; a promise whose tests were not all run stays as it was.
"""

import re
import sys
import xml.etree.ElementTree as ET
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CHECKLIST = ROOT / "docs/assurance/checklist.md"
RESULTS = ROOT / "var/test-results.xml"
WORDS = ("passed", "failed", "skipped")
COLUMNS = 4


def outcomes(xml: str) -> tuple[dict[str, Counter], str]:
    """Per test file how many cases passed, failed and were skipped; and the day of the run."""
    suite = ET.fromstring(xml).find("testsuite")
    found: dict[str, Counter] = {}
    for case in suite.iter("testcase"):
        tags = {child.tag for child in case}
        word = "failed" if tags & {"failure", "error"} else "skipped" if "skipped" in tags else "passed"
        found.setdefault(_file(case.get("classname")), Counter())[word] += 1
    return found, suite.get("timestamp")[:10]


def _file(classname: str) -> str:
    """`tests.accounts.test_users.TestImport` is a case of `tests/accounts/test_users.py`."""
    parts = classname.split(".")
    length = next((n for n, part in enumerate(parts, 1) if part.startswith("test_")), len(parts))
    return "/".join(parts[:length]) + ".py"


def cells(line: str) -> list[str]:
    """The cells of a line of the table; nothing for any other line."""
    if not line.startswith("| ") or line.startswith("| item |"):
        return []
    return [cell.strip() for cell in line.strip().strip("|").split(" | ")]


def named(cell: str) -> list[str]:
    """The files and folders of tests a promise names."""
    return re.findall(r"`(tests/[^`:]+)", cell)


def result(paths: list[str], found: dict[str, Counter], day: str) -> str | None:
    """What the tests of a promise came to, or None when one of them was not run."""
    total: Counter = Counter()
    for path in paths:
        files = [file for file in found if file == path or file.startswith(path.rstrip("/") + "/")]
        if not files:
            return None
        for file in files:
            total += found[file]
    return ", ".join(f"{total[word]} {word}" for word in WORDS if total[word]) + f" ({day})"


def written(text: str, found: dict[str, Counter], day: str) -> str:
    """The checklist with the last results in its fifth column."""
    lines = []
    for line in text.splitlines():
        row = cells(line)
        if row:
            last = result(named(row[2]), found, day) or (row[COLUMNS] if len(row) > COLUMNS else "")
            line = f"| {' | '.join([*row[:COLUMNS], last])} |"
        lines.append(line)
    return "\n".join(lines) + "\n"


def main(path: Path) -> None:
    found, day = outcomes(path.read_text(encoding="utf-8"))
    CHECKLIST.write_text(written(CHECKLIST.read_text(encoding="utf-8"), found, day), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else RESULTS)
