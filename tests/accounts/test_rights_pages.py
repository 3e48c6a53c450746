"""The pages of rights, posts, deputies and handing over: who opens them, what they do, what they cost."""

import datetime as dt
import io

import openpyxl
import pytest

from portal.accounts.enums import Role
from portal.accounts.models import Membership, PortfolioTransfer, RightAdjustment
from portal.lib import clock
from portal.tenancy.actors import system_actor
from portal.tenancy.scope import acting
from tests.make import accounts, tenancy
from tests.make.projects import make_project

pytestmark = pytest.mark.django_db


@pytest.fixture
def security(tree):
    return accounts.actor(Role.SECURITY, region=tree.city)


@pytest.fixture
def desk(admin, client_of):
    """The administrator's browser, just proved."""
    return client_of(admin, "rights", "export")


def text(answer) -> str:
    return answer.content.decode()


def form_of(**changed) -> dict:
    day = clock.today().isoformat()
    return {
        "role": "department",
        "verb": "cases.register",
        "effect": "give",
        "document": "样例办〔2026〕1号",
        "reason": "首问负责",
        "valid_from": day,
    } | changed


class TestMatrix:
    def test_it_is_searched_by_words_room_and_role(self, desk):
        page = text(desk.get("/rights/", {"text": "受理"}))
        assert "受理、不予受理、转送线索" in page and "登记告示牌" not in page
        page = text(desk.get("/rights/", {"room": "工资支付", "role": "bank"}))
        assert "登记代发回单" in page and "审核工资表" not in page

    def test_it_goes_out_as_a_workbook_with_every_role(self, desk):
        answer = desk.get("/rights/export/")
        sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets[0]
        head = [cell.value for cell in sheet[1]]
        assert [role.label for role in Role] == head[3 : 3 + len(Role)]
        assert sheet.max_row > 60

    @pytest.mark.parametrize(
        ("who", "status"), [("admin", 200), ("auditor", 200), ("county_inspector", 200), ("grid_officer", 200), ("contractor", 403), ("bank", 403)]
    )
    def test_officials_read_it_and_firms_read_their_own(self, request, who, status, client_of):
        browser = client_of(request.getfixturevalue(who))
        assert browser.get("/rights/").status_code == status
        assert browser.get("/account/rights/").status_code == 200

    def test_it_costs_the_same_with_one_change_and_with_three(self, admin, security, desk, django_assert_max_num_queries):
        from tests.accounts.test_adjustments import confirmed

        confirmed(admin, security)
        with django_assert_max_num_queries(25) as once:
            desk.get("/rights/")
        confirmed(admin, security, verb="projects.file_account")
        confirmed(admin, security, verb="projects.export", effect="withdraw")
        with django_assert_max_num_queries(len(once)):
            page = text(desk.get("/rights/"))
        assert page.count("样例办〔2026〕1号") == 3


class TestAdjusting:
    def test_form_preview_proposal_confirmation_and_way_back(self, desk, security, industry_officer, client_of):
        preview = text(desk.post("/rights/adjustments/new/", form_of()))
        assert "这样调整会涉及 1 人" in preview and industry_officer.name in preview
        assert not RightAdjustment.objects.exists(), "a preview writes nothing"
        back = text(desk.post("/rights/adjustments/new/", form_of(back="1")))
        assert "样例办〔2026〕1号" in back and not RightAdjustment.objects.exists()
        assert desk.post("/rights/adjustments/new/", form_of(sure="1")).status_code == 302
        row = RightAdjustment.objects.get()
        officer = client_of(industry_officer)
        assert officer.get("/leads/new/").status_code == 403
        second = client_of(security, "rights")
        assert "涉及 1 人" in text(second.get(f"/rights/adjustments/{row.uid}/confirm/"))
        second.post(f"/rights/adjustments/{row.uid}/confirm/")
        assert officer.get("/leads/new/").status_code == 200, "from the next page on"
        desk.post(f"/rights/adjustments/{row.uid}/end/", {"reason": "试行结束了"})
        assert officer.get("/leads/new/").status_code == 403

    def test_the_limit_stands_at_the_field(self, desk):
        answer = desk.post("/rights/adjustments/new/", form_of(verb="projects.file_account", role="grid", sure="1"))
        assert answer.status_code == 422 and "没有把这项权限开放给这个角色" in text(answer)

    def test_another_tenant_finds_nothing(self, desk, tree, client_of):
        desk.post("/rights/adjustments/new/", form_of(sure="1"))
        row = RightAdjustment.objects.get()
        for role in (Role.ADMIN, Role.SECURITY):
            foreign = client_of(accounts.actor(role, region=tree.other_city), "rights")
            for path in ("", "confirm/", "end/"):
                assert foreign.get(f"/rights/adjustments/{row.uid}/{path}").status_code in (403, 404)
            assert "样例办" not in text(foreign.get("/rights/adjustments/"))
        row.refresh_from_db()
        assert row.confirmed_at is None and row.ended_at is None

    def test_who_has_not_proved_himself_is_asked_first(self, admin, client_of):
        answer = client_of(admin).get("/rights/adjustments/new/")
        assert answer.status_code == 302 and answer["Location"].startswith("/account/confirm/rights/")


