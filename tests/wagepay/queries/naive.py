"""The month's sums reckoned a second time, person by person in plain Python, straight from the raw rows."""

import datetime as dt
from collections import defaultdict
from decimal import ROUND_DOWN, Decimal
from typing import Any

from portal.tenancy.querysets import everywhere
from wagepay.enums import CURRENT_SHEETS
from wagepay.models import AttendanceDay, AttendanceMonth, Engagement, PaymentLine, PayrollLine

ZERO = Decimal(0)


def worker_months(project_id: int, month: dt.date, due_on: dt.date) -> dict[tuple[int, bytes], dict[str, Any]]:
    """(employer, person) -> the figures that matter."""
    with everywhere("the naive count of a test"):
        days = list(AttendanceDay.objects.filter(project_id=project_id, month=month, units__gt=0))
        totals = list(AttendanceMonth.objects.filter(project_id=project_id, month=month, units__gt=0))
        lines = [row for row in PayrollLine.objects.filter(project_id=project_id, month=month).select_related("sheet") if row.sheet.state in CURRENT_SHEETS]
        payments = list(PaymentLine.objects.filter(project_id=project_id, month=month))
        people = {(row.employer_id, bytes(row.id_index)): row for row in Engagement.objects.filter(project_id=project_id)}
    found: dict[tuple[int, bytes], dict[str, Any]] = defaultdict(
        lambda: {"days": ZERO, "mask": 0, "outside": 0, "listed": False, "owed": ZERO, "net": ZERO, "card": None, "payments": []}
    )
    with_days = {bytes(row.person) for row in days}
    for row in days:
        key = row.employer_id, bytes(row.person)
        found[key]["days"] += row.units
        found[key]["mask"] |= 1 << (row.day.day - 1)
        left = people[key].left_on if key in people else None
        found[key]["outside"] += bool(left and row.day > left)
    for row in totals:
        if bytes(row.person) not in with_days:
            found[row.employer_id, bytes(row.person)]["days"] += row.units
    for row in lines:
        found[row.employer_id, bytes(row.person)] |= {"listed": True, "net": row.net, "owed": row.net + row.advance, "card": bytes(row.card_index)}
    for row in payments:
        found[row.employer_id, bytes(row.person)]["payments"].append(row)
    return {key: _finished(figures, due_on) for key, figures in found.items()}


def _finished(figures: dict[str, Any], due_on: dt.date) -> dict[str, Any]:
    payments = sorted(figures.pop("payments"), key=lambda row: (row.paid_on, bytes(row.line_key)))
    good = [row for row in payments if row.state == "success"]
    bad = [row for row in payments if row.state in ("failed", "returned")]

    def total(rows) -> Decimal:
        return sum((row.amount for row in rows), ZERO)

    wages = [row for row in good if row.channel != "advance"]
    figures["paid"] = total(row for row in good if row.channel == "account")
    figures["outside_account"] = total(row for row in good if row.channel == "outside")
    figures["advance"] = total(row for row in good if row.channel == "advance")
    figures["late"] = total(row for row in wages if row.paid_on > due_on)
    figures["other_card"] = total(row for row in good if row.is_other_card)
    first_failure = min((row.paid_on for row in bad), default=None)
    open_sum = figures["owed"] - total(good) if figures["listed"] else total(bad) - total(row for row in good if first_failure and row.paid_on > first_failure)
    figures["failed"] = max(ZERO, min(total(bad), open_sum))
    if figures["card"] is None:
        cards = [row for row in wages if row.channel == "account"]
        figures["card"] = bytes(max(cards, key=lambda row: row.paid_on).card_index) if cards else None
    figures["first_paid_on"] = min((row.paid_on for row in wages), default=None)
    figures["full_paid_on"] = None
    so_far = ZERO
    for row in payments:
        so_far += row.amount if row.state == "success" else 0
        if figures["listed"] and row.state == "success" and so_far >= figures["owed"]:
            figures["full_paid_on"] = row.paid_on
            break
    return figures


def figures_of_rules(project_id: int, month: dt.date, due_on: dt.date) -> dict[int, dict[str, Any]]:
    """Employer -> what single rules read of the month, person by person."""
    people = worker_months(project_id, month, due_on)
    with everywhere("the naive count of a test"):
        known = {(row.employer_id, bytes(row.id_index)): row for row in Engagement.objects.filter(project_id=project_id)}
        lines = {(row.employer_id, bytes(row.person)): row for row in PayrollLine.objects.filter(project_id=project_id, month=month).select_related("sheet")
                 if row.sheet.state in CURRENT_SHEETS}  # fmt: skip
    holders: dict[bytes, set[bytes]] = defaultdict(set)
    for (_, person), figures in people.items():
        holders[figures["card"]].add(person)
    found: dict[int, dict[str, Any]] = defaultdict(lambda: {
        "underpaid_count": 0, "underpaid_amount": ZERO, "most_gross": ZERO, "least_rate": None, "shared_card_count": 0, "builders_outside": 0,
        "unregistered_since": None, "unregistered_unpaid": 0, "no_contract_since": None, "no_contract_unpaid": 0,
    })  # fmt: skip
    for (employer, person), figures in people.items():
        sums, row, line = found[employer], known[employer, person], lines.get((employer, person))
        received = figures["paid"] + figures["outside_account"] + figures["advance"]
        wages = figures["paid"] + figures["outside_account"]
        if figures["owed"] > received and (figures["days"] < 2 or wages):
            sums["underpaid_count"] += 1
            sums["underpaid_amount"] += figures["owed"] - received
        sums["shared_card_count"] += figures["card"] is not None and len(holders[figures["card"]]) > 1
        sums["builders_outside"] += figures["listed"] and figures["outside_account"] > 0
        if line:
            sums["most_gross"] = max(sums["most_gross"], line.gross)
            if line.days:
                rate = (line.gross / line.days).quantize(Decimal("0.01"), ROUND_DOWN)
                sums["least_rate"] = rate if sums["least_rate"] is None else min(sums["least_rate"], rate)
        lacking = "unregistered" if row.registered_on is None else "no_contract" if row.contract_kind == "none" else ""
        if figures["days"] and lacking:
            first = min((month.replace(day=n + 1) for n in range(31) if figures["mask"] & 1 << n), default=month)
            sums[f"{lacking}_since"] = min(first, sums[f"{lacking}_since"] or first)
            sums[f"{lacking}_unpaid"] += received == 0
    return found
