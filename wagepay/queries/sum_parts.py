"""What a day of attendance moves in the sums of a site: each figure told once, for the recomputation and for the upkeep by single days.

A figure is an expression over a person's row ``w`` in which ``{came}``, ``{twice}`` and ``{outside}`` say whether he came at all, two days or more, after his
exit. The recomputation asks the row itself. The upkeep asks twice, as it is and as it was before the day, and adds the difference to what stands; a person who
has been here two days before and after it, as most in the middle of a month, makes no difference and is not asked.
"""

RECEIVED = "w.paid + w.paid_outside + w.advance"
_NOTHING = f"{RECEIVED} = 0"
_EVERYONE = ""
# Short of what the sheet owes, but not one of those who came and got no wage at all (W16 counts them): one cause, one warning.
_UNDERPAID = f"w.owed > {RECEIVED} AND NOT ({{twice}} AND w.paid + w.paid_outside = 0)"
# What is true of few people stands first: the rest of the condition is then reckoned for them alone.
_STRANGER = "NOT w.is_registered AND {came}"
_WITHOUT_CONTRACT = "NOT w.has_contract AND w.is_registered AND {came}"

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
GAIN = "{days} AS added, {outside} AS added_outside, NOT (t.days >= 2 AND t.days - {days} >= 2 AND {outside} = 0) AS is_asked"
OF_PEOPLE = (  # what else the figures look at in a person's row
    "month", "project_id", "employer_id", "days", "days_outside", "day_mask", "first_day", "last_day", "is_registered", "has_contract", "is_listed",
    "owed", "paid", "paid_outside", "advance",
)  # fmt: skip
_BEFORE = {"came": "(w.days - w.added > 0)", "twice": "(w.days - w.added >= 2)", "outside": "(w.days_outside - w.added_outside > 0)"}
_NUMBERS, _FIGURES = (*COUNTED, *SUMMED), (*COUNTED, *SUMMED, "attended_days", *GATHERED)
_NOTHING_TOLD = dict.fromkeys(_FIGURES, "NULL")
# Each figure is told by one of these two rows of a site: by what all of them gained, or by what moved among those who are asked.
GAINED = _named(_NOTHING_TOLD | {"attended_days": "sum(w.added)"} | _GATHER)
MOVES = _named(
    _NOTHING_TOLD
    | {name: f"{_count(of_whom, _NOW)} - {_count(of_whom, _BEFORE)}" for name, of_whom in COUNTED.items()}
    | {name: f"{_sum(*parts, _NOW)} - {_sum(*parts, _BEFORE)}" for name, parts in SUMMED.items()}
)
BOTH = _named({name: f"max({name})" for name in _FIGURES})
# -- and into the row ``t`` of the site: ``g`` is both ---------------------------------------------
MOVED = ", ".join(
    [f"{name} = t.{name} + coalesce(g.{name}, 0)" for name in _NUMBERS]
    + ["attended_days = t.attended_days + g.attended_days"]
    + [f"{name} = {_WIDENED[how].format(old=f't.{name}', new=f'g.{name}')}" for name, (_, how, _) in GATHERED.items()]
)
