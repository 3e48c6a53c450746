"""When a failed delivery is tried again, and when it is given up."""

import datetime as dt

FIRST, LONGEST = dt.timedelta(minutes=1), dt.timedelta(hours=2)
MOST_ATTEMPTS = 8


def wait_after(attempts: int) -> dt.timedelta:
    """Twice as long after each attempt, at most two hours: 1, 2, 4, 8, 16, 32, 64 minutes."""
    return min(FIRST * 2 ** min(attempts - 1, 7), LONGEST)


def is_spent(attempts: int) -> bool:
    return attempts >= MOST_ATTEMPTS
