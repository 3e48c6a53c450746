"""Days and money within a row."""

from operator import add, sub

from wagepay.payroll.reading import Reading, plain_days, typed, yuan

SIGNED = ("daily_rate", "gross", "advance", "deduction", "net")
IMPLAUSIBLE_DAILY_FEN = 5_000  # 50 yuan a day: below every place's minimum; used only where the minimum was not entered


def check_days(reading: Reading) -> None:
    """Not below zero, not more than the month has; a blank cell in a days column is asked about."""
    if not reading.has("days"):
        return
    values, limit = reading.columns["days"], reading.facts.days_in_month * 100
    for place, days in enumerate(values):
        if days is None:
            if not reading.is_faulty("days", place, place + 1):
                reading.flag("days_missing", place, "days")
        elif not 0 <= days <= limit:
            if days < 0:
                reading.flag("days_negative", place, "days")
            else:
                reading.flag("days_over_month", place, "days", days=plain_days(days), limit=reading.facts.days_in_month)


def check_signs(reading: Reading) -> None:
    """No amount below zero."""
    for field in SIGNED:
        values = reading.columns[field]
        if min(reading.known(field), default=0) >= 0:
            continue
        for place in [at for at, value in enumerate(values) if value is not None and value < 0]:
            reading.flag("amount_negative", place, field, label=reading.table.form.by_name[field].label)


def check_net(reading: Reading) -> None:
    """Net is gross less what was deducted and what was paid in advance; more cannot be taken off than there is."""
    columns = reading.columns
    if all_nets_fit(reading):
        return
    rows = zip(columns["gross"], reading.known("advance"), reading.known("deduction"), columns["net"], strict=True)
    for place, gross, advance, deduction, net in [
        (place, gross, advance, deduction, net)
        for place, (gross, advance, deduction, net) in enumerate(rows)
        if gross is not None and (gross - advance - deduction != net or advance + deduction > gross)
    ]:
        if advance + deduction > gross >= 0:
            field = "deduction" if deduction else "advance"
            reading.flag("deduction_over_gross", place, field, difference=yuan(advance + deduction - gross))
        expected = gross - advance - deduction
        unreadable = any(reading.is_faulty(field, place, place + 1) for field in ("advance", "deduction"))
        if net is not None and net != expected and not unreadable:
            direction = "少" if net < expected else "多"
            reading.flag(
                "net_mismatch", place, "net", direction=direction, difference=yuan(net - expected), expected=yuan(expected), suggestion=typed(expected)
            )


def all_nets_fit(reading: Reading) -> bool:
    """The usual case at once: every net is what is left, and nothing is below zero."""
    gross, net = reading.columns["gross"], reading.columns["net"]
    if None in gross or None in net or not net:
        return False
    return list(map(sub, gross, map(add, reading.known("advance"), reading.known("deduction")))) == net and min(net) >= 0


def check_gross(reading: Reading) -> None:
    """Gross is days by daily rate, where both are given; a rounding to the fen is no difference."""
    if not reading.has("days", "daily_rate", "gross"):
        return
    columns = reading.columns
    for place, (days, rate, gross) in enumerate(zip(columns["days"], columns["daily_rate"], columns["gross"], strict=True)):
        if days is not None and rate is not None and gross is not None and not -100 < (difference := gross * 100 - days * rate) < 100:
            direction = "少" if difference < 0 else "多"
            reading.flag(
                "gross_mismatch", place, "gross", direction=direction, difference=yuan(round(difference / 100)), suggestion=typed(rounded(days * rate))
            )


def rounded(ten_thousandths: int) -> int:
    """Half up to the fen."""
    return (ten_thousandths + 50) // 100


def check_large(reading: Reading) -> None:
    """More in one month than a worker earns: a team's money in one name, or a digit too many."""
    limit = int(reading.facts.large_amount * 100)
    if max(reading.known("gross"), default=0) <= limit:
        return
    for place in [at for at, gross in enumerate(reading.columns["gross"]) if gross is not None and gross > limit]:
        reading.flag("amount_large", place, "gross", amount=yuan(reading.columns["gross"][place]), limit=f"{reading.facts.large_amount:,.0f}")


def check_minimum(reading: Reading) -> None:
    """A day's pay, from the rate or else from gross and days, against the minimum wage by paid days.

    Without an entered minimum nothing is compared with it, and the sheet says so; only what no place could allow is pointed out.
    """
    limit = reading.facts.minimum_daily_fen
    if limit is None:
        reading.flag_heading("minimum_unset", "gross")
    columns, bound = reading.columns, IMPLAUSIBLE_DAILY_FEN if limit is None else limit
    for place, (days, rate, gross) in enumerate(zip(columns["days"], columns["daily_rate"], columns["gross"], strict=True)):
        if rate is not None:
            daily, field = rate, "daily_rate"
        elif days and gross is not None and days > 0:
            daily, field = gross * 100 // days, "gross"
        else:
            continue
        if 0 <= daily < bound:
            code = "rate_implausible" if limit is None else "below_minimum"
            reading.flag(code, place, field, daily=yuan(daily), limit=yuan(bound))
