"""One job under lease and fence: whatever happens to workers and broker, it ends once, in done, refused or dead."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection, transaction

from portal.jobs import handlers, runner, sweep
from portal.jobs.models import Job, JobState
from portal.jobs.queue import enqueue, retry, wake
from portal.lib.errors import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def calls(monkeypatch):
    """A kind of job whose handler notes that it ran; tests give it another behaviour by ``calls.act``."""

    class Calls(list):
        @staticmethod
        def act(job):
            return {"ok": True}

    made = Calls()

    def run(job, actor):
        made.append((job.key, actor.name))
        return made.act(job)

    monkeypatch.setitem(handlers._HANDLERS, "test.work", run)
    return made


@pytest.fixture(autouse=True)
def woken(settings):
    """Nobody is told; tests run jobs themselves and look at who would have been told."""
    settings.PORTAL_WAKE = "tests.jobs.wakes.wake"
    from tests.jobs import wakes

    wakes.WOKEN.clear()
    return wakes.WOKEN


def job(key: str = "1", **fields) -> Job:
    return enqueue("test.work", key=key, payload={}, actor=None, **fields)


def lease_ran_out(made: Job) -> None:
    Job.objects.filter(pk=made.pk).update(lease_until=dt.datetime(2000, 1, 1, tzinfo=dt.UTC))


def waited(made: Job, seconds: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE jobs_job SET created_at = now() - make_interval(secs => %s) WHERE id = %s", [seconds, made.pk])


def state(made: Job) -> str:
    made.refresh_from_db()
    return made.state


def test_a_job_runs_once_and_keeps_its_result(calls):
    made = job()
    assert runner.run(made.pk) == JobState.DONE
    assert runner.run(made.pk) == "taken"
    made.refresh_from_db()
    assert made.result == {"ok": True}
    assert made.finished_at is not None
    assert calls == [("1", "系统")]


def test_the_same_key_again_is_the_same_job(calls):
    assert job("a").pk == job("a").pk != job("b").pk


def test_the_wake_up_call_goes_out_after_the_commit_and_once(calls, woken, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        made = job()
        job()
        assert woken == []
    assert woken == [made.pk]


def test_a_broker_that_is_down_costs_nothing_but_time(calls, woken, settings):
    settings.PORTAL_WAKE = "tests.jobs.wakes.broken"
    made = job()
    wake(made.pk)
    assert state(made) == JobState.PENDING
    settings.PORTAL_WAKE = "tests.jobs.wakes.wake"
    waited(made, 60)
    assert sweep.sweep() == {"buried": 0, "woken": 1}
    assert woken == [made.pk]


def test_the_sweeper_leaves_a_job_alone_that_was_made_just_now(calls, woken):
    job()
    assert sweep.sweep() == {"buried": 0, "woken": 0}


def test_a_killed_workers_job_is_found_when_its_lease_has_run_out(calls, woken):
    made = job()
    assert runner._claim(made.pk).fence == 1
    assert sweep.sweep()["woken"] == 0
    assert runner.run(made.pk) == "taken"
    lease_ran_out(made)
    assert sweep.sweep() == {"buried": 0, "woken": 1}
    assert runner.run(made.pk) == JobState.DONE
    made.refresh_from_db()
    assert (made.attempts, made.fence) == (2, 2)


def test_a_worker_that_was_overtaken_writes_nothing_more(calls):
    made = job()
    sleeper = runner._claim(made.pk)
    lease_ran_out(made)
    assert runner.run(made.pk) == JobState.DONE
    with pytest.raises(runner.LostLease):
        sleeper.progress(1, 2)
    assert runner._finish(sleeper, JobState.DONE, result={"from": "the dead"}) == "taken"
    made.refresh_from_db()
    assert made.result == {"ok": True}


def test_work_that_ends_its_job_in_its_own_transaction_is_done_with_it(calls):
    made = job()
    calls.act = lambda running: running.finish({"rows": 1})
    assert runner.run(made.pk) == JobState.DONE
    made.refresh_from_db()
    assert (made.state, made.result, made.attempts) == (JobState.DONE, {"rows": 1}, 1)
    assert runner.run(made.pk) == runner.TAKEN


def test_an_end_that_was_rolled_back_with_its_work_is_tried_again(calls):
    made = job()

    def act(running):
        with transaction.atomic():
            running.finish({"rows": 1})
            raise OSError("the disk is full")

    calls.act = act
    assert runner.run(made.pk) == JobState.PENDING
    made.refresh_from_db()
    assert (made.state, made.result) == (JobState.PENDING, None)


def test_an_end_whose_answer_was_lost_stays_the_end(calls):
    made = job()

    def act(running):
        running.finish({"rows": 1})
        raise OSError("the connection broke after the commit")

    calls.act = act
    assert runner.run(made.pk) == runner.TAKEN
    made.refresh_from_db()
    assert (made.state, made.result) == (JobState.DONE, {"rows": 1})


def test_work_that_was_overtaken_cannot_end_the_job(calls):
    made = job()
    sleeper = runner._claim(made.pk)
    lease_ran_out(made)
    assert runner.run(made.pk) == JobState.DONE
    with pytest.raises(runner.LostLease):
        sleeper.finish({"from": "the dead"})


def test_progress_is_seen_and_renews_the_lease(calls):
    made = job()
    running = runner._claim(made.pk)
    lease_ran_out(made)
    running.progress(3, 10)
    made.refresh_from_db()
    assert (made.done_units, made.total_units) == (3, 10)
    assert sweep.sweep()["woken"] == 0


def test_work_that_overtaken_notices_it_by_its_progress_ends_as_taken(calls):
    def act(running):
        Job.objects.filter(pk=running.pk).update(fence=99)
        running.progress(1, 1)

    calls.act = act
    assert runner.run(job().pk) == "taken"


def test_a_job_that_kills_its_worker_every_time_ends_dead(calls):
    made = job()
    for _ in range(3):
        assert runner._claim(made.pk) is not None
        lease_ran_out(made)
    assert runner._claim(made.pk) is None
    assert sweep.sweep()["buried"] == 1
    made.refresh_from_db()
    assert made.state == JobState.DEAD
    assert made.error == "执行进程中断"


def test_a_fault_is_tried_three_times_and_named_without_the_rows_data(calls):
    def act(running):
        raise ValueError("张三 140302199003070006")

    calls.act = act
    made = job()
    assert [runner.run(made.pk) for _ in range(4)] == [JobState.PENDING, JobState.PENDING, JobState.DEAD, "taken"]
    made.refresh_from_db()
    assert made.error == "ValueError"
    assert len(calls) == 3


def test_a_fault_of_the_database_is_named_by_its_kind(calls):
    from django.db import DataError, transaction

    def act(running):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT '140302199003070006'::int")

    calls.act = act
    made = job(max_attempts=1)
    assert runner.run(made.pk) == JobState.DEAD
    made.refresh_from_db()
    assert made.error == f"django.db.utils.{DataError.__name__}"


def test_a_result_that_cannot_be_kept_ends_dead_and_not_running(calls):
    calls.act = lambda running: {"amount": Decimal("1.00")}
    made = job(max_attempts=1)
    assert runner.run(made.pk) == JobState.DEAD


def test_a_refusal_is_final_and_keeps_its_reason(calls):
    def act(running):
        raise Refused("表中没有合计行。", "no_total")

    calls.act = act
    made = job()
    assert runner.run(made.pk) == JobState.REFUSED
    made.refresh_from_db()
    assert (made.error, made.result["code"], made.attempts) == ("表中没有合计行。", "no_total", 1)


def test_an_operator_may_try_a_dead_job_again(calls, woken, django_capture_on_commit_callbacks):
    calls.act = lambda running: 1 / 0
    made = job(max_attempts=1)
    runner.run(made.pk)
    with django_capture_on_commit_callbacks(execute=True):
        retry(made)
    assert woken == [made.pk]
    calls.act = lambda running: {"ok": 1}
    assert runner.run(made.pk) == JobState.DONE


def test_a_running_job_is_not_tried_again_by_an_operator(calls):
    made = job()
    runner._claim(made.pk)
    retry(made)
    assert state(made) == JobState.RUNNING


def test_jobs_of_one_series_run_in_order_and_wake_the_next(calls, woken):
    first, second = job("1", serial="s"), job("2", serial="s")
    assert runner.run(second.pk) == "taken"
    assert runner.run(first.pk) == JobState.DONE
    assert woken == [second.pk]
    assert runner.run(second.pk) == JobState.DONE
    assert [key for key, _ in calls] == ["1", "2"]


def test_a_dead_job_does_not_hold_up_its_series(calls, woken):
    first, second = job("1", serial="s", max_attempts=1), job("2", serial="s")
    calls.act = lambda running: 1 / 0
    runner.run(first.pk)
    assert woken == [second.pk]
    calls.act = lambda running: {}
    assert runner.run(second.pk) == JobState.DONE


def test_a_job_that_will_be_tried_again_holds_its_series(calls, woken):
    first, second = job("1", serial="s"), job("2", serial="s")
    calls.act = lambda running: 1 / 0
    assert runner.run(first.pk) == JobState.PENDING
    assert woken == []
    assert runner.run(second.pk) == "taken"


def test_an_unknown_kind_ends_dead_and_not_in_a_loop():
    made = enqueue("test.nobody", key="1", payload={}, actor=None, max_attempts=1)
    assert runner.run(made.pk) == JobState.DEAD
    assert state(made) == JobState.DEAD


def test_a_person_who_lost_his_membership_no_longer_acts(calls, county_inspector):
    from portal.accounts.models import Membership

    made = enqueue("test.work", key="1", payload={}, actor=county_inspector)
    Membership.objects.filter(pk=county_inspector.membership_id).update(valid_to=dt.date(2020, 1, 2))
    assert runner.run(made.pk) == JobState.REFUSED
    made.refresh_from_db()
    assert made.result["code"] == "actor_gone"
    assert calls == []


def test_a_job_runs_as_the_person_who_asked(calls, county_inspector):
    runner.run(enqueue("test.work", key="1", payload={}, actor=county_inspector).pk)
    assert calls == [("1", county_inspector.name)]
