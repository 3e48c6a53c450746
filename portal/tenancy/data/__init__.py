"""Code tables that ship with the portal: administrative divisions and the dictionary of the national construction workers' platform.

Each table is a CSV beside this file. They are the starting stock: the seeding actions copy them into the database,
where later years' changes are imported; nothing reads them at run time.
"""

import csv
from pathlib import Path

TABLES = ("regions", "trades", "project_kinds", "participant_kinds", "bank_codes", "id_kinds")
_FOLDER = Path(__file__).parent


def table(name: str) -> list[dict[str, str | None]]:
    """All rows of a table in file order (a region stands after its parent); an empty cell is None."""
    with (_FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return [{key: value or None for key, value in row.items()} for row in csv.DictReader(stream)]
