"""The administrator's people: only his own tenant's, opened by link, stopped at once, everything in the trail."""

import datetime as dt
import io

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from portal.accounts.actions.add_user import new_user
from portal.accounts.actions.issue_link import issue_link
from portal.accounts.actions.keeping import keeps
from portal.accounts.actions.suspend_user import suspend_user
from portal.accounts.actions.use_link import use_link
from portal.accounts.enums import Role
from portal.accounts.models import Membership, OneTimeLink, User
from portal.audit.models import Entry
from portal.lib.errors import Refused
from portal.tenancy.actors import system_actor
from tests.accounts.test_sign_in import fail, sign_in
from tests.make import accounts, tenancy
from tests.make.accounts import PASSWORD

pytestmark = pytest.mark.django_db
GOOD = "Fen-He-2020-shui"


@pytest.fixture
def browser(client_of, admin) -> Client:
    return client_of(admin, "rights", "keys", "export")


@pytest.fixture
def clerk(contractor, tree) -> User:
    """An enterprise's clerk whose account the administrator's tenant opened."""
    User.objects.filter(pk=contractor.user_id).update(opened_in=tree.city)
    return User.objects.get(pk=contractor.user_id)


def person(actor) -> User:
    return User.objects.get(pk=actor.user_id)


def path(user: User, end: str = "") -> str:
    return f"/accounts/users/{user.uid}/{end}"


def shown(browser: Client, query: str = "") -> set[str]:
    return {row.username for row in browser.get(f"/accounts/users/{query}").context["table"].page.object_list}


class TestWhoIsSeen:
    def test_everybody_with_a_role_in_ones_regions_and_the_clerks_of_ones_own(
        self, browser, county_inspector, neighbour_inspector, other_county_inspector, clerk, subcontractor
    ):
        assert shown(browser) == {"admin-yq", "pd-inspector", "yx-inspector", "contractor"}

    def test_a_person_of_another_tenant_is_not_there_under_any_address(self, browser, other_county_inspector, subcontractor):
        for stranger in (person(other_county_inspector), person(subcontractor)):
            for end in ("", "edit/", "link/", "suspend/", "resume/", "sessions/", "unlock/", "second-factor/"):
                for ask in (browser.get, browser.post):
                    assert (end, ask(path(stranger, end), {"reason": "试一试别人的"}).status_code) == (end, 404)
            assert person(other_county_inspector).is_active

    def test_of_a_person_of_two_tenants_he_sees_his_own_part_and_touches_nothing(self, browser, admin, county_inspector, tree):
        both = person(county_inspector)
        accounts.membership(Role.INSPECTOR, region=tree.other_county, person=both, organisation=tenancy.authority(tree.other_county, "郏县样例局"))
        page = browser.get(path(both)).content.decode()
        assert "平定县人力资源和社会保障局" in page and "郏县样例局" not in page and "重置密码" not in page
        assert not keeps(admin, both)
        for act in (
            lambda: issue_link(actor=admin, user=both, at=timezone.now()),
            lambda: suspend_user(actor=admin, user=both, reason="越权", at=timezone.now()),
        ):
            with pytest.raises(Refused, match="郏县"):
                act()
        for end in ("edit/", "link/", "suspend/"):
            for ask in (browser.get, browser.post):
                answer = ask(path(both, end), {"reason": "两边都有任职的人", "name": "改名"})
                assert answer.status_code == 404 and "郏县样例局" not in answer.content.decode()
        assert browser.get("/accounts/users/?q=pd-inspector").content.decode().count("郏县样例局") == 0

    def test_a_clerk_belongs_to_the_tenant_that_opened_his_account(self, admin, contractor, clerk, subcontractor, tree):
        assert keeps(admin, clerk)
        assert not keeps(admin, person(subcontractor))
        User.objects.filter(pk=clerk.pk).update(opened_in=tree.other_city)
        assert not keeps(admin, User.objects.get(pk=clerk.pk))

    @pytest.mark.parametrize("who", ["city_office", "county_inspector", "contractor", "bank"])
    def test_others_have_no_such_page(self, request, client_of, who):
        assert client_of(request.getfixturevalue(who)).get("/accounts/users/").status_code == 403

    def test_the_auditor_reads_and_changes_nothing(self, client_of, auditor, county_inspector):
        client = client_of(auditor, "rights", "keys", "export")
        assert "pd-inspector" in shown(client)
        page = client.get(path(person(county_inspector))).content.decode()
        assert "重置密码" not in page and "停用</a>" not in page
        for end in ("edit/", "link/", "suspend/"):
            assert client.post(path(person(county_inspector), end), {"reason": "审计员来停用"}).status_code == 403


