"""What a day of attendance moves in the sums of a site: each figure told once, for the recomputation and for the upkeep by single days.

A figure is an expression over a person's row ``w`` in which ``{came}``, ``{twice}`` and ``{outside}`` say whether he came at all, two days or more, after his
exit. The recomputation asks the row itself. The upkeep asks twice, as it is and as it was before the day, and adds the difference to what stands; a person for
whom none of the three changed, as for most in the middle of a month, makes no difference and is not asked.
"""

RECEIVED = "w.paid + w.paid_outside + w.advance"
_NOTHING = f"{RECEIVED} = 0"
_EVERYONE = ""
# Short of what the sheet owes, but not one of those who came and got no wage at all (W16 counts them): one cause, one warning.
_UNDERPAID = f"w.owed > {RECEIVED} AND NOT ({{twice}} AND w.paid + w.paid_outside = 0)"
_STRANGER = "{came} AND NOT w.is_registered"
_WITHOUT_CONTRACT = "{came} AND w.is_registered AND NOT w.has_contract"

# People of whom it is true.
COUNTED = {
    "attended": "{came}",
    "attended_2days": "{twice}",
    "attended_registered": "{came} AND w.is_registered",
    "attended_with_contract": "{came} AND w.is_registered AND w.has_contract",
    "missing_listed": "{twice} AND NOT w.is_listed",
    "missing_paid": "{twice} AND w.paid + w.paid_outside = 0",
    "listed_without_attendance": "w.is_listed AND NOT {came}",
    "paid_without_attendance": "w.paid + w.paid_outside > 0 AND NOT {came}",
    "no_contract_count": "({came} OR w.is_listed) AND NOT w.has_contract",
    "after_exit_count": "{outside}",
    "underpaid_count": _UNDERPAID,
    "unregistered_unpaid": f"{_STRANGER} AND {_NOTHING}",
    "no_contract_unpaid": f"{_WITHOUT_CONTRACT} AND {_NOTHING}",
}
# Figure -> (what is added up, of whom).
SUMMED = {"underpaid_amount": (f"w.owed - ({RECEIVED})", _UNDERPAID)}
# Figure -> (what is gathered, how, of whom). A day that is added only widens these: what stands is gathered with what is new.
GATHERED = {
    "day_mask": ("w.day_mask", "bit_or", _EVERYONE),
    "unregistered_since": ("coalesce(w.first_day, w.month)", "min", _STRANGER),
    "no_contract_since": ("coalesce(w.first_day, w.month)", "min", _WITHOUT_CONTRACT),
    "last_attendance_on": ("w.last_day", "max", _EVERYONE),
}
_WIDENED = {"bit_or": "{old} | {new}", "min": "least({old}, {new})", "max": "greatest({old}, {new})"}
_NOW = {"came": "(w.days > 0)", "twice": "(w.days >= 2)", "outside": "(w.days_outside > 0)"}
_BEFORE = {name: f"w.{name}_before" for name in _NOW}


def _of(of_whom: str, at: dict[str, str]) -> str:
    return f" FILTER (WHERE {of_whom.format(**at)})" if of_whom else ""


def _count(of_whom: str, at: dict[str, str]) -> str:
    return f"count(*){_of(of_whom, at)}"


def _sum(what: str, of_whom: str, at: dict[str, str]) -> str:
    return f"coalesce(sum({what}){_of(of_whom, at)}, 0)"


def _named(expressions: dict[str, str]) -> str:
    return ", ".join(f"{expression} AS {name}" for name, expression in expressions.items())


_GATHER = {name: f"{how}({what}){_of(of_whom, _NOW)}" for name, (what, how, of_whom) in GATHERED.items()}

# -- over all people of a site ----------------------------------------------------------------------
COLUMNS = _named(
    {name: _count(of_whom, _NOW) for name, of_whom in COUNTED.items()}
    | {name: _sum(*parts, _NOW) for name, parts in SUMMED.items()}
    | {"attended_days": "sum(w.days)"}
    | _GATHER
)
# -- over the people of a day, who carry what it gave them (``GAIN``) -------------------------------
GAIN = ", ".join(
    [
        "{days} AS added",
        "t.days - {days} > 0 AS came_before",
        "t.days - {days} >= 2 AS twice_before",
        "t.days_outside - {outside} > 0 AS outside_before",
    ]
)
OF_PEOPLE = (  # what else the figures look at in a person's row
    "month", "project_id", "employer_id", "days", "days_outside", "day_mask", "first_day", "last_day", "is_registered", "has_contract", "is_listed",
    "owed", "paid", "paid_outside", "advance",
)  # fmt: skip
CHANGED = f"({', '.join(_NOW.values())}) IS DISTINCT FROM ({', '.join(_BEFORE.values())})"
MOVES = _named(
    {name: f"{_count(of_whom, _NOW)} - {_count(of_whom, _BEFORE)}" for name, of_whom in COUNTED.items()}
    | {name: f"{_sum(*parts, _NOW)} - {_sum(*parts, _BEFORE)}" for name, parts in SUMMED.items()}
)
GAINED = _named({"attended_days": "sum(w.added)"} | _GATHER)
# -- and into the row ``t`` of the site: ``g`` is what all of them gained, ``c`` what changed -------
MOVED = ", ".join(
    [f"{name} = t.{name} + coalesce(c.{name}, 0)" for name in (*COUNTED, *SUMMED)]
    + ["attended_days = t.attended_days + g.attended_days"]
    + [f"{name} = {_WIDENED[how].format(old=f't.{name}', new=f'g.{name}')}" for name, (_, how, _) in GATHERED.items()]
)
