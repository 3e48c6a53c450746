"""What is said about a warning: taken up, justified, contradicted by workers, checked, looked back at, watched closely."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from earlywarning.actions import handle
from earlywarning.actions.acknowledge import acknowledge_warning
from earlywarning.actions.ask_workers import ask_workers
from earlywarning.actions.check_disposal import check_disposal
from earlywarning.actions.draw_look_back import draw_look_back, lot_of
from earlywarning.actions.focus import focus_project, release_project
from earlywarning.actions.justify import decide_justification, justify_warning
from earlywarning.actions.look_back import look_back
from earlywarning.actions.run_hours import run_hours
from earlywarning.models import Disposal, EarlyWarning, FocusProject, Justification, LookBack, WarningEvent, WorkerQuestion
from earlywarning.worker_words import words_of
from portal.lib import clock
from portal.lib.errors import Refused
from portal.notices.models import Delivery
from portal.tenancy.actors import system_actor
from portal.tenancy.models import Organisation
from portal.tenancy.scope import acting
from tests.earlywarning.test_announcements import deliver, titles
from tests.earlywarning.test_handling import proof_of
from tests.earlywarning.test_pages import PNG
from tests.make.accounts import again
from tests.make.earlywarning import make_warning
from tests.make.tenancy import participation, policy_row
from tests.make.wagepay import OCTOBER, engagement, project_month, worker_month
from wagepay.models import MonthAnswer

NOTE = "已到现场核实，询问了劳资专管员。"
SAYS = "十月工资 12 日已全部发到本人卡上。"


@pytest.fixture
def warning(project, day):
    with acting(system_actor()):
        return make_warning(project, month=OCTOBER)


def firm(actor, warning):
    return actor.with_projects(warning.project_id)


def justified(actor, warning, at, **given):
    actor = firm(actor, warning)
    with acting(actor):
        return justify_warning(warning, actor=actor, at=at, text=SAYS, **given)


def test_taking_a_warning_up_is_one_press_and_a_second_changes_nothing(warning, county_inspector, city_office, at):
    with acting(county_inspector):
        for later in (0, 1):
            found = acknowledge_warning(warning, actor=county_inspector, at=at + dt.timedelta(hours=later))
        assert (found.acknowledged_at, found.state) == (at, "open")
        assert WarningEvent.objects.visible_to(county_inspector).filter(title="已响应").count() == 1
    with acting(city_office), pytest.raises(Refused, match="权限"):
        acknowledge_warning(warning, actor=city_office, at=at)


class TestJustification:
    @pytest.mark.parametrize(("days", "late"), [(3, False), (4, True)])
    def test_a_late_word_is_taken_and_says_so(self, warning, contractor, at, days, late):
        assert justified(contractor, warning, at + dt.timedelta(days=days)).is_late is late

    def test_it_is_told_to_the_inspector_and_decided_by_him_with_reasons(self, warning, contractor, county_inspector, at):
        said = justified(contractor, warning, at)
        deliver(at)
        assert titles(county_inspector) == ["示例建设集团有限公司对预警提出申辩：样例规则"]
        with pytest.raises(Refused, match="还在复核"):
            justified(contractor, warning, at)
        with acting(county_inspector):
            with pytest.raises(Refused, match="意见"):
                decide_justification(said, actor=county_inspector, at=at, accept=True, opinion=" ")
            decide_justification(said, actor=county_inspector, at=at, accept=False, opinion="回单是九月的，对不上。")
            with pytest.raises(Refused, match="已经复核"):
                decide_justification(said, actor=county_inspector, at=at, accept=True, opinion="再看一次。")
        deliver(at)
        assert titles(contractor) == ["申辩不成立：样例规则"]

    def test_on_accepted_evidence_the_warning_is_cleared_and_without_it_not(self, warning, contractor, county_inspector, at):
        said = justified(contractor, warning, at)
        with acting(county_inspector), pytest.raises(Refused, match="没有附证据"):
            decide_justification(said, actor=county_inspector, at=at, accept=True, opinion="回单和流水一致。", clear=True)
        with acting(system_actor()) as system:
            Justification.objects.visible_to(system).update(file=proof_of(system, warning, at))
        with acting(county_inspector):
            decide_justification(said, actor=county_inspector, at=at, accept=True, opinion="回单和流水一致。", clear=True)
            assert EarlyWarning.objects.visible_to(county_inspector).get().state == "cleared"

    def test_a_firm_reads_its_own_words_alone(self, warning, contractor, owner, at):
        justified(contractor, warning, at)
        for actor, count in ((contractor, 1), (owner, 0)):
            with acting(firm(actor, warning)) as seen:
                assert Justification.objects.visible_to(seen).count() == count

    def test_a_firm_whose_word_waits_reads_that_it_does_and_finds_its_evidence(self, warning, contractor, client_of, at):
        participation(Organisation.objects.get(pk=contractor.organisation_id), warning.project_id)
        client, page = client_of(again(contractor)), reverse("warning", args=[warning.uid])
        url = reverse("warning_justify", args=[warning.uid])
        assert url in client.get(page).content.decode()
        client.post(url, {"text": SAYS * 6, "file": SimpleUploadedFile("回单.png", PNG)})
        found = client.get(page).content.decode()
        assert url not in found and "正在复核" in found and SAYS * 6 in found and "回单.png" in found

    def test_an_empty_word_or_an_ended_warning_is_refused(self, warning, contractor, at):
        actor = firm(contractor, warning)
        with acting(actor), pytest.raises(Refused, match="10 个字"):
            justify_warning(warning, actor=actor, at=at, text="发了。")
        with acting(system_actor()) as system:
            EarlyWarning.objects.visible_to(system).update(state="cleared", closed_on=at.date())
        warning.state = "cleared"
        with acting(actor), pytest.raises(Refused, match="已结"):
            justify_warning(warning, actor=actor, at=at, text=SAYS)


class TestWorkers:
    @pytest.fixture
    def people(self, warning):
        """Two who were not paid, one who was."""
        with acting(system_actor()):
            found = [engagement(warning.project) for _ in range(3)]
            for person, paid in zip(found, (0, 0, 6000), strict=True):
                worker_month(person, days=20, net=6000, owed=6000, paid=paid)
        return found

    def ask(self, actor, warning, at):
        with acting(actor):
            return ask_workers(warning, actor=actor, at=at)

    def says(self, person, agrees, at):
        with acting(system_actor()):
            MonthAnswer.objects.create(
                region_id=person.region_id, project_id=person.project_id, employer_id=person.employer_id, month=OCTOBER, person=bytes(person.id_index),
                about="paid", agrees=agrees, at=at, visit_uid=person.uid, days=20, owed=6000, received=0,
            )  # fmt: skip

    def words(self, actor, warning, on):
        with acting(actor):
            return words_of(warning, actor, on)

    def test_those_who_were_not_paid_are_asked_once_by_a_text_without_firm_or_sum(self, warning, people, county_inspector, at):
        assert self.ask(county_inspector, warning, at) == 2
        texts = set(Delivery.objects.values_list("text", flat=True))
        assert Delivery.objects.count() == 2 and len(texts) == 1 and "10月" in texts.pop()
        with pytest.raises(Refused, match="都已经问过"):
            self.ask(county_inspector, warning, at)

    def test_sixty_at_a_press_and_the_rest_at_the_next(self, warning, people, county_inspector, client_of, at, monkeypatch):
        monkeypatch.setattr("earlywarning.questions.MOST", 1)
        url = reverse("warning_ask", args=[warning.uid])
        client = client_of(county_inspector)
        assert "涉及 2 人，已问 0 人，还有 2 人没有问" in client.get(url).content.decode()
        assert "已向 1 名工友核实，还有 1 名没有问" in client.post(url, follow=True).content.decode()
        page = client.get(reverse("warning", args=[warning.uid])).content.decode()
        assert "问了 1 人，还有 1 人没有问" in page and url in page
        assert "涉及的都问到了" in client.post(url, follow=True).content.decode()
        assert url not in client.get(reverse("warning", args=[warning.uid])).content.decode()

    def test_a_warning_without_a_month_asks_of_the_newest_month_that_fell_due(self, project, people, county_inspector, at):
        september, november = dt.date(2026, 9, 1), dt.date(2026, 11, 1)
        with acting(system_actor()):
            whole = make_warning(project, rule="T02")
            for month, due_on in ((september, dt.date(2026, 10, 20)), (OCTOBER, at.date()), (november, dt.date(2026, 12, 20))):
                project_month(project, people[0].employer, month=month, due_on=due_on)
                worker_month(people[0], month=month, days=20, owed=6000) if month != OCTOBER else None
        assert self.ask(county_inspector, whole, at) == 1, "october falls due today and november later"
        assert "9月" in Delivery.objects.get().text
        assert self.ask(county_inspector, whole, at + dt.timedelta(days=1)) == 1, "the other one, of october"
        with pytest.raises(Refused, match="都已经问过"):
            self.ask(county_inspector, whole, at + dt.timedelta(days=1))
        with acting(system_actor()) as actor:
            assert sorted(WorkerQuestion.objects.visible_to(actor).values_list("month", flat=True)) == [september, OCTOBER]

    def test_where_everybody_was_paid_nobody_is_asked(self, warning, county_inspector, at):
        with pytest.raises(Refused, match="不用核实"):
            self.ask(county_inspector, warning, at)

    def test_a_word_of_before_the_question_does_not_answer_it_and_the_last_word_counts(self, warning, people, county_inspector, at):
        self.says(people[0], True, at - dt.timedelta(days=1))
        self.ask(county_inspector, warning, at)
        found = self.words(county_inspector, warning, at.date())
        assert (found.asked, found.waiting, found.confirmed) == (2, 2, 0)
        self.says(people[0], True, at + dt.timedelta(hours=1))
        self.says(people[0], False, at + dt.timedelta(hours=2))
        found = self.words(county_inspector, warning, at.date())
        assert (found.denied, found.confirmed, found.is_confirmed) == (1, 0, False)

    @pytest.mark.parametrize(("policy", "days", "silent", "confirmed"), [(None, 3, 0, False), (None, 4, 2, False), ("agrees", 4, 2, True)])
    def test_silence_follows_the_stated_default(self, tree, warning, people, county_inspector, at, policy, days, silent, confirmed):
        if policy:
            policy_row(tree.county, "earlywarning.silence", policy)
        self.ask(county_inspector, warning, at)
        found = self.words(county_inspector, warning, at.date() + dt.timedelta(days=days))
        assert (found.silent, found.is_confirmed) == (silent, confirmed)

    def test_what_workers_contradict_is_not_accepted(self, warning, people, contractor, county_inspector, at):
        said = justified(contractor, warning, at)
        self.ask(county_inspector, warning, at)
        self.says(people[1], False, at + dt.timedelta(hours=1))
        with acting(county_inspector), pytest.raises(Refused, match="1 名工友说没收到"):
            decide_justification(said, actor=county_inspector, at=at, accept=True, opinion="回单和流水一致。")

    def test_against_a_workers_word_nobody_clears_unheard(self, warning, people, county_inspector, client_of, at):
        self.ask(county_inspector, warning, at)
        client, url = client_of(county_inspector), reverse("warning_step", args=[warning.uid, "clear"])
        with acting(county_inspector):
            found = handle.verify_warning(warning, actor=county_inspector, at=at, note=NOTE)
        assert "已逐人核实" not in client.get(url).content.decode(), "nobody denies it yet"
        self.says(people[1], False, at + dt.timedelta(hours=1))
        assert "1 人说没收到或不够" in client.get(url).content.decode()
        with acting(county_inspector) as actor:
            proof = proof_of(actor, warning, at)
            with pytest.raises(Refused, match="1 名工友说没收到或不够"):
                handle.clear_warning(found, actor=actor, at=at, note=NOTE, proof=proof)
            assert handle.clear_warning(found, actor=actor, at=at, note=NOTE, proof=proof, is_heard=True).state == "cleared"


def test_what_was_ordered_is_checked_until_it_is_done(warning, county_inspector, at):
    with acting(county_inspector) as actor:
        with pytest.raises(Refused, match="不能早于"):
            handle.dispose_warning(warning, actor=actor, at=at, kind="rectification", on=at.date(), note=NOTE, due_on=at.date() - dt.timedelta(days=1))
        handle.dispose_warning(warning, actor=actor, at=at, kind="rectification", on=at.date(), note=NOTE, due_on=at.date())
        row = Disposal.objects.visible_to(actor).get()
        assert row.awaits_check
        later = at + dt.timedelta(days=2)
        row = check_disposal(row, actor=actor, at=later, on=later.date(), result="partly", note="还差三个人。")
        assert row.awaits_check
        row = check_disposal(row, actor=actor, at=later, on=later.date(), result="done", note="都补发了。")
        assert not row.awaits_check
        with pytest.raises(Refused, match="已经到位"):
            check_disposal(row, actor=actor, at=later, on=later.date(), result="done", note="再看。")


class TestLookBack:
    def cleared(self, warning, actor, at):
        with acting(actor):
            found = handle.verify_warning(warning, actor=actor, at=at, note=NOTE)
            return handle.clear_warning(found, actor=actor, at=at, note=NOTE, proof=proof_of(actor, warning, at))

    def test_every_red_one_is_drawn_for_thirty_days_later_and_what_broke_out_opens_again(self, warning, county_inspector, at):
        self.cleared(warning, county_inspector, at)
        later = at + dt.timedelta(days=30)
        with acting(county_inspector) as actor:
            row = LookBack.objects.visible_to(actor).get()
            assert row.due_on == later.date()
            with pytest.raises(Refused, match="销号以后"):
                look_back(row, actor=actor, at=at, on=at.date(), result="holds", note="没有反弹。")
            early = at + dt.timedelta(days=29)
            with pytest.raises(Refused, match="2026-12-20 到期"):
                look_back(row, actor=actor, at=early, on=early.date(), result="holds", note="没有反弹。")
            look_back(row, actor=actor, at=later, on=later.date(), result="broken", note="十一月又没有发。")
            found = EarlyWarning.objects.visible_to(actor).get()
            assert (found.state, found.closed_on) == ("open", None) and found.due_at > later
            with pytest.raises(Refused, match="已经回头看过"):
                look_back(row, actor=actor, at=later, on=later.date(), result="holds", note="再看。")

    @pytest.mark.parametrize(("share", "drawn"), [(0, False), (100, True)])
    def test_others_by_the_tenants_share_and_anybody_can_reckon_the_lot_again(self, tree, project, day, share, drawn):
        policy_row(tree.county, "earlywarning.look_back_percent", share)
        with acting(system_actor()):
            warning = make_warning(project, level="yellow")
            assert (draw_look_back(warning, on=day) is not None) is drawn
        assert 0 <= lot_of(warning) < 100 and lot_of(warning) == lot_of(warning)

    def test_the_county_is_told_on_the_day(self, warning, county_inspector, at):
        self.cleared(warning, county_inspector, at)
        due = at.date() + dt.timedelta(days=30)
        for on, told in ((due - dt.timedelta(days=1), 0), (due, 1), (due + dt.timedelta(days=1), 1)):
            run_hours(at=clock.start_of(on), on=on)
            deliver(clock.start_of(on))
            assert titles(county_inspector).count("该回头看了：样例规则") == told


class TestFocus:
    def put(self, actor, project, on, **given):
        words = {"reason": "连续两期欠薪", "plan": "每周核对流水", "responsible": "张三", "unit": "平定县住建局", "due_on": on + dt.timedelta(days=30)}
        with acting(actor):
            return focus_project(actor=actor, project=project, on=on, **(words | given))

    def test_a_project_under_close_watch_has_plan_name_and_day(self, project, county_inspector, neighbour_inspector, day):
        row = self.put(county_inspector, project, day)
        with pytest.raises(Refused, match="已在"):
            self.put(county_inspector, project, day)
        with acting(neighbour_inspector) as neighbour:
            assert not FocusProject.objects.visible_to(neighbour).exists()
        with acting(county_inspector):
            release_project(row, actor=county_inspector, outcome="两期足额。", on=day)
            with pytest.raises(Refused, match="已经移出"):
                release_project(row, actor=county_inspector, outcome="再移。", on=day)
        assert self.put(county_inspector, project, day).closed_on is None

    @pytest.mark.parametrize("given", [{"plan": " "}, {"responsible": ""}, {"due_on": dt.date(2026, 11, 20)}])
    def test_without_one_of_them_it_is_refused(self, project, county_inspector, day, given):
        with pytest.raises(Refused):
            self.put(county_inspector, project, day, **given)