class TestList:
    def test_it_is_filtered_by_text_role_organisation_region_and_state(self, browser, admin, county_inspector, neighbour_inspector, clerk, tree):
        suspend_user(actor=admin, user=person(neighbour_inspector), reason="调离", at=timezone.now())
        invited = new_user(actor=admin, username="new-one", name="新来的", at=timezone.now())
        assert shown(browser, "?q=监察甲") == {"pd-inspector"}
        assert shown(browser, "?q=PD-INS") == {"pd-inspector"}
        assert shown(browser, "?role=inspector") == {"pd-inspector", "yx-inspector"}
        assert shown(browser, "?organisation=示例建设") == {"contractor"}
        assert shown(browser, f"?region={tree.county.pk}") == {"pd-inspector"}
        assert shown(browser, "?state=suspended") == {"yx-inspector"}
        assert shown(browser, "?state=invited") == {invited.username}
        assert shown(browser, "?state=in_use") == {"admin-yq", "pd-inspector", "contractor"}
        assert "没有符合条件" in browser.get("/accounts/users/?q=nobody").content.decode() or shown(browser, "?q=nobody") == set()

    def test_it_is_sorted(self, browser, county_inspector, neighbour_inspector):
        names = [row.username for row in browser.get("/accounts/users/?sort=-name").context["table"].page.object_list]
        assert names == sorted(names, key=lambda name: User.objects.get(username=name).name, reverse=True)

    def test_it_costs_the_same_for_three_more_people(self, browser, tree, county_inspector):
        browser.get("/accounts/users/")
        with CaptureQueriesContext(connection) as before:
            browser.get("/accounts/users/")
        for _ in range(3):
            accounts.membership(Role.INSPECTOR, region=tree.county)
        with CaptureQueriesContext(connection) as after:
            browser.get("/accounts/users/")
        assert len(after) == len(before) <= 30

    def test_the_export_has_the_same_people_and_asks_for_the_proof(self, browser, client_of, admin, county_inspector, other_county_inspector):
        sheet = load_workbook(io.BytesIO(browser.get("/accounts/users/export/?role=inspector").content)).active
        rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
        assert [row[1] for row in rows] == ["账号", "pd-inspector"]
        assert client_of(admin).get("/accounts/users/export/").headers["Location"].startswith("/account/confirm/export/")


