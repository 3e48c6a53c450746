"""What came after a month was closed. Passages of devices are never refused, so its days may differ from those of the closing.

The closing stays as it was: receipt, people and sums. The difference is shown until somebody opens the month again, with the reason, and corrects it.
"""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import DecimalField, F, OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce

from portal.lib import show
from portal.lib.names import mask_name
from portal.tenancy.scope import Actor
from wagepay.models import Engagement, MonthClosing, ProjectMonth, Punch
from wagepay.models.closing import MonthClosingQuerySet

NAMED = 5


@dataclass(frozen=True)
class Late:
    """Then and now; ``who`` are the people of the passages that came afterwards."""

    people: int
    people_now: int
    days: Decimal
    days_now: Decimal
    who: str

    @property
    def words(self) -> str:
        """“240 → 241 工日”."""
        return f"结账时 {self.people} 人 {show.number(self.days, 1)} 工日，现在 {self.people_now} 人 {show.number(self.days_now, 1)} 工日"


def closings_that_differ(rows: MonthClosingQuerySet, actor: Actor) -> MonthClosingQuerySet:
    """Of these closings in force those whose days are no longer those of then."""
    months = ProjectMonth.objects.visible_to(actor).filter(project=OuterRef("project"), month=OuterRef("month")).order_by().values("month")
    now = Subquery(months.annotate(total=Sum("attended_days")).values("total"), output_field=DecimalField(max_digits=12, decimal_places=2))
    return rows.closed().annotate(days_now=Coalesce(now, Decimal(0))).exclude(attended_days__isnull=True).exclude(days_now=F("attended_days"))


def late_days(actor: Actor, closing: MonthClosing | None, rows: list[ProjectMonth]) -> Late | None:
    """The difference of a closed month to its sums of today; none where nothing came, or where nobody wrote down what there was."""
    if closing is None or closing.attended_days is None:
        return None
    days, people = sum((row.attended_days for row in rows), Decimal(0)), sum(row.attended for row in rows)
    if (days, people) == (closing.attended_days, closing.attended):
        return None
    return Late(closing.attended or 0, people, closing.attended_days, days, _who(actor, closing))


def _who(actor: Actor, closing: MonthClosing) -> str:
    came = Punch.objects.visible_to(actor).filter(project=closing.project_id, month=closing.month, received_at__gt=closing.closed_at)
    people = {bytes(person) for person in came.values_list("person", flat=True).distinct()}
    known = Engagement.objects.visible_to(actor).filter(project=closing.project_id, id_index__in=people).order_by("name", "pk")
    names = [mask_name(name) for name in {bytes(person): name for person, name in known.values_list("id_index", "name")}.values()]
    more = f"等 {len(people)} 人" if len(people) > NAMED else ""
    return f"{'、'.join(names[:NAMED])}{more}"
