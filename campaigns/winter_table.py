"""The 17-column table of a campaign: computed from rows, corrected by hand, checked, and as it was sent."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from campaigns.models import Campaign, StatisticalReturn, TableCorrection
from campaigns.queries.winter_rows import computed, other_facts
from campaigns.winter_checks import Cells, Check, Sent, checks_of
from campaigns.winter_columns import CLASSES, COLUMNS
from portal.tenancy.models import Region
from portal.tenancy.scope import Actor


@dataclass(frozen=True)
class WinterTable:
    """Exact cells (households, persons, yuan, cases) with the corrections in force, other facts and checks."""

    campaign: Campaign
    since: dt.date
    until: dt.date
    is_whole: bool
    cells: Cells
    raw: Cells
    other: list[dict]
    checks: list[Check]

    @property
    def failed(self) -> list[Check]:
        """What the checks found, errors first."""
        return sorted((check for check in self.checks if not check.ok), key=lambda check: not check.hard)

    @property
    def may_be_sent(self) -> bool:
        return not any(check.hard for check in self.failed)


def counties_of(campaign: Campaign, actor: Actor) -> list[Region]:
    """The campaign's counties and zones the actor may read."""
    return list(Region.objects.subtree(campaign.region).counties().filter(pk__in=actor.scope.read_regions))


def build(campaign: Campaign, *, actor: Actor, regions: Sequence[Region], until: dt.date) -> WinterTable:
    """Compute the table for these counties from the campaign's start to ``until``, at most to its end.

    Corrections are made to the table of the whole jurisdiction and belong to no county: a table of some counties shows none.
    """
    since, until = campaign.starts_on, min(until, campaign.ends_on)
    ids = [region.pk for region in regions]
    is_whole = set(Region.objects.subtree(campaign.region).counties().values_list("pk", flat=True)) <= set(ids)
    raw = _with_total(computed(ids, since, until))
    parts = {name: dict(raw[name]) for name in CLASSES}
    sent = None
    if is_whole:
        for row in TableCorrection.objects.visible_to(actor).filter(campaign=campaign, withdrawn_at__isnull=True):
            parts[row.row][row.column] += row.difference
        sent = last_sent(campaign, actor, before=until)
    cells, other = _with_total(parts), other_facts(ids, since, until)
    return WinterTable(campaign, since, until, is_whole, cells, raw, other, checks_of(cells, other, sent))


def build_whole(campaign: Campaign, *, actor: Actor, until: dt.date) -> WinterTable:
    """The table of all counties the actor may read."""
    return build(campaign, actor=actor, regions=counties_of(campaign, actor), until=until)


def _with_total(parts: Cells) -> Cells:
    cells = {name: {f.number: parts[name].get(f.number, Decimal(0)) for f in COLUMNS} for name in CLASSES}
    cells["total"] = {f.number: sum((cells[name][f.number] for name in CLASSES), Decimal(0)) for f in COLUMNS}
    return cells


def last_sent(campaign: Campaign, actor: Actor, *, before: dt.date) -> Sent | None:
    """The newest version whose figures are not younger than ``before``."""
    row = StatisticalReturn.objects.visible_to(actor).filter(campaign=campaign, as_of__lte=before).order_by("-version").first()
    return Sent(row.version, row.as_of.isoformat(), cells_of(row)) if row else None


def frozen(table: WinterTable) -> dict:
    """The table as JSON for a version: exact figures, other facts, and what the checks asked."""
    return {
        "rows": {row: {str(n): str(v) for n, v in values.items()} for row, values in table.cells.items()},
        "other": [{**o, "amount": str(o["amount"]), "people": int(o["people"])} for o in table.other],
        "asked": [check.text for check in table.failed],
    }


def cells_of(row: StatisticalReturn) -> Cells:
    """The exact figures of a version."""
    return {name: {int(n): Decimal(v) for n, v in values.items()} for name, values in row.cells["rows"].items()}
