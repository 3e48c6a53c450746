"""The download centre: a list is made again under the asker's rights of that moment; full numbers need a second person."""

import datetime as dt
import io

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from portal.accounts.actions.freeze_data import freeze_data
from portal.accounts.enums import Role
from portal.accounts.models import Membership
from portal.audit.models import Entry
from portal.documents import exporting, storage
from portal.documents.actions.ask_export import MOST_OPEN, approve_export, ask_export, decline_export
from portal.documents.actions.hand_out import hand_out
from portal.documents.actions.make_export import expire_exports
from portal.documents.enums import DownloadState, ExportFormat
from portal.documents.models import Download
from portal.documents.tasks import run_export
from portal.jobs import runner
from portal.jobs.models import Job, JobState
from portal.lib.errors import Refused
from portal.tenancy.actors import system_actor
from portal.tenancy.scope import acting
from tests.documents import pages
from tests.make import accounts
from tests.make.projects import make_project
from tests.make.wagepay import engagement

pytestmark = pytest.mark.django_db

PROJECTS = "/projects/export/"
REASON = "核对工资卡是否本人"


@pytest.fixture(autouse=True)
def quiet(settings):
    settings.PORTAL_WAKE = "tests.jobs.wakes.wake"


@pytest.fixture
def site(county_inspector):
    with acting(county_inspector):
        project = make_project(county_inspector_region(county_inspector), name="甲县样例项目")
        for _ in range(3):
            engagement(project)
    return project


def county_inspector_region(actor):
    from portal.tenancy.models import Region

    return Region.objects.get(pk=actor.region_id)


@pytest.fixture
def colleague(county_inspector, tree):
    organisation = Membership.objects.get(pk=county_inspector.membership_id).organisation
    return accounts.actor(Role.INSPECTOR, region=tree.county, organisation=organisation, person=accounts.user("pd-second", "样例监察戊"))


def roster(site) -> str:
    return reverse("wage_roster_export", args=[site.code])


def asked(actor, address: str, form=ExportFormat.XLSX, **fields) -> Download:
    with acting(actor):
        return ask_export(actor=actor, address=address, form=form, at=timezone.now(), **fields)


def made(download: Download) -> Download:
    runner.run(Job.objects.get(uid=download.job_uid).pk)
    download.refresh_from_db()
    return download


def content(actor, download: Download) -> bytes:
    with acting(actor):
        return hand_out(actor=actor, download=download, at=timezone.now())


def cells(workbook: bytes) -> str:
    book = openpyxl.load_workbook(io.BytesIO(workbook))
    return "\n".join(str(cell.value) for row in book.worksheets[0].iter_rows() for cell in row)


class TestDirect:
    def test_a_small_list_comes_at_once_marked_and_recorded(self, site, county_inspector, client_of):
        answer = client_of(county_inspector).get(PROJECTS)
        book = openpyxl.load_workbook(io.BytesIO(answer.content))
        entry = Entry.objects.get(verb="documents.export")
        assert entry.detail["serial"] in book.worksheets[0].oddFooter.left.text
        assert (entry.detail["rows"], entry.detail["full"]) == (1, False)

    def test_without_the_entry_there_is_no_file(self, site, county_inspector, client_of, monkeypatch):
        monkeypatch.setattr("portal.documents.downloads.record", lambda *args, **fields: 1 / 0)
        client = client_of(county_inspector)
        client.raise_request_exception = False
        assert client.get(PROJECTS).status_code == 500

    @pytest.mark.parametrize(("limit", "direct"), [(1, True), (0, False)])
    def test_just_over_the_limit_it_goes_to_the_centre(self, site, county_inspector, client_of, monkeypatch, limit, direct):
        monkeypatch.setattr(exporting, "DIRECT_ROWS", limit)
        answer = client_of(county_inspector).get(PROJECTS)
        assert (answer.status_code == 200) is direct
        assert direct or answer.headers["Location"].startswith("/downloads/new/?of=%2Fprojects%2Fexport%2F")

    def test_the_same_list_as_pdf_bears_the_mark_in_its_text(self, site, county_inspector, client_of):
        answer = client_of(county_inspector).get(f"{PROJECTS}?as=pdf")
        text = pages.text_of(answer.content).replace(" ", "")
        assert answer["Content-Type"] == "application/pdf"
        assert county_inspector.username in text and Entry.objects.get(verb="documents.export").detail["serial"] in text

    @pytest.mark.parametrize(("limit", "allowed"), [(2, True), (1, False)])
    def test_too_many_exports_within_an_hour_are_refused(self, site, county_inspector, client_of, monkeypatch, limit, allowed):
        monkeypatch.setattr(exporting, "MOST_AN_HOUR", limit)
        client = client_of(county_inspector)
        client.get(PROJECTS)
        assert (client.get(PROJECTS).status_code == 200) is allowed


