"""How the tests fill in the workers' form."""

import re

from django.test import Client

from cases.models import Lead
from portal.tenancy.querysets import everywhere
from projects.models import Project
from projects.tokens import complaint_token

FILLED = {
    "months": ["2026-10"],
    "amount": "9,360",
    "group": "one",
    "foreman": "塔吊班组 老郝",
    "name": "王某某",
    "phone": "13900000001",
    "is_name_sealed": "on",
}
CODE = re.compile(r'class="code">([A-Z2-9]{5}-[A-Z2-9]{5})<')


def url(site: Project) -> str:
    return f"/c/{complaint_token(site)}/"


def key_on(page: str) -> str:
    return re.search(r'name="key" value="([^"]+)"', page)[1]


def filled(client: Client, site: Project, **fields) -> dict:
    """The form as the page offers it, filled in by a worker."""
    return {"key": key_on(client.get(url(site)).content.decode())} | FILLED | fields


def complain(client: Client, site: Project, **fields) -> str:
    """A complaint that is accepted; its code."""
    answer = client.post(url(site), filled(client, site, **fields))
    assert answer.status_code == 200, answer.content.decode()
    return CODE.search(answer.content.decode())[1]


def all_leads() -> list[Lead]:
    """Every lead the open scope shows."""
    with everywhere("the test looks at all rows"):
        return list(Lead.objects.order_by("id"))
