"""What is wrong with a sheet: every finding names its cell, says what it means and how to mend it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from portal.lib import mask
from portal.lib.sheets.addresses import address
from portal.lib.sheets.model import Sheet


class Severity(StrEnum):
    """A block keeps the whole sheet out; a warning is acknowledged by name; an information asks for nothing."""

    BLOCK = "block"
    WARN = "warn"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of finding: its usual severity, its name in lists, its sentence, the way to mend it, the article it rests on."""

    code: str
    severity: Severity
    title: str
    message: str
    fix: str
    law: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault at one cell. No message holds a whole identity or card number."""

    code: str
    severity: Severity
    cell: str
    message: str
    fix: str
    law: str | None
    sheet: str
    row: int
    column: int
    suggestion: str = ""  # what the cell should say, where that follows from the others

    @property
    def blocks(self) -> bool:
        return self.severity == Severity.BLOCK

    def as_dict(self) -> dict[str, str | None]:
        """The form in which commands and pages hand it on and jobs keep it: a number of a person typed into a wrong cell is masked."""
        message = mask.in_text(self.message)
        return {"code": self.code, "severity": str(self.severity), "cell": self.cell, "message": message, "fix": self.fix, "law": self.law}


class Findings:
    """Collects the findings of one file under one catalogue and one tenant's severities."""

    def __init__(self, catalogue: Mapping[str, Kind], severities: Mapping[str, str] | None = None) -> None:
        self.catalogue = catalogue
        self.severities = {code: Severity(severity) for code, severity in (severities or {}).items()}
        self.items: list[Finding] = []

    def add(self, code: str, sheet: Sheet, row: int, column: int, /, suggestion: str = "", **words: object) -> None:
        """A finding of kind ``code`` at a cell counted from 0, its sentence filled with ``words``."""
        kind = self.catalogue[code]
        severity = self.severities.get(code, kind.severity)
        message, fix = kind.message.format(**words), kind.fix.format(**words)
        self.items.append(Finding(code, severity, address(sheet.name, row, column), message, fix, kind.law, sheet.name, row, column, suggestion))

    def sorted(self) -> list[Finding]:
        """In reading order, the same finding at the same cell once."""
        unique = dict.fromkeys(self.items)
        return sorted(unique, key=lambda finding: (finding.sheet, finding.row, finding.column, finding.severity))


def catalogue(kinds: Iterable[Kind]) -> dict[str, Kind]:
    """Kinds by code; a code stands for one thing only."""
    result: dict[str, Kind] = {}
    for kind in kinds:
        if kind.code in result:
            raise ValueError(f"{kind.code} is defined twice")
        result[kind.code] = kind
    return result


def block(code: str, title: str, message: str, fix: str, law: str | None = None) -> Kind:
    """A kind that keeps the sheet out unless the tenant decides otherwise."""
    return Kind(code, Severity.BLOCK, title, message, fix, law)


def info(code: str, title: str, message: str, fix: str, law: str | None = None) -> Kind:
    """A kind that is told beside the findings."""
    return Kind(code, Severity.INFO, title, message, fix, law)


def warn(code: str, title: str, message: str, fix: str, law: str | None = None) -> Kind:
    """A kind that is shown and acknowledged."""
    return Kind(code, Severity.WARN, title, message, fix, law)