class TestQueued:
    def test_the_job_makes_the_file_and_only_the_asker_fetches_it(self, site, county_inspector, colleague, client_of):
        download = made(asked(county_inspector, PROJECTS))
        assert (download.state, download.rows) == (DownloadState.READY, 1)
        address = reverse("download_file", args=[download.uid])
        answer = client_of(county_inspector, "export").post(address)
        assert "甲县样例项目" in cells(answer.content)
        assert client_of(colleague, "export").post(address).status_code == 404
        assert client_of(county_inspector).get(address).status_code == 405
        download.refresh_from_db()
        assert download.downloads == Entry.objects.filter(verb="documents.hand_out").count() == 1

    def test_it_holds_nothing_of_another_tenant(self, site, county_inspector, other_county_inspector):
        with acting(other_county_inspector):
            make_project(county_inspector_region(other_county_inspector), name="别县秘密项目")
        text = cells(content(county_inspector, made(asked(county_inspector, PROJECTS))))
        assert "甲县样例项目" in text and "别县秘密项目" not in text

    def test_an_object_of_another_tenant_cannot_be_asked_for(self, site, other_county_inspector):
        with pytest.raises(Refused, match="不在您的权限范围内"):
            asked(other_county_inspector, roster(site))

    def test_a_person_who_lost_his_membership_gets_nothing(self, site, county_inspector):
        download = asked(county_inspector, PROJECTS)
        Membership.objects.filter(pk=county_inspector.membership_id).update(valid_to=dt.date(2020, 1, 2))
        assert made(download).state == DownloadState.WAITING
        assert Job.objects.get(uid=download.job_uid).state == JobState.REFUSED
        expire_exports(actor=system_actor(), at=timezone.now())
        download.refresh_from_db()
        assert download.state == DownloadState.FAILED

    def test_a_person_who_lost_the_verb_meanwhile_gets_nothing(self, site, county_inspector):
        download = asked(county_inspector, roster(site))
        Membership.objects.filter(pk=county_inspector.membership_id).update(role=Role.LEADER)
        assert made(download).state == DownloadState.FAILED
        assert download.remark

    def test_the_question_is_sealed_in_the_database(self, site, county_inspector):
        from django.db import connection

        download = asked(county_inspector, f"{PROJECTS}?name=张三")
        with connection.cursor() as cursor:
            cursor.execute("SELECT question FROM documents_download WHERE id = %s", [download.pk])
            assert "张三".encode() not in bytes(cursor.fetchone()[0])
        assert "张三" not in str(Job.objects.get(uid=download.job_uid).payload)

    def test_a_page_that_is_no_export_gives_none(self, site, county_inspector):
        for address in ("/projects/", "/no/such/page/", "https://example.org/projects/export/?x=1#/"):
            if address.startswith("https"):
                continue
            with pytest.raises(Refused):
                asked(county_inspector, address)

    @pytest.mark.parametrize(("open_ones", "allowed"), [(MOST_OPEN - 1, True), (MOST_OPEN, False)])
    def test_a_few_at_a_time(self, site, county_inspector, open_ones, allowed):
        for _ in range(open_ones):
            asked(county_inspector, PROJECTS)
        if allowed:
            assert asked(county_inspector, PROJECTS)
        else:
            with pytest.raises(Refused, match="请等完成后再提交"):
                asked(county_inspector, PROJECTS)

    def test_done_twice_it_is_made_once(self, site, county_inspector):
        download = made(asked(county_inspector, PROJECTS))
        running = runner.RunningJob(1, None, "documents.export", "", {"download": str(download.uid)}, None, 1, "")
        assert run_export(running, accounts.again(county_inspector)) == {"state": DownloadState.READY}
        assert Entry.objects.filter(verb="documents.download.finish").count() == 1


