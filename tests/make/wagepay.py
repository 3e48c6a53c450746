"""Builders of people, days, sheets and payments; every row is valid by full_clean()."""

import datetime as dt
from decimal import Decimal
from itertools import count

from portal.lib import crypto, identity
from portal.tenancy.models import Organisation
from tests.make.tenancy import saved
from wagepay.enums import AttendanceSource, ContractKind, PaymentChannel, PaymentState, SheetState
from wagepay.models import AttendanceDay, Engagement, LabourCostCycle, PaymentLine, PayrollLine, PayrollSheet, ProjectMonth, Worker, WorkerMonth
from wagepay.queries.shared_phones import mark_shared_phones

OCTOBER = dt.date(2026, 10, 1)
_serial = count(1)


def id_number(number: int | None = None, born_on: dt.date = dt.date(1985, 3, 7)) -> str:
    """An identity number with the right check digit of nobody: area 990000 is no place."""
    number = number or next(_serial)
    stem = f"99{number // 1000:04d}{born_on:%Y%m%d}{number % 1000:03d}"
    return stem + identity.check_digit(stem)


def card_number(number: int | None = None) -> str:
    """A card number that follows Luhn, of no bank."""
    stem = f"999900{(number or next(_serial)):012d}"
    digits = [int(d) * (1 if place % 2 else 2) for place, d in enumerate(reversed(stem))]
    return stem + str(-sum(d - 9 if d > 9 else d for d in digits) % 10)


def person_of(id_number: str) -> bytes:
    """The person in every table of this room: the blind index of the identity number."""
    return crypto.blind("id_number", id_number)


def worker(region, **fields) -> Worker:
    fields.setdefault("name", f"样工{next(_serial)}")
    fields.setdefault("id_number", id_number())
    return saved(Worker(region=region, **fields))


def engagement(project, employer: Organisation | None = None, **fields) -> Engagement:
    """A registered worker with contract, phone and card."""
    number = next(_serial)
    fields.setdefault("name", f"样工{number}")
    fields.setdefault("id_number", id_number(number))
    fields.setdefault("phone", f"139{number:08d}")
    fields.setdefault("card", card_number(number))
    fields.setdefault("team", "钢筋班")
    fields.setdefault("contract_kind", ContractKind.LABOUR)
    fields.setdefault("contract_signed_on", dt.date(2026, 1, 4))
    fields.setdefault("registered_on", dt.date(2026, 1, 4))
    fields.setdefault("entered_on", dt.date(2026, 1, 5))
    fields.setdefault("daily_rate", Decimal("300.00"))
    made = saved(Engagement(region=project.region, project=project, employer=employer or project.general_contractor, **fields))
    mark_shared_phones(project.pk)
    return made


def attendance(of: Engagement, *days: dt.date, units: Decimal | int = 1) -> list[AttendanceDay]:
    """Days on site of an engaged worker."""
    return [
        saved(
            AttendanceDay(
                month=day.replace(day=1), project=of.project, person=of.id_index, day=day, region=of.region, employer=of.employer,
                units=units, source=AttendanceSource.FILE,
            )
        )
        for day in days
    ]  # fmt: skip


def sheet(project, employer: Organisation | None = None, month: dt.date = OCTOBER, **fields) -> PayrollSheet:
    """An empty sheet that counts; ``line`` fills it."""
    number = next(_serial)
    fields.setdefault("receipt_number", f"GZ-{project.region.code}-{month:%Y%m}-{number}-00")
    fields.setdefault("sha256", f"{number:064x}")
    fields.setdefault("submitted_at", dt.datetime(month.year, month.month, 28, 9, tzinfo=dt.UTC))
    fields.setdefault("state", SheetState.SUBMITTED)
    zero = {name: 0 for name in ("rows", "workers", "gross", "deduction", "net")} | {"submitted_by": "样例劳资专管员"}
    return saved(PayrollSheet(region=project.region, project=project, employer=employer or project.general_contractor, month=month, **(zero | fields)))


def line(of: PayrollSheet, worker: Engagement, gross: Decimal | int = 6000, **fields) -> PayrollLine:
    """One person on a sheet; the sheet's totals follow."""
    net = fields.setdefault("net", Decimal(gross) - fields.get("deduction", 0))
    of.rows, of.workers, of.gross, of.net = of.rows + 1, of.workers + 1, of.gross + gross, of.net + net
    saved(of)
    return saved(
        PayrollLine(
            month=of.month, project=of.project, person=worker.id_index, sheet=of, region=of.region, employer=of.employer,
            row=of.rows, name=worker.name, team=worker.team, gross=gross, card=fields.pop("card", worker.card), **fields,
        )
    )  # fmt: skip


def payment(worker: Engagement, amount: Decimal | int = 6000, month: dt.date = OCTOBER, paid_on: dt.date = dt.date(2026, 11, 10), **fields) -> PaymentLine:
    """One transfer to a worker's own card."""
    fields.setdefault("line_key", f"test-{next(_serial):011d}".encode())
    fields.setdefault("state", PaymentState.SUCCESS)
    fields.setdefault("channel", PaymentChannel.ACCOUNT)
    fields.setdefault("card", worker.card)
    fields.setdefault("payee", worker.name)
    return saved(
        PaymentLine(
            month=month, project=worker.project, person=worker.id_index, region=worker.region, employer=worker.employer,
            amount=amount, paid_on=paid_on, **fields,
        )
    )  # fmt: skip


def project_month(project, employer: Organisation | None = None, month: dt.date = OCTOBER, **figures) -> ProjectMonth:
    """A summary row with given figures, for tests of rules and dashboards; the product computes it."""
    return saved(ProjectMonth(month=month, project=project, employer=employer or project.general_contractor, region=project.region, **figures))


def worker_month(of: Engagement, month: dt.date = OCTOBER, **figures) -> WorkerMonth:
    """A summary row of one person with given figures; the product computes it."""
    return saved(WorkerMonth(month=month, project=of.project, employer=of.employer, person=of.id_index, region=of.region, **figures))


def labour_cost_cycle(project, month: dt.date = OCTOBER, **figures) -> LabourCostCycle:
    """What the owner had to transfer for a cycle."""
    figures.setdefault("due_amount", Decimal("500000.00"))
    figures.setdefault("due_on", dt.date(2026, 10, 25))
    return saved(LabourCostCycle(project=project, region=project.region, month=month, **figures))
