"""What the office is reminded of, and what people are told."""

import datetime as dt

import pytest

from cases.actions.remind_duties import remind_duties
from cases.models import Case, IntakeCount
from cases.queries import intake_counts
from cases.tasks import remind
from cases.terms import Counting, accept_terms, case_terms, left_words
from portal.jobs.models import OutboxMessage
from portal.jobs.runner import RunningJob
from portal.notices.actions.deliver_messages import deliver_messages
from portal.notices.models import Notice
from portal.schedule import SCHEDULE
from portal.tenancy.actors import system_actor
from portal.tenancy.calendars import work_calendar
from portal.tenancy.scope import acting
from tests.cases.pages import complain
from tests.make import tenancy
from tests.make.cases import ON, at, make_case, make_lead

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def deliver() -> None:
    system = system_actor()
    with acting(system):
        deliver_messages(actor=system, at=at())


def told(kind: str) -> list[str]:
    return [notice.title for notice in Notice.objects.filter(kind=kind).order_by("id")]


class TestReminders:
    def test_a_lead_on_its_last_day_and_each_day_after(self, inspector, site):
        with acting(inspector):
            lead = make_lead(inspector, site)
        due = lead.accept_due_on
        assert [remind_duties(on=day, at=at(day))["leads"] for day in (due - DAY, due, due + DAY)] == [0, 1, 1]
        deliver()
        assert told("cases.lead.accept_due") == ["线索今天到受理期限", "线索超期 1 天未受理"]

    def test_the_same_day_twice_tells_once(self, inspector, site):
        with acting(inspector):
            lead = make_lead(inspector, site)
        for _ in range(3):
            remind_duties(on=lead.accept_due_on, at=at())
        assert OutboxMessage.objects.filter(kind="cases.lead.accept_due").count() == 1

    @pytest.mark.parametrize(
        ("left", "words"), [(15, None), (14, "还有 14 天到期"), (8, None), (7, "还有 7 天到期"), (0, "今天到期"), (-1, None), (-7, "超期 7 天")]
    )
    def test_a_case_before_and_after_its_term(self, inspector, site, left, words):
        with acting(inspector):
            case = make_case(inspector, site)
            Case.objects.writable_by(inspector).filter(pk=case.pk).update(investigate_due_on=ON + left * DAY)
        remind_duties(on=ON, at=at())
        deliver()
        assert told("cases.case.due_soon") == ([f"案件{words}"] if words else [])

    def test_a_closed_case_is_left_alone(self, inspector, site):
        from cases.actions.close_case import close_case

        with acting(inspector):
            case = make_case(inspector, site)
            close_case(case, actor=inspector, at=at(), kind="arbitration", note="已告知仲裁。")
        assert remind_duties(on=case.investigate_due_on, at=at())["cases"] == 0

    def test_old_counters_go(self, db):
        intake_counts.count("send", "a", at=at(ON, 1), minutes=10)
        intake_counts.count("send", "a", at=at(ON, 9), minutes=10)
        remind_duties(on=ON, at=at(ON, 10))
        assert IntakeCount.objects.count() == 1

    def test_the_timetable_calls_it_with_its_day(self, inspector, site):
        assert "cases.remind" in {entry.task for entry in SCHEDULE}
        with acting(inspector):
            lead = make_lead(inspector, site)
        job = RunningJob(1, None, "cases.remind", "", {"period": lead.accept_due_on.isoformat()}, None, 1, "")
        assert remind(job, system_actor()) == {"leads": 1, "cases": 0}


class TestNotices:
    def test_a_complaint_by_qr_is_told_to_the_inspectors_of_the_county_without_its_sender(self, client, site, inspector, neighbour_inspector):
        complain(client, site)
        deliver()
        (notice,) = Notice.objects.filter(kind="cases.lead.received")
        assert notice.membership_id == inspector.membership_id
        assert (notice.title, notice.text) == ("收到新线索", site.name) and "王某某" not in f"{notice.title}{notice.text}{notice.url}"

    def test_the_address_of_a_notice_opens_the_lead(self, client, site, inspector, client_of):
        complain(client, site)
        deliver()
        assert client_of(inspector).get(Notice.objects.get().url).status_code == 200

    def test_his_word_is_told_too(self, client, site, inspector):
        code = complain(client, site)
        client.post(f"/t/{code}/answer/", {"kind": "unpaid"})
        deliver()
        assert told("cases.lead.answered_by_worker") == ["反映人说没收到"]


