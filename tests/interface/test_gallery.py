"""The parts gallery renders, with every part on it, and only in the demo."""

import re

import pytest
from django.conf import settings
from django.test import Client

PARTS = ("p-strip lv-red mk-half st-bad d3-over p-steps p-steps5 p-tl p-law p-empty p-errsum p-progress p-files data-dialog data-chart p-toast p-side").split()


@pytest.mark.django_db
def test_every_part_is_on_the_page():
    body = Client().get("/gallery/").content.decode()
    assert [part for part in PARTS if part not in body] == []


@pytest.mark.django_db
def test_production_has_no_gallery(monkeypatch):
    monkeypatch.setattr(settings, "IS_DEMO", False)
    assert Client().get("/gallery/").status_code == 404


@pytest.mark.django_db
def test_each_id_stands_once():
    ids = re.findall(r'\sid="([^"]+)"', Client().get("/gallery/").content.decode())
    assert sorted(i for i in set(ids) if ids.count(i) > 1) == []
