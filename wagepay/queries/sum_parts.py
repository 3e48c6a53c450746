"""Parts of the month's sums that the recomputation and the upkeep by single days both write."""

RECEIVED = "w.paid + w.paid_outside + w.advance"
# Short of what the sheet owes, but not one of those who came and got no wage at all (W16 counts them): one cause, one warning.
UNDERPAID = f"w.owed > {RECEIVED} AND NOT (w.days >= 2 AND w.paid + w.paid_outside = 0)"
_STRANGER = "w.days > 0 AND NOT w.is_registered"
_WITHOUT_CONTRACT = "w.days > 0 AND w.is_registered AND NOT w.has_contract"
_NOTHING = f"{RECEIVED} = 0"
# Alias -> expression over WorkerMonth ``w``; attendance moves every one of them.
MOVED_BY_DAYS = {
    "underpaid_count": f"count(*) FILTER (WHERE {UNDERPAID})",
    "underpaid_amount": f"coalesce(sum(w.owed - ({RECEIVED})) FILTER (WHERE {UNDERPAID}), 0)",
    "unregistered_since": f"min(coalesce(w.first_day, w.month)) FILTER (WHERE {_STRANGER})",
    "unregistered_unpaid": f"count(*) FILTER (WHERE {_STRANGER} AND {_NOTHING})",
    "no_contract_since": f"min(coalesce(w.first_day, w.month)) FILTER (WHERE {_WITHOUT_CONTRACT})",
    "no_contract_unpaid": f"count(*) FILTER (WHERE {_WITHOUT_CONTRACT} AND {_NOTHING})",
}
COLUMNS = ", ".join(f"{expression} AS {name}" for name, expression in MOVED_BY_DAYS.items())
NAMES = ", ".join(MOVED_BY_DAYS)
