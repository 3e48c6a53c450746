"""The people every room tests with: actors of two cities, and browsers signed in as them.

``tree`` are the divisions (tests/make/tenancy.py). Each actor's fixture is made only when a test names it. An enterprise
gains its projects afterwards: use ``again(actor)`` (tests/make/accounts.py) for the scope of now. ``client_of(actor)`` is
a test browser with a real session.
"""

import pytest
from django.conf import settings
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.utils import timezone

from portal.accounts.actions.sign_in import sign_in
from portal.accounts.actions.switch_membership import switch_membership
from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.accounts.sessions import MEMBERSHIP, STEP_UP, SessionStore
from portal.lib import clock
from portal.tenancy.enums import OrganisationKind
from portal.tenancy.scope import Actor
from tests.demonstration import demo, demo_connection, demo_database, few_sites  # noqa: F401  (fixtures of the same plugin)
from tests.make import accounts, tenancy
from tests.make.tenancy import Tree

CAST = (
    "city_office", "county_inspector", "neighbour_inspector", "other_county_inspector", "industry_officer", "grid_officer",
    "contractor", "subcontractor", "owner", "bank", "admin", "auditor", "operator",
)  # fmt: skip


def request_of(user: User) -> HttpRequest:
    """A request with an empty session, as the sign-in page gets it."""
    request = RequestFactory().get("/")
    request.session = SessionStore()
    request.user = user
    return request


def signed_in(actor: Actor, *proved: str) -> Client:
    """A browser in which the actor has signed in and acts under this very membership, and has just proved himself for these kinds of act."""
    user = User.objects.get(pk=actor.user_id)
    request = request_of(user)
    sign_in(request, user, on=clock.today(), at=timezone.now())
    if request.session[MEMBERSHIP] != actor.membership_id:
        switch_membership(request, actor.membership_id, on=clock.today())
    request.session[STEP_UP] = {kind: timezone.now().isoformat() for kind in proved}
    request.session.save()
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = request.session.session_key
    return client


@pytest.fixture
def client_of():
    """Function: a signed-in browser of an actor; ``client_of(actor, "reveal")`` has proved himself for that kind of act."""
    return signed_in


@pytest.fixture
def tree(db) -> Tree:
    return tenancy.tree()


@pytest.fixture
def city_office(tree) -> Actor:
    """阳泉市's leading-group office: reads all its counties, writes the city's own rows."""
    office = tenancy.authority(tree.city, "阳泉市根治拖欠农民工工资工作领导小组办公室")
    return accounts.actor(Role.OFFICE, region=tree.city, organisation=office, person=accounts.user("yq-office", "样例市办"))


@pytest.fixture
def county_inspector(tree) -> Actor:
    """An inspector of 平定县."""
    return accounts.actor(Role.INSPECTOR, region=tree.county, person=accounts.user("pd-inspector", "样例监察甲"))


@pytest.fixture
def neighbour_inspector(tree) -> Actor:
    """An inspector of 盂县, another county of the same city."""
    return accounts.actor(Role.INSPECTOR, region=tree.neighbour, person=accounts.user("yx-inspector", "样例监察乙"))


@pytest.fixture
def other_county_inspector(tree) -> Actor:
    """An inspector of 郏县 in another city."""
    return accounts.actor(Role.INSPECTOR, region=tree.other_county, person=accounts.user("jx-inspector", "样例监察丙"))


@pytest.fixture
def industry_officer(tree) -> Actor:
    """平定县's housing department."""
    department = tenancy.housing_department(tree.county)
    return accounts.actor(Role.DEPARTMENT, region=tree.county, organisation=department, person=accounts.user("pd-zhujian", "样例住建"))


@pytest.fixture
def grid_officer(tree) -> Actor:
    """A grid officer of 冠山镇 in 平定县."""
    return accounts.actor(Role.GRID, region=tree.county, townships=[tree.township.pk], person=accounts.user("pd-grid", "样例网格员"))


@pytest.fixture
def contractor(db) -> Actor:
    """A general contractor's wage officer."""
    return accounts.actor(Role.CONTRACTOR, organisation=tenancy.enterprise("示例建设集团有限公司"), person=accounts.user("contractor", "样例劳资专管员"))


@pytest.fixture
def subcontractor(db) -> Actor:
    """A labour subcontractor's clerk."""
    return accounts.actor(Role.SUBCONTRACTOR, organisation=tenancy.enterprise("样例劳务有限公司"), person=accounts.user("subcontractor", "样例分包劳资员"))


@pytest.fixture
def owner(db) -> Actor:
    """A project owner's clerk."""
    return accounts.actor(Role.OWNER, organisation=tenancy.enterprise("样例置业有限公司"), person=accounts.user("owner", "样例业主"))


@pytest.fixture
def bank(db) -> Actor:
    """An officer of the bank that keeps special wage accounts."""
    return accounts.actor(Role.BANK, organisation=tenancy.bank("示例银行样例支行"), person=accounts.user("bank", "样例柜员"))


@pytest.fixture
def admin(tree) -> Actor:
    """阳泉市's tenant administrator."""
    return accounts.actor(Role.ADMIN, region=tree.city, person=accounts.user("admin-yq", "样例管理员"))


@pytest.fixture
def auditor(tree) -> Actor:
    """阳泉市's auditor: reads everything there, writes nothing."""
    return accounts.actor(Role.AUDITOR, region=tree.city, person=accounts.user("auditor-yq", "样例审计员"))


@pytest.fixture
def operator(db) -> Actor:
    """Keeps divisions and registers for all tenants and sees none of their rows."""
    unit = tenancy.organisation(OrganisationKind.EXTERNAL, "平台运维单位")
    return accounts.actor(Role.OPERATOR, organisation=unit, person=accounts.user("operator", "样例运维"))
