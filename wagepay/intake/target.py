"""Where a file is going, what was read of it, what its writing changed."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from portal.lib.sheets.findings import Finding
from portal.tenancy.models import Organisation
from portal.tenancy.policies import PolicySet
from portal.tenancy.scope import Actor
from projects.models import Project, SpecialWageAccount
from wagepay.models import PayrollSheet


@dataclass(frozen=True)
class Target:
    """One file's destination; what its kind does not need stays empty."""

    actor: Actor
    project: Project
    on: dt.date
    at: dt.datetime
    employer: Organisation | None = None
    month: dt.date | None = None
    account: SpecialWageAccount | None = None

    @cached_property
    def policies(self) -> PolicySet:
        return PolicySet(self.project.region, self.on)


@dataclass(frozen=True)
class Read:
    """Rows, findings and figures of a file; a block among the findings keeps all of it out."""

    rows: list[Any]
    findings: list[Finding]
    mapping: dict[str, str]
    fingerprint: str
    sheet: str
    header_row: int
    figures: dict[str, Any]
    employer: Organisation | None = None
    month: dt.date | None = None
    teams: list[dict[str, Any]] = field(default_factory=list)
    # Persons of the payroll's employer who have a row on the site already.
    met: frozenset[bytes] = frozenset()
    # Earlier sheets of the payroll's employer and month, the newest version first.
    versions: Sequence[PayrollSheet] = ()

    @property
    def faulty(self) -> int:
        """Rows of people or payments with anything to say about them; headings and totals are no rows."""
        if not self.findings:
            return 0
        numbers = {row.row for row in getattr(self.rows, "rows", self.rows)}
        return len(numbers & {finding.row + 1 for finding in self.findings if finding.sheet == self.sheet})

    @property
    def blocks(self) -> list[Finding]:
        return [finding for finding in self.findings if finding.blocks]

    @property
    def warnings(self) -> list[Finding]:
        return [finding for finding in self.findings if not finding.blocks]


@dataclass(frozen=True)
class Written:
    """What writing changed: nothing, when the file says what is there already."""

    changed: int
    months: frozenset[dt.date] = frozenset()
    sheet: PayrollSheet | None = None


@dataclass(frozen=True)
class Confirmation:
    """What a person said when confirming: the warnings by name, and a note."""

    acknowledged: tuple[str, ...] = ()
    note: str = ""