class TestInviting:
    FORM = {"username": "pd-new", "name": "新监察", "role": "inspector", "title": "监察员", "townships": ""}

    def test_a_person_is_opened_invited_and_chooses_his_own_password(self, browser, admin, county_inspector, tree):
        form = self.FORM | {"organisation": "平定县人力资源和社会保障局", "region": tree.county.pk}
        led = browser.post("/accounts/users/new/", form)
        made = User.objects.get(username="pd-new")
        assert led.headers["Location"] == path(made, "link/")
        assert (made.opened_in_id, made.state, made.has_usable_password()) == (admin.region_id, "invited", False)
        membership = Membership.objects.get(user=made)
        assert (membership.role, membership.region, membership.title) == (Role.INSPECTOR, tree.county, "监察员")
        assert "邀请链接" in browser.get(path(made, "link/")).content.decode()
        address = browser.post(path(made, "link/")).context["address"]
        visitor = Client()
        assert "新监察，请设置您的密码" in visitor.get(address).content.decode()
        assert visitor.post(address, {"new": "short", "again": "short"}).context["form"].errors["new"]
        assert visitor.post(address, {"new": GOOD, "again": GOOD}).headers["Location"] == "/login/"
        visitor.post("/login/", {"username": "pd-new", "password": GOOD})
        assert visitor.get("/account/sessions/").status_code == 200
        assert [entry.verb for entry in Entry.objects.filter(object_uid=str(made.uid)).order_by("id")] == [
            "accounts.add_user", "accounts.link_invite", "accounts.choose_password", "accounts.sign_in",
        ]  # fmt: skip

    def test_what_does_not_fit_is_told_at_its_field_and_nothing_is_saved(self, browser, tree, county_inspector):
        good = self.FORM | {"organisation": "平定县人力资源和社会保障局", "region": tree.county.pk}
        for field, value in (("organisation", "没有的局"), ("username", "王二"), ("region", tree.other_county.pk), ("region", ""), ("role", "king")):
            answer = browser.post("/accounts/users/new/", good | {field: value})
            assert answer.status_code == 200 and answer.context["form"].errors, field
        assert browser.post("/accounts/users/new/", good | {"username": "pd-inspector"}).context["form"].errors
        assert not User.objects.filter(username="pd-new").exists()

    def test_a_clerk_is_opened_by_credit_code_without_region(self, browser, tree):
        firm = tenancy.enterprise("样例建工集团有限公司")
        browser.post("/accounts/users/new/", self.FORM | {"role": "contractor", "organisation": firm.uscc.lower(), "region": ""})
        assert Membership.objects.get(user__username="pd-new").organisation == firm
        assert "pd-new" in shown(browser)

    def test_a_grid_officer_gets_his_townships_by_name(self, browser, tree, county_inspector):
        form = self.FORM | {"role": "grid", "organisation": "平定县人力资源和社会保障局", "region": tree.county.pk, "townships": "冠山镇、冶西镇"}
        browser.post("/accounts/users/new/", form)
        assert set(Membership.objects.get(user__username="pd-new").townships) == {tree.township.pk, tree.other_township.pk}


class TestLinks:
    @pytest.fixture
    def invited(self, admin) -> User:
        return new_user(actor=admin, username="pd-new", name="新来的", at=timezone.now())

    def test_a_link_opens_once(self, client, admin, invited):
        token = issue_link(actor=admin, user=invited, at=timezone.now()).token
        use_link(token=token, password=GOOD, at=timezone.now())
        assert client.get(f"/welcome/{token}/").status_code == 404
        with pytest.raises(Refused, match="已用过"):
            use_link(token=token, password="Sang-Gan-2020", at=timezone.now())

    def test_a_second_link_puts_the_first_out_and_there_is_never_more_than_one(self, client, admin, invited):
        first, second = (issue_link(actor=admin, user=invited, at=timezone.now()).token for _ in range(2))
        assert client.get(f"/welcome/{first}/").status_code == 404
        assert client.get(f"/welcome/{second}/").status_code == 200
        assert OneTimeLink.objects.open_at(timezone.now()).count() == 1

    def test_it_lives_for_the_tenants_hours_and_no_second_longer(self, admin, invited, tree):
        tenancy.policy_row(tree.city, "accounts.link_hours", 2)
        begun = timezone.now()
        link = issue_link(actor=admin, user=invited, at=begun)
        assert OneTimeLink.objects.of_token(link.token).open_at(begun + dt.timedelta(hours=2, seconds=-1)).exists()
        assert not OneTimeLink.objects.of_token(link.token).open_at(begun + dt.timedelta(hours=2)).exists()

    @pytest.mark.parametrize("token", ["nonsense", "a.b.c", "%00", "x" * 400])
    def test_a_forged_one_finds_nothing(self, client, token):
        assert client.get(f"/welcome/{token}/").status_code == 404

    def test_the_token_stands_in_no_table(self, admin, invited):
        token = issue_link(actor=admin, user=invited, at=timezone.now()).token
        assert not any(token in str(vars(row)) for row in (*OneTimeLink.objects.all(), *Entry.objects.all()))

    def test_a_reset_ends_the_old_password_and_the_sessions_before_the_link_is_used(self, admin, county_inspector, client_of, client):
        there, user = client_of(county_inspector), person(county_inspector)
        link = issue_link(actor=admin, user=user, at=timezone.now())
        assert link.kind == "reset"
        assert there.get("/account/sessions/").status_code == 302
        client.post("/login/", {"username": "pd-inspector", "password": PASSWORD})
        assert client.get("/account/sessions/").status_code == 302
        use_link(token=link.token, password=GOOD, at=timezone.now())
        client.post("/login/", {"username": "pd-inspector", "password": GOOD})
        assert client.get("/account/sessions/").status_code == 200

    def test_a_suspended_account_gets_no_link_and_an_open_one_dies(self, client, admin, invited):
        token = issue_link(actor=admin, user=invited, at=timezone.now()).token
        suspend_user(actor=admin, user=invited, reason="开错了", at=timezone.now())
        assert client.get(f"/welcome/{token}/").status_code == 404
        with pytest.raises(Refused, match="停用"):
            issue_link(actor=admin, user=invited, at=timezone.now())

    def test_nobody_resets_himself(self, admin):
        with pytest.raises(Refused, match="自己"):
            issue_link(actor=admin, user=person(admin), at=timezone.now())