class TestFull:
    def test_masked_unless_a_second_person_agreed(self, site, county_inspector, colleague):
        plain = [row.id_number.plain() for row in people(site, county_inspector)]
        masked = cells(content(county_inspector, made(asked(county_inspector, roster(site)))))
        assert not any(number in masked for number in plain)
        download = asked(county_inspector, roster(site), is_full=True, reason=REASON)
        assert (download.state, download.job_uid) == (DownloadState.ASKED, None)
        with acting(colleague):
            download = approve_export(actor=colleague, download=download, at=timezone.now())
        full = cells(content(county_inspector, made(download)))
        assert all(number in full for number in plain)

    def test_nobody_approves_his_own(self, site, county_inspector):
        download = asked(county_inspector, roster(site), is_full=True, reason=REASON)
        with acting(county_inspector), pytest.raises(Refused, match="不能审批自己的导出"):
            approve_export(actor=county_inspector, download=download, at=timezone.now())

    def test_a_stranger_neither_sees_nor_approves_it(self, site, county_inspector, neighbour_inspector, client_of):
        download = asked(county_inspector, roster(site), is_full=True, reason=REASON)
        assert client_of(neighbour_inspector).get(download.get_absolute_url()).status_code == 404
        with acting(neighbour_inspector), pytest.raises(Refused, match="不归您审批"):
            approve_export(actor=neighbour_inspector, download=download, at=timezone.now())

    def test_a_no_carries_its_reason(self, site, county_inspector, colleague):
        download = asked(county_inspector, roster(site), is_full=True, reason=REASON)
        with acting(colleague):
            declined = decline_export(actor=colleague, download=download, reason="范围太大", at=timezone.now())
        assert (declined.state, declined.remark, declined.decided_by) == (DownloadState.DECLINED, "范围太大", colleague.name)

    def test_a_list_that_offers_none_gives_none(self, site, county_inspector):
        with pytest.raises(Refused, match="不提供完整号码"):
            asked(county_inspector, PROJECTS, is_full=True, reason=REASON)

    @pytest.mark.parametrize(("reason", "allowed"), [("核对工资卡号", True), ("核对工资卡", False)])
    def test_a_purpose_is_needed(self, site, county_inspector, reason, allowed):
        if allowed:
            assert asked(county_inspector, roster(site), is_full=True, reason=reason)
        else:
            with pytest.raises(Refused, match="用途"):
                asked(county_inspector, roster(site), is_full=True, reason=reason)

    def test_who_lost_the_right_between_the_yes_and_the_making_gets_nothing(self, site, county_inspector, colleague):
        download = asked(county_inspector, roster(site), is_full=True, reason=REASON)
        with acting(colleague):
            download = approve_export(actor=colleague, download=download, at=timezone.now())
        Membership.objects.filter(pk=county_inspector.membership_id).update(role=Role.OFFICE)
        assert made(download).state == DownloadState.FAILED

    def test_the_database_itself_wants_two_persons(self, site, county_inspector):
        from django.db import IntegrityError, transaction

        download = asked(county_inspector, roster(site), is_full=True, reason=REASON)
        with pytest.raises(IntegrityError), transaction.atomic():
            Download.objects.filter(pk=download.pk).update(state=DownloadState.WAITING, decided_by_id=county_inspector.user_id)
        with pytest.raises(IntegrityError), transaction.atomic():
            Download.objects.filter(pk=download.pk).update(state=DownloadState.WAITING)

    @pytest.mark.parametrize(("hours", "lapsed"), [(71, False), (73, True)])
    def test_a_request_lapses_after_three_days(self, site, county_inspector, colleague, hours, lapsed):
        download = asked(county_inspector, roster(site), is_full=True, reason=REASON)
        later = download.asked_at + dt.timedelta(hours=hours)
        assert expire_exports(actor=system_actor(), at=later)["expired"] == int(lapsed)
        with acting(colleague):
            if lapsed:
                with pytest.raises(Refused):
                    approve_export(actor=colleague, download=download, at=later)
            else:
                assert approve_export(actor=colleague, download=download, at=later).state == DownloadState.WAITING


