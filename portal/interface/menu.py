"""The side menu: each room declares its items in ``AppConfig.ready``, the shell shows those the actor may use.

    menu.add(MenuItem("监管", "warning_list", "预警处置", "alert-triangle", "earlywarning.list", order=10, tab=True, count=open_warnings))

A section is a group that folds: a long menu shows open the group of the page one is on, and the others with their number of things to do.
``count`` gets the actor and returns the number of things to do (not the number of things that exist); it costs one query
per page, so only where somebody acts on it.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlsplit

from django.urls import NoReverseMatch, Resolver404, resolve, reverse

# In the order of the page; "" stands above all headings.
SECTIONS = ("", "审计", "监管", "检查", "项目", "工资", "资金", "调度", "往来", "人员与机构", "管理", "运行")
SHORT = 14  # a menu with so many items fits beside the first screen and need not fold
TABS = 4  # items of the bottom bar on a phone

Actor = Any
Gate = Callable[[Actor, str], bool]


@dataclass(frozen=True)
class MenuItem:
    section: str
    url_name: str
    label: str
    icon: str
    verb: str
    order: int = 50
    tab: bool = False
    spare_tab: bool = False  # in the bottom bar of whom fewer than four others are offered
    count: Callable[[Actor], int] | None = None
    also: tuple[str, ...] = ()  # further url names under which this item is the current one


@dataclass(frozen=True)
class ShownItem:
    label: str
    icon: str
    url: str
    is_current: bool
    is_tab: bool
    count: int | None


@dataclass(frozen=True)
class Section:
    label: str
    items: tuple[ShownItem, ...]
    is_open: bool = True

    @property
    def count(self) -> int | None:
        """What is to be done inside, for the heading of a folded group."""
        return sum(item.count or 0 for item in self.items) or None


@dataclass
class Registry:
    items: dict[str, MenuItem] = field(default_factory=dict)
    gate: Gate = staticmethod(lambda actor, verb: False)


_registry = Registry()


def add(*items: MenuItem) -> None:
    """Declare menu items; declaring the same address again replaces it."""
    for item in items:
        if item.section not in SECTIONS:
            raise ValueError(f"unknown menu section {item.section!r}, choose from {SECTIONS}")
        _registry.items[item.url_name] = item


def allows(actor: Actor, verb: str) -> bool:
    """Whether the person may use the verb, by the same gate."""
    return actor is not None and _registry.gate(actor, verb)


def opens(actor: Actor, url: str) -> bool:
    """Whether the page at an address of ours is open to the person's verbs: only then is a link to it offered."""
    try:
        declared = getattr(resolve(urlsplit(url).path).func, "page", None)
    except Resolver404:
        return False
    return declared is None or allows(actor, declared.verb)


def use_gate(may: Gate) -> None:
    """Told once by the accounts room: who may use which verb. Until then the menu is empty."""
    _registry.gate = may


def declared() -> tuple[MenuItem, ...]:
    """All declared items, for tests and for the crawler."""
    return tuple(_registry.items.values())


def sections(actor: Actor, *, path: str = "", url_name: str = "", counted: bool = True) -> tuple[Section, ...]:
    """The actor's menu; ``counted=False`` asks the database nothing (error pages)."""
    allowed = sorted((i for i in declared() if _registry.gate(actor, i.verb)), key=lambda i: (SECTIONS.index(i.section), i.order))
    with_address = [(item, url) for item in allowed if (url := _address(item))]
    current = _current(with_address, path, url_name)
    tabs = _tabs([item for item, _ in with_address])
    shown = [(item.section, _show(item, url, item is current, item in tabs, actor if counted else None)) for item, url in with_address]
    home = _home([item for item, _ in with_address], tabs)
    return _folded([Section(label, items) for label in SECTIONS if (items := tuple(s for section, s in shown if section == label))], home)


def _home(items: list[MenuItem], tabs: list[MenuItem]) -> str:
    """The group with most of what stands in the bar of the phone, the daily work; of two that have as many the larger."""
    groups = [label for label in SECTIONS if label and any(item.section == label for item in items)]

    def weight(label: str) -> tuple[int, int]:
        own = [item for item in items if item.section == label]
        return sum(item in tabs for item in own), len(own)

    return max(groups, key=weight, default="")


def _folded(found: list[Section], home: str) -> tuple[Section, ...]:
    """All open where they are few; else the group of the page, and the person's own on a page of no group."""
    if sum(len(section.items) for section in found) <= SHORT:
        return tuple(found)
    here = next((section.label for section in found if section.label and any(item.is_current for item in section.items)), home)
    return tuple(replace(section, is_open=section.label in ("", here)) for section in found)


def _tabs(items: list[MenuItem]) -> list[MenuItem]:
    """The first four that want to be there; where some places are left, those that would like to."""
    first = [item for item in items if item.tab][:TABS]
    return first + [item for item in items if item.spare_tab and not item.tab][: TABS - len(first)]


def _address(item: MenuItem) -> str:
    """Rooms land one by one: an item whose page does not exist yet is not shown."""
    try:
        return reverse(item.url_name)
    except NoReverseMatch:
        return ""


def _current(items: list[tuple[MenuItem, str]], path: str, url_name: str) -> MenuItem | None:
    """By name first; else the longest address that the current path begins with (the desk only by itself)."""
    for item, _ in items:
        if url_name and url_name in (item.url_name, *item.also):
            return item
    matching = [(len(url), item) for item, url in items if url != "/" and path.startswith(url)]
    return max(matching, key=lambda m: m[0])[1] if matching else None


def _show(item: MenuItem, url: str, is_current: bool, is_tab: bool, actor: Actor | None) -> ShownItem:
    count = item.count(actor) if item.count and actor is not None else None
    return ShownItem(item.label, item.icon, url, is_current, is_tab, count or None)
