"""The crawler visits each kind of page once and names its pictures so that they can be found."""

import pytest

from tools import crawl


def test_two_objects_of_one_kind_are_one_page():
    assert crawl.pattern("/projects/140321-2026-1/") == crawl.pattern("/projects/140322-2026-9/")
    assert crawl.pattern("/account/password/") != crawl.pattern("/account/sessions/")


def test_order_and_page_number_make_no_new_page_but_a_filter_does():
    assert crawl.pattern("/gallery/?sort=-due&page=3&per=50") == crawl.pattern("/gallery/")
    assert crawl.pattern("/gallery/?level=red") == crawl.pattern("/gallery/?level=blue")
    assert crawl.pattern("/gallery/?level=red") != crawl.pattern("/gallery/")


def test_addresses_nobody_serves_stand_for_themselves():
    assert crawl.pattern("/no/such/1/") != crawl.pattern("/no/such/2/")


@pytest.mark.parametrize(("path", "name"), [("/", "desk"), ("/projects/140321-2026-1/", "projects-140321-2026-1"), ("/x/?q=样例", "x-q-样例")])
def test_pictures_are_named_after_the_address(path, name):
    assert crawl.file_name(path) == name


@pytest.mark.parametrize("path", ["/static/css/portal.css", "/logout/", "/health/ready"])
def test_what_is_no_page_is_skipped(path):
    assert crawl.SKIPPED.match(path)
