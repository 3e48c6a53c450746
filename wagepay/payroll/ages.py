"""Ages that matter on a payroll: children, minors, people past the statutory retirement age."""

import datetime as dt

CHILD_BELOW = 16  # 禁止使用童工规定第二条
MINOR_BELOW = 18  # 劳动法第五十八条
_REFORM = dt.date(2025, 1, 1)  # from this day the retirement age rises step by step (全国人大常委会 2024-09-13 的决定)


def years_before(day: dt.date, years: int) -> dt.date:
    """The birth date of somebody who completes ``years`` on ``day``."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # 29 February
        return dt.date(day.year - years, 3, 1)


def retirement_day(born_on: dt.date, male: bool) -> dt.date:
    """The day a worker reaches the statutory age: men 60, later for those who reach it after 2024, one month per four months up to 63;
    women workers 50, one month per two months up to 55."""
    years, step, most = (60, 4, 36) if male else (50, 2, 60)
    reached = _add_months(born_on, years * 12)
    if reached < _REFORM:
        return reached
    months = (reached.year - _REFORM.year) * 12 + reached.month - _REFORM.month
    return _add_months(born_on, years * 12 + min(months // step + 1, most))


def _add_months(day: dt.date, months: int) -> dt.date:
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return dt.date(year, month + 1, last)
        except ValueError:
            continue
    raise ValueError(f"{day} plus {months} months")