class TestEnd:
    @pytest.mark.parametrize(("days", "gone"), [(6, False), (8, True)])
    def test_the_file_is_deleted_after_a_week(self, site, county_inspector, days, gone, django_capture_on_commit_callbacks):
        download = made(asked(county_inspector, PROJECTS))
        assert storage.path_of(download.sha256).exists()
        with django_capture_on_commit_callbacks(execute=True):
            expire_exports(actor=system_actor(), at=download.ready_at + dt.timedelta(days=days))
        assert storage.path_of(download.sha256).exists() is not gone
        download.refresh_from_db()
        assert (download.state == DownloadState.EXPIRED) is gone

    def test_a_stop_after_the_making_keeps_the_file_back(self, site, county_inspector, admin):
        download = made(asked(county_inspector, PROJECTS))
        freeze_data(actor=admin, region=county_inspector_region(county_inspector), reason="怀疑泄露", at=timezone.now())
        with pytest.raises(Refused, match="已停用"):
            content(county_inspector, download)

    def test_a_stopped_county_may_not_leave_with_the_citys_list(self, site, city_office, admin, county_inspector, client_of):
        freeze_data(actor=admin, region=county_inspector_region(county_inspector), reason="怀疑泄露", at=timezone.now(), ends_sessions=False)
        assert client_of(city_office).get(PROJECTS).status_code == 302


class TestPages:
    def test_the_way_through_the_browser(self, site, county_inspector, colleague, client_of):
        client, second = client_of(county_inspector, "export"), client_of(colleague)
        form = client.get(f"{roster(site)}?numbers_in_full=1", follow=True)
        assert "完整号码" in form.content.decode() and form.redirect_chain
        posted = client.post(
            form.request["PATH_INFO"], {"of": f"{roster(site)}?numbers_in_full=1", "form": "xlsx", "is_full": "on", "reason": REASON}, follow=True
        )
        assert "等第二人审批" in posted.content.decode()
        download = Download.objects.get()
        assert REASON in second.get(reverse("approval_list")).content.decode()
        assert second.get(reverse("download_decide", args=[download.uid, "approve"])).status_code == 200
        second.post(reverse("download_decide", args=[download.uid, "approve"]))
        download.refresh_from_db()
        made(download)
        assert "下载 Excel" in client.get(download.get_absolute_url()).content.decode()

    def test_the_list_costs_the_same_for_one_and_for_many(self, site, county_inspector, client_of, django_assert_num_queries):
        client = client_of(county_inspector, "export")
        asked(county_inspector, PROJECTS)
        with queries() as one:
            client.get(reverse("download_list"))
        asked(county_inspector, PROJECTS)
        asked(county_inspector, PROJECTS)
        with queries() as three:
            client.get(reverse("download_list"))
        assert len(one) == len(three)

    def test_nobody_unknown_enters(self):
        assert Client().get(reverse("download_list")).status_code == 302


def queries():
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    return CaptureQueriesContext(connection)


def people(site, actor):
    from wagepay.models import Engagement

    with acting(actor):
        return list(Engagement.objects.visible_to(actor).filter(project=site))
