"""/c/<token>/: what a worker sees and sends, and what nobody can do with it."""

import re

import pytest

from cases.models import Lead
from portal.tenancy.querysets import everywhere
from projects.tokens import complaint_token

pytestmark = pytest.mark.django_db


def url(site) -> str:
    return f"/c/{complaint_token(site)}/"


def filled(client, site, **fields) -> dict:
    """The form as the page offers it, filled in by a worker."""
    page = client.get(url(site)).content.decode()
    key = re.search(r'name="key" value="([^"]+)"', page)[1]
    return {"key": key, "months": ["2026-10"], "amount": "9,360", "group": "one", "foreman": "塔吊班组 老郝", "name": "王某某", "phone": "13900000001"} | fields


def leads() -> list[Lead]:
    with everywhere("the test looks at all rows"):
        return list(Lead.objects.all())


def test_the_page_names_the_site_and_needs_no_account(client, site):
    answer = client.get(url(site))
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "样例家园安置房二期" in text and "每月 20 日" in text
    assert "<script" not in text


def test_a_complaint_is_kept_and_its_code_shown(client, site, inspector, tree):
    answer = client.post(url(site), filled(client, site))
    assert answer.status_code == 200
    code = re.search(r'class="code">([A-Z2-9]{5}-[A-Z2-9]{5})<', answer.content.decode())[1]
    from portal.tenancy.scope import acting

    with acting(inspector):
        lead = Lead.objects.visible_to(inspector).get()
        assert (lead.name, lead.phone.plain(), str(lead.amount)) == ("王某某", "13900000001", "9360.00")
        assert lead.project == site
    assert client.get(f"/t/{code}/").status_code == 200
