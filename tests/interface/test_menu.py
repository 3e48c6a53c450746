"""The menu shows what the actor may use and what exists, in the order of the page."""

from types import SimpleNamespace

import pytest

from portal.accounts.enums import Role
from portal.interface import menu, shell
from portal.interface.menu import MenuItem
from portal.tenancy.scope import Actor


@pytest.fixture
def registry(monkeypatch):
    """A registry of its own, with a gate that opens the verbs an actor lists."""
    own = menu.Registry(gate=lambda actor, verb: verb in actor.verbs)
    monkeypatch.setattr(menu, "_registry", own)
    return own


def person(*verbs: str) -> SimpleNamespace:
    return SimpleNamespace(verbs=verbs)


def labels(sections) -> list[tuple[str, list[str]]]:
    return [(s.label, [i.label for i in s.items]) for s in sections]


def test_items_stand_in_their_sections_in_order(registry):
    menu.add(MenuItem("项目", "session_list", "乙", "bell", "v", order=1), MenuItem("监管", "password_change", "丙", "bell", "v", order=9))
    menu.add(MenuItem("监管", "login", "甲", "bell", "v", order=1))
    assert labels(menu.sections(person("v"))) == [("监管", ["甲", "丙"]), ("项目", ["乙"])]


def test_items_without_the_right_or_without_a_page_are_not_shown(registry):
    menu.add(MenuItem("", "login", "有权", "bell", "may"), MenuItem("", "logout", "无权", "bell", "other"), MenuItem("", "no_such_page", "未建", "bell", "may"))
    assert labels(menu.sections(person("may"))) == [("", ["有权"])]


def test_the_current_item_is_known_by_name_or_by_the_longest_address(registry):
    menu.add(MenuItem("", "password_change", "密码", "key", "v"), MenuItem("", "session_list", "登录", "key", "v", also=("session_end",)))

    def current(**where):
        return [i.label for s in menu.sections(person("v"), **where) for i in s.items if i.is_current]

    assert current(url_name="session_end") == ["登录"]
    assert current(path="/account/password/done/") == ["密码"]
    assert current(path="/elsewhere/") == []


def test_counts_are_asked_only_when_wanted_and_zero_is_not_shown(registry):
    asked = []
    menu.add(
        MenuItem("", "login", "预警", "bell", "v", count=lambda actor: asked.append(actor) or 12),
        MenuItem("", "logout", "线索", "bell", "v", count=lambda a: 0),
    )
    assert [i.count for s in menu.sections(person("v")) for i in s.items] == [12, None]
    assert [i.count for s in menu.sections(person("v"), counted=False) for i in s.items] == [None, None]
    assert len(asked) == 1


def test_at_most_four_tabs(registry):
    names = ("login", "logout", "session_list", "password_change", "switch_membership")
    menu.add(*(MenuItem("", n, n, "bell", "v", order=i, tab=True) for i, n in enumerate(names)))
    frame = shell.Shell(menu=menu.sections(person("v")))
    assert [t.label for t in frame.tabs] == list(names[:4])


def test_places_left_in_the_bar_go_to_those_who_would_like_to_be_there(registry):
    menu.add(MenuItem("", "login", "一", "bell", "v", order=1, tab=True), MenuItem("", "logout", "二", "bell", "v", order=2, spare_tab=True))
    menu.add(MenuItem("", "session_list", "三", "bell", "more", order=3, tab=True), MenuItem("", "password_change", "四", "bell", "more", order=4, tab=True))
    menu.add(MenuItem("", "switch_membership", "五", "bell", "more", order=5, tab=True))

    def bar(*verbs: str) -> list[str]:
        return [t.label for t in shell.Shell(menu=menu.sections(person(*verbs))).tabs]

    assert bar("v") == ["一", "二"], "in the order of the page"
    assert bar("v", "more") == ["一", "三", "四", "五"]


