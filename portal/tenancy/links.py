"""Every column that names a region, and what becomes of it when divisions change.

The list is drawn from the models themselves, so that a table nobody thought of follows like all others; what does not
follow stands below with its reason, and a test demands that every column is one or the other.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import models

from portal.tenancy.models import Organisation, Region, TenantModel


class Fate(Enum):
    """What a row does when its region is merged into another."""

    FOLLOW = "follow"
    JOIN = "join"  # follows unless the successor has the same one; then what points to it is turned to that one
    STAY = "stay"


# Rows under a key that contains the region, of which both sides may have the same one.
JOINS = frozenset(
    {
        "wagepay.Worker", "projects.Employer", "wagepay.RememberedMapping", "accounts.Membership", "earlywarning.DutyShift", "projects.PermitEntry",
        "projects.EnforcementCertificate",
    }
)  # fmt: skip

# Pointers that end where a part of a county leaves it: what they point to is the county's own record and stays, what pointed there goes on without.
CUTS: dict[str, str] = {"projects.SiteInspection.draw": "a draw is proved by its whole list, which is the county's that held it"}

# Sums kept by region: counted anew for both regions from the rows they are sums of (table, column -> expression, which rows).
RECOUNTS: dict[str, tuple[str, dict[str, str], str]] = {
    "documents.FileUsage": ("documents.StoredFile", {"bytes": "coalesce(sum(c.size), 0)", "files": "count(c.id)"}, "c.removed_on IS NULL"),
}

STAYS: dict[str, str] = {
    "audit.Change.region_id": "what a row was is told of where it was; changes are never rewritten",
    "audit.Entry.region_id": "what was done is told of where it was done; entries are never changed",
    "tenancy.Region.parent": "the tree is moved by the act itself",
    "tenancy.Region.successor": "the tree is moved by the act itself",
    "tenancy.RegionChange.region": "the history of the division itself",
    "tenancy.RegionChange.other": "the history of the division itself",
    "tenancy.Jurisdiction.region": "the tenant ends with its region",
    "tenancy.PolicyRow.region": "figures of a tenant that has ended; the successor's own are in force",
    "accounts.RightAdjustment.region": "what a tenant that has ended opened or closed to its roles; the successor's own are in force",
    "documents.FileUsage.region": "counted anew for both regions from their files",
    "documents.InstrumentTemplate.region": "words of a tenant that has ended; letters that used them keep them, the successor's own are in force",
    "projects.DepositSweep.region": "what a region swept in a half-year stays its record",
    "projects.ProjectCounter.region": "numbers of the old code are given out no more",
    "cases.CaseCounter.region": "numbers of the old code are given out no more",
    "wagepay.ReceiptCounter.region": "numbers of the old code are given out no more",
    "earlywarning.ClearanceDay.region": "the ledger of a day is frozen",
    "campaigns.StatisticalReturn.region": "a return that was sent is frozen",
    "campaigns.TaskReport.region": "what a county reported stays its report",
    "campaigns.WeeklyProgressBulletin.region": "a bulletin that was printed is frozen",
}


@dataclass(frozen=True)
class Link:
    """One column that holds ids of regions."""

    model: type[models.Model]
    field: models.Field

    @property
    def name(self) -> str:
        return f"{self.model._meta.label}.{self.field.name}"

    @property
    def table(self) -> str:
        return self.model._meta.db_table

    @property
    def column(self) -> str:
        return self.field.column

    @property
    def is_list(self) -> bool:
        return isinstance(self.field, ArrayField)

    @property
    def is_own(self) -> bool:
        """The column by which the row belongs to its region, not one that merely mentions another."""
        return self.field.name == "region"

    @property
    def is_tenant(self) -> bool:
        return issubclass(self.model, TenantModel)

    @property
    def fate(self) -> Fate:
        if self.name in STAYS:
            return Fate.STAY
        return Fate.JOIN if self.is_own and self.model._meta.label in JOINS else Fate.FOLLOW

    @property
    def label(self) -> str:
        words = str(self.model._meta.verbose_name)
        return words if self.is_own or self.field.name == "region_id" else f"{words}（{self.field.verbose_name}）"


def links() -> Iterator[Link]:
    """All columns that name regions, in the order of the rooms."""
    for model in apps.get_models(include_auto_created=True):
        if model._meta.managed and not model._meta.proxy:
            yield from (Link(model, field) for field in model._meta.concrete_fields if _names_region(field))


def _names_region(field: models.Field) -> bool:
    if field.is_relation:
        return field.related_model is Region
    return field.name in ("region_id", "townships")


def keys_with_region(model: type[models.Model]) -> list[tuple[str, ...]]:
    """Columns that make a row of the model unique inside its region."""
    found: list[tuple[str, ...]] = [()] if model._meta.get_field("region").unique else []
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint) and "region" in constraint.fields:
            found.append(tuple(model._meta.get_field(name).column for name in constraint.fields if name != "region"))
    return found


def pointers_to(model: type[models.Model]) -> list[tuple[str, str]]:
    """(table, column) of every foreign key to the model's primary key."""
    return [
        (other._meta.db_table, field.column)
        for other in apps.get_models(include_auto_created=True)
        if other._meta.managed and not other._meta.proxy
        for field in other._meta.concrete_fields
        if field.is_relation and field.related_model is model
    ]


def pairs_of_tenant_rows() -> Iterator[tuple[type[models.Model], models.Field]]:
    """Every foreign key from a tenant's row to another tenant's row, without those that are read from below (a city's campaign)."""
    for model in apps.get_models():
        if issubclass(model, TenantModel) and model._meta.managed and not model._meta.proxy:
            for field in model._meta.concrete_fields:
                if field.is_relation and issubclass(field.related_model, TenantModel) and not field.related_model.tenant.downward:
                    yield model, field


ORGANS_STAY = f"{Organisation._meta.db_table}.kind <> 'authority'"
