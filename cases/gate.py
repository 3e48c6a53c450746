"""What stands before the workers' pages: limits by network address and by site, kept as rows."""

import datetime as dt
from dataclasses import dataclass

from cases.queries import intake_counts


@dataclass(frozen=True)
class Limit:
    """At most so many tries of one kind by one key in so many minutes."""

    kind: str
    most: int
    minutes: int

    def is_spent(self, key: str, at: dt.datetime) -> bool:
        """Whether nothing is left, without counting this look."""
        return intake_counts.standing(self.kind, key, at=at, minutes=self.minutes) >= self.most

    def spend(self, key: str, at: dt.datetime, times: int = 1) -> bool:
        """Count so many tries; whether all were still allowed."""
        return all([intake_counts.count(self.kind, key, at=at, minutes=self.minutes) <= self.most for _ in range(times)])


# A whole site may stand behind one address, and a faulty form is sent several times.
SENDING = Limit("send", 40, 10)
# One address sends about many sites only when it is a robot.
SENDING_ANYWHERE = Limit("send_all", 80, 10)
# Keeps a crowd of robots from filling the register; one address alone cannot reach it and so cannot lock a site.
SITE = Limit("site", 1000, 60)
# What one address may store within an hour.
PICTURES = Limit("pictures", 60, 60)
# Ten signs out of thirty-one cannot be guessed in so many tries; a person who mistypes has enough.
WRONG_CODES = Limit("code", 20, 15)
SAYING = Limit("say", 30, 10)
LONGEST = dt.timedelta(hours=2)
