"""Template tags: marks always with words, icons only from the sprite."""

import datetime as dt

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.test import RequestFactory

from portal.lib.clock import SHANGHAI


def render(source: str, **context) -> str:
    return Template("{% load interface %}" + source).render(Context(context)).strip()


@pytest.mark.parametrize(("level", "words"), [("red", "红"), ("yellow", "黄"), ("blue", "蓝"), ("ok", "正常"), ("", "未监测"), ("purple", "未监测")])
def test_a_level_never_stands_without_its_word(level, words):
    html = render("{% level name %}", name=level)
    assert words in html
    assert 'class="lv lv-' in html


def test_the_words_of_a_mark_are_escaped():
    assert "&lt;b&gt;" in render('{% mark "ok" words %}', words="<b>")


def test_an_icon_outside_the_sprite_is_a_fault_of_the_template():
    with pytest.raises(TemplateSyntaxError, match="unicorn"):
        render('{% icon "unicorn" %}')


def test_an_icon_is_hidden_from_readers_unless_it_has_a_label():
    assert 'aria-hidden="true"' in render('{% icon "bell" %}')
    assert 'aria-label="消息"' in render('{% icon "bell" "消息" %}')


def test_an_unknown_kind_of_state_is_refused():
    with pytest.raises(ValueError, match="unknown kind"):
        render('{% state "处置中" "doing" %}')


def test_time_left_takes_the_instant_it_is_given():
    at = dt.datetime(2026, 1, 15, 9, 0, tzinfo=SHANGHAI)
    html = render("{% time_left due start at %}", due=at + dt.timedelta(hours=6), start=None, at=at)
    assert "d3-today" in html
    assert "f-92" in html
    assert "剩余 6 小时" in html


@pytest.mark.parametrize(("value", "top", "share"), [(247, 264, 94), (0, 0, 0), (12, 10, 100), (-3, 10, 0), (None, 10, 0)])
def test_bars_stay_between_nothing_and_full(value, top, share):
    assert f'class="w-{share}"' in render("{% bar value top %}", value=value, top=top)


def test_url_with_changes_one_parameter_and_keeps_the_others():
    request = RequestFactory().get("/x/", {"level": ["red", "blue"], "page": "3"})
    assert render("{% url_with page=None q='样例' %}", request=request) == "?level=red&amp;level=blue&amp;q=%E6%A0%B7%E4%BE%8B"