class TestPosts:
    def test_a_post_is_given_changed_and_ended_in_the_browser(self, admin, desk, tree):
        office = tenancy.authority(tree.county, "平定县住房和城乡建设局样例")
        person = accounts.user("new-officer", "样例新人", opened_in=tree.city)
        fields = {
            "username": "new-officer",
            "role": "department",
            "organisation": office.name,
            "region": tree.county.pk,
            "valid_from": clock.today().isoformat(),
        }
        answer = desk.post("/memberships/new/", fields)
        assert answer.status_code == 422 and "写明行业" in text(answer)
        assert desk.post("/memberships/new/", fields | {"industries": ["housing"], "title": "科长"}).status_code == 302
        made = Membership.objects.get(user=person)
        page = text(desk.get(f"/memberships/{made.uid}/"))
        assert "平定县：住房城乡建设" in page and "授予任职" in page and "查看项目台账" in page
        desk.post(f"/memberships/{made.uid}/change/", {"industries": ["housing", "water"], "title": "科长", "reason": "增加水利"})
        made.refresh_from_db()
        assert made.industries == ["housing", "water"]
        desk.post(f"/memberships/{made.uid}/end/", {"when": "now", "reason": "调离岗位"})
        made.refresh_from_db()
        assert made.valid_to == clock.today() - dt.timedelta(days=1) and "调离岗位" in text(desk.get(f"/memberships/{made.uid}/"))
        desk.post(f"/memberships/{made.uid}/resume/", {"reason": "结束有误，恢复"})
        made.refresh_from_db()
        assert made.valid_to is None

    def test_an_account_of_another_tenant_is_not_found(self, desk, tree):
        accounts.user("elsewhere", "样例外人", opened_in=tree.other_city)
        office = tenancy.authority(tree.county)
        fields = {"username": "elsewhere", "role": "inspector", "organisation": office.name, "region": tree.county.pk, "valid_from": clock.today().isoformat()}
        answer = desk.post("/memberships/new/", fields)
        assert answer.status_code == 422 and "没有这个账号" in text(answer)

    def test_a_deputy_works_at_once_and_is_seen_as_such(self, desk, county_inspector, tree, client_of):
        colleague = accounts.actor(Role.OFFICE, region=tree.county, person=accounts.user("pd-office", "样例代办"))
        post, day = Membership.objects.get(pk=county_inspector.membership_id), clock.today()
        fields = {"username": "pd-office", "valid_from": day.isoformat(), "valid_to": (day + dt.timedelta(days=3)).isoformat(), "reason": "外出培训"}
        assert desk.post(f"/memberships/{post.uid}/deputy/", fields).status_code == 302
        deputy = Membership.objects.get(deputy_of=post)
        browser = client_of(colleague)
        browser.post("/account/switch/", {"membership": deputy.pk})
        page = text(browser.get("/account/rights/"))
        assert "代样例监察甲" in page and "样例代办（代样例监察甲）" in page
        assert "由样例代办代您办理" in text(client_of(county_inspector).get("/account/rights/"))

    def test_work_is_handed_over_and_signed_for_in_the_browser(self, desk, county_inspector, tree, client_of):
        successor = accounts.actor(Role.INSPECTOR, region=tree.county, person=accounts.user("pd-next", "样例接手"))
        with acting(system_actor()):
            project = make_project(tree.county, inspector_id=county_inspector.user_id)
        post = Membership.objects.get(pk=county_inspector.membership_id)
        page = text(desk.get(f"/memberships/{post.uid}/handover/"))
        assert project.name in page and "责任项目" in page
        answer = desk.post(f"/memberships/{post.uid}/handover/", {"receiver": successor.membership_id, "reason": "调往市局", "ends": "on"})
        assert answer.status_code == 302
        with acting(accounts.again(successor)) as receiver:
            row = PortfolioTransfer.objects.visible_to(receiver).get()
        path = f"/transfers/{row.uid}/"
        browser = client_of(successor)
        assert project.name in text(browser.get(path))
        assert browser.post(f"{path}sign/", {"password": "falsch"}).status_code == 422
        assert browser.post(f"{path}sign/", {"password": accounts.PASSWORD, "note": "齐全"}).status_code == 302
        assert "签收" in text(desk.get(path)) and "齐全" in text(desk.get(path))

    def test_foreign_posts_are_not_there(self, desk, tree, contractor):
        foreign = accounts.membership(Role.INSPECTOR, region=tree.other_county)
        firm = Membership.objects.get(pk=contractor.membership_id)
        for post in (foreign, firm):
            for path in ("", "change/", "end/", "resume/", "deputy/", "handover/"):
                assert desk.get(f"/memberships/{post.uid}/{path}").status_code == 404
            assert post.user.name not in text(desk.get("/memberships/"))

    def test_the_list_costs_the_same_for_one_and_three(self, admin, desk, tree, django_assert_max_num_queries):
        with django_assert_max_num_queries(25) as once:
            desk.get("/memberships/")
        for region in (tree.county, tree.neighbour, tree.zone):
            accounts.membership(Role.INSPECTOR, region=region)
        with django_assert_max_num_queries(len(once)):
            assert text(desk.get("/memberships/")).count("劳动保障监察员") >= 3

    @pytest.mark.parametrize("who", ["county_inspector", "city_office", "contractor", "grid_officer"])
    def test_others_do_not_open_the_list(self, request, who, client_of):
        browser = client_of(request.getfixturevalue(who), "rights", "export")
        for path in ("/memberships/", "/memberships/new/", "/memberships/export/", "/rights/adjustments/new/"):
            assert browser.get(path).status_code == 403
