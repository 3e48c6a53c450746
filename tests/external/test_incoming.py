"""收文登记: a paper from outside gets its number, its day and its object; it is answered, filed or void; nobody else sees it."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.db.models import F

from portal.audit.models import Change, Entry
from portal.dashboard.agenda import agenda
from portal.documents.models import DocumentNumber, StoredFile
from portal.external.actions.close_incoming import answer_incoming, file_incoming, reopen_incoming, void_incoming
from portal.external.actions.register_incoming import Received, register_incoming
from portal.external.due import outside
from portal.external.enums import IncomingState
from portal.external.models import IncomingPaper
from portal.external.subjects import find_by_number
from portal.lib import clock
from portal.lib.errors import Refused
from portal.tenancy.actors import system_actor
from portal.tenancy.models import Organisation
from portal.tenancy.scope import acting
from tests.external.test_steps import _png
from tests.make import documents
from tests.make.cases import make_case
from tests.make.projects import make_project

pytestmark = pytest.mark.django_db
ON = dt.date(2026, 11, 20)
AT = dt.datetime(2026, 11, 20, 6, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


def received(tree, **fields) -> Received:
    given = {
        "authority": "平定县人民法院", "place": tree.county, "title": "关于协助提供工资支付记录的函", "written_on": ON - DAY, "received_on": ON,
        "their_number": "平法函〔2026〕1号", "due_on": ON + 3 * DAY,
    }  # fmt: skip
    return Received(**given | fields)


def enter(actor, tree, *, subject=None, **fields) -> IncomingPaper:
    with acting(actor):
        return register_incoming(actor=actor, region=tree.county, received=received(tree, **fields), at=AT, subject=subject)


def do(act, actor, paper, **fields) -> IncomingPaper:
    with acting(actor):
        return act(actor=actor, paper=paper, at=AT, **fields)


def answer(actor, paper, **fields) -> IncomingPaper:
    return do(answer_incoming, actor, paper, **{"answered_on": ON, "answer_number": "平人社函〔2026〕5号", "result": "材料附后"} | fields)


class TestEntering:
    def test_each_gets_the_next_number_of_the_organ_and_an_entry(self, tree, county_inspector):
        first = enter(county_inspector, tree)
        second = enter(county_inspector, tree, their_number="平法函〔2026〕2号")
        assert [first.number, second.number] == ["收文〔2026〕1号", "收文〔2026〕2号"]
        assert (first.state, first.organ_id) == (IncomingState.WAITING, county_inspector.organisation_id)
        entries = Entry.objects.filter(verb="external.receive").order_by("pk")
        assert [entry.detail["number"] for entry in entries] == [first.number, second.number]
        with acting(county_inspector):
            assert [change.kind for change in Change.objects.visible_to(county_inspector).of(first)] == ["I"]

    def test_the_numbers_of_another_year_and_of_letters_run_apart(self, tree, county_inspector):
        enter(county_inspector, tree)
        last_year = enter(county_inspector, tree, received_on=dt.date(2025, 12, 31), written_on=dt.date(2025, 12, 30), due_on=None, their_number="")
        assert last_year.number == "收文〔2025〕1号"
        with acting(county_inspector):
            assert documents.issued(county_inspector).number.endswith("〔2026〕1号")

    @pytest.mark.parametrize(
        ("fields", "code"),
        [
            ({"received_on": ON + DAY}, "future"),
            ({"written_on": ON + DAY}, "written_later"),
            ({"due_on": ON - DAY}, "due_before"),
            ({"authority": " "}, "name"),
        ],
    )
    def test_days_that_cannot_be_are_refused_and_use_no_number(self, tree, county_inspector, fields, code):
        with pytest.raises(Refused) as refusal:
            enter(county_inspector, tree, **fields)
        assert refusal.value.code == code
        with acting(system_actor()) as actor:
            assert not DocumentNumber.objects.visible_to(actor).exists()

    @pytest.mark.parametrize("fields", [{"received_on": ON, "written_on": ON, "due_on": ON}, {"due_on": None, "their_number": ""}])
    def test_the_same_day_and_no_term_are_fine(self, tree, county_inspector, fields):
        assert enter(county_inspector, tree, **fields).number == "收文〔2026〕1号"

    def test_the_same_paper_is_entered_once(self, tree, county_inspector):
        first = enter(county_inspector, tree)
        with pytest.raises(Refused, match="收文〔2026〕1号"):
            enter(county_inspector, tree, title="另一个标题")
        assert enter(county_inspector, tree, authority="平定县公安局").number == "收文〔2026〕2号", "another sender's paper of the same number"
        do(void_incoming, county_inspector, first, reason="登记错了机关")
        assert enter(county_inspector, tree).number == "收文〔2026〕3号"

    def test_only_ones_own_level_enters(self, tree, city_office, auditor):
        with acting(city_office), pytest.raises(Refused, match="本级"):
            register_incoming(actor=city_office, region=tree.county, received=received(tree), at=AT)
        with acting(auditor), pytest.raises(Refused):
            register_incoming(actor=auditor, region=tree.city, received=received(tree), at=AT)


class TestEnding:
    def test_an_answer_has_a_day_a_result_and_says_whether_it_was_late(self, tree, county_inspector):
        paper = enter(county_inspector, tree, received_on=ON - 9 * DAY, written_on=ON - 9 * DAY, due_on=ON - DAY)
        for fields, code in (({"answered_on": ON - 10 * DAY}, "too_early"), ({"answered_on": ON + DAY}, "future"), ({"result": " "}, "result")):
            with pytest.raises(Refused) as refusal:
                answer(county_inspector, paper, **fields)
            assert refusal.value.code == code
        done = answer(county_inspector, paper)
        assert (done.state, done.closed_on, done.answer_number) == (IncomingState.ANSWERED, ON, "平人社函〔2026〕5号")
        assert Entry.objects.get(verb="external.incomingpaper.answer").detail["late"] is True
        with pytest.raises(Refused, match="不能"):
            answer(county_inspector, done)

    def test_an_answer_on_the_last_day_is_in_time(self, tree, county_inspector):
        answer(county_inspector, enter(county_inspector, tree, due_on=ON))
        assert Entry.objects.get(verb="external.incomingpaper.answer").detail["late"] is False

    def test_it_is_filed_and_taken_up_again_and_the_trail_keeps_both(self, tree, county_inspector):
        filed = do(file_incoming, county_inspector, enter(county_inspector, tree), reason="不需要答复")
        assert (filed.state, filed.result) == (IncomingState.FILED, "不需要答复")
        again = do(reopen_incoming, county_inspector, filed, reason="法院又来电催办")
        assert (again.state, again.closed_on, again.result) == (IncomingState.WAITING, None, "")
        assert Entry.objects.get(verb="external.incomingpaper.reopen").detail["result"] == "不需要答复"

    def test_a_void_number_stays_in_the_register_and_is_not_taken_up_again(self, tree, county_inspector):
        void = do(void_incoming, county_inspector, enter(county_inspector, tree), reason="登记了两次")
        with acting(county_inspector):
            assert DocumentNumber.objects.visible_to(county_inspector).get(text=void.number).void_reason == "登记了两次"
        with pytest.raises(Refused, match="不能"):
            do(reopen_incoming, county_inspector, void, reason="还是要的")

    def test_the_city_reads_it_and_ends_nothing_of_it(self, tree, county_inspector, city_office):
        paper = enter(county_inspector, tree)
        for act in (file_incoming, void_incoming, reopen_incoming):
            with pytest.raises(Refused, match="那一级"):
                do(act, city_office, paper, reason="市里来办这件")

    @pytest.mark.parametrize("values", [{"state": "answered"}, {"received_on": F("written_on") - DAY}])
    def test_the_database_keeps_the_order_of_days_and_the_result(self, tree, county_inspector, values):
        paper = enter(county_inspector, tree)
        with acting(county_inspector), pytest.raises(IntegrityError), transaction.atomic():
            IncomingPaper._base_manager.filter(pk=paper.pk).update(**values)


class TestReminding:
    def test_it_stands_on_the_desk_and_in_the_digest_until_it_is_answered(self, tree, county_inspector, city_office):
        today = clock.today()
        now = {"received_on": today, "written_on": today}
        with acting(county_inspector):
            paper = register_incoming(actor=county_inspector, region=tree.county, received=received(tree, **now, due_on=today + 14 * DAY), at=clock.now())
            later = received(tree, **now, due_on=today + 15 * DAY, their_number="另一件")
            register_incoming(actor=county_inspector, region=tree.county, received=later, at=clock.now())
            assert [(entry.title, entry.note, entry.is_over) for entry in agenda(county_inspector, today)] == [
                ("答复平定县人民法院来文：关于协助提供工资支付记录的函", paper.number, False)
            ]
            assert list(outside(county_inspector, today + 13 * DAY)) == []
            assert [(due.note, due.is_over) for due in outside(county_inspector, today + 14 * DAY)] == [("今天到期", False)]
            assert [due.is_over for due in outside(county_inspector, today + 15 * DAY)] == [True, False]
        with acting(city_office):
            assert list(outside(city_office, today + 15 * DAY)) == [], "the city does not act for its county"
        with acting(county_inspector):
            answer_incoming(actor=county_inspector, paper=paper, answered_on=today, answer_number="", result="已答复", at=clock.now())
            assert agenda(county_inspector, today) == []


class TestSubjects:
    def test_a_case_a_project_and_a_letter_of_ones_own_are_found_by_their_numbers(self, tree, county_inspector, neighbour_inspector):
        with acting(county_inspector):
            project = make_project(tree.county, "样例学校")
            case, letter = make_case(county_inspector, project), documents.issued(county_inspector)
            found = [find_by_number(county_inspector, number) for number in (case.number, project.code, letter.number, "没有这个号", "")]
        assert [subject and subject.label for subject in found] == ["cases.Case", "projects.Project", "documents.Instrument", None, None]
        with acting(neighbour_inspector):
            assert [find_by_number(neighbour_inspector, number) for number in (case.number, project.code, letter.number)] == [None] * 3


class TestPages:
    def given(self, tree, **fields) -> dict:
        today = clock.today().isoformat()
        base = {"authority": "平定县人民法院", "place": tree.county.pk, "title": "协助函", "written_on": today, "received_on": today, "their_number": "平法1号"}
        return base | fields

    def test_from_a_case_with_its_scan_to_the_answer(self, tree, county_inspector, client_of):
        with acting(county_inspector):
            case = make_case(county_inspector, make_project(tree.county, "样例学校"))
        browser = client_of(county_inspector)
        new = f"/incoming/new/?of=cases.Case&uid={case.number}"
        assert new.replace("&", "&amp;") in browser.get(f"/cases/{case.number}/").content.decode()
        scan = SimpleUploadedFile("来文.png", _png(), content_type="image/png")
        done = browser.post(new, self.given(tree, scan=scan), follow=True)
        page, path = done.content.decode(), done.redirect_chain[-1][0]
        assert "收文〔" in page and case.number in page and "来文.png" in page
        assert "协助函" in browser.get(f"/cases/{case.number}/").content.decode()
        answered = {"answered_on": clock.today().isoformat(), "answer_number": "平人社函1号", "result": "材料附后"}
        assert "平人社函1号" in browser.post(f"{path}answer/", answered, follow=True).content.decode()
        with acting(system_actor()) as actor:
            kept = StoredFile.objects.visible_to(actor).get(kind="incoming_paper")
        assert kept.retain_until.year >= clock.today().year + 10, "official papers are kept ten years"

    def test_the_number_written_by_hand_must_be_somebodys(self, tree, county_inspector, client_of):
        browser = client_of(county_inspector)
        with acting(county_inspector):
            project = make_project(tree.county, "样例学校")
        wrong = browser.post("/incoming/new/", self.given(tree, about="AJ-无此号"))
        assert wrong.status_code == 422 and "没有这个编号" in wrong.content.decode()
        assert "样例学校" in browser.post("/incoming/new/", self.given(tree, about=project.code), follow=True).content.decode()

    def test_a_refusal_is_told_in_the_form_and_nothing_is_kept(self, tree, county_inspector, client_of):
        browser = client_of(county_inspector)
        later = (clock.today() + DAY).isoformat()
        answer = browser.post("/incoming/new/", self.given(tree, received_on=later, scan=SimpleUploadedFile("来文.png", _png())))
        assert answer.status_code == 422 and "不能晚于今天" in answer.content.decode()
        with acting(system_actor()) as actor:
            assert not IncomingPaper.objects.visible_to(actor).exists() and not StoredFile.objects.visible_to(actor).exists()

    @pytest.mark.parametrize(("verb", "state"), [("file", "已阅存"), ("void", "登记作废")])
    def test_its_end_asks_for_a_reason(self, tree, county_inspector, client_of, verb, state):
        paper = enter(county_inspector, tree)
        browser = client_of(county_inspector)
        path = f"/incoming/{paper.uid}/{verb}/"
        assert browser.post(path, {"reason": ""}).status_code == 422
        assert state in browser.post(path, {"reason": "不需要再办理"}, follow=True).content.decode()

    def test_the_list_filters_exports_and_costs_the_same(self, tree, county_inspector, client_of, django_assert_max_num_queries):
        browser = client_of(county_inspector)
        assert "没有登记来文" in browser.get("/incoming/").content.decode()
        enter(county_inspector, tree, due_on=ON)
        browser.get("/incoming/")
        with django_assert_max_num_queries(30) as one:
            browser.get("/incoming/")
        for number in ("2号", "3号"):
            enter(county_inspector, tree, their_number=number, title=f"第{number}", due_on=None)
        with django_assert_max_num_queries(len(one)):
            browser.get("/incoming/")
        found = browser.get("/incoming/?q=第2号").content.decode()
        assert "第2号" in found and "第3号" not in found
        late = browser.get("/incoming/?late=on").content.decode()
        assert "关于协助提供工资支付记录的函" in late and "第2号" not in late
        assert browser.get("/incoming/?state=answered").context["table"].total == 0
        assert browser.get("/incoming/?sort=-due_on").status_code == 200
        assert browser.get("/incoming/export/").status_code == 200
        assert Entry.objects.filter(verb="documents.export").exists()

    def test_another_tenant_finds_nothing_and_a_reader_cannot_write(self, tree, county_inspector, neighbour_inspector, auditor, industry_officer, client_of):
        paper = enter(county_inspector, tree)
        for path in ("", "answer/", "file/", "void/"):
            assert client_of(neighbour_inspector).get(f"/incoming/{paper.uid}/{path}").status_code == 404
        assert "关于协助" not in client_of(neighbour_inspector).get("/incoming/").content.decode()
        reader = client_of(auditor)
        assert "登记答复" not in reader.get(f"/incoming/{paper.uid}/").content.decode()
        assert [reader.get(f"/incoming/{paper.uid}/{path}").status_code for path in ("answer/", "file/")] == [403, 403]
        assert reader.get("/incoming/new/").status_code == 403
        assert client_of(industry_officer).get("/incoming/").status_code == 403

    def test_the_senders_organisation_is_known_once(self, tree, county_inspector, client_of):
        browser = client_of(county_inspector)
        for number in ("1号", "2号"):
            browser.post("/incoming/new/", self.given(tree, their_number=number))
        assert Organisation.objects.filter(name="平定县人民法院").count() == 1
