"""What a day of attendance moves in the sums of a site: each figure told once, for the recomputation and for the upkeep by single days.

A figure is an expression over a person's row ``w`` in which ``{days}`` and ``{outside}`` stand for the days and the days after the exit. The recomputation
puts the row's own there. The upkeep puts them there twice, as they are and as they were before the day, and adds the difference to what stands.
"""

RECEIVED = "w.paid + w.paid_outside + w.advance"
NOTHING = f"{RECEIVED} = 0"
# Short of what the sheet owes, but not one of those who came and got no wage at all (W16 counts them): one cause, one warning.
_UNDERPAID = f"w.owed > {RECEIVED} AND NOT ({{days}} >= 2 AND w.paid + w.paid_outside = 0)"
EVERYONE = ""
_STRANGER = "{days} > 0 AND NOT w.is_registered"
_WITHOUT_CONTRACT = "{days} > 0 AND w.is_registered AND NOT w.has_contract"

# People of whom it is true.
COUNTED = {
    "attended": "{days} > 0",
    "attended_2days": "{days} >= 2",
    "attended_registered": "{days} > 0 AND w.is_registered",
    "attended_with_contract": "{days} > 0 AND w.is_registered AND w.has_contract",
    "missing_listed": "{days} >= 2 AND NOT w.is_listed",
    "missing_paid": "{days} >= 2 AND w.paid + w.paid_outside = 0",
    "listed_without_attendance": "w.is_listed AND {days} = 0",
    "paid_without_attendance": "w.paid + w.paid_outside > 0 AND {days} = 0",
    "no_contract_count": "({days} > 0 OR w.is_listed) AND NOT w.has_contract",
    "after_exit_count": "{outside} > 0",
    "underpaid_count": _UNDERPAID,
    "unregistered_unpaid": f"{_STRANGER} AND {NOTHING}",
    "no_contract_unpaid": f"{_WITHOUT_CONTRACT} AND {NOTHING}",
}
# Figure -> (what is added up, of whom).
SUMMED = {
    "attended_days": ("{days}", EVERYONE),
    "underpaid_amount": (f"w.owed - ({RECEIVED})", _UNDERPAID),
}
# Figure -> (what is gathered, how, of whom). A day that is added only widens these: what stands is gathered with what is new.
GATHERED = {
    "day_mask": ("w.day_mask", "bit_or", EVERYONE),
    "unregistered_since": ("coalesce(w.first_day, w.month)", "min", _STRANGER),
    "no_contract_since": ("coalesce(w.first_day, w.month)", "min", _WITHOUT_CONTRACT),
    "last_attendance_on": ("w.last_day", "max", EVERYONE),
}
_WIDENED = {"bit_or": "{old} | {new}", "min": "least({old}, {new})", "max": "greatest({old}, {new})"}
_NOW, _BEFORE = {"days": "w.days", "outside": "w.days_outside"}, {"days": "(w.days - w.added)", "outside": "(w.days_outside - w.added_outside)"}
NAMES = (*COUNTED, *SUMMED, *GATHERED)


def _of(of_whom: str, at: dict[str, str]) -> str:
    return f" FILTER (WHERE {of_whom.format(**at)})" if of_whom else ""


def _count(of_whom: str, at: dict[str, str]) -> str:
    return f"count(*){_of(of_whom, at)}"


def _sum(what: str, of_whom: str, at: dict[str, str]) -> str:
    return f"coalesce(sum({what.format(**at)}){_of(of_whom, at)}, 0)"


def _gather(what: str, how: str, of_whom: str) -> str:
    return f"{how}({what}){_of(of_whom, _NOW)}"


# -- over all people of a site ----------------------------------------------------------------------
COLUMNS = ", ".join(
    f"{expression} AS {name}"
    for name, expression in {
        **{name: _count(of_whom, _NOW) for name, of_whom in COUNTED.items()},
        **{name: _sum(*parts, _NOW) for name, parts in SUMMED.items()},
        **{name: _gather(*parts) for name, parts in GATHERED.items()},
    }.items()
)
# -- over the people of a day, who carry what it added: ``w.added``, ``w.added_outside`` ------------
MOVES = ", ".join(
    f"{expression} AS {name}"
    for name, expression in {
        **{name: f"{_count(of_whom, _NOW)} - {_count(of_whom, _BEFORE)}" for name, of_whom in COUNTED.items()},
        **{name: f"{_sum(*parts, _NOW)} - {_sum(*parts, _BEFORE)}" for name, parts in SUMMED.items()},
        **{name: _gather(*parts) for name, parts in GATHERED.items()},
    }.items()
)
# -- and into the row ``t`` of the site, from the moves ``p`` ---------------------------------------
MOVED = ", ".join(
    f"{name} = {expression}"
    for name, expression in {
        **{name: f"t.{name} + p.{name}" for name in (*COUNTED, *SUMMED)},
        **{name: _WIDENED[how].format(old=f"t.{name}", new=f"p.{name}") for name, (_, how, _) in GATHERED.items()},
    }.items()
)
# What the moves look at in a person's row.
OF_PEOPLE = (
    "month", "project_id", "employer_id", "days", "days_outside", "day_mask", "first_day", "last_day", "is_registered", "has_contract", "is_listed",
    "owed", "paid", "paid_outside", "advance",
)  # fmt: skip
