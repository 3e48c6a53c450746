"""The shortest list of steps that turns the lamps of a project green, in the order in which they can be taken."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from projects.systems.lamps import OK, Missing, SystemRow


@dataclass(frozen=True)
class Step:
    """One act: what, who, until when, which systems wait for it, and whether it alone turns one of them green."""

    text: str
    who: str
    by: dt.date | None
    is_late: bool
    act: str
    target: str
    serves: tuple[str, ...]
    finishes: tuple[str, ...] = ()
    waits: bool = False  # for the step before it


def plan(rows: Iterable[SystemRow]) -> list[Step]:
    """What several lamps miss is done once; first what is late, then what is due first, each before what waits for it.

    Every missing thing names the one act that mends it, so the union of the acts is the smallest list there is.
    """
    rows = list(rows)
    wanted: dict[tuple[str, str], list[tuple[str, Missing]]] = {}
    for row in rows:
        for missing in row.missing:
            wanted.setdefault(_key(missing), []).append((row.title, missing))
    left: dict[str, set] = {}  # lines of several lists may have one name: it is green when all of them are
    for row in rows:
        left.setdefault(row.title, set()).update(_key(missing) for missing in row.missing)
    steps = [_step(found, left) for found in wanted.values()]
    return [step for first in sorted(steps, key=_urgency) for step in (first, *_after(first, wanted))]


def _key(missing: Missing) -> tuple[str, str]:
    """Papers are exchanged in one act; work on the site and with people is one step by its words."""
    return (missing.act, missing.target) if missing.act and missing.act not in ("update", "roster") else (missing.act, missing.text)


def _step(found: list[tuple[str, Missing]], left: dict[str, set]) -> Step:
    serves = tuple(dict.fromkeys(title for title, _ in found))
    ours = [missing for _, missing in found]
    by = min((missing.by for missing in ours if missing.by), default=None)
    text = "；".join(dict.fromkeys(missing.text for missing in ours))
    finishes = tuple(title for title in serves if left[title] == {_key(ours[0])} and not ours[0].then)
    return Step(text, ours[0].who, by, any(missing.is_late for missing in ours), ours[0].act, ours[0].target, serves, finishes)


def _after(step: Step, wanted: dict[tuple[str, str], list[tuple[str, Missing]]]) -> list[Step]:
    """Steps that become possible by this one."""
    found = next(found for found in wanted.values() if found[0][1].act == step.act and found[0][1].target == step.target)
    return [Step(then.text, then.who, then.by, then.is_late, then.act, then.target, step.serves, waits=True) for then in found[0][1].then]


def _urgency(step: Step) -> tuple:
    return (not step.is_late, step.by or dt.date.max, not step.finishes, step.text)


def next_green(rows: Iterable[SystemRow], steps: list[Step]) -> list[tuple[str, list[Step]]]:
    """Systems that are not green yet, those with the fewest steps left first: what turns green next."""
    waiting = [row.title for row in rows if row.established.mark != OK or row.missing]
    found = [(title, [step for step in steps if title in step.serves]) for title in dict.fromkeys(waiting)]
    return sorted(((title, mine) for title, mine in found if mine), key=lambda pair: len(pair[1]))