def test_the_leader_reaches_his_cases_from_the_bottom_bar():
    actor = Actor(uid=None, username="", name="", role=Role.LEADER)
    assert [t.label for t in shell.Shell(menu=menu.sections(actor, counted=False)).tabs] == ["工作台", "线索", "案件"]


def many(registry, count: int) -> list[str]:
    """So many items in two groups, under addresses without parameters."""
    names = ["login", "logout", "session_list", "password_change", "switch_membership", "desk", "search", "message_list"]
    registry.items = {f"{n}{i}": MenuItem("监管" if i % 2 else "项目", names[i % len(names)], f"第{i}", "bell", "v", order=i, count=lambda a: 2) for i, n in enumerate(names * 2) if i < count}  # fmt: skip
    return [s.label for s in menu.sections(person("v")) if s.is_open]


def test_a_short_menu_lies_open_and_a_longer_one_shows_the_group_of_the_page(registry):
    assert many(registry, menu.SHORT) == ["监管", "项目"]
    assert many(registry, menu.SHORT + 1) == ["项目"], "the larger where the page belongs to no group"
    registry.items["x"] = MenuItem("项目", "own_rights", "这里", "bell", "v")
    found = menu.sections(person("v"), url_name="own_rights")
    assert [(s.label, s.is_open, s.count) for s in found] == [("监管", False, 14), ("项目", True, 16)]
    registry.items["login0"] = MenuItem("监管", "login", "常用", "bell", "v", tab=True)
    assert [s.label for s in menu.sections(person("v")) if s.is_open] == ["监管"], "where most of the daily work is"
    assert [s.count for s in menu.sections(person("v"), counted=False)] == [None, None]


def test_what_stands_above_all_groups_never_folds(registry):
    many(registry, menu.SHORT + 1)
    registry.items["x"] = MenuItem("", "own_rights", "工作台", "bell", "v")
    found = menu.sections(person("v"), url_name="own_rights")
    assert [(s.label, s.is_open) for s in found] == [("", True), ("监管", False), ("项目", True)]


@pytest.mark.parametrize("role", Role)
def test_no_group_of_any_role_is_longer_than_the_eye_takes_in(role):
    actor = Actor(uid=None, username="", name="", role=role)
    found = menu.sections(actor, counted=False)
    assert {s.label: len(s.items) for s in found if len(s.items) > 8} == {}
    shown = sum(len(s.items) for s in found if s.is_open) + sum(1 for s in found if s.label)
    assert shown <= 24, "beside the first screen of 1366 × 768"


@pytest.mark.parametrize(
    ("address", "verbs", "opens"),
    [
        ("/account/sessions/", ["accounts.own"], True),
        ("/account/sessions/?page=2#top", ["accounts.own"], True),
        ("/account/sessions/", ["projects.list"], False),
        ("/login/", [], True),  # a page without a verb is everybody's
        ("/no/such/page/", ["accounts.own"], False),
    ],
)
def test_a_link_is_offered_to_who_may_open_its_page(registry, address: str, verbs: list[str], opens: bool):
    assert menu.opens(person(*verbs), address) is opens


def test_an_unknown_section_is_a_fault_of_the_room(registry):
    with pytest.raises(ValueError, match="unknown menu section"):
        menu.add(MenuItem("杂项", "login", "甲", "bell", "v"))


def test_figures_of_the_frame_are_empty_until_somebody_provides_them(monkeypatch):
    monkeypatch.setattr(shell, "_providers", {})
    assert shell.figures(person()) == {"unread": 0, "as_of": "", "notices": ()}
    shell.provide("unread", lambda actor: 3)
    assert shell.figures(person())["unread"] == 3
    assert shell.figures(None)["unread"] == 0
    with pytest.raises(ValueError, match="no figure"):
        shell.provide("weather", lambda actor: "晴")


def test_every_declared_item_names_an_icon_of_the_sprite():
    from portal.assets import ICONS

    assert [i.url_name for i in menu.declared() if i.icon not in ICONS] == []
