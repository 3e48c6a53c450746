"""What a person has to do today, told by each room that knows.

@due_today
def leads(actor, on):
    return [Due(f"受理线索：{lead.against}", "今天到期", lead.get_absolute_url()) for lead in …]
"""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from portal.tenancy.policies import PolicyKey, declare_policies
from portal.tenancy.scope import Actor

HOUR = "notices.digest_hour"
MOST_OF_A_ROOM = 20

declare_policies(
    PolicyKey(
        HOUR,
        "每日晨报的发送时刻",
        int,
        "点",
        8,
        "平台建议：上班前一次告诉当天到期的事项",
        "P",
        meaning="每天这个钟点起，给有到期事项的人各发一条晨报。",
        least=0,
        most=23,
    ),
    group="消息",
)


@dataclass(frozen=True)
class Due:
    """One thing that is due today or overdue."""

    title: str
    note: str
    url: str
    is_over: bool = False


Teller = Callable[[Actor, dt.date], Iterable[Due]]
_TELLERS: list[Teller] = []


def due_today(tell: Teller) -> Teller:
    """Declare a room's part; it runs under the person's own scope and asks for his rights itself."""
    if tell not in _TELLERS:
        _TELLERS.append(tell)
    return tell


def due_of(actor: Actor, on: dt.date) -> list[Due]:
    """Everything that is due, what is overdue first."""
    found = [due for tell in _TELLERS for due in list(tell(actor, on))[:MOST_OF_A_ROOM]]
    return sorted(found, key=lambda due: not due.is_over)
