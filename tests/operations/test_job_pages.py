"""The job monitor and the timetable: one's own regions' jobs, their log, retry and cancel; what is late is said."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from portal.audit.models import Entry
from portal.jobs import handlers, runner
from portal.jobs.lines import write_line
from portal.jobs.models import Job, JobState, ScheduleSlot
from portal.jobs.queue import enqueue
from portal.jobs.schedules import Daily, Every
from portal.lib.clock import SHANGHAI
from portal.lib.errors import Refused
from portal.operations.actions.steer_job import retry_job
from portal.operations.queries.job_counts import timetable
from portal.tenancy.scope import acting

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def woken(settings):
    settings.PORTAL_WAKE = "tests.jobs.wakes.wake"
    from tests.jobs import wakes

    wakes.WOKEN.clear()
    return wakes.WOKEN


@pytest.fixture
def broken(monkeypatch):
    def fail(job, actor):
        job.log("读到第 3 行 13911112222")
        raise ValueError("张三 140302199003070006")

    monkeypatch.setitem(handlers._HANDLERS, "projects.import", fail)


@pytest.fixture
def dead(broken, tree) -> Job:
    made = enqueue("projects.import", key="1", payload={}, actor=None, region_id=tree.county.pk, max_attempts=1)
    runner.run(made.pk)
    made.refresh_from_db()
    assert made.state == JobState.DEAD
    return made


def waiting(tree, key: str = "w", **fields) -> Job:
    return enqueue("projects.import", key=key, payload={}, actor=None, region_id=tree.county.pk, **fields)


def text(client, name: str, *args) -> str:
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200
    return answer.content.decode()


class TestOperator:
    """What belongs to no tenant is the operator's to try again, and nobody else's."""

    @pytest.fixture
    def period(self, monkeypatch) -> Job:
        def fail(job, actor):
            raise ValueError("张三 140302199003070006")

        monkeypatch.setitem(handlers._HANDLERS, "earlywarning.scan", fail)
        made = enqueue("earlywarning.scan", key="2026-11-19", payload={"period": "2026-11-19"}, actor=None, max_attempts=1)
        runner.run(made.pk)
        ScheduleSlot.objects.create(task=made.kind, period=made.key)
        made.refresh_from_db()
        return made

    def test_the_operator_sees_a_failed_period_and_tries_it_again(self, period, operator, client_of, woken, django_capture_on_commit_callbacks):
        client = client_of(operator)
        assert reverse("job", args=[period.uid]) in text(client, "schedule")
        page = text(client, "job", period.uid)
        assert "每日预警扫描" in page and "2026-11-19" in page and "全平台" in page and "ValueError" in page
        assert "张三" not in page and "140302199003070006" not in page
        with django_capture_on_commit_callbacks(execute=True):
            client.post(reverse("job_retry", args=[period.uid]))
        period.refresh_from_db()
        assert (period.state, period.attempts) == (JobState.PENDING, 0)
        assert woken == [period.pk]
        entry = Entry.objects.get(verb="operations.retry_job")
        assert (entry.actor_name, entry.object_uid, entry.region_id) == (operator.name, str(period.uid), None)

    def test_an_administrator_sees_that_it_failed_and_has_no_button(self, period, admin, client_of):
        client = client_of(admin)
        answer = client.get(reverse("schedule"))
        assert answer.context["failed"] == 1 and str(period.uid) not in answer.content.decode()
        assert client.get(reverse("job", args=[period.uid])).status_code == 404
        assert client.post(reverse("job_retry", args=[period.uid])).status_code == 404
        period.refresh_from_db()
        assert period.state == JobState.DEAD

    def test_the_operator_sees_no_tenants_jobs(self, dead, operator, client_of):
        client = client_of(operator)
        assert client.get(reverse("job", args=[dead.uid])).status_code == 404
        assert client.post(reverse("job_retry", args=[dead.uid])).status_code == 404
        assert client.get(reverse("job_list")).context["table"].total == 0

    def test_the_act_itself_asks_whose_the_job_is(self, period, dead, admin, operator):
        for actor, job in ((admin, period), (operator, dead)):
            with pytest.raises(Refused), acting(actor):
                retry_job(actor=actor, job=job, at=AT)

    def test_a_waiting_period_is_cancelled_with_a_reason(self, operator, client_of):
        made = enqueue("notices.deliver", key="2026-11-20T09:00", payload={}, actor=None)
        client_of(operator).post(reverse("job_cancel", args=[made.uid]), {"reason": "正在检修服务器"})
        made.refresh_from_db()
        assert made.state == JobState.CANCELLED

    def test_the_list_goes_out_as_a_recorded_file(self, period, operator, client_of):
        answer = client_of(operator).get(reverse("job_export"))
        assert answer.status_code == 200 and answer["Content-Disposition"].startswith("attachment")
        assert Entry.objects.get(verb="documents.export").detail["rows"] == 1


class TestMonitor:
    def test_a_failed_job_shows_its_kind_places_and_log_and_no_person(self, dead, admin, client_of):
        page = text(client_of(admin), "job", dead.uid)
        assert "<dt>原因</dt><dd>程序出错，已记入日志</dd>" in page and "程序出错，已记入日志，稍后再试" not in page
        assert f"<code>{dead.reference}</code>" in page and f"<code>{dead.uid}</code>" not in page
        assert "项目台账导入" in page and page.count("ValueError") == 1 and "test_job_pages.py" in page and "读到第 3 行" in page
        assert "张三" not in page and "140302199003070006" not in page and "13911112222" not in page

    def test_the_list_says_how_many_wait_for_a_decision(self, dead, admin, client_of):
        client = client_of(admin)
        assert "等待处理" in text(client, "job_list")
        assert client.get(reverse("job_list") + "?state=dead").context["table"].total == 1
        assert client.get(reverse("job_list") + "?state=done").context["table"].total == 0

    def test_the_administrators_desk_counts_them(self, dead, admin, county_inspector, client_of):
        assert "失败的任务" in text(client_of(admin), "desk")
        assert "失败的任务" not in text(client_of(county_inspector), "desk")

    def test_jobs_of_another_city_and_of_the_installation_are_not_there(self, tree, admin, client_of):
        foreign = enqueue("projects.import", key="f", payload={}, actor=None, region_id=tree.other_county.pk)
        common = enqueue("notices.deliver", key="c", payload={}, actor=None)
        client = client_of(admin)
        for job in (foreign, common):
            assert client.get(reverse("job", args=[job.uid])).status_code == 404
            assert client.post(reverse("job_retry", args=[job.uid])).status_code == 404
            assert client.post(reverse("job_cancel", args=[job.uid]), {"reason": "不需要了"}).status_code == 404
        assert client.get(reverse("job_list")).context["table"].total == 0

    def test_other_roles_have_no_monitor(self, county_inspector, auditor, client_of):
        for actor in (county_inspector, auditor):
            assert client_of(actor).get(reverse("job_list")).status_code == 403

    def test_retry_gives_another_set_of_attempts_and_is_recorded(self, dead, admin, client_of, woken, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=True):
            client_of(admin).post(reverse("job_retry", args=[dead.uid]))
        dead.refresh_from_db()
        assert (dead.state, dead.attempts, dead.error) == (JobState.PENDING, 0, "")
        assert woken == [dead.pk]
        assert Entry.objects.filter(verb="operations.retry_job").count() == 1

    def test_a_waiting_job_is_not_retried(self, tree, admin, client_of):
        made = waiting(tree)
        client_of(admin).post(reverse("job_retry", args=[made.uid]))
        assert not Entry.objects.filter(verb="operations.retry_job").exists()

    def test_a_waiting_job_is_cancelled_at_once_and_runs_no_more(self, tree, admin, client_of):
        made = waiting(tree)
        client = client_of(admin)
        assert "取消" in text(client, "job_cancel", made.uid)
        client.post(reverse("job_cancel", args=[made.uid]), {"reason": "传错了文件"})
        assert runner.run(made.pk) == "taken"
        made.refresh_from_db()
        assert made.state == JobState.CANCELLED
        assert "传错了文件" in text(client, "job", made.uid)

    def test_a_running_job_ends_at_its_next_step_and_nothing_of_it_stays(self, tree, admin, client_of, monkeypatch):
        from django.db import transaction

        def work(job, actor):
            with transaction.atomic():
                Job.objects.create(kind="trace", key="x", actor_name="样例")
                client_of(admin).post(reverse("job_cancel", args=[job.uid]), {"reason": "传错了文件"})
                job.progress(1, 1)

        monkeypatch.setitem(handlers._HANDLERS, "projects.import", work)
        assert runner.run(waiting(tree).pk) == JobState.CANCELLED
        assert not Job.objects.filter(kind="trace").exists()

    def test_without_a_reason_nothing_is_cancelled(self, tree, admin, client_of):
        made = waiting(tree)
        assert client_of(admin).post(reverse("job_cancel", args=[made.uid]), {"reason": ""}).status_code == 422
        made.refresh_from_db()
        assert made.state == JobState.PENDING

    def test_the_list_costs_the_same_for_one_and_for_three(self, tree, admin, client_of):
        client = client_of(admin)
        counts = []
        for keys in (("a",), ("b", "c")):
            for key in keys:
                waiting(tree, key)
            with CaptureQueriesContext(connection) as queries:
                client.get(reverse("job_list"))
            counts.append(len(queries))
        assert counts[0] == counts[1]

    def test_a_job_is_found_by_the_number_people_quote(self, tree, admin, client_of):
        made = [waiting(tree, key) for key in ("a", "b")]
        client = client_of(admin)
        assert len(made[0].reference) == 8 and str(made[0].uid).startswith(made[0].reference)
        found = client.get(reverse("job_list"), {"reference": f" {made[0].reference.upper()} "}).context["table"]
        assert (found.total, Job.objects.count()) == (1, 2)

    def test_a_long_log_shows_its_newest_lines(self, tree, admin, client_of):
        made = waiting(tree)
        for number in range(205):
            write_line(made.pk, f"第{number}行")
        page = text(client_of(admin), "job", made.uid)
        assert "第204行" in page and "第5行" in page and "第4行" not in page


SCAN, DELIVER = Daily("test.scan", "每日扫描", dt.time(2, 0)), Every("test.deliver", "送消息", 5)
AT = dt.datetime(2026, 11, 20, 9, 2, tzinfo=SHANGHAI)


class TestTimetable:
    def line(self, entry, period: str, state: str = JobState.DONE):
        if period:
            ScheduleSlot.objects.create(task=entry.task, period=period)
            Job.objects.create(kind=entry.task, key=period, actor_name="系统", state=state)
        return timetable((entry,), AT)[0]

    @pytest.mark.parametrize(("period", "missed"), [("2026-11-20", 0), ("2026-11-19", 1), ("2026-11-17", 3)])
    def test_a_day_that_was_not_run_is_missed(self, period, missed):
        assert self.line(SCAN, period).missed == missed

    def test_the_next_day_is_due_at_its_hour(self):
        found = self.line(SCAN, "2026-11-20")
        assert (found.next_at, found.when, found.words) == (dt.datetime(2026, 11, 21, 2, tzinfo=SHANGHAI), "每天 02:00", "已完成")

    def test_what_never_ran_is_no_missed_period(self):
        found = self.line(SCAN, "")
        assert (found.missed, found.words) == (0, "还没有运行")

    @pytest.mark.parametrize("period", ["2026-11-20T09:00", "2026-11-20T08:55", "2026-11-18T08:00"])
    def test_a_sweeping_task_misses_nothing(self, period):
        assert self.line(DELIVER, period).missed == 0

    def test_a_failed_period_is_told(self):
        line = self.line(SCAN, "2026-11-20", JobState.DEAD)
        Job.objects.update(created_at=AT - dt.timedelta(days=6))
        assert (line.state, timetable((SCAN,), AT)[0].failed) == ("dead", 1)
        Job.objects.update(created_at=AT - dt.timedelta(days=8))
        assert timetable((SCAN,), AT)[0].failed == 0

    def test_why_it_failed_is_said_in_words(self):
        self.line(SCAN, "2026-11-20", JobState.DEAD)
        Job.objects.update(error="django.db.utils.OperationalError")
        assert timetable((SCAN,), AT)[0].error == "数据库暂时连不上"

    def test_the_page_says_when_the_clock_stands_still(self, admin, client_of):
        assert "定时没有运行" in text(client_of(admin), "schedule")

    def test_only_the_administrator_sees_it(self, county_inspector, client_of):
        assert client_of(county_inspector).get(reverse("schedule")).status_code == 403