class TestSteps:
    def test_suspending_asks_for_a_reason_ends_the_sessions_and_can_be_taken_back(self, browser, county_inspector, client_of):
        there, user = client_of(county_inspector), person(county_inspector)
        assert "停用样例监察甲的账号？" in browser.get(path(user, "suspend/")).content.decode()
        assert browser.post(path(user, "suspend/"), {"reason": ""}).status_code == 422
        browser.post(path(user, "suspend/"), {"reason": "调到外单位"})
        assert there.get("/account/sessions/").status_code == 302
        page = browser.get(path(user)).content.decode()
        assert "已停用" in page and "调到外单位" in page
        browser.post(path(user, "resume/"), {"reason": "借调结束回来"})
        again = User.objects.get(pk=user.pk)
        assert (again.is_active, again.suspended_reason) == (True, "")
        assert there.get("/account/sessions/").status_code == 302

    def test_ending_all_sessions_of_a_person(self, browser, county_inspector, client_of):
        windows = [client_of(county_inspector) for _ in range(3)]
        browser.post(path(person(county_inspector), "sessions/"), {"reason": "笔记本电脑遗失"})
        assert all(window.get("/account/sessions/").status_code == 302 for window in windows)
        assert Entry.objects.get(verb="accounts.end_sessions").detail["sessions"] == 3

    def test_a_locked_account_is_shown_and_unlocked_with_a_trace(self, browser, county_inspector):
        thief = Client(REMOTE_ADDR="10.7.7.7")
        fail(thief, "pd-inspector")
        assert "输错密码已锁定" in browser.get(path(person(county_inspector))).content.decode()
        browser.post(path(person(county_inspector), "unlock/"), {"reason": "本人来电核实"})
        assert sign_in(thief, "pd-inspector").status_code == 302
        assert Entry.objects.filter(verb="accounts.unlock").count() == 1
        assert "没有锁定" in browser.post(path(person(county_inspector), "unlock/"), {"reason": "再来解一次锁"}).content.decode()

    def test_name_and_titles_are_put_right_and_the_trail_knows_both(self, browser, county_inspector):
        user = person(county_inspector)
        field = f"title_{county_inspector.membership_id}"
        browser.post(path(user, "edit/"), {"name": "样例监察丁", field: "副大队长"})
        assert User.objects.get(pk=user.pk).name == "样例监察丁"
        assert Membership.objects.get(pk=county_inspector.membership_id).title == "副大队长"
        assert Entry.objects.get(verb="accounts.edit_user").detail["changed"]["name"] == ["样例监察甲", "样例监察丁"]

    def test_an_unknown_step_is_404(self, browser, county_inspector):
        assert browser.get(path(person(county_inspector), "burn/")).status_code == 404

    def test_the_operator_keeps_every_account(self, county_inspector, subcontractor):
        assert all(keeps(system_actor(), person(actor)) for actor in (county_inspector, subcontractor))