class TestTerms:
    def test_the_nations_term_alone(self, tree):
        terms = accept_terms(tree.county, dt.date(2026, 11, 18), work_calendar(), on=dt.date(2026, 11, 20))
        assert [(term.code, term.due_on, term.left_words) for term in terms] == [("D15", dt.date(2026, 11, 25), "剩 3 个工作日")]

    def test_the_provinces_beside_it_the_earliest_first(self, tree):
        tenancy.policy_row(tree.other_city, "cases.more_case_terms", ["D17b"])
        terms = case_terms(tree.other_county, ON, work_calendar(), on=ON)
        assert [term.code for term in terms] == ["D17b", "D18a"]
        assert terms[0].due_on == dt.date(2026, 12, 21), "thirty days end on a Sunday"

    def test_list_and_desk_say_what_is_left_in_the_days_of_the_term_itself(self, tree):
        """Thirty days of the province and sixty working days of the nation; a day that no term of today explains in working days."""
        tenancy.policy_row(tree.other_city, "cases.more_case_terms", ["D17b"])
        counting = Counting([tree.county, tree.other_county], work_calendar(), ON)
        for region in (tree.county, tree.other_county):
            term = case_terms(region, ON, work_calendar(), on=ON)[0]
            assert counting.investigate_left(region.pk, ON, term.due_on) == term.left_words
        assert term.left_words == f"剩 {(term.due_on - ON).days} 天"
        term = accept_terms(tree.county, ON, work_calendar(), on=ON)[0]
        assert counting.accept_left(tree.county.pk, ON, term.due_on) == term.left_words == "剩 5 个工作日"
        moved = term.due_on + dt.timedelta(days=1)
        assert counting.accept_left(tree.county.pk, ON, moved) == counting.accept_left(0, ON, moved) == left_words(moved, work_calendar(), ON)

    @pytest.mark.parametrize("codes", [["nonsense"], ["D12"], ["D37"], ["D36"], ["D15"], [""]])
    def test_a_code_mistyped_in_a_policy_keeps_nobody_from_complaining(self, tree, codes):
        tenancy.policy_row(tree.county, "cases.more_lead_terms", codes)
        terms = accept_terms(tree.county, dt.date(2026, 11, 18), work_calendar(), on=ON)
        assert [term.code for term in terms] == ["D15"]

    @pytest.mark.parametrize(
        ("on", "words"),
        [
            (dt.date(2026, 11, 19), "剩 1 个工作日"),
            (dt.date(2026, 11, 20), "今天到期"),
            (dt.date(2026, 11, 21), "已过期"),  # Saturday
            (dt.date(2026, 11, 23), "已超 1 个工作日"),
        ],
    )
    def test_working_days_left(self, db, on, words):
        assert left_words(dt.date(2026, 11, 20), work_calendar(), on) == words


def test_a_term_runs_from_the_moment_the_tenant_has_settled(tree):
    """Received on a Saturday: five working days from the day itself, or from the Monday on which it counts as received."""
    saturday = dt.date(2026, 11, 21)
    assert accept_terms(tree.county, saturday, work_calendar(), on=ON)[0].due_on == dt.date(2026, 11, 27)
    tenancy.policy_row(tree.city, "deadlines.start_moments", {"D15": "workday"})
    assert accept_terms(tree.county, saturday, work_calendar(), on=ON)[0].due_on == dt.date(2026, 11, 30)
    assert accept_terms(tree.other_county, saturday, work_calendar(), on=ON)[0].due_on == dt.date(2026, 11, 27)
