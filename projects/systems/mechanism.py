"""One mechanism under every checklist: elements judge the evidence of a project, items gather elements into two lamps."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from projects.systems.evidence import Evidence
from projects.systems.lamps import HALF, NOT_REQUIRED, OFF, OK, UNKNOWN, Lamp, SystemRow

BUILT, RUNS = "built", "runs"
ASPECTS = {BUILT: "制度建立", RUNS: "实际运转"}
NOT_ASKED = Lamp(UNKNOWN, "", words="不单列")
WAIVED = Lamp(UNKNOWN, "小额短期工程，本地不要求", words=NOT_REQUIRED)


@dataclass(frozen=True)
class Element:
    """The smallest thing that is judged: one duty, its article, and the function that finds it fulfilled or not."""

    code: str
    title: str
    law: str
    aspect: str
    judge: Callable[[Evidence], Lamp]

    @property
    def mark_key(self) -> str:
        """Under which its own mark stands among those of the lamps, where somebody asks for it."""
        return f"element/{self.code}"


@dataclass(frozen=True)
class Item:
    """A line of a checklist; its lamps follow from its elements."""

    key: str
    title: str
    law: str
    elements: tuple[Element, ...]


@dataclass
class Judged:
    """The lamps of one project, each element judged once however many checklists ask for it."""

    evidence: Evidence
    _lamps: dict[str, Lamp] = field(default_factory=dict)

    def lamp(self, element: Element) -> Lamp:
        if element.code not in self._lamps:
            self._lamps[element.code] = WAIVED if element.code in self.evidence.waived else element.judge(self.evidence)
        return self._lamps[element.code]

    def row(self, item: Item) -> SystemRow:
        found = [(element, self.lamp(element)) for element in item.elements]
        elements = tuple((element.title, lamp) for element, lamp in found)
        return SystemRow(item.key, item.title, item.law, _of(found, BUILT, built_mark), _of(found, RUNS, runs_mark), elements)


def _of(found: Sequence[tuple[Element, Lamp]], aspect: str, mark_of: Callable[[Sequence[str]], str]) -> Lamp:
    """The lamp of one aspect; what is waived neither counts nor keeps the others from being good, unless all of it is."""
    lamps = [lamp for element, lamp in found if element.aspect == aspect]
    return together([lamp for lamp in lamps if lamp is not WAIVED] or lamps[:1], mark_of)


def built_mark(marks: Sequence[str]) -> str:
    """A system is established when all its parts are there, not at all when none is; what cannot be told does not count."""
    told = {mark for mark in marks if mark != UNKNOWN}
    if not told:
        return UNKNOWN
    return told.pop() if len(told) == 1 else HALF


def runs_mark(marks: Sequence[str]) -> str:
    """A system operates as well as its worst part; where nothing is wrong but something is not known, nobody may call it good."""
    return next(mark for mark in (OFF, HALF, UNKNOWN, OK) if mark in marks)


def together(lamps: Sequence[Lamp], mark_of: Callable[[Sequence[str]], str]) -> Lamp:
    """Several lamps as one, with all they say and all they miss."""
    if not lamps:
        return NOT_ASKED
    mark = mark_of([lamp.mark for lamp in lamps])
    told = [lamp for lamp in lamps if lamp.text] or lamps
    said = [lamp for lamp in told if lamp.mark != UNKNOWN] or told[:1]
    return Lamp(
        mark,
        _said_once(dict.fromkeys(lamp.text for lamp in said)),
        max((lamp.on for lamp in lamps if lamp.on), default=None),
        tuple(missing for lamp in lamps for missing in lamp.missing),
        next((lamp.words for lamp in said if lamp.mark == mark), ""),
    )


def _said_once(texts: Iterable[str]) -> str:
    """All of them in one sentence; what one begins with like the one before it (12 人在场，…) is said the first time alone."""
    said, opening = [], ""
    for text in texts:
        begins, comma, rest = text.partition("，")
        said.append(rest if comma and begins == opening else text)
        opening = begins
    return "，".join(said)
