"""The shapes of the matrix: lamp, missing thing, row."""

import datetime as dt
from dataclasses import dataclass, field

OK, HALF, OFF, UNKNOWN = "ok", "half", "x", "none"
MARKS = (OK, HALF, OFF, UNKNOWN)
WORDS = {OK: "到位", HALF: "部分", OFF: "未到位", UNKNOWN: "暂无数据"}
NOT_REQUIRED = "不要求"
GENERAL_CONTRACTOR = "施工总承包单位"
OWNER = "建设单位"


@dataclass(frozen=True)
class Missing:
    """One thing to be done: what, by whom, by when (None: at once, or no term in law).

    ``act`` names the act of this room that does it and ``target`` what it acts on, so that two items which wait for the same
    act are one step; ``then`` are the steps that can be taken only afterwards.
    """

    text: str
    who: str
    by: dt.date | None = None
    is_late: bool = False
    act: str = ""
    target: str = ""
    then: tuple["Missing", ...] = ()


@dataclass(frozen=True)
class Lamp:
    """``mark`` is one of ok, half, x, none; ``text`` says on what it rests, ``on`` of which day the evidence is."""

    mark: str
    text: str
    on: dt.date | None = None
    missing: tuple[Missing, ...] = ()
    words: str = field(default="")

    def __post_init__(self) -> None:
        if not self.words:
            object.__setattr__(self, "words", WORDS[self.mark])


@dataclass(frozen=True)
class SystemRow:
    """One system or one item of a checklist: its name, its articles, its two lamps, and the elements they were made of."""

    key: str
    title: str
    law: str
    established: Lamp
    operating: Lamp
    elements: tuple[tuple[str, Lamp], ...] = ()

    @property
    def missing(self) -> tuple[Missing, ...]:
        return self.established.missing + self.operating.missing

    @property
    def checked_on(self) -> dt.date | None:
        """The newest evidence of the row."""
        return max((lamp.on for lamp in (self.established, self.operating) if lamp.on), default=None)

    @property
    def is_waived(self) -> bool:
        """The place does not ask works so small or short to establish the system, so nothing of it can run."""
        return self.established.words == NOT_REQUIRED and self.operating.mark == UNKNOWN

    @property
    def is_complete(self) -> bool:
        return self.established.mark == OK and self.operating.mark in (OK, UNKNOWN)
