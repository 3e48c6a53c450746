"""One person's month at one employer: the rows of attendance, of every version of the sheet, of the bank, and their sums."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from portal.tenancy.scope import Actor
from wagepay.enums import PaymentChannel, PaymentState
from wagepay.models import AttendanceDay, AttendanceMonth, Engagement, MonthAnswer, PaymentLine, PayrollLine, WorkerMonth

ZERO = Decimal("0.00")


@dataclass(frozen=True)
class ThreeSides:
    days: list[AttendanceDay]
    paper: AttendanceMonth | None
    lines: list[PayrollLine]
    payments: list[PaymentLine]
    sums: WorkerMonth | None
    answers: list[MonthAnswer]

    @property
    def days_total(self) -> Decimal:
        """A paper total counts where no single day is recorded."""
        return sum((row.units for row in self.days), ZERO) or (self.paper.units if self.paper else ZERO)

    @property
    def current(self) -> PayrollLine | None:
        return next((line for line in self.lines if line.sheet.is_current), None)

    @property
    def owed(self) -> Decimal:
        return self.current.net + self.current.advance if self.current else ZERO

    @property
    def received(self) -> list[tuple[str, Decimal]]:
        """What arrived, by the way it took."""
        good = [row for row in self.payments if row.state == PaymentState.SUCCESS]
        return [(channel.label, sum((row.amount for row in good if row.channel == channel), ZERO)) for channel in PaymentChannel]

    @property
    def received_total(self) -> Decimal:
        return sum((amount for _, amount in self.received), ZERO)

    @property
    def gap(self) -> Decimal:
        return self.owed - self.received_total


def three_sides(actor: Actor, person: Engagement, month: dt.date) -> ThreeSides:
    """Straight from the raw rows, so that the page proves the sums and does not repeat them."""
    of_person = {"month": month, "project": person.project_id, "person": bytes(person.id_index), "employer": person.employer_id}
    lines = PayrollLine.objects.visible_to(actor).filter(**of_person).select_related("sheet").order_by("-sheet__version")
    return ThreeSides(
        days=list(AttendanceDay.objects.visible_to(actor).filter(**of_person).worked().order_by("day")),
        paper=AttendanceMonth.objects.visible_to(actor).filter(**of_person, units__gt=0).first(),
        lines=list(lines),
        payments=list(PaymentLine.objects.visible_to(actor).filter(**of_person).order_by("paid_on", "line_key")),
        sums=WorkerMonth.objects.visible_to(actor).filter(**of_person).first(),
        answers=list(MonthAnswer.objects.visible_to(actor).filter(**of_person)),
    )
